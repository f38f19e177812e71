import { ValueError } from './errors.ts';
import { type Matcher, matchAll, shortened } from './matching.ts';

const cache = new Map<string, Matcher>();
const cacheLimit = 200;

/** A wildcard pattern of `*`, `?`, `[a-z]` and backtick escapes as a test of a whole text (about_Wildcards). */
export function wildcard(pattern: string, caseSensitive = false): (text: string) => boolean {
  const matcher = wildcardMatcher(pattern, caseSensitive);
  return (text) => matchAll(matcher, [text])[0]!;
}

/** The same for `matchAll`. */
export function wildcardMatcher(pattern: string, caseSensitive: boolean): Matcher {
  const key = `${caseSensitive}${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const matcher = compile(pattern, caseSensitive);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, matcher);
  return matcher;
}

type Piece = '*' | ((character: string) => boolean);

function compile(pattern: string, caseSensitive: boolean): Matcher {
  const fold = caseSensitive ? (text: string) => text : foldCase;
  const pieces = readPieces(pattern, fold);
  return {
    pattern,
    test: (text) => matches(pieces, [...fold(text)]),
    steps: (length) => length * pieces.length,
  };
}

/** One UTF-16 unit at a time, as .NET's invariant upper case. */
const foldCase = (text: string) => {
  const upper = text.toUpperCase();
  return upper.length === text.length
    ? upper
    : [...text].map((c) => (c.toUpperCase().length === c.length ? c.toUpperCase() : c)).join('');
};

function readPieces(pattern: string, fold: (text: string) => string): Piece[] {
  const pieces: Piece[] = [];
  const characters = [...fold(pattern)];
  for (let i = 0; i < characters.length; i++) {
    const c = characters[i] as string;
    if (c === '*') {
      if (pieces.at(-1) !== '*') pieces.push('*');
    } else if (c === '?') pieces.push(() => true);
    else if (c === '[') {
      const set = readSet(characters, i, pattern);
      pieces.push(set.test);
      i = set.end;
    } else {
      const literal = c === '`' && i + 1 < characters.length ? (characters[++i] as string) : c;
      pieces.push((character) => character === literal);
    }
  }
  return pieces;
}

function readSet(
  characters: readonly string[],
  at: number,
  pattern: string,
): { test: (c: string) => boolean; end: number } {
  const ranges: [string, string][] = [];
  let i = at + 1;
  for (; i < characters.length; i++) {
    if (characters[i] === ']' && i > at + 1) break;
    if (characters[i] === '`' && i + 1 < characters.length) i++;
    const from = characters[i] as string;
    if (characters[i + 1] === '-' && i + 2 < characters.length && characters[i + 2] !== ']') {
      const to = characters[i + 2] as string;
      if (from > to) throw invalid(pattern);
      ranges.push([from, to]);
      i += 2;
    } else ranges.push([from, from]);
  }
  if (i >= characters.length) throw invalid(pattern);
  return { test: (c) => ranges.some(([from, to]) => c >= from && c <= to), end: i };
}

const invalid = (pattern: string) =>
  new ValueError(
    `The specified wildcard character pattern is not valid: ${shortened(pattern)}`,
    'Close the [ with ], or write `[ for the character itself.',
    'System.Management.Automation.WildcardPatternException',
    'RuntimeException',
    'NotSpecified',
  );

/** Goes back to the last `*` only: linear in the pattern for each place in the text, never exponential. */
function matches(pieces: readonly Piece[], text: readonly string[]): boolean {
  let piece = 0;
  let star = -1;
  let mark = 0;
  for (let i = 0; i < text.length; ) {
    const current = pieces[piece];
    if (current === '*') {
      star = piece++;
      mark = i;
    } else if (current?.(text[i] as string)) {
      piece++;
      i++;
    } else if (star >= 0) {
      piece = star + 1;
      i = ++mark;
    } else return false;
  }
  while (pieces[piece] === '*') piece++;
  return piece === pieces.length;
}
