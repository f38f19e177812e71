import { PsObject } from '../../objects/index.ts';
import type { ScriptCaller } from '../run/script-caller.ts';
import type { Semantics } from '../run/semantics.ts';
import { LiveArray, LiveObject, overlays, ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { order } from '../values/compare.ts';
import { enumerated, toBoolean, toText } from '../values/convert.ts';
import { typeNameOf } from '../values/kinds.ts';
import { match, mindsCase } from '../values/text-operators.ts';
import { callMember, callStaticMember, createOf, hasStaticMember, staticMemberOf } from './calls.ts';
import { convert } from './convert.ts';
import { membersOf, staticMembersOf } from './describe.ts';
import { indexOf, setIndexOf } from './index-access.ts';
import { isOfType, typeNamesOf } from './is-a.ts';
import { memberOf, ownMember, propertyNamesOf, setMemberOf } from './members.ts';
import { binaryOperator, unaryOperator } from './operators.ts';
import { findType } from './registry.ts';
import { replaceByScript, splitByScript } from './script-operators.ts';
import { TypeFailure } from './type.ts';

/** What the interpreter computes with. */
export const semantics: Semantics = {
  toBoolean,
  toText,
  itemsOf: enumerated,
  arrayOf: (items) => new LiveArray([...items]),
  binary: binaryOperator,
  unary: unaryOperator,
  match: (operator, left, right) => match(left, right, mindsCase(operator), !operator.includes('not')),
  replaceByScript: (operator, left, right, scripts) =>
    operator.endsWith('split') ? splitByScript(left, right, scripts) : replaceByScript(operator, left, right, scripts),
  findType,
  convert: (value, type) => convert(value, type.fullName),
  isOfType: (value, type) => isOfType(value, type.fullName),
  typeNameOf,
  typeNamesOf,
  order: orderOrNot,
  propertyNamesOf,
  property,
  membersOf,
  staticMembersOf,
  hasStaticMember,
  create: createOf,
  member: memberOf,
  setMember: setMemberOf,
  call: callMember,
  staticMember: (type, name) => staticMemberOf(type, name) ?? null,
  callStatic: callStaticMember,
  index: indexOf,
  setIndex: setIndexOf,
};

function orderOrNot(left: Value, right: Value, isCaseSensitive: boolean): number | undefined {
  try {
    return order(left, right, isCaseSensitive);
  } catch (error) {
    if (error instanceof TypeFailure) return undefined;
    throw error;
  }
}

function property(target: Value, name: string, scripts: ScriptCaller): Value | undefined | Work<Value> {
  const holder = target instanceof LiveObject ? target : target instanceof PsObject ? overlays.get(target) : undefined;
  const script = holder?.scripts.get(name.toLowerCase());
  if (script?.kind === 'property' && script.script instanceof ScriptBlock)
    return scriptProperty(script.script, target, scripts);
  return ownMember(target, name);
}

function* scriptProperty(script: ScriptBlock, target: Value, scripts: ScriptCaller): Work<Value> {
  let output: readonly Value[];
  try {
    output = yield* scripts.invoke(script, { current: target, self: target });
  } catch (error) {
    // What a property cannot tell is null.
    if (!scripts.isFailure(error)) throw error;
    return null;
  }
  return output.length > 1 ? new LiveArray([...output]) : (output[0] ?? null);
}
