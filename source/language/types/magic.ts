import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveList, LiveType, ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { enumerated, toBoolean, toText } from '../values/convert.ts';
import { castToNumber } from '../values/to-number.ts';
import { convert } from './convert.ts';
import { isWork } from './is-work.ts';
import { TypeFailure } from './type.ts';

const listType = 'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]';
const collection = (items: Value[]) => new LiveList(items, listType);

const noOverload = (name: string, count: number) =>
  new TypeFailure(
    `Cannot find an overload for "${name}" and the argument count: "${count}".`,
    'System.Management.Automation.MethodException',
    'MethodCountCouldNotFindBest',
    'NotSpecified',
  );

/** How members are reached: by whoever calls, which this file is a part of. */
export interface MemberAccess {
  readonly get: (target: Value, name: string) => Value | undefined;
  readonly set: (target: Value, name: string, value: Value) => void;
  readonly call: (target: Value, name: string, args: readonly Value[], scripts: ScriptCaller) => Value | Work<Value>;
}

type Magic = (
  target: Value,
  args: readonly Value[],
  scripts: ScriptCaller,
  access: MemberAccess,
) => Value | Work<Value>;

/** What PowerShell adds to every value: `.Where{ }` and `.ForEach{ }` (about_Arrays). */
export const magicMethods: Readonly<Record<string, Magic>> = {
  where(target, args, scripts) {
    const [script, mode = 'Default', count = 0] = args;
    if (!(script instanceof ScriptBlock) || args.length > 3) throw noOverload('Where', args.length);
    return where(itemsOf(target), script, toText(mode).toLowerCase(), castToNumber(count, 'Int32') as number, scripts);
  },
  foreach(target, args, scripts, access) {
    const [what, ...rest] = args;
    const items = itemsOf(target);
    if (what instanceof ScriptBlock) return forEachScript(items, what, rest, scripts);
    if (what instanceof LiveType) return collection(items.map((item) => convert(item, what.fullName)));
    if (what === undefined) throw noOverload('ForEach', 0);
    return forEachMember(items, toText(what), rest, scripts, access);
  },
};

const itemsOf = (target: Value): readonly Value[] => enumerated(target) ?? (target === null ? [] : [target]);

function* where(
  items: readonly Value[],
  script: ScriptBlock,
  mode: string,
  count: number,
  scripts: ScriptCaller,
): Work<Value> {
  const test = function* (item: Value): Work<boolean> {
    const output = yield* scripts.invoke(script, { current: item });
    return output.length > 1 || toBoolean(output[0] ?? null);
  };
  const yes: Value[] = [];
  const no: Value[] = [];
  const limit = count > 0 ? count : Number.POSITIVE_INFINITY;
  const first = mode === 'first' ? Math.max(1, count) : limit;
  let turned = false;
  for (const item of items) {
    if (mode === 'skipuntil' && turned) {
      if (yes.length < limit) yes.push(item);
      continue;
    }
    const holds = yield* test(item);
    if (mode === 'until') {
      if (holds || yes.length >= limit) break;
      yes.push(item);
    } else if (mode === 'split') (holds && yes.length < limit ? yes : no).push(item);
    else if (holds) {
      turned = true;
      yes.push(item);
      if (mode === 'first' && yes.length >= first) break;
      if (mode === 'default' && yes.length >= limit) break;
    }
  }
  if (mode === 'split') return collection([collection(yes), collection(no)]);
  return collection(mode === 'last' ? yes.slice(-Math.max(1, count)) : yes);
}

function* forEachScript(
  items: readonly Value[],
  script: ScriptBlock,
  args: readonly Value[],
  scripts: ScriptCaller,
): Work<Value> {
  const found: Value[] = [];
  for (const item of items) found.push(...(yield* scripts.invoke(script, { current: item, args })));
  return collection(found);
}

function* forEachMember(
  items: readonly Value[],
  name: string,
  args: readonly Value[],
  scripts: ScriptCaller,
  access: MemberAccess,
): Work<Value> {
  const found: Value[] = [];
  for (const item of items) {
    const property = access.get(item, name);
    if (property !== undefined && args.length === 0) found.push(property);
    else if (property !== undefined) access.set(item, name, args[0]!);
    else {
      const result = access.call(item, name, args, scripts);
      found.push(isWork(result) ? yield* result : result);
    }
  }
  return collection(found);
}
