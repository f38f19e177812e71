import type { Span } from './errors.ts';
import { parse } from './parse.ts';
import type { Token, TokenKind } from './tokens.ts';

export type HighlightStyle =
  | 'blank'
  | 'comment'
  | 'command'
  | 'keyword'
  | 'argument'
  | 'member'
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
  operator: 'operator',
  error: 'error',
};

/** The text in styled pieces, in order and without gaps; variables in a string are pieces of their own. */
export function highlight(text: string): readonly HighlightSpan[] {
  const { tokens, roles } = parse(text);
  return tokens.flatMap((token) => {
    const role = token.kind === 'word' ? roles.get(token.start) : undefined;
    if (token.kind === 'expandable') return expandable(token);
    return [{ start: token.start, end: token.end, style: role ?? styles[token.kind] }];
  });
}

function expandable(token: Token): readonly HighlightSpan[] {
  const style = token.quote ? 'string' : 'argument';
  const spans: HighlightSpan[] = [];
  let at = token.start;
  for (const part of token.parts ?? []) {
    if (typeof part === 'string') continue;
    if (part.start > at) spans.push({ start: at, end: part.start, style });
    spans.push({ start: part.start, end: part.end, style: 'variable' });
    at = part.end;
  }
  if (at < token.end) spans.push({ start: at, end: token.end, style });
  return spans;
}
