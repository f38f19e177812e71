import { LanguageError } from '../errors.ts';
import type { Token } from '../tokens.ts';
import type { TokenStream } from './stream.ts';

export const isClosing = (token: Token) =>
  token.kind === 'punctuation' && (token.source === ')' || token.source === '}');

/** What may follow a statement. */
export const endsStatement = (token: Token): boolean =>
  token.kind === 'end' || token.kind === 'newline' || token.kind === 'semicolon' || isClosing(token);

export function unexpected(token: Token): LanguageError {
  if (token.kind === 'end') return new LanguageError('A value is missing at the end.', token, 'Type it.', 'incomplete');
  if (token.kind === 'newline')
    return new LanguageError('A value is missing at the end of the line.', token, 'Type it.');
  if (token.kind === 'word') {
    return new LanguageError(
      `The word ${token.source} cannot stand here.`,
      token,
      `If it is meant as text, put it in quotes: '${token.source}'.`,
    );
  }
  return new LanguageError(`${token.source} cannot stand here.`, token, 'Remove it, or put it in quotes.');
}

export function splat(stream: TokenStream, token: Token): never {
  return stream.unsupported(
    `Splatting (${token.source}) is not understood here.`,
    token,
    'Write the parameters one by one.',
  );
}

export function refuseRedirection(stream: TokenStream, token: Token): never {
  return stream.unsupported(
    `Redirection (${token.source}) is not understood here.`,
    token,
    'Leave it out: to put results into a file, use `exterm run … --output csv` in a shell.',
  );
}
