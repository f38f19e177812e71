import { isWork } from '../types/is-work.ts';
import { propertyBehind } from '../types/member-set.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { scriptsOf, withThis } from './script-calls.ts';
import { LiveArray, LiveInstance, LiveList, LiveObject, type Value } from './value.ts';
import { runAtOnce, type Work } from './work.ts';

/** What gives a property that is a script, of an object or of those in a list; undefined where it is none. */
export function scriptPropertyOf(target: Value, name: string, frame: Frame): Work<Value> | undefined {
  if (target instanceof LiveInstance) {
    const behind = name.toLowerCase() === 'value' ? propertyBehind(target) : undefined;
    return behind && scriptPropertyOf(behind.target, behind.name, frame);
  }
  if (target instanceof LiveArray || target instanceof LiveList) return scriptPropertyOfEach(target, name, frame);
  return hasScriptProperty(target, name.toLowerCase()) ? scriptProperty(target, name, frame) : undefined;
}

/** Whether a property, by its name in lower case, is a script. */
export const hasScriptProperty = (target: Value, lower: string): target is LiveObject =>
  target instanceof LiveObject && target.scripts.size > 0 && target.scripts.get(lower)?.kind === 'property';

function* scriptProperty(target: Value, name: string, frame: Frame): Work<Value> {
  const { semantics } = frame.session;
  const found = semantics.property(target, name, scriptsOf(frame));
  return (isWork(found) ? yield* found : found) ?? null;
}

function scriptPropertyOfEach(list: LiveArray | LiveList, name: string, frame: Frame): Work<Value> | undefined {
  const lower = name.toLowerCase();
  const isScripted = (item: Value) =>
    item instanceof LiveInstance ? scriptPropertyOf(item, name, frame) !== undefined : hasScriptProperty(item, lower);
  const { semantics } = frame.session;
  if (!list.items.some(isScripted) || semantics.property(list, name, scriptsOf(frame)) !== undefined) return undefined;
  return (function* (): Work<Value> {
    const found: Value[] = [];
    for (const item of list.items) {
      const script = scriptPropertyOf(item, name, frame);
      const value = script ? yield* script : semantics.member(item, name);
      if (value !== undefined) found.push(...(semantics.itemsOf(value) ?? [value]));
    }
    return found.length === 1 ? found[0]! : semantics.arrayOf(found);
  })();
}

/** The same at once. What a command in it waits for is not waited for: the failure says so. */
export function scriptPropertyNow(target: Value, name: string, frame: Frame): { readonly value: Value } | undefined {
  const work = scriptPropertyOf(target, name, frame);
  if (!work) return undefined;
  const done = runAtOnce(work);
  if (done) return { value: done.result };
  throw fail({
    message: `The script property ${name} runs a command of the server, which cannot be waited for here.`,
    id: 'ScriptPropertyWaits',
    category: 'InvalidOperation',
  });
}

export function setScriptProperty(target: Value, name: string, value: Value, frame: Frame): void {
  const found = target instanceof LiveObject ? target.scripts.get(name.toLowerCase()) : undefined;
  if (!found?.setter) {
    throw fail({
      message: `Set accessor for property "${name}" is unavailable.`,
      id: 'SetWithoutSetter',
      category: 'NotSpecified',
    });
  }
  runAtOnce(withThis(target, found.setter, [value], frame));
}
