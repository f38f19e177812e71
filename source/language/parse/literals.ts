import { LanguageError } from '../errors.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import type { StringPart, SubexpressionPart } from '../tokens.ts';
import type { ExpandableNode, Expression, SubexpressionNode } from '../tree.ts';
import { readSubexpression } from './brackets.ts';
import { Stop, type TokenStream } from './stream.ts';

/** The node of a token that was taken and is a value by itself; bare words are left to the caller. */
export function readLiteral(stream: TokenStream, token: ScannedToken): Expression | undefined {
  const span = { start: token.start, end: token.end };
  switch (token.kind) {
    case 'number':
      return { kind: 'number', span, value: token.number, source: token.source };
    case 'text':
      return { kind: 'text', span, form: token.quote ?? 'bare', value: token.value };
    case 'expandable':
      return { kind: 'expandable', span, form: token.quote ? 'double' : 'bare', parts: readParts(stream, token.parts) };
    case 'variable':
      return { kind: 'variable', span, name: token.value };
    case 'splat':
      return { kind: 'variable', span, name: token.value, isSplatted: true };
    case 'error':
      if (!token.quote) return stream.stop();
      return token.parts?.some((part) => typeof part !== 'string')
        ? { kind: 'expandable', span, form: 'double', parts: readParts(stream, token.parts) }
        : { kind: 'text', span, form: token.quote, value: token.value };
    default:
      return undefined;
  }
}

/** A bare word, which may hold variables. */
export function readWord(stream: TokenStream, token: ScannedToken): Expression | undefined {
  if (token.kind !== 'word') return readLiteral(stream, token);
  return { kind: 'text', span: { start: token.start, end: token.end }, form: 'bare', value: token.value };
}

function readParts(stream: TokenStream, parts: readonly StringPart[] = []): ExpandableNode['parts'] {
  const nodes: ExpandableNode['parts'][number][] = [];
  for (const part of parts) {
    if (typeof part === 'string') nodes.push(part);
    else if ('inner' in part) {
      const inside = readInside(stream, part);
      if (inside) nodes.push(inside);
    } else nodes.push({ kind: 'variable', span: { start: part.start, end: part.end }, name: part.name });
  }
  return nodes;
}

function readInside(stream: TokenStream, part: SubexpressionPart): SubexpressionNode | undefined {
  const inside = stream.inside(part.inner, part.start);
  try {
    return inside.nested(part, () => readSubexpression(inside));
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return undefined;
  } finally {
    // Behind a quote that was left open inside, or an error, something may be left.
    const source = part.inner.slice(inside.end);
    const rest = { kind: 'error', start: inside.end, end: part.end, source, value: source } as const;
    part.tokens = source ? [...inside.tokens, rest] : inside.tokens;
  }
}

/** A `LanguageError` where a splat stands that is no argument of a command. */
export function refuseSplat(stream: TokenStream, expression: Expression): Expression {
  if (expression.kind === 'variable' && expression.isSplatted) {
    stream.report(
      new LanguageError(
        `@${expression.name} can only be an argument of a command.`,
        expression.span,
        `Write $${expression.name}.`,
      ),
    );
  }
  return expression;
}
