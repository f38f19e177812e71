import type { Span } from './errors.ts';
import { type ParseResult, parse } from './parse.ts';
import type { Token, TokenKind } from './tokens.ts';

export type HighlightStyle =
  | 'blank'
  | 'comment'
  | 'command'
  | 'keyword'
  | 'argument'
  | 'member'
  | 'type'
  | 'parameter'
  | 'number'
  | 'string'
  | 'variable'
  | 'operator'
  | 'punctuation'
  | 'error';

export interface HighlightSpan extends Span {
  readonly style: HighlightStyle;
}

const styles: Readonly<Record<TokenKind, HighlightStyle>> = {
  space: 'blank',
  newline: 'blank',
  end: 'blank',
  continuation: 'operator',
  comment: 'comment',
  semicolon: 'punctuation',
  comma: 'punctuation',
  punctuation: 'punctuation',
  pipe: 'operator',
  word: 'argument',
  parameter: 'parameter',
  number: 'number',
  text: 'string',
  expandable: 'string',
  variable: 'variable',
  splat: 'variable',
  operator: 'operator',
  verbatim: 'argument',
  error: 'error',
};

/** The text in styled pieces, in order and without gaps; variables and subexpressions in a string are pieces of their own. */
export function highlight(text: string): readonly HighlightSpan[] {
  const { tokens, roles } = parse(text);
  const spans: HighlightSpan[] = [];
  for (const token of tokens) addToken(token, roles, spans);
  return spans;
}

function addToken(token: Token, roles: ParseResult['roles'], spans: HighlightSpan[]): void {
  const { kind, start, end } = token;
  if (kind === 'expandable') addParts(token, roles, spans);
  else spans.push({ start, end, style: (canHaveRole(token) && roles.get(start)) || styles[kind] });
}

/** Quotes of a string show what it is, whatever it stands for. */
const canHaveRole = ({ kind, quote }: Token) => kind === 'word' || (kind !== 'punctuation' && quote === undefined);

function addParts(token: Token, roles: ParseResult['roles'], spans: HighlightSpan[]): void {
  const style = token.quote ? 'string' : 'argument';
  let at = token.start;
  for (const part of token.parts ?? []) {
    if (typeof part === 'string') continue;
    if (part.start > at) spans.push({ start: at, end: part.start, style });
    if ('inner' in part) for (const inner of part.tokens) addToken(inner, roles, spans);
    else spans.push({ start: part.start, end: part.end, style: 'variable' });
    at = part.end;
  }
  if (at < token.end) spans.push({ start: at, end: token.end, style });
}
