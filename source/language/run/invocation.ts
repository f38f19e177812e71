import type { BoundArguments } from './bind.ts';
import type { BodyCode } from './body.ts';
import { folderOf } from './failure.ts';
import type { Scope } from './scope.ts';
import { LiveArray, LiveDictionary, LiveObject, type Value } from './value.ts';

/** `$PSBoundParameters`: what was given, under the parameters' names. */
export function boundParameters(
  { parameters }: BodyCode,
  values: ReadonlyMap<string, Value>,
  common: ReadonlyMap<string, Value>,
): LiveDictionary {
  const table = new LiveDictionary('System.Collections.Generic.Dictionary`2[System.String,System.Object]');
  for (const parameter of parameters) {
    const value = values.get(parameter.name.toLowerCase());
    if (value !== undefined) table.set(parameter.name, value);
  }
  for (const [name, value] of common) table.set(name, value);
  return table;
}

export interface Invocation {
  readonly body: BodyCode;
  /** Empty for a script block. */
  readonly name: string;
  /** What it is made of. */
  readonly text: string;
  readonly isFile: boolean;
  readonly binding: BoundArguments;
}

/** Sets `$MyInvocation`, and for a file where it is: `$PSScriptRoot`, `$PSCommandPath`. */
export function setInvocation({ body, name, text, isFile, binding }: Invocation, scope: Scope): void {
  const { file } = body.unit;
  const command = new LiveObject(
    [
      ['Name', name],
      ['CommandType', isFile ? 'ExternalScript' : 'Function'],
      ['Path', file ?? null],
      ['Definition', text],
    ],
    ['System.Management.Automation.FunctionInfo', 'System.Object'],
  );
  command.text = name;
  scope.put(
    'MyInvocation',
    new LiveObject(
      [
        ['MyCommand', command],
        ['InvocationName', name],
        ['BoundParameters', boundParameters(body, binding.values, binding.common)],
        ['UnboundArguments', new LiveArray([...binding.rest])],
        ['ScriptName', file ?? ''],
        ['PSScriptRoot', folderOf(file)],
        ['PSCommandPath', file ?? ''],
        ['Line', ''],
      ],
      ['System.Management.Automation.InvocationInfo', 'System.Object'],
    ),
  );
  if (isFile) {
    scope.put('PSScriptRoot', folderOf(file));
    scope.put('PSCommandPath', file ?? '');
  }
}
