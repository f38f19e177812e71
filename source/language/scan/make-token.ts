import { LanguageError } from '../errors.ts';
import type { Token, TokenKind } from '../tokens.ts';
import type { StringScan } from './strings.ts';

/** A token, and what is wrong with it. */
export interface ScannedToken extends Token {
  readonly problem?: LanguageError | undefined;
}

export function token(text: string, start: number, end: number, kind: TokenKind): ScannedToken {
  const source = text.slice(start, end);
  return { kind, start, end, source, value: source };
}

export function stringToken(text: string, at: number, found: StringScan, quote: 'single' | 'double'): ScannedToken {
  const closed = !found.problem?.incomplete || found.end < text.length;
  return { ...fromParts(text, at, found, closed ? 'text' : 'error'), quote };
}

export function fromParts(text: string, at: number, found: StringScan, kind: 'text' | 'word' | 'error'): ScannedToken {
  const plain = found.parts.length === 1 && typeof found.parts[0] === 'string';
  const value = found.parts
    .map((part) => (typeof part === 'string' ? part : text.slice(part.start, part.end)))
    .join('');
  return {
    ...token(text, at, found.end, plain || kind === 'error' ? kind : 'expandable'),
    value,
    parts: found.parts,
    problem: found.problem,
  };
}

/** A number; one beyond its type's range (`300y`) is none in an expression. */
export function numberToken(
  text: string,
  at: number,
  end: number,
  value: Token['number'],
  isBeyond = false,
): ScannedToken {
  const plain = token(text, at, end, 'number');
  if (!isBeyond) return { ...plain, number: value };
  const problem = new LanguageError(
    `The number ${plain.source} is beyond what its type can hold.`,
    plain,
    'Write it without its suffix, or in quotes if it is meant as text.',
  );
  return { ...plain, number: undefined, problem };
}

export function stray(text: string, at: number, end: number): ScannedToken {
  const plain = token(text, at, end, 'error');
  return {
    ...plain,
    problem: new LanguageError(`${plain.source} cannot stand here.`, plain, 'Remove it, or put it in quotes.'),
  };
}
