import { PsObject } from '../../../objects/index.ts';
import type { AssignmentNode, Expression, UnaryNode } from '../../tree.ts';
import { TypeFailure } from '../../types/type.ts';
import { numberTypeOf } from '../../values/kinds.ts';
import { andThen, type Code, map, map2 } from '../code.ts';
import { LiveObject, nothing, type Value, type Worth, withoutNothing } from '../value.ts';
import { plainKey } from '../variables.ts';
import type { Compiler } from './compiler.ts';
import { textBeside } from './expandable.ts';
import { binaryOf } from './operators.ts';
import { isSlot, type Quick, quickAssignment, quickStep } from './quick.ts';
import { type Target, targetOf } from './targets.ts';

export function compileAssignment(node: AssignmentNode, c: Compiler): Code<Worth> {
  const code = assignmentOf(node, c);
  return 'run' in code ? { sync: (frame) => code.run(frame) } : code;
}

/** In one step where it can be. */
export function assignmentOf(node: AssignmentNode, c: Compiler): Quick | Code<Worth> {
  const operator = node.operator.source;
  const value = c.statementWorth(node.value);
  const quick = quickAssignment(node, value, c);
  if (quick) return quick;
  const target = operator === '=' ? targetOf(node.target, c) : changed(node.target, c);
  if (operator === '=') return assign(target, value);
  if (operator === '??=') return assignWhereNull(target, value);
  return change(target, map(value, withoutNothing), binaryOf(operator.slice(0, -1), c));
}

/** What `+=` and `??=` read and write: a variable only where the block itself has it. */
function changed(node: Expression, c: Compiler): Target<unknown> {
  const target = targetOf(node, c);
  const name = variableIn(node);
  const key = name === undefined ? undefined : plainKey(name);
  if (key === undefined || !isSlot(key)) return target;
  return {
    ...target,
    read: (at, frame) => (frame.hasSlots ? (frame.scope.variables.get(key)?.value ?? null) : target.read(at, frame)),
  };
}

/** The variable that is in parentheses, or behind a type. */
function variableIn(node: Expression): string | undefined {
  if (node.kind === 'variable') return node.name;
  if (node.kind === 'cast' || node.kind === 'attributed') return variableIn(node.operand);
  if (node.kind !== 'parentheses' || node.statement.kind !== 'pipeline') return undefined;
  const [only] = node.statement.elements;
  return only?.kind === 'expression' ? variableIn(only.expression) : undefined;
}

/** The value first, then where it goes: as PowerShell does. */
function assign<At>(target: Target<At>, value: Code<Worth>): Code<Worth> {
  return map2(value, target.at, (worth, at, frame) => {
    target.write(at, worth, frame);
    return worth;
  });
}

function change<At>(
  target: Target<At>,
  value: Code<Value>,
  operation: (left: Value, right: Value) => Value,
): Code<Worth> {
  return map2(target.at, value, (at, right, frame) => {
    const left = withoutNothing(target.read(at, frame));
    const result = operation(left, textBeside(left, right, frame));
    target.write(at, result, frame);
    return result;
  });
}

function assignWhereNull<At>(target: Target<At>, value: Code<Worth>): Code<Worth> {
  return andThen<At, Worth>(target.at, function* (at, frame) {
    const there = target.read(at, frame);
    if (there !== null && there !== nothing) return there;
    const worth = value.sync ? value.sync(frame) : yield* value.wait(frame);
    target.write(at, worth, frame);
    return worth;
  });
}

/** `++` and `--`, before and behind. */
export function compileStep(node: UnaryNode, c: Compiler): Code<Worth> {
  const target = targetOf(node.operand, c);
  const operation = binaryOf(node.operator === '++' ? '+' : '-', c);
  const isBehind = node.operatorSpan.start > node.operand.span.start;
  const by = node.operator === '++' ? 1 : -1;
  const quick = quickStep(node.operand, by, c);
  return map(target.at, (at, frame) => {
    const whole = quick?.run(frame);
    if (whole !== undefined) return isBehind ? whole : whole + by;
    const before = withoutNothing(target.read(at, frame));
    if (before !== null && !isCounted(before)) throw notCounted(node.operator, c.semantics.typeNameOf(before));
    const after = operation(before ?? 0, 1);
    target.write(at, after, frame);
    return isBehind ? (before ?? 0) : after;
  });
}

/** Numbers and enums: a text that looks like one is none. */
const isCounted = (value: Value): boolean =>
  (value instanceof LiveObject && value.base !== undefined && isCounted(value.base)) ||
  numberTypeOf(value) !== undefined ||
  (value instanceof PsObject && typeof value.base === 'number');

const notCounted = (operator: string, type: string) =>
  new TypeFailure(
    `The '${operator}' operator works only on numbers. The operand is a '${type}'.`,
    'System.Management.Automation.RuntimeException',
    'OperatorRequiresNumber',
    'InvalidOperation',
  );
