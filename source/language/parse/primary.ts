import type { ScannedToken } from '../scan/make-token.ts';
import type { Expression } from '../tree.ts';
import { readArrayExpression, readHashtable, readParentheses, readScriptBlock, readSubexpression } from './brackets.ts';
import { readLiteral, refuseSplat } from './literals.ts';
import { noValue } from './problems.ts';
import type { TokenStream } from './stream.ts';

/** A value without operators: a literal, a variable, or what stands in brackets. */
export function readPrimary(stream: TokenStream): Expression {
  const token = stream.peek('expression');
  const bracket = readBracketed(stream, token);
  if (bracket) return bracket;
  if (!startsPrimary(token) && token.kind !== 'error') return stream.fail(noValue(stream, token));
  const literal = readLiteral(stream, stream.take('expression'));
  return literal ? refuseSplat(stream, literal) : stream.fail(noValue(stream, token));
}

/** `(`, `$(`, `@(`, `@{` and `{` with what they hold. */
export function readBracketed(stream: TokenStream, token: ScannedToken): Expression | undefined {
  if (token.kind !== 'punctuation') return undefined;
  if (token.source === '@{') return readHashtable(stream, readKey);
  return stream.withLists(true, () => readNestedStatements(stream, token));
}

function readNestedStatements(stream: TokenStream, token: ScannedToken): Expression | undefined {
  switch (token.source) {
    case '(':
      return readParentheses(stream);
    case '$(':
      return readSubexpression(stream);
    case '@(':
      return readArrayExpression(stream);
    case '{':
      return readScriptBlock(stream);
    default:
      return undefined;
  }
}

/** Whether a value begins here. */
export function startsPrimary({ kind, source }: ScannedToken): boolean {
  if (kind === 'punctuation') return /^[$@]?\($|^@?\{$/.test(source);
  return kind === 'number' || kind === 'text' || kind === 'expandable' || kind === 'variable' || kind === 'splat';
}

/** A hashtable's key: a plain word, or a value. */
function readKey(stream: TokenStream): Expression {
  const token = stream.peek('member');
  if (token.kind === 'word' && !/^\p{N}/u.test(token.source)) {
    stream.take('member');
    stream.roles.set(token.start, 'member');
    return { kind: 'text', span: { start: token.start, end: token.end }, form: 'bare', value: token.value };
  }
  return stream.grammar.readUnary(stream);
}
