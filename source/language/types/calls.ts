import { PsObject } from '../../objects/index.ts';
import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveArray, LiveObject, type LiveType, overlays, ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { enumerated } from '../values/convert.ts';
import { shownTypeOf } from '../values/kinds.ts';
import { shortTypeName } from '../values/type-names.ts';
import { convert } from './convert.ts';
import { isWork } from './is-work.ts';
import { magicMethods } from './magic.ts';
import { declarationsOf, memberOf, setMemberOf } from './members.ts';
import { callBest } from './overloads.ts';
import { declarationOf } from './registry.ts';
import { type MethodDeclaration, type Overload, type TypeDeclaration, TypeFailure } from './type.ts';

const methodNotFound = (type: string, name: string) =>
  new TypeFailure(
    `Method invocation failed because [${type}] does not contain a method named '${name}'.`,
    'System.Management.Automation.RuntimeException',
    'MethodNotFound',
    'InvalidOperation',
  );

const methodsByName = new WeakMap<TypeDeclaration, ReadonlyMap<string, MethodDeclaration>>();

function methodOf(value: Value, lower: string): MethodDeclaration | undefined {
  const overloads: Overload[] = [];
  let name = '';
  for (const declaration of declarationsOf(value)) {
    let byName = methodsByName.get(declaration);
    if (!byName) {
      byName = new Map((declaration.methods ?? []).map((one) => [one.name.toLowerCase(), one]));
      methodsByName.set(declaration, byName);
    }
    const found = byName.get(lower);
    if (!found) continue;
    name ||= found.name;
    // An override hides what it overrides.
    const isNew = (one: Overload) => !overloads.some((known) => sameParameters(known, one));
    overloads.push(...found.overloads.filter(isNew));
  }
  return overloads.length > 0 ? { name, overloads } : undefined;
}

const sameParameters = (one: Overload, other: Overload) =>
  one.parameters.length === other.parameters.length &&
  one.parameters.every(({ type }, index) => type === other.parameters[index]!.type);

/** `$target.Name(…)`: its own, else what every value has, else that of each item of a list. */
export function callMember(
  target: Value,
  name: string,
  args: readonly Value[],
  scripts: ScriptCaller,
): Value | Work<Value> {
  if (target === null && !/^(?:where|foreach)$/i.test(name)) {
    throw new TypeFailure(
      'You cannot call a method on a null-valued expression.',
      'System.Management.Automation.RuntimeException',
      'InvokeMethodOnNull',
      'InvalidOperation',
    );
  }
  const lower = name.toLowerCase();
  const script = scriptMethod(target, lower);
  if (script) return runScript(script, target, args, scripts);
  const self = target instanceof LiveObject && target.base !== undefined ? target.base : target;
  const method = methodOf(self, lower) ?? (lower === 'item' ? methodOf(self, 'get_item') : undefined);
  if (method) return callBest(method.name, method.overloads, self, args, scripts);
  const magic = Object.hasOwn(magicMethods, lower) ? magicMethods[lower] : undefined;
  if (magic) return magic(target, args, scripts, { get: memberOf, set: setMemberOf, call: callMember });
  const items = enumerated(self);
  if (items && items.length > 0) return callEach(items, name, args, scripts);
  throw methodNotFound(shownTypeOf(self), name);
}

function scriptMethod(target: Value, lower: string): ScriptBlock | undefined {
  const holder = target instanceof LiveObject ? target : target instanceof PsObject ? overlays.get(target) : undefined;
  const found = holder?.scripts.get(lower);
  return found?.kind === 'method' && found.script instanceof ScriptBlock ? found.script : undefined;
}

function* runScript(script: ScriptBlock, target: Value, args: readonly Value[], scripts: ScriptCaller): Work<Value> {
  const output = yield* scripts.invoke(script, { args, current: target, self: target });
  return output.length > 1 ? new LiveArray([...output]) : (output[0] ?? null);
}

function callEach(
  items: readonly Value[],
  name: string,
  args: readonly Value[],
  scripts: ScriptCaller,
): Value | Work<Value> {
  const results = items.map((item) => callMember(item, name, args, scripts));
  return results.some(isWork) ? waitForAll(results) : many(results as Value[]);
}

function* waitForAll(results: readonly (Value | Work<Value>)[]): Work<Value> {
  const values: Value[] = [];
  for (const result of results) values.push(isWork(result) ? yield* result : result);
  return many(values);
}

const many = (values: Value[]): Value => (values.length === 1 ? values[0]! : new LiveArray(values));

/** `[T]::Name`; undefined where there is none. */
export function staticMemberOf({ fullName }: LiveType, name: string): Value | undefined {
  const lower = name.toLowerCase();
  const declaration = declarationOf(fullName);
  const found = declaration?.staticProperties?.find((one) => one.name.toLowerCase() === lower);
  return found ? found.get() : enumMember(fullName, lower);
}

/** Whether `[T]::Name`, or `[T]::Name(…)`, is known. */
export function hasStaticMember({ fullName }: LiveType, kind: 'property' | 'method', name: string): boolean {
  const lower = name.toLowerCase();
  const declaration = declarationOf(fullName);
  const isIt = (one: { readonly name: string }) => one.name.toLowerCase() === lower;
  if (kind === 'method') return lower === 'new' || declaration?.staticMethods?.some(isIt) === true;
  return declaration?.staticProperties?.some(isIt) === true || enumMember(fullName, lower) !== undefined;
}

function enumMember(fullName: string, lower: string): Value | undefined {
  const values = declarationOf(fullName)?.name === 'System.Enum';
  if (!values) return undefined;
  try {
    return convert(lower, fullName);
  } catch {
    return undefined;
  }
}

/** `[T]::Name(…)`, `[T]::new(…)`. */
export function callStaticMember(
  type: LiveType,
  name: string,
  args: readonly Value[],
  scripts: ScriptCaller,
): Value | Work<Value> {
  const lower = name.toLowerCase();
  if (lower === 'new') return createOf(type, args, scripts);
  const declaration = declarationOf(type.fullName);
  const method = declaration?.staticMethods?.find((one) => one.name.toLowerCase() === lower);
  if (!method) throw methodNotFound(type.fullName, name);
  return callBest(method.name, method.overloads, type, args, scripts);
}

const mostItems = 10_000_000;

/** `[int[]]::new(3)`: so many of what the type is worth without a value. */
function emptyArray(element: string, length: number): LiveArray {
  if (length < 0 || length > mostItems) {
    throw new TypeFailure('Arithmetic operation resulted in an overflow.', 'System.OverflowException');
  }
  const isPlain = /^System\.(?:U?Int\d+|S?Byte|Double|Single|Decimal|Boolean|Char)$/.test(element);
  return new LiveArray(new Array<Value>(length).fill(isPlain ? convert(0, element) : null), element);
}

/** `[T]::new(…)`, New-Object. */
export function createOf(type: LiveType, args: readonly Value[], scripts: ScriptCaller): Value | Work<Value> {
  const element = /^(.*)\[\]$/.exec(type.fullName)?.[1];
  if (element !== undefined && args.length === 1)
    return emptyArray(element, convert(args[0]!, 'System.Int32') as number);
  const constructors = declarationOf(type.fullName)?.constructors ?? [];
  if (constructors.length === 0) {
    throw new TypeFailure(
      `[${shortTypeName(type.fullName)}] cannot be created here.`,
      'System.Management.Automation.MethodException',
      'ConstructorNotFound',
      'InvalidOperation',
    );
  }
  return callBest('.ctor', constructors, type, args, scripts);
}
