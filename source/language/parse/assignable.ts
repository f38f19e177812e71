import type { Expression } from '../tree.ts';

/** Whether a value can be given to it: a variable, a member, an element, or several of them. */
export function isAssignable(target: Expression): boolean {
  switch (target.kind) {
    case 'variable':
    case 'call':
      return true;
    case 'member':
      return target.operator !== '?.';
    case 'index':
      return !target.isConditional;
    case 'array':
      return target.items.every(isAssignable);
    case 'cast':
    case 'attributed':
      return isAssignable(target.operand);
    case 'parentheses': {
      const { statement } = target;
      const [only] = statement.kind === 'pipeline' ? statement.elements : [];
      return only?.kind === 'expression' && isAssignable(only.expression);
    }
    default:
      return false;
  }
}
