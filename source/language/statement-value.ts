import type { BodyNode, Expression, Statement } from './tree.ts';

/** The one expression of a statement that is nothing else. */
export function expressionOf(statement: Statement | undefined): Expression | undefined {
  if (statement?.kind !== 'pipeline' || statement.background) return undefined;
  const [element, ...rest] = statement.elements;
  const isAlone = element?.kind === 'expression' && rest.length === 0 && element.redirections.length === 0;
  return isAlone ? element.expression : undefined;
}

/** The one expression of a script block that is nothing else. */
export function expressionOfBody({ usings, parameters, blocks, statements }: BodyNode): Expression | undefined {
  const isPlain = usings.length === 0 && !parameters && blocks.length === 0 && statements.length === 1;
  return isPlain ? expressionOf(statements[0]) : undefined;
}
