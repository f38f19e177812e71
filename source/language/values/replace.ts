import { bounded } from './matching.ts';
import type { DotNetRegex } from './regex.ts';

/** One match as .NET gives it. */
export interface Found {
  readonly index: number;
  readonly text: string;
  /** Of .NET's groups, the whole first; undefined where one took nothing. */
  readonly groups: readonly { readonly name: string; readonly text: string | undefined; readonly index: number }[];
}

/** The matches of a pattern in a text, in order; at most so many. Bounded in time. */
export function findAll(
  pattern: DotNetRegex,
  text: string,
  most = Number.POSITIVE_INFINITY,
  from = 0,
): readonly Found[] {
  return bounded(pattern, [text], () => {
    const found: Found[] = [];
    const { regex } = pattern;
    regex.lastIndex = from;
    for (let match = regex.exec(text); match && found.length < most; match = regex.exec(text)) {
      found.push(foundOf(pattern, match));
      if (match[0] === '') regex.lastIndex++;
      if (regex.lastIndex > text.length) break;
    }
    return found;
  });
}

function foundOf({ groups }: DotNetRegex, match: RegExpExecArray): Found {
  return {
    index: match.index,
    text: match[0],
    groups: groups.map(({ name, index }) => {
      const text = match[index];
      // JavaScript does not say where a group stands; looked for within the match it is found but for repetitions.
      return { name, text, index: text === undefined ? 0 : match.index + Math.max(0, match[0].indexOf(text)) };
    }),
  };
}

/** What a replacement stands for: a text with `$1`, `${name}`, `$&` and the rest of .NET's. */
export type Replacement = (found: Found, whole: string) => string;

const substitution = /\$(?:\$|&|`|'|\+|_|(\d+)|\{(\w+)\})/g;

export function replacementOf(text: string): Replacement {
  if (!text.includes('$')) return () => text;
  return (found, whole) =>
    text.replace(substitution, (all: string, number: string | undefined, name: string | undefined) => {
      if (number !== undefined || name !== undefined) {
        const wanted = number === undefined ? name! : String(Number(number));
        const group = found.groups.find((one) => one.name.toLowerCase() === wanted.toLowerCase());
        const numbered = group ?? (/^\d+$/.test(wanted) ? found.groups[Number(wanted)] : undefined);
        return numbered ? (numbered.text ?? '') : all;
      }
      if (all === '$$') return '$';
      if (all === '$&') return found.text;
      if (all === '$`') return whole.slice(0, found.index);
      if (all === "$'") return whole.slice(found.index + found.text.length);
      return all === '$_' ? whole : (found.groups.at(-1)?.text ?? '');
    });
}

/** A text with each match replaced. */
export function replaceAll(pattern: DotNetRegex, text: string, replacement: Replacement, most?: number): string {
  let out = '';
  let end = 0;
  for (const found of findAll(pattern, text, most)) {
    out += text.slice(end, found.index) + replacement(found, text);
    end = found.index + found.text.length;
  }
  return out + text.slice(end);
}

/** .NET's Regex.Split: what groups take stands among the parts. */
export function splitBy(pattern: DotNetRegex, text: string, most = 0): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const found of findAll(pattern, text, most > 0 ? most - 1 : undefined)) {
    parts.push(text.slice(end, found.index));
    for (const group of found.groups.slice(1)) if (group.text !== undefined) parts.push(group.text);
    end = found.index + found.text.length;
  }
  return [...parts, text.slice(end)];
}
