import type { Code } from './code.ts';
import type { Flow } from './flow.ts';
import type { ScriptParameter } from './parameters.ts';
import type { Scope } from './scope.ts';
import type { Unit } from './unit.ts';
import { ScriptBlock } from './value.ts';

/** A script block's, function's or file's body, ready to be run. */
export interface BodyCode {
  readonly unit: Unit;
  readonly parameters: readonly ScriptParameter[];
  /** It says CmdletBinding or Parameter: arguments that fit nowhere are errors, common parameters are taken. */
  readonly isAdvanced: boolean;
  readonly hasParamBlock: boolean;
  readonly supportsShouldProcess: boolean;
  readonly confirmImpact: 'none' | 'low' | 'medium' | 'high';
  readonly defaultSet: string | undefined;
  /** Parameter sets as they are spelled. */
  readonly setNames: readonly string[];
  /** Parameters without a position take none. */
  readonly positionalBinding: boolean;
  /**
   * `$x += 1` looks for `$x` among the block's own variables alone, not outwards. So it is in PowerShell, which keeps these
   * in slots, unless the block may give a value to a variable by its name.
   */
  readonly hasSlots: boolean;
  readonly begin?: Code<Flow | undefined>;
  readonly process?: Code<Flow | undefined>;
  readonly end?: Code<Flow | undefined>;
  readonly clean?: Code<Flow | undefined>;
}

/** What a script block's value has beside its text. */
export interface ScriptCode {
  readonly body: BodyCode;
  /** GetNewClosure: what it sees beside what its caller has. */
  readonly captured: Scope | undefined;
}

export const scriptBlock = (text: string, body: BodyCode, captured?: Scope): ScriptBlock<ScriptCode> =>
  new ScriptBlock<ScriptCode>(text, { body, captured });

export const codeOf = (script: ScriptBlock): ScriptCode => script.code as ScriptCode;
