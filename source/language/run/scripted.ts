import { isWork } from '../types/is-work.ts';
import type { Frame } from './frame.ts';
import type { Out } from './out.ts';
import type { ScriptCaller } from './script-caller.ts';
import { scriptsOf } from './script-calls.ts';
import type { Semantics } from './semantics.ts';
import { LiveArray, LiveList, LiveObject, type Value } from './value.ts';
import type { Work } from './work.ts';

/** Objects in one another that are looked at. */
const deepest = 3;

function hasScripts(value: Value, depth = 0): boolean {
  if (depth > deepest) return false;
  if (value instanceof LiveArray || value instanceof LiveList)
    return value.items.some((item) => hasScripts(item, depth + 1));
  if (!(value instanceof LiveObject)) return false;
  for (const { kind } of value.scripts.values()) if (kind === 'property') return true;
  for (const one of value.properties.values()) if (hasScripts(one.value, depth + 1)) return true;
  return false;
}

/** A value as those see it who run no scripts: its script properties are what they are worth now. */
export function* withScriptsRun(value: Value, semantics: Semantics, scripts: ScriptCaller): Work<Value> {
  if (!hasScripts(value)) return value;
  if (value instanceof LiveArray || value instanceof LiveList) {
    const items: Value[] = [];
    for (const item of value.items) items.push(yield* withScriptsRun(item, semantics, scripts));
    return semantics.arrayOf(items);
  }
  const object = value as LiveObject;
  const made = new LiveObject([], object.typeNames, object.base);
  made.text = object.text;
  for (const { name, value: property } of object.properties.values())
    made.properties.set(name.toLowerCase(), { name, value: yield* withScriptsRun(property, semantics, scripts) });
  for (const [key, { name, kind }] of object.scripts) {
    if (kind !== 'property') continue;
    const found = semantics.property(object, name, scripts);
    made.properties.set(key, { name, value: (isWork(found) ? yield* found : found) ?? null });
  }
  return made;
}

/** What a line puts out, on its way to who shows it. */
export class ScriptsRun implements Out {
  readonly #out: Out;
  readonly #frame: Frame;
  readonly #waiting: Value[] = [];

  constructor(out: Out, frame: Frame) {
    this.#out = out;
    this.#frame = frame;
  }

  get waits(): boolean {
    return this.#waiting.length > 0 || this.#out.waits;
  }

  write(value: Value): void {
    // What comes behind one that waits waits too.
    if (this.#waiting.length > 0 || hasScripts(value)) this.#waiting.push(value);
    else this.#out.write(value);
  }

  *drain(): Work<void> {
    const { session } = this.#frame;
    for (let next = this.#waiting[0]; this.#waiting.length > 0; next = this.#waiting[0]) {
      const shown = yield* withScriptsRun(next!, session.semantics, scriptsOf(this.#frame));
      this.#waiting.shift();
      this.#out.write(shown);
    }
    yield* this.#out.drain();
  }
}
