import type { LanguageError, Span } from '../errors.ts';
import { comparisonOf } from '../scan/operators.ts';
import { expressionOf } from '../statement-value.ts';
import type { BinaryNode, CallNode, Expression, MemberNode, Statement, UnaryNode } from '../tree.ts';
import { unsupported } from './words.ts';

/** What of an expression is not understood here, but for what stands in it. */
export function refuseExpression(node: Expression): LanguageError | undefined {
  switch (node.kind) {
    case 'number':
      if (node.value !== undefined) return undefined;
      return unsupported(
        `The number ${node.source} is of a kind that is not understood here.`,
        node.span,
        'Write it without its suffix, or in quotes if it is meant as text.',
      );
    case 'typeLiteral':
    case 'cast':
    case 'attributed':
      return unsupported(
        'A type in brackets, as for a cast, is not understood here.',
        { start: node.span.start, end: node.span.start + 1 },
        'Write the value without it.',
      );
    case 'subexpression':
      return unsupported(
        'A subexpression $(…) is not understood here.',
        node.span,
        'Put its value into a variable on a line of its own, and write the variable.',
      );
    case 'parentheses':
      return refuseInside(node.statement, 'in parentheses', node.span);
    case 'arrayExpression':
      return firstOf(node.statements, (statement) => refuseInside(statement, 'in @( )', statement.span));
    case 'hashtable':
      return firstOf(node.entries, ({ value }) => refuseInside(value, 'as a value in @{ }', value.span));
    case 'array':
      if (node.items[0]?.span.start === node.span.start) return undefined;
      return unsupported(
        'A comma before the first value is not understood here.',
        { start: node.span.start, end: node.span.start + 1 },
        'Write @( ) around a single value.',
      );
    case 'member':
    case 'call':
      return refuseMember(node);
    case 'index':
      return node.isConditional
        ? operator('?[', { start: node.target.span.end, end: node.target.span.end + 2 })
        : undefined;
    case 'ternary':
      return operator('?', node.operatorSpan);
    case 'unary':
      return refuseUnary(node);
    case 'binary':
      return refuseBinary(node);
    default:
      return undefined;
  }
}

function firstOf<Item>(
  items: readonly Item[],
  refuse: (item: Item) => LanguageError | undefined,
): LanguageError | undefined {
  for (const item of items) {
    const found = refuse(item);
    if (found) return found;
  }
  return undefined;
}

/** Only a plain value can stand in brackets; what is refused by its own kind is left to that. */
function refuseInside(statement: Statement, where: string, place: Span): LanguageError | undefined {
  if (statement.kind === 'assignment') {
    return unsupported(
      'An assignment inside another statement is not understood here.',
      { start: statement.target.span.start, end: statement.operator.end },
      'Put it on a line of its own.',
    );
  }
  if (statement.kind !== 'pipeline' || expressionOf(statement)) return undefined;
  return unsupported(
    `A command ${where} is not understood here.`,
    place,
    'Run it on a line of its own as $x = …, and use $x. If it is meant as text, put it in quotes.',
  );
}

function refuseMember(node: MemberNode | CallNode): LanguageError | undefined {
  const { end } = node.target.span;
  if (node.operator === '::') {
    return unsupported(
      'A static member (::) is not understood here.',
      { start: end, end: end + 2 },
      'Write the value itself.',
    );
  }
  if (node.operator === '?.') return operator('?.', { start: end, end: end + 2 });
  if (node.member.kind !== 'text' || /^\p{N}/u.test(node.member.value)) {
    return unsupported(
      'Only a plain name is understood behind the dot.',
      node.member.span,
      'Write the name of the property.',
    );
  }
  if (node.kind === 'member') return undefined;
  return unsupported(
    `Calling the method ${node.member.value} is not understood here.`,
    { start: node.target.span.start, end: node.member.span.end },
    'Only properties can be read.',
  );
}

const operator = (source: string, place: Span, next = 'Write the value itself.') =>
  unsupported(`The operator ${source} is not understood here.`, place, next);

function refuseUnary({ operator: source, operatorSpan, operand, span }: UnaryNode): LanguageError | undefined {
  if (source === '-not') return undefined;
  if (source !== '-' && source !== '+') {
    const isBehind = operatorSpan.start > operand.span.start;
    return operator(source, operatorSpan, isBehind ? 'Assign a new value with =.' : 'Write the value itself.');
  }
  if (operand.kind === 'number') return undefined;
  return unsupported(`The operator ${source} is understood before a number only.`, span, 'Write the value itself.');
}

function refuseBinary({ operator: source, operatorSpan }: BinaryNode): LanguageError | undefined {
  if (/^-x?(?:and|or)$/.test(source) || comparisonOf(source)) return undefined;
  return operator(source, operatorSpan, 'Comparisons and -and, -or, -xor, -not are.');
}
