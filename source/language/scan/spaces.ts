import type { Token } from '../tokens.ts';
import { isSpace } from './characters.ts';
import { token } from './make-token.ts';

/** Where the spaces end that begin at `at`. */
export function endOfSpace(text: string, at: number): number {
  let end = at;
  while (isSpace(text.charAt(end))) end++;
  return end;
}

/** The tokens of a text from `from` to `to` with those for the spaces between: they are all that a reader passes over. */
export function withSpaces(text: string, from: number, to: number, tokens: readonly Token[]): readonly Token[] {
  const all: Token[] = [];
  let at = from;
  for (const one of tokens) {
    if (one.start > at) all.push(token(text, at, one.start, 'space'));
    all.push(one);
    at = one.end;
  }
  if (to > at) all.push(token(text, at, to, 'space'));
  return all;
}
