import { PsObject } from '../../../objects/index.ts';
import type { AssignmentNode, AttributeNode, Expression, TypeNode, UnaryNode } from '../../tree.ts';
import { TypeFailure } from '../../types/type.ts';
import { numberTypeOf } from '../../values/kinds.ts';
import { constraintOf } from '../attributes.ts';
import { andThen, type Code, map, map2 } from '../code.ts';
import type { Frame } from '../frame.ts';
import { scopeNamed, splitName } from '../scope.ts';
import { hasScriptProperty, setScriptProperty } from '../script-calls.ts';
import { LiveObject, nothing, type Value, type Worth, withoutNothing } from '../value.ts';
import { held, isLocked, plainKey, readVariable, writeVariable } from '../variables.ts';
import { keyedBy, type MemberKey, memberKey, readByKey } from './access.ts';
import type { Compiler } from './compiler.ts';
import { textIn } from './expandable.ts';
import { binaryOf } from './operators.ts';

/** What can be given a value: where it is, found once, then read and written. */
interface Target<At> {
  readonly at: Code<At>;
  readonly read: (at: At, frame: Frame) => Worth;
  readonly write: (at: At, value: Worth, frame: Frame) => void;
}

export function compileAssignment(node: AssignmentNode, c: Compiler): Code<Worth> {
  const operator = node.operator.source;
  const value = c.statementWorth(node.value);
  const quick = node.target.kind === 'variable' ? compileQuick(node.target.name, operator, value, c) : undefined;
  if (quick) return quick;
  const target = operator === '=' ? targetOf(node.target, c) : changed(node.target, c);
  if (operator === '=') return assign(target, value);
  if (operator === '??=') return assignWhereNull(target, value);
  return change(target, map(value, withoutNothing), binaryOf(operator.slice(0, -1), c));
}

/** `$x = …` and `$x += …` in one step, where no command is in the value; undefined where it is something else. */
function compileQuick(name: string, operator: string, { sync }: Code<Worth>, c: Compiler): Code<Worth> | undefined {
  const key = plainKey(name);
  if (key === undefined || isLocked(key) || !sync || operator === '??=') return undefined;
  const write = writeVariable(name);
  if (operator === '=') {
    return {
      sync(frame) {
        const worth = sync(frame);
        const variable = frame.scope.variables.get(key);
        if (variable?.isFree) variable.value = worth;
        else write(frame, worth);
        return worth;
      },
    };
  }
  const operation = binaryOf(operator.slice(0, -1), c);
  const isSlot = slotKey(name) !== undefined;
  return {
    sync(frame) {
      const right = withoutNothing(sync(frame));
      const { scope } = frame;
      const variable = scope.variables.get(key);
      const left = (variable ?? (frame.hasSlots && isSlot ? undefined : scope.findOutside(key)))?.value ?? null;
      const result = operation(withoutNothing(left), right);
      if (variable?.isFree) variable.value = result;
      else write(frame, result);
      return result;
    },
  };
}

/** The key of a variable that a block keeps in a slot: not `$_`, which PowerShell sets by its name. */
const slotKey = (name: string): string | undefined => {
  const key = plainKey(name);
  return key === '_' ? undefined : key;
};

