import type { ConfirmMemory } from './should-process.ts';
import { LiveObject, type Value } from './value.ts';
import type { Work } from './work.ts';

/** `$PSCmdlet` of a function: what calls on it do is its own. */
export class CmdletObject extends LiveObject {
  readonly memory: ConfirmMemory = {};
  readonly callMethod: (name: string, args: readonly Value[]) => Work<Value> | undefined;

  constructor(
    entries: Iterable<readonly [string, Value]>,
    callMethod: (self: CmdletObject, name: string, args: readonly Value[]) => Work<Value> | undefined,
  ) {
    super(entries, [
      'System.Management.Automation.PSScriptCmdlet',
      'System.Management.Automation.PSCmdlet',
      'System.Object',
    ]);
    this.callMethod = (name, args) => callMethod(this, name, args);
  }
}
