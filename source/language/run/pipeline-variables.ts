import type { Frame } from './frame.ts';
import type { ScriptParameter } from './parameters.ts';
import { LiveDictionary, type Value, type Worth } from './value.ts';

/**
 * The variables of those parameters that objects of the pipeline are bound to. An object that gives one nothing gets what
 * the parameter was before the first object came, not what the object before has given.
 */
export class PipelineVariables {
  readonly #frame: Frame;
  readonly #initial: ReadonlyMap<string, Worth>;

  constructor(parameters: readonly ScriptParameter[], frame: Frame) {
    this.#frame = frame;
    this.#initial = new Map(
      parameters.map(({ name }) => [name, frame.scope.variables.get(name.toLowerCase())?.value ?? null]),
    );
  }

  /** Before an object's values are set. `values`: what it, and the command line, gave, by lower-case name. */
  begin(values: ReadonlyMap<string, Value>): void {
    const { scope } = this.#frame;
    const table = scope.variables.get('psboundparameters')?.value;
    for (const [name, initial] of this.#initial) {
      const given = values.get(name.toLowerCase());
      if (given === undefined) scope.put(name, initial);
      else if (table instanceof LiveDictionary) table.set(name, given);
    }
  }
}
