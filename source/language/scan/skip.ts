import { isDoubleQuote, isSingleQuote } from './characters.ts';

/** Where the bracket opened at `at` is closed again: strings, escapes and comments are passed over. */
export function skipBalanced(text: string, at: number): { readonly end: number; readonly closed: boolean } {
  let depth = 0;
  let i = at;
  while (i < text.length) {
    const c = text.charAt(i);
    if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') {
      depth--;
      if (depth === 0) return { end: i + 1, closed: true };
    } else if (c === '`') i++;
    else if (isSingleQuote(c)) i = closingQuote(text, i, isSingleQuote, false);
    else if (isDoubleQuote(c)) i = closingQuote(text, i, isDoubleQuote, true);
    i++;
  }
  return { end: text.length, closed: false };
}

function closingQuote(text: string, at: number, isQuote: (c: string) => boolean, expandable: boolean): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charAt(i);
    if (expandable && c === '`') i++;
    else if (expandable && c === '$' && text.charAt(i + 1) === '(') i = skipBalanced(text, i + 1).end - 1;
    else if (isQuote(c)) {
      if (!isQuote(text.charAt(i + 1))) return i;
      i++;
    }
  }
  return text.length;
}
