import { LanguageError } from '../errors.ts';
import type { Token } from '../tokens.ts';
import type { Expression } from '../tree.ts';
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

/** The same where a value has to come; more input may cure the end of the text. */
export const noValue = (stream: TokenStream, token: Token): LanguageError =>
  token.kind === 'end' ? stream.missing('A value is missing at the end.', token, 'Type it.') : unexpected(token);

/** What stands here is not what has to come; or nothing does, and more input would cure it. */
export function expected(stream: TokenStream, what: string, next: string, token: Token): LanguageError {
  return stream.missing(`${what} is missing.`, token, next);
}

/** Takes the brace that begins a block, on this line or a later one. */
export function openBrace(stream: TokenStream, what = 'A block { … }'): ReturnType<TokenStream['take']> {
  stream.skipNewlines();
  const token = stream.peek('command');
  if (token.source === '{' && token.kind === 'punctuation') return stream.take('command');
  return stream.fail(expected(stream, what, 'Write it.', token));
}

/**
 * Takes the closing bracket of what `open` began. A round bracket alone ends with its line, as PowerShell sees it, if not
 * told otherwise.
 */
export function expectClose(
  stream: TokenStream,
  open: Token,
  close: ')' | '}',
  overLines = open.source !== '(',
): Token {
  const token = stream.peek('command');
  if (token.source === close && token.kind === 'punctuation') return stream.take('command');
  const isMissing = token.kind === 'end' || token.kind === 'newline';
  const error = isMissing
    ? stream.missing(`The ${open.source} is not closed.`, open, `Close it with ${close}.`, { overLines })
    : unexpected(token);
  return stream.fail(error);
}

/** One of several values that commas keep apart. */
export const readApart = (stream: TokenStream): Expression =>
  stream.withLists(false, () => stream.grammar.readExpression(stream));
