import { LanguageError } from '../errors.ts';
import type { Token, TokenKind } from '../tokens.ts';
import type { StringScan } from './strings.ts';

/** A token, and what is wrong with it. */
export interface ScannedToken extends Token {
  readonly problem?: LanguageError | undefined;
}

/** Every token has the same properties in the same order: the engine reads such objects at their quickest. */
export function token(
  text: string,
  start: number,
  end: number,
  kind: TokenKind,
  value?: string,
  problem?: LanguageError,
): ScannedToken {
  const source = text.slice(start, end);
  return {
    kind,
    start,
    end,
    source,
    value: value ?? source,
    number: undefined,
    parts: undefined,
    quote: undefined,
    problem,
  };
}

export function stringToken(text: string, at: number, found: StringScan, quote: 'single' | 'double'): ScannedToken {
  const closed = !found.problem?.incomplete || found.end < text.length;
  return fromParts(text, at, found, closed ? 'text' : 'error', quote);
}

export function fromParts(
  text: string,
  start: number,
  { end, parts, problem }: StringScan,
  kind: 'text' | 'word' | 'error',
  quote?: 'single' | 'double',
): ScannedToken {
  const [only] = parts;
  const isPlain = parts.length === 1 && typeof only === 'string';
  const value = isPlain
    ? only
    : parts.map((part) => (typeof part === 'string' ? part : text.slice(part.start, part.end))).join('');
  const source = text.slice(start, end);
  const shown = isPlain || kind === 'error' ? kind : 'expandable';
  return { kind: shown, start, end, source, value, number: undefined, parts, quote, problem };
}

/** A number; one beyond its type's range (`300y`) is none in an expression. */
export function numberToken(text: string, at: number, end: number, value: Token['number']): ScannedToken {
  const plain = token(text, at, end, 'number');
  if (value !== undefined) return { ...plain, number: value };
  const problem = new LanguageError(
    `The number ${plain.source} is beyond what its type can hold.`,
    plain,
    'Write it without its suffix, or in quotes if it is meant as text.',
  );
  return { ...plain, problem };
}

export function stray(text: string, at: number, end: number): ScannedToken {
  const plain = token(text, at, end, 'error');
  return {
    ...plain,
    problem: new LanguageError(`${plain.source} cannot stand here.`, plain, 'Remove it, or put it in quotes.'),
  };
}
