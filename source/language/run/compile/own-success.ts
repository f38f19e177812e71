import { expressionOf } from '../../statement-value.ts';
import type { Expression, Statement } from '../../tree.ts';

/** Whether what stands in an expression's brackets says itself whether it succeeded: a command is the last that runs in it. */
export function saysOwnSuccess(node: Expression): boolean {
  switch (node.kind) {
    case 'parentheses':
      return isOwn(node.statement);
    case 'subexpression':
    case 'arrayExpression':
      return isOwn(node.statements.at(-1));
    default:
      return false;
  }
}

function isOwn(statement: Statement | undefined): boolean {
  if (statement === undefined || statement.kind === 'assignment') return false;
  const expression = expressionOf(statement);
  return expression ? saysOwnSuccess(expression) : true;
}
