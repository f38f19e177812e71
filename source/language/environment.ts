import type { PsValue } from '../objects/index.ts';
import { localCommands } from './commands/index.ts';
import { SeenNames } from './complete/seen.ts';
import { Interpreter } from './run/interpreter.ts';
import { preferenceNames } from './run/session.ts';
import { toWire } from './run/to-wire.ts';
import { wipeSecrets } from './run/wipe-secrets.ts';
import { semantics } from './types/semantics.ts';

/** Variables that PowerShell fills itself: none of the user's. */
const automatic = new Set(
  `_ args error input lastexitcode matches myinvocation psboundparameters pscmdlet pscommandpath psscriptroot psitem this
  $ ^ ? foreach switch`.split(/\s+/),
);

export interface EnvironmentParts {
  /** `$env:` */
  readonly environment?: (name: string) => string | undefined;
  /** `$PID` */
  readonly processId?: number;
}

/** What a session's REPL remembers between lines: its interpreter, and which properties a command's output had. */
export class Environment {
  readonly interpreter: Interpreter;
  readonly seen = new SeenNames();
  readonly #properties = new Map<string, readonly string[]>();

  constructor(parts: EnvironmentParts = {}) {
    this.interpreter = new Interpreter({ semantics, locals: localCommands, ...parts });
    this.interpreter.session.noteProperties = (command, names) => this.noteProperties(command, names);
    this.interpreter.session.noteObject = (command, value) => this.noteObject(command, value);
  }

  /** As the wire has it. Undefined where it was never set: a null that was assigned is a value. */
  get(name: string): PsValue | undefined {
    const { session } = this.interpreter;
    const found = session.global.variables.get(name.toLowerCase());
    return found && toWire(found.value as PsValue, session.semantics);
  }

  set(name: string, value: PsValue): void {
    this.interpreter.session.global.put(name, value);
  }

  remove(name: string): boolean {
    return this.interpreter.session.global.remove(name.toLowerCase());
  }

  /** The session is over: what secrets its variables hold is wiped. */
  wipeSecrets(): void {
    wipeSecrets([...this.interpreter.session.global.variables.values()].map(({ value }) => value));
  }

  /** As they were first written by the user. */
  get variableNames(): readonly string[] {
    const { variables } = this.interpreter.session.global;
    return [...variables]
      .filter(([key]) => !automatic.has(key) && !preferenceNames.has(key))
      .map(([, { name }]) => name);
  }

  /** Keeps the property names of a command's last output, for completion. */
  noteProperties(command: string, names: readonly string[]): void {
    this.#properties.set(command.toLowerCase(), names);
  }

  /** Keeps what an object is called that a command of the server gave, for completion. */
  noteObject(command: string, value: unknown): void {
    const [, noun] = /^(?:Get|New|Set|Enable)-(\w+)$/i.exec(command) ?? [];
    if (noun !== undefined) this.seen.note(noun, value);
  }

  propertiesOf(command: string): readonly string[] {
    return this.#properties.get(command.toLowerCase()) ?? [];
  }
}
