import type { Live, Value } from './value.ts';
import type { Work } from './work.ts';

/** How types and commands call script blocks. */
export interface ScriptCaller {
  /** Runs a script block with `$_` and `$args`, in a child scope unless told otherwise; what it put out. */
  invoke(script: Live, options: ScriptCall): Work<readonly Value[]>;
  /** A script block from text; LanguageError where it is none. */
  fromText(text: string): Live;
}

export interface ScriptCall {
  /** `$_`; left as it is where absent. */
  readonly current?: Value;
  readonly args?: readonly Value[];
  /** `$input` */
  readonly input?: readonly Value[];
  /** In the scope of whoever calls, as ForEach-Object and Where-Object run theirs. */
  readonly inCallersScope?: boolean;
}