/** What `+=` and `??=` read and write: a variable only where the block itself has it. */
function changed(node: Expression, c: Compiler): Target<unknown> {
  const target = targetOf(node, c);
  const name = variableIn(node);
  const key = name === undefined ? undefined : slotKey(name);
  if (key === undefined) return target;
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
    const result = operation(withoutNothing(target.read(at, frame)), right);
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

function targetOf(node: Expression, c: Compiler): Target<unknown> {
  switch (node.kind) {
    case 'variable': {
      const [read, write] = [readVariable(node.name), writeVariable(node.name)];
      return {
        at: { sync: () => undefined },
        read: (_at, frame) => read(frame),
        write: (_at, value, frame) => write(frame, value),
      };
    }
    case 'member':
      return memberTarget(node, c);
    case 'index':
      return indexTarget(node, c);
    case 'array':
      return severalTargets(node.items, c);
    case 'cast':
    case 'attributed':
      return constrained(node, c);
    case 'parentheses': {
      const [only] = node.statement.kind === 'pipeline' ? node.statement.elements : [];
      if (only?.kind === 'expression') return targetOf(only.expression, c);
      break;
    }
  }
  throw new TypeFailure('This cannot be assigned to.', 'System.Management.Automation.RuntimeException');
}

function memberTarget(node: Extract<Expression, { kind: 'member' }>, c: Compiler): Target<unknown> {
  const pair = map2(c.expression(node.target), memberKey(node.member, c), (value, member) => ({ value, member }));
  const target: Target<{ readonly value: Value; readonly member: MemberKey }> = {
    at: pair,
    read: ({ value, member }, frame) => readByKey(value, member, c, frame),
    write({ value, member }, worth, frame) {
      const { name } = member;
      const dictionary = keyedBy(value, member);
      if (dictionary) {
        dictionary.set(member.key, withoutNothing(worth));
        return;
      }
      const isScript = hasScriptProperty(value, name.toLowerCase());
      if (isScript) setScriptProperty(value, name, withoutNothing(worth), frame);
      else c.semantics.setMember(value, name, withoutNothing(worth));
    },
  };
  return target as Target<unknown>;
}

function indexTarget(node: Extract<Expression, { kind: 'index' }>, c: Compiler): Target<unknown> {
  const pair = map2(c.expression(node.target), c.expression(node.index), (value, index) => ({ value, index }));
  const target: Target<{ readonly value: Value; readonly index: Value }> = {
    at: pair,
    read: ({ value, index }) => c.semantics.index(value, index),
    write: ({ value, index }, worth) => c.semantics.setIndex(value, index, withoutNothing(worth)),
  };
  return target as Target<unknown>;
}

/** `$a, $b = …`: one each, the last takes what is left. */
function severalTargets(nodes: readonly Expression[], c: Compiler): Target<unknown> {
  const targets = nodes.map((node) => targetOf(node, c));
  return {
    at: {
      *wait(frame) {
        const places: unknown[] = [];
        for (const { at } of targets) places.push(at.sync ? at.sync(frame) : yield* at.wait(frame));
        return places;
      },
    },
    read: (at, frame) =>
      c.semantics.arrayOf(targets.map((target, index) => withoutNothing(target.read((at as unknown[])[index], frame)))),
    write(at, worth, frame) {
      const value = withoutNothing(worth);
      const items = worth === nothing ? [] : (c.semantics.itemsOf(value) ?? [value]);
      targets.forEach((target, index) => {
        const isLast = index === targets.length - 1;
        const rest = items.slice(index);
        const given = isLast && rest.length > 1 ? c.semantics.arrayOf(rest) : (rest[0] ?? null);
        target.write((at as unknown[])[index], given, frame);
      });
    },
  };
}

/** `[int]$x = …`, `[ValidateRange(1, 5)][int]$x = …`: holds the variable to it from now on. */
function constrained(node: Expression, c: Compiler): Target<unknown> {
  const attributes: (AttributeNode | TypeNode)[] = [];
  let inner = node;
  while (inner.kind === 'cast' || inner.kind === 'attributed') {
    attributes.push(inner.kind === 'cast' ? inner.type : inner.attribute);
    inner = inner.operand;
  }
  const constraint = constraintOf(attributes, c);
  if (inner.kind !== 'variable') {
    const target = targetOf(inner, c);
    return { ...target, write: (at, worth, frame) => target.write(at, constraint(withoutNothing(worth)), frame) };
  }
  const isText = attributes.length === 1 && node.kind === 'cast' && /^(?:system\.)?string$/i.test(node.type.name);
  const { prefix, rest } = splitName(inner.name);
  const read = readVariable(inner.name);
  const write = writeVariable(inner.name);
  return {
    at: { sync: () => undefined },
    read: (_at, frame) => read(frame),
    write(_at, worth, frame) {
      const value = held(rest, constraint, isText ? textIn(withoutNothing(worth), frame) : worth);
      const scope = scopeNamed(frame.scope, prefix);
      const there = scope?.variables.get(rest.toLowerCase());
      if (!there?.lock && scope) scope.put(rest, value).constraint = constraint;
      else write(frame, value);
    },
  };
}

/** `++` and `--`, before and behind. */
export function compileStep(node: UnaryNode, c: Compiler): Code<Worth> {
  const target = targetOf(node.operand, c);
  const operation = binaryOf(node.operator === '++' ? '+' : '-', c);
  const isBehind = node.operatorSpan.start > node.operand.span.start;
  return map(target.at, (at, frame) => {
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
