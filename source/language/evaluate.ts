import { PsObject, PsText, type PsValue } from '../objects/index.ts';
import type { Environment } from './environment.ts';
import { LanguageError, type Span } from './errors.ts';
import { negate } from './scan/numbers.ts';
import { comparisonOf } from './scan/operators.ts';
import { expressionOf } from './statement-value.ts';
import type { BinaryNode, Expression, HashtableNode, MemberNode, Statement, UnaryNode, VariableNode } from './tree.ts';
import { TypeFailure } from './types/type.ts';
import { arrayOf, listOf, toBoolean, toText } from './values/convert.ts';
import { EndlessError, nextOf } from './values/errors.ts';
import { at, member } from './values/members.ts';
import { compare } from './values/operators.ts';

export interface Scope {
  readonly environment: Environment;
  /** `$_` in a script block. */
  readonly current?: PsValue;
}

/** What an expression is worth. LanguageError at the place where a value does not fit. */
export function evaluate(node: Expression, scope: Scope): PsValue {
  switch (node.kind) {
    case 'text':
      return node.value;
    case 'number':
      return node.value ?? notUnderstood(node);
    case 'expandable':
      return node.parts.map((part) => (typeof part === 'string' ? part : toText(evaluate(part, scope)))).join('');
    case 'variable':
      return variable(node, scope);
    case 'member':
      return located(node.member.span, () => member(evaluate(node.target, scope), nameOf(node)));
    case 'index':
      return located(node.span, () => at(evaluate(node.target, scope), evaluate(node.index, scope)));
    case 'array':
      return arrayOf(node.items.map((item) => evaluate(item, scope)));
    case 'arrayExpression':
      return arrayOf(node.statements.flatMap((statement) => enumerate(evaluateStatement(statement, scope))));
    case 'hashtable':
      return hashtable(node, scope);
    case 'scriptBlock':
      return new PsText('ScriptBlock', node.text);
    case 'parentheses':
      return evaluateStatement(node.statement, scope);
    case 'unary':
      return unary(node, scope);
    case 'binary':
      return binary(node, scope);
    default:
      return notUnderstood(node);
  }
}

/** What is refused before it is run. */
function notUnderstood({ span }: { span: Span }): never {
  throw new LanguageError('This is not understood here.', span, 'Write the value itself.', 'unsupported');
}

const evaluateStatement = (statement: Statement, scope: Scope): PsValue =>
  evaluate(expressionOf(statement) ?? notUnderstood(statement), scope);

const nameOf = ({ member: name }: MemberNode): string => (name.kind === 'text' ? name.value : notUnderstood(name));

function unary({ operator, operand, span }: UnaryNode, scope: Scope): PsValue {
  const value = evaluate(operand, scope);
  if (operator === '-not') return !toBoolean(value);
  if (operator === '+') return value;
  return (operator === '-' ? negate(value) : undefined) ?? notUnderstood({ span });
}

/** What a value becomes in a pipeline: lists item by item, everything else as it is. */
export const enumerate = (value: PsValue): readonly PsValue[] => listOf(value) ?? [value];

function variable(node: VariableNode, { environment, current }: Scope): PsValue {
  const name = node.name.toLowerCase();
  if (name === 'true') return true;
  if (name === 'false') return false;
  if (name === 'null') return null;
  if ((name === '_' || name === 'psitem') && current !== undefined) return current;
  const value = environment.get(name);
  if (value === undefined) throw notSet(node);
  return value;
}

export const notSet = (node: VariableNode): LanguageError =>
  new LanguageError(
    `The variable $${node.name} has not been set.`,
    node.span,
    `Set it first: $${node.name} = …`,
    'value',
  );

function hashtable(node: HashtableNode, scope: Scope): PsValue {
  const entries: [PsValue, PsValue][] = [];
  for (const { key, value } of node.entries) {
    const name = evaluate(key, scope);
    const twice = entries.some(
      ([other]) => toText(other).toLowerCase() === toText(name).toLowerCase() && typeof other === typeof name,
    );
    if (name === null || twice) {
      const what = name === null ? 'A key is null.' : `The key ${toText(name)} stands twice in the hashtable.`;
      throw new LanguageError(what, key.span, 'Give each key once.', 'value');
    }
    entries.push([name, evaluateStatement(value, scope)]);
  }
  return new PsObject({
    typeNames: ['System.Collections.Hashtable', 'System.Object'],
    collection: { kind: 'dictionary', entries },
  });
}

function binary(node: BinaryNode, scope: Scope): PsValue {
  const left = evaluate(node.left, scope);
  if (node.operator === '-and') return toBoolean(left) && toBoolean(evaluate(node.right, scope));
  if (node.operator === '-or') return toBoolean(left) || toBoolean(evaluate(node.right, scope));
  const right = evaluate(node.right, scope);
  if (node.operator === '-xor') return toBoolean(left) !== toBoolean(right);
  const comparison = comparisonOf(node.operator);
  if (!comparison) {
    throw new LanguageError(
      `The operator ${node.operator} is not understood here.`,
      node.operatorSpan,
      'Comparisons and -and, -or, -xor, -not are.',
      'unsupported',
    );
  }
  return located(node.span, () => compare(comparison.name, left, right, comparison.caseSensitive));
}

/** Adds to an error of a value where in the text it happened. */
export function located<Result>(span: Span, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw new LanguageError(error.message, span, nextOf(error), error instanceof EndlessError ? 'endless' : 'value');
  }
}
