import { LiveInstance, type Value } from '../run/value.ts';

/** `[ref]$x`: a place that a method writes to. */
export class Reference extends LiveInstance<{ get: () => Value; set: (value: Value) => void }> {
  constructor(get: () => Value, set: (value: Value) => void) {
    super('System.Management.Automation.PSReference', { get, set });
  }
}

/** What a method gives through an argument; nothing where the argument is no reference. */
export function giveBack(target: Value, value: Value): void {
  if (target instanceof Reference) target.state.set(value);
}
