import type { FilePort } from '../file-port.ts';
import type { Out } from './out.ts';
import type { Live, Value } from './value.ts';
import type { Work } from './work.ts';

/** How types and commands call script blocks. */
export interface ScriptCaller {
  /** The files that the session reaches, where it does. */
  readonly files?: FilePort | undefined;
  /** Runs a script block with `$_` and `$args`, in a child scope unless told otherwise; what it put out. */
  invoke(script: Live, options: ScriptCall): Work<readonly Value[]>;
  /** Whether what a script threw is an error of it, which a command may take; Ctrl+C, `break` and `exit` are none. */
  isFailure(thrown: unknown): boolean;
  /**
   * A script block that is to run for many objects: each call runs it with that object as `$_`, and what it puts out goes to
   * `out` as it comes. Gives work only where it has to wait, or the next command may have to.
   */
  prepare(script: Live, options: PreparedCall): (current: Value) => Work<void> | undefined;
  /** A script block from text; an error of what runs where it is none. */
  fromText(text: string): Live;
}

export interface ScriptCall {
  /** `$_`; left as it is where absent. */
  readonly current?: Value;
  /** `$this` */
  readonly self?: Value;
  readonly args?: readonly Value[];
  /** `$input` */
  readonly input?: readonly Value[];
  /** In the scope of whoever calls, as ForEach-Object and Where-Object run theirs. */
  readonly inCallersScope?: boolean;
}

export interface PreparedCall extends Omit<ScriptCall, 'current'> {
  /** For a command: its context's `pass`. */
  readonly out: Out;
}
