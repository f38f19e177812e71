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
  /** Of a command that the text does not define itself: its name, as it is looked up. */
  readonly command?: string;
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
  return spansOf(parse(text));
}

export function spansOf({ tokens, roles }: Pick<ParseResult, 'tokens' | 'roles'>): readonly HighlightSpan[] {
  const spans: HighlightSpan[] = [];
  for (const token of tokens) addToken(token, roles, spans);
  const own = ownFunctions(tokens, roles);
  if (own.size === 0) return spans;
  return spans.map((one) =>
    own.has(one.command?.toLowerCase() ?? '') ? { ...one, command: undefined as never } : one,
  );
}

/** Functions that the text defines, lower case; those of a script block within a string are left out. */
function ownFunctions(tokens: readonly Token[], roles: ParseResult['roles']): ReadonlySet<string> {
  const names = new Set<string>();
  let isNext = false;
  for (const { kind, start, value } of tokens) {
    if (kind === 'space' || kind === 'newline' || kind === 'continuation') continue;
    if (isNext && kind === 'word') names.add(value.replace(/^\w+:/, '').toLowerCase());
    isNext = roles.get(start) === 'keyword' && /^(?:function|filter|workflow)$/i.test(value);
  }
  return names;
}

function addToken(token: Token, roles: ParseResult['roles'], spans: HighlightSpan[]): void {
  const { kind, start, end } = token;
  if (kind === 'expandable') addParts(token, roles, spans);
  else {
    const style = (canHaveRole(token) && roles.get(start)) || styles[kind];
    spans.push(style === 'command' ? { start, end, style, command: token.value } : { start, end, style });
  }
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
