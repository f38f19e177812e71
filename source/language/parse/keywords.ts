import type { ScannedToken } from '../scan/make-token.ts';
import type { Keyword } from '../tree.ts';
import type { TokenStream } from './stream.ts';

/** Takes a keyword: it is shown as one. */
export function takeKeyword(stream: TokenStream): Keyword {
  const { start, end, source } = stream.take('command');
  stream.roles.set(start, 'keyword');
  return { start, end, source };
}

/** The keyword that stands here, lower case; empty where there is none. */
export function wordAt(stream: TokenStream): string {
  const token = stream.peek('command');
  return token.kind === 'word' ? plainWord(token) : '';
}

/** A word without quotes and escapes, lower case. */
export const plainWord = (token: ScannedToken): string =>
  token.value === token.source ? token.source.toLowerCase() : '';
