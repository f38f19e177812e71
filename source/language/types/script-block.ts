import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveArray, LiveList, type LiveType, ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { defineType } from './define.ts';

function* invoke(script: ScriptBlock, args: readonly Value[], scripts: ScriptCaller): Work<Value> {
  const output = yield* scripts.invoke(script, { args });
  return new LiveList(
    [...output],
    'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]',
  );
}

function* invokeReturnAsIs(script: ScriptBlock, args: readonly Value[], scripts: ScriptCaller): Work<Value> {
  const output = yield* scripts.invoke(script, { args });
  return output.length > 1 ? new LiveArray([...output]) : (output[0] ?? null);
}

export const scriptBlockType = defineType({
  name: 'System.Management.Automation.ScriptBlock',
  summary: 'Statements in braces.',
  is: (value) => value instanceof ScriptBlock,
  members: {
    'System.Object Invoke(params System.Object[] args)': invoke,
    'System.Object InvokeReturnAsIs(params System.Object[] args)': invokeReturnAsIs,
    'scriptblock GetNewClosure()': (self: ScriptBlock) => self,
    'string ToString()': (self: ScriptBlock) => self.text,
    'static scriptblock Create(string script)': (_: LiveType, text: string, scripts: ScriptCaller) =>
      scripts.fromText(text),
  },
});
