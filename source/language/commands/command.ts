import type { PsValue } from '../../objects/index.ts';
import type { Span } from '../errors.ts';
import type { FilePort } from '../file-port.ts';
import type { Out } from '../run/out.ts';
import type { ScriptCaller } from '../run/script-caller.ts';
import type { Semantics } from '../run/semantics.ts';
import type { Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';

export { FileFailure, type FileInfo, type FilePort, type FileWriter } from '../file-port.ts';

/** A cmdlet that is run here. Binder, completion, Get-Help, Get-Command and the list in docs/ read the declaration. */
export interface CommandDeclaration {
  /** `Sort-Object` */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line for Get-Help. */
  readonly synopsis: string;
  /** Lines as they are typed, each with what it does. */
  readonly examples?: readonly { readonly line: string; readonly what: string }[];
  readonly parameters: readonly CommandParameter[];
  /** The set that counts where the parameters given leave several. */
  readonly defaultSet?: string;
  /** Full names of the types that come out, for completion behind the pipe. */
  readonly outputs?: readonly string[];
  /** -WhatIf and -Confirm are parameters of it. */
  readonly supportsShouldProcess?: boolean;
  /** Its -ErrorVariable and the like keep what the scripts tell that it runs, too. */
  readonly keepsOfScripts?: boolean;
  readonly confirmImpact?: 'low' | 'medium' | 'high';
  /** Called once for each run, when the parameters of the command line are bound. */
  readonly create: (bound: Bound, context: CommandContext) => CommandRun;
}

export interface CommandParameter {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Full name of a type or an accelerator; arguments are converted to it. `switch` takes no argument. */
  readonly type: string;
  readonly position?: number;
  readonly isMandatory?: boolean;
  /** Of its sets, those in which it may be left out though it is mandatory in the others. */
  readonly optionalIn?: readonly string[];
  /** Takes all arguments that are left. */
  readonly takesRemaining?: boolean;
  /** Bound to each object that comes in, or to its property of that name or alias. */
  readonly fromPipeline?: boolean;
  readonly fromPipelineByPropertyName?: boolean;
  /** Sets it belongs to; absent: all. */
  readonly sets?: readonly string[];
  /** The only values it takes (ValidateSet), matched in any case and completed. */
  readonly values?: readonly string[];
  /** Values that are completed, among others that it takes. */
  readonly offered?: readonly string[];
  /** Wildcards that fit some of the values are taken too. */
  readonly takesWildcards?: boolean;
  /** Inclusive. */
  readonly range?: readonly [number, number];
  /** A number is shown as it was typed: 5.50. */
  readonly keepsTyped?: boolean;
  /** Its texts are names of commands, which completion offers. */
  readonly namesCommands?: boolean;
  readonly notNullOrEmpty?: boolean;
  /** An empty list may be given to what is mandatory. */
  readonly allowsEmpty?: boolean;
  /** Null, and an empty text or list, may be given to what is mandatory. */
  readonly allowsNull?: boolean;
  /** One line. */
  readonly what: string;
  /** For what PowerShell has and this language has not: why, and what to write instead. */
  readonly refused?: string;
}

/** What the parameters are worth. In `process` those bound from the pipeline change with each object. */
export interface Bound {
  has(name: string): boolean;
  /** Undefined where it was not given. */
  get(name: string): Value | undefined;
  /** Whether a switch is on. */
  isOn(name: string): boolean;
  /** Texts of an argument that takes several; empty where it was not given. */
  texts(name: string): readonly string[];
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  /** The parameter set that was chosen. */
  readonly set: string | undefined;
  /** Where the argument stands in the text; the command's own place where it does not. */
  span(name: string): Span;
}

/**
 * The command at work. Each part may be absent; each may wait. `process` gets `$_`, also where no parameter takes it. The
 * first command of a pipeline has `process` called once, with the argument of its pipeline parameter, or null.
 */
export interface CommandRun {
  begin?(): Work<void> | void;
  process?(input: Value): Work<void> | void;
  end?(): Work<void> | void;
  /** The last call, whatever happened: after a failure or Ctrl+C it is the only one that follows. Must not throw. */
  abandon?(): Work<void> | void;
  /** Nothing that comes in from now on can change what comes out. */
  readonly done?: boolean;
}

/** What a command reaches the world through. */
export interface CommandContext {
  readonly span: Span;
  /** Hands a value to the next command. To be waited for by `yield*`: the next command may be slow. */
  out(value: Value): Work<void>;
  /** Where `out` writes to: for what must not cost a generator for each object, with `drain` by `yield*` now and then. */
  readonly pass: Out;
  /** A non-terminating error; whether it ends the command is for -ErrorAction. */
  error(failure: CommandFailure): Work<void>;
  warning(text: string): Work<void>;
  verbose(text: string): Work<void>;
  debug(text: string): Work<void>;
  information(value: Value, tags?: readonly string[]): Work<void>;
  /** Write-Host. */
  host(
    text: string,
    options?: { readonly noNewline?: boolean; readonly foreground?: string; readonly background?: string },
  ): Work<void>;
  progress(record: ProgressText): Work<void>;
  /** Puts a value onto the session's screen, whoever takes the command's output: Out-Host. */
  show(value: Value): Work<void>;
  /** -WhatIf, -Confirm and the preferences: whether to go on with `action` on `target`. */
  shouldProcess(target: string, action: string): Work<boolean>;
  readonly scripts: ScriptCaller;
  readonly semantics: Semantics;
  readonly variables: VariableStore;
  readonly commands: CommandDirectory;
  /** Runs a command of the server, whatever its name stands for here; its output goes where `out` goes. Absent without one. */
  server?(name: string, parameters: readonly (readonly [name: string, value: Value])[]): Work<void>;
  readonly session: SessionPorts;
}

export interface ProgressText {
  readonly id: number;
  readonly parentId?: number;
  readonly activity: string;
  readonly status?: string;
  readonly currentOperation?: string;
  /** 0 to 100, -1 for unknown. */
  readonly percent?: number;
  readonly secondsRemaining?: number;
  readonly isCompleted?: boolean;
}

export interface CommandFailure {
  readonly message: string;
  /** `PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand` without the part behind the comma. */
  readonly id: string;
  /** The function that calls the command is what stands behind the comma; at the prompt there is none. */
  readonly isOfCaller?: boolean;
  /** PowerShell's ErrorCategory: `ObjectNotFound`. */
  readonly category: string;
  readonly target?: Value;
  /** `System.Management.Automation.ItemNotFoundException` */
  readonly exceptionType?: string;
  /** The exception itself, where there is one already. */
  readonly exception?: Value;
  readonly recommendedAction?: string;
}

/** Thrown by a command that cannot go on: what PowerShell calls a terminating error. */
export class CommandStopped extends Error {
  override readonly name = 'CommandStopped';
  readonly failure: CommandFailure;

  constructor(failure: CommandFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Every command that a name may stand for now, in the order in which PowerShell looks. */
export interface CommandDirectory {
  list(): readonly CommandEntry[];
  /** The first of that name, aliases not followed. */
  find(name: string): CommandEntry | undefined;
  /** Absent where aliases cannot be made. */
  setAlias?(name: string, definition: string): void;
  removeAlias?(name: string): boolean;
}

export interface CommandEntry {
  readonly name: string;
  readonly kind: 'Alias' | 'Function' | 'Filter' | 'Cmdlet' | 'ExternalScript';
  /** Where it runs: here, or on the server that this session is with. */
  readonly place: 'here' | 'server';
  /** What an alias stands for; a function's text. */
  readonly definition?: string;
  /** Of a cmdlet that is run here. */
  readonly declaration?: CommandDeclaration;
  /** Names of its parameters, where they are known. */
  readonly parameters?: readonly string[];
  /** The parameters of a function. */
  readonly own?: readonly CommandParameter[];
  /** `[-Name] <string>`, one line a parameter set, where it is known. */
  readonly syntax?: readonly string[];
}

/** Variables by name, with or without scope (`script:x`). */
export interface VariableStore {
  get(name: string): Value | undefined;
  set(name: string, value: Value, scope?: string): void;
  remove(name: string, scope?: string): boolean;
  readonly names: readonly string[];
}

/** What a session gives to its commands beyond the language; each is absent where the session has none. */
export interface SessionPorts {
  readonly files?: FilePort;
  readonly prompts?: PromptPort;
  readonly clock: { now(): number; sleep(milliseconds: number): Promise<void> };
  /** False where it was not taken. */
  readonly clipboard?: (text: string) => Promise<boolean>;
  /** Lines of this session, oldest first. */
  readonly history?: () => readonly {
    readonly id: number;
    readonly line: string;
    readonly began?: number;
    readonly ended?: number;
  }[];
  readonly clearScreen?: () => void;
  /** CLIXML, for files: a document of values, and back. `read` throws an Error that says what is wrong. */
  readonly clixml?: {
    write(values: readonly Value[], depth: number): string;
    read(text: string): readonly PsValue[];
  };
  /** Writes what the screen shows into a file as well, until it is stopped. Fails by FileFailure. */
  readonly transcript?: {
    start(path: string, options: { readonly append?: boolean; readonly noClobber?: boolean }): Promise<void>;
    /** The file's path; undefined where nothing was written. */
    stop(): Promise<string | undefined>;
  };
  /** Cells that a line of laid-out text may have. */
  readonly width: number;
}

export interface PromptPort {
  line(prompt: string): Promise<string>;
  /** In UTF-16LE. Clear text is the caller's to wipe. */
  secret(prompt: string): Promise<Uint8Array>;
  choice(
    caption: string,
    message: string,
    choices: readonly { readonly label: string; readonly help: string }[],
    initial: number,
  ): Promise<number>;
}
