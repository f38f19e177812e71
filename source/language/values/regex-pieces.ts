import { notUnderstood } from './regex-flags.ts';

/** What .NET means where JavaScript means something else, outside a set. */
export const outside: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: '[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]',
  W: '[^\\p{L}\\p{M}\\p{Nd}\\p{Pc}]',
  s: '[\\f\\n\\r\\t\\v\\x85\\p{Z}]',
  S: '[^\\f\\n\\r\\t\\v\\x85\\p{Z}]',
  A: '(?<![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  z: '(?![\\s\\S])',
  a: '\\x07',
  e: '\\x1b',
  b: '(?:(?<=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?![\\p{L}\\p{M}\\p{Nd}\\p{Pc}])|(?<![\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]))',
  B: '(?:(?<=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}])|(?<![\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?![\\p{L}\\p{M}\\p{Nd}\\p{Pc}]))',
};

export const inside: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: '\\p{L}\\p{M}\\p{Nd}\\p{Pc}',
  s: '\\f\\n\\r\\t\\v\\x85\\p{Z}',
  a: '\\x07',
  e: '\\x1b',
  b: '\\b',
};

const escaped = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|0[0-7]{0,2}|k<\w+>|[pP]\{[\w-]+\}|[\s\S])/y;

/** .NET's named blocks of Unicode that are asked for in practice. */
const blocks: Readonly<Record<string, string>> = {
  IsBasicLatin: '\\u0000-\\u007f',
  'IsLatin-1Supplement': '\\u0080-\\u00ff',
  'IsLatinExtended-A': '\\u0100-\\u017f',
  'IsLatinExtended-B': '\\u0180-\\u024f',
  IsGreek: '\\u0370-\\u03ff',
  IsGreekandCoptic: '\\u0370-\\u03ff',
  IsCyrillic: '\\u0400-\\u04ff',
  IsHebrew: '\\u0590-\\u05ff',
  IsArabic: '\\u0600-\\u06ff',
  IsThai: '\\u0e00-\\u0e7f',
  IsHiragana: '\\u3040-\\u309f',
  IsKatakana: '\\u30a0-\\u30ff',
  IsCJKUnifiedIdeographs: '\\u4e00-\\u9fff',
  IsHangulSyllables: '\\uac00-\\ud7af',
};
const block = /\\([pP])\{(Is[\w-]+)\}/y;

/** A block's set; undefined where the escape names none. */
export function isBlock(pattern: string, at: number): string | undefined {
  block.lastIndex = at;
  const [, letter, name = ''] = block.exec(pattern) ?? [];
  const range = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
  return range && `[${letter === 'P' ? '^' : ''}${range}]`;
}

/** The same within a set. */
function blockRange(pattern: string, at: number): string | undefined {
  block.lastIndex = at;
  const [, letter, name = ''] = block.exec(pattern) ?? [];
  return letter === 'p' && Object.hasOwn(blocks, name) ? blocks[name] : undefined;
}

/** What a sticky expression finds at that place. */
export function textAt(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}

export function escapeLength(pattern: string, at: number): number {
  return textAt(escaped, pattern, at)?.length ?? 1;
}

export function translateEscape(pattern: string, at: number, table: Readonly<Record<string, string>>): string {
  const text = pattern.slice(at, at + escapeLength(pattern, at));
  const letter = text.charAt(1);
  if (text.length === 2 && Object.hasOwn(table, letter)) return table[letter] as string;
  if (/^\\(?:[xuck].|[fnrtv]$|[1-9]$)/.test(text)) return text;
  // Both know the general categories; .NET's named blocks (IsGreek) it shares with nobody.
  if (/^\\[pP]\{(?:[CLMNPSZ][a-z]?)\}$/.test(text)) return text;
  if (letter === '0') return `\\x${Number.parseInt(text.slice(1), 8).toString(16).padStart(2, '0').slice(-2)}`;
  if (letter === '' || /^[\p{L}\p{N}_]$/u.test(letter)) throw notUnderstood(pattern, text);
  return /^[\^$\\.*+?()[\]{}|/-]$/.test(letter) ? (letter === '-' ? '\\x2d' : text) : letter;
}

/** A set from its bracket on; `finish` makes what is wanted of a set as JavaScript has it. */
export function readSet(
  pattern: string,
  at: number,
  table: Readonly<Record<string, string>>,
  finish: (set: string) => string,
): { readonly source: string; readonly end: number } {
  let source = '[';
  let i = at + 1;
  if (pattern.charAt(i) === '^') {
    source += '^';
    i++;
  }
  for (let first = true; i < pattern.length; i++, first = false) {
    const c = pattern.charAt(i);
    if (c === ']' && !first) return { source: finish(`${source}]`), end: i };
    if (c === '\\') {
      source += blockRange(pattern, i) ?? translateEscape(pattern, i, table);
      i += escapeLength(pattern, i) - 1;
    } else if (c === '-' && pattern.charAt(i + 1) === '[' && !first) {
      // What is taken away stands last: it must not come here.
      const less = readSet(pattern, i + 1, table, finish);
      if (pattern.charAt(less.end + 1) !== ']') throw notUnderstood(pattern, '-[');
      return { source: `(?:(?!${less.source})${finish(`${source}]`)})`, end: less.end + 1 };
    } else source += /[[\]{}()|/^&]/.test(c) ? `\\${c === '&' ? 'x26' : c}` : c;
  }
  throw notUnderstood(pattern, '[');
}
