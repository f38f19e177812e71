/** A filter that cannot be read, or that asks for a property that is not there: a sentence for the binding error. */
export class FilterError extends Error {}

export type FilterToken = {
  readonly kind: 'open' | 'close' | 'word' | 'operator' | 'string' | 'literal';
  readonly text: string;
  /** Offset of its first character. */
  readonly at: number;
};

const longest = 20_000;

/** `$true`, `$false`, `$null` and numbers are literals; operators are lower-cased and without their dash. */
export function tokenize(filter: string): readonly FilterToken[] {
  if (filter.length > longest) throw new FilterError(`The filter is longer than ${longest} characters.`);
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < filter.length) {
    const character = filter[at] ?? '';
    if (/\s/.test(character)) {
      at += 1;
    } else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', text: character, at });
      at += 1;
    } else if (character === "'" || character === '"') {
      const end = endOfString(filter, at);
      tokens.push({ kind: 'string', text: filter.slice(at + 1, end).replaceAll(character.repeat(2), character), at });
      at = end + 1;
    } else {
      const text = /^[^\s()'"]+/.exec(filter.slice(at, at + 1000))?.[0] ?? character;
      tokens.push(wordToken(text, at));
      at += text.length;
    }
  }
  return tokens;
}

function endOfString(filter: string, start: number): number {
  const quote = filter[start] ?? '';
  let end = filter.indexOf(quote, start + 1);
  while (end >= 0 && filter[end + 1] === quote) end = filter.indexOf(quote, end + 2);
  if (end < 0) throw new FilterError(`The text that begins at position ${start + 1} has no closing ${quote}.`);
  return end;
}

function wordToken(text: string, at: number): FilterToken {
  if (/^-?\d+(\.\d+)?$/.test(text) || /^\$(true|false|null)$/i.test(text)) {
    return { kind: 'literal', text: text.toLowerCase(), at };
  }
  if (text === '!') return { kind: 'operator', text: 'not', at };
  if (/^-[a-z]+$/i.test(text)) return { kind: 'operator', text: text.slice(1).toLowerCase(), at };
  return { kind: 'word', text, at };
}
