import type { CallNode, Expression, IndexNode, MemberNode } from '../../tree.ts';
import { isWork } from '../../types/is-work.ts';
import { TypeFailure } from '../../types/type.ts';
import { all, type Code, map, map2 } from '../code.ts';
import type { Frame } from '../frame.ts';
import { callScriptMethod, scriptsOf } from '../script-calls.ts';
import { scriptPropertyNow, scriptPropertyOf } from '../script-properties.ts';
import { LiveDictionary, LiveType, type Value, type Worth } from '../value.ts';
import type { Compiler } from './compiler.ts';

const runtime = 'System.Management.Automation.RuntimeException';

/** A member's name: plain, or a value. */
export function memberName(node: Expression, c: Compiler): Code<string> {
  if (node.kind === 'text') {
    const { value } = node;
    return { sync: () => value };
  }
  if (node.kind === 'number') {
    const { source } = node;
    return { sync: () => source };
  }
  return map(c.expression(node), (value) => c.semantics.toText(value));
}

/** A member's name, and the value that it is: a dictionary may have an entry of that very key, which is no text. */
export interface MemberKey {
  readonly name: string;
  readonly key: Value;
}

export function memberKey(node: Expression, c: Compiler): Code<MemberKey> {
  if (node.kind === 'text') {
    const known = { name: node.value, key: node.value };
    return { sync: () => known };
  }
  const source = node.kind === 'number' ? node.source : undefined;
  return map(c.expression(node), (key) => ({ name: source ?? c.semantics.toText(key), key }));
}

/** The dictionary that has entries by what is no text; undefined where the name is meant. */
export const keyedBy = (target: Value, { key }: MemberKey): LiveDictionary | undefined =>
  typeof key !== 'string' && key !== null && target instanceof LiveDictionary ? target : undefined;

/** The type that stands before `::`. */
export function asType(value: Value, c: Compiler): LiveType {
  if (value instanceof LiveType) return value;
  const named = typeof value === 'string' ? c.semantics.findType(value) : undefined;
  if (named) return named;
  throw new TypeFailure(
    'Static members belong to a type: [T]::Member.',
    runtime,
    'StaticMemberOfNoType',
    'InvalidOperation',
  );
}

export function compileMember(node: MemberNode, c: Compiler): Code<Worth> {
  const { semantics } = c;
  const target = c.expression(node.target);
  if (node.operator === '::') {
    return map2(target, memberName(node.member, c), (value, member) =>
      semantics.staticMember(asType(value, c), member),
    );
  }
  const isConditional = node.operator === '?.';
  const key = memberKey(node.member, c);
  if (c.unit.membersWait) {
    const pair = map2(target, key, (value, member) => ({ value, member }));
    return {
      *wait(frame) {
        const { value, member } = pair.sync ? pair.sync(frame) : yield* pair.wait(frame);
        if (isConditional && value === null) return null;
        const script = scriptPropertyOf(value, member.name, frame);
        if (script) return yield* script;
        return keyedBy(value, member)?.get(member.key) ?? c.semantics.member(value, member.name) ?? null;
      },
    };
  }
  if (target.sync && node.member.kind === 'text' && !isConditional) {
    const { sync } = target;
    const member = node.member.value;
    return { sync: (frame) => readMember(sync(frame), member, c, frame) };
  }
  return map2(target, key, (value, member, frame) => {
    if (isConditional && value === null) return null;
    return readByKey(value, member, c, frame);
  });
}

/** As `readMember`, and of a dictionary the entry of that very key before all else. */
export const readByKey = (target: Value, member: MemberKey, c: Compiler, frame: Frame): Value =>
  keyedBy(target, member)?.get(member.key) ?? readMember(target, member.name, c, frame);

export function readMember(target: Value, name: string, c: Compiler, frame: Frame): Value {
  const script = scriptPropertyNow(target, name, frame);
  return script ? script.value : (c.semantics.member(target, name) ?? null);
}

export function compileCall(node: CallNode, c: Compiler): Code<Worth> {
  const target = c.expression(node.target);
  const name = memberName(node.member, c);
  const args = all(node.arguments.map((argument) => c.expression(argument)));
  const isStatic = node.operator === '::';
  const isConditional = node.operator === '?.';
  const pair = map2(target, name, (value, member) => ({ value, member }));
  return {
    *wait(frame) {
      const { value, member } = pair.sync ? pair.sync(frame) : yield* pair.wait(frame);
      if (isConditional && value === null) return null;
      const given = args.sync ? args.sync(frame) : yield* args.wait(frame);
      const result = isStatic
        ? c.semantics.callStatic(asType(value, c), member, given, scriptsOf(frame))
        : (callScriptMethod(value, member, given, frame) ?? c.semantics.call(value, member, given, scriptsOf(frame)));
      return isWork(result) ? yield* result : result;
    },
  };
}

export function compileIndex(node: IndexNode, c: Compiler): Code<Worth> {
  const target = c.expression(node.target);
  const index = c.expression(node.index);
  return map2(target, index, (value, at) => {
    if (node.isConditional && value === null) return null;
    return c.semantics.index(value, at);
  });
}
