import type { ScannedToken } from '../scan/make-token.ts';
import type { Expression } from '../tree.ts';

/** The node of a token that is a value by itself; bare words are left to the caller. */
export function readLiteral(token: ScannedToken): Expression | undefined {
  const span = { start: token.start, end: token.end };
  if (token.kind === 'number' && token.number !== undefined) {
    return { kind: 'number', span, value: token.number, source: token.source };
  }
  if (token.kind === 'text') return { kind: 'text', span, form: token.quote ?? 'bare', value: token.value };
  if (token.kind === 'expandable') {
    const parts = (token.parts ?? []).map((part) =>
      typeof part === 'string'
        ? part
        : ({ kind: 'variable', span: { start: part.start, end: part.end }, name: part.name } as const),
    );
    return { kind: 'expandable', span, form: token.quote ? 'double' : 'bare', parts };
  }
  if (token.kind === 'variable') {
    return token.problem ? { kind: 'unsupported', span } : { kind: 'variable', span, name: token.value };
  }
  return token.kind === 'error' && token.problem ? { kind: 'unsupported', span } : undefined;
}
