import { LiveInstance, type Value } from '../run/value.ts';
import { defineType } from './define.ts';

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

type Self = LiveInstance<{ get: () => Value; set: (value: Value) => void }>;

export const referenceType = defineType({
  name: 'System.Management.Automation.PSReference',
  summary: 'A place that a method writes to: [ref]$x.',
  is: (value) => value instanceof Reference,
  convert(value) {
    let current = value;
    return new Reference(
      () => current,
      (next) => {
        current = next;
      },
    );
  },
  members: {
    'System.Object Value {get;}': ({ state }: Self) => state.get(),
    'set System.Object Value(System.Object value)': ({ state }: Self, value: Value) => state.set(value),
  },
});
