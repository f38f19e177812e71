import type { AttributeNode, Expression, TypeNode } from '../../tree.ts';
import { TypeFailure } from '../../types/type.ts';
import { constraintOf } from '../attributes.ts';
import { type Code, map2 } from '../code.ts';
import type { Frame } from '../frame.ts';
import { scopeNamed, splitName } from '../scope.ts';
import { hasScriptProperty, setScriptProperty } from '../script-properties.ts';
import { nothing, type Value, type Worth, withoutNothing } from '../value.ts';
import { held, writeVariable } from '../variables.ts';
import { keyedBy, type MemberKey, memberKey, readByKey } from './access.ts';
import type { Compiler } from './compiler.ts';
import { textIn } from './expandable.ts';
import { compileRead } from './read.ts';

/** What can be given a value: where it is, found once, then read and written. */
export interface Target<At> {
  readonly at: Code<At>;
  readonly read: (at: At, frame: Frame) => Worth;
  readonly write: (at: At, value: Worth, frame: Frame) => void;
}

/** Where an expression takes a value; TypeFailure where it takes none. */
export function targetOf(node: Expression, c: Compiler): Target<unknown> {
  switch (node.kind) {
    case 'variable': {
      const [read, write] = [compileRead(node.name, c), writeVariable(node.name)];
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
  const read = compileRead(inner.name, c);
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
