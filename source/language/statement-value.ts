import type { Expression, Statement } from './tree.ts';

/** The one expression of a statement that is nothing else. */
export function expressionOf(statement: Statement | undefined): Expression | undefined {
  if (statement?.kind !== 'pipeline' || statement.background) return undefined;
  const [element, ...rest] = statement.elements;
  const isAlone = element?.kind === 'expression' && rest.length === 0 && element.redirections.length === 0;
  return isAlone ? element.expression : undefined;
}
