import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { AppDeps } from '../../source/app/deps.ts';
import { createHeadless } from '../../source/app/headless/create-headless.ts';
import { sandboxConnections } from '../../source/app/offered-connections.ts';
import type { CommandContext, OpenScreen } from '../../source/commands/context.ts';
import { buildProgram, keptRecord, runProgram, savedConnections } from '../../source/commands/program.ts';
import type { Connection, Lease } from '../../source/domain/index.ts';
import { installationOf } from '../../source/main/installation.ts';
import { FaultPlan, ManualClock, type Sandbox, type SandboxOptions, startSandbox } from '../../source/sandbox/index.ts';
import { connectionTo, depsFor } from '../journeys/journey.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface ExtermOptions {
  readonly sandbox?: Partial<SandboxOptions>;
  /** Saved connections; none: the sandbox's servers are offered. */
  readonly saved?: (sandbox: Sandbox) => readonly Connection[];
  readonly deps?: (deps: AppDeps) => AppDeps;
  readonly folder?: string;
  /** The sandbox that another test's part has started and ends; nothing strikes there. */
  readonly reached?: Sandbox;
  /** The sandbox's; by default one that stands still. */
  readonly clock?: ManualClock;
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in this process, over the real use cases and storage, against a sandbox in this process. */
export class Exterm {
  readonly sandbox: Sandbox;
  readonly sandboxClock: ManualClock;
  readonly faults: WatchedFaults;
  readonly deps: AppDeps;
  readonly folder: string;

  private constructor(parts: Pick<Exterm, 'sandbox' | 'sandboxClock' | 'faults' | 'deps' | 'folder'>) {
    this.sandbox = parts.sandbox;
    this.sandboxClock = parts.sandboxClock;
    this.faults = parts.faults;
    this.deps = parts.deps;
    this.folder = parts.folder;
  }

  static async begin(options: ExtermOptions = {}): Promise<Exterm> {
    const folder = options.folder ?? temporaryFolder();
    const sandboxClock = options.clock ?? new ManualClock();
    const faults = new WatchedFaults();
    const given = { leftOpen: 0, endAfter: 0, mailboxes: 20, testCmdlets: true, ...options.sandbox };
    const sandbox = options.reached ?? (await startSandbox(given, { clock: sandboxClock, faults }));
    if (!options.reached) onTestFinished(() => sandbox.stop());
    const real = depsFor(folder, sandbox);
    const deps = options.deps ? options.deps(real) : real;
    for (const connection of options.saved?.(sandbox) ?? []) await deps.settings.save(connection);
    return new Exterm({ sandbox, sandboxClock, faults, deps, folder });
  }

  /** Runs a command without a terminal; `input` is all of its standard input. */
  async run(argv: readonly string[], input = ''): Promise<CommandResult> {
    const command = this.start(argv);
    command.stdin.end(input);
    return command.ended;
  }

  start(argv: readonly string[], terminal: Terminal = {}): RunningCommand {
    return new RunningCommand(argv, this.deps, this.folder, terminal);
  }

  /** What servers and ledger still hold: nothing, after a command that closes what it opens. */
  async left(): Promise<{ readonly shells: readonly string[]; readonly leases: readonly Lease[] }> {
    const shells = this.sandbox.servers.flatMap(({ name }) =>
      this.sandbox.shells(name).flatMap((shell) => (shell.isLeftOpen ? [] : [`${name} ${shell.id}`])),
    );
    return { shells, leases: await this.deps.ledger.list() };
  }
}

export const nothing = { shells: [], leases: [] };

export interface Terminal {
  /** Standard input, output and error are a terminal of so many columns. */
  readonly columns?: number;
}

/** A command under way: its streams, and what it has written so far. */
export class RunningCommand {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly ended: Promise<CommandResult>;
  /** Whether the terminal hands over keys as they are typed, without an echo. */
  isRaw = false;
  readonly #interrupt = new AbortController();
  #out = '';
  #err = '';
  #wake: (() => void)[] = [];

  constructor(argv: readonly string[], deps: AppDeps, folder: string, { columns }: Terminal) {
    const stdin = Object.assign(this.stdin, {
      isTTY: columns !== undefined,
      setRawMode: (raw: boolean) => {
        this.isRaw = raw;
        this.#told();
      },
    });
    const screen = columns === undefined ? {} : { isTTY: true, columns };
    this.stdout.on('data', (chunk: Buffer) => {
      this.#out += chunk.toString();
      this.#told();
    });
    this.stderr.on('data', (chunk: Buffer) => {
      this.#err += chunk.toString();
      this.#told();
    });
    const context: CommandContext = {
      io: {
        stdin,
        stdout: Object.assign(this.stdout, screen),
        stderr: Object.assign(this.stderr, screen),
        env: {},
        signal: this.#interrupt.signal,
        interrupt: () => this.interrupt(),
      },
      program: { version: '1.2.3', folder, self: { command: process.execPath, args: [] } },
      services: async () => ({
        headless: createHeadless(deps),
        connections: savedConnections(deps),
        record: keptRecord(deps),
      }),
      connections: async () => savedConnections(deps),
      savedCommands: async () => deps.savedCommands!,
      preferences: async () => deps.settings,
      installation: async () => installationOf('1.2.3', folder, join(folder, 'bin', 'exterm.js')),
      notices: () => deps.notices,
    };
    const openScreen: OpenScreen = async (names, { skipsProfile = false, front = names[0] } = {}) => {
      const profile = skipsProfile ? ', no profile' : '';
      const shown = front === names[0] ? '' : `, ${front} in front`;
      this.stdout.write(`the screen${names.map((name) => ` ${name}`).join('')}${shown}${profile}\n`);
      return 0;
    };
    const program = buildProgram(context, openScreen, argv);
    this.ended = program
      .then((made) => runProgram(made, context, argv))
      .then(async (code) => {
        for (const stream of [this.stdout, this.stderr]) {
          if (!stream.destroyed) await new Promise<void>((resolve) => stream.once('close', resolve).end());
        }
        return { code, stdout: this.#out, stderr: this.#err };
      });
  }

  /** What a signal does. */
  interrupt(): void {
    this.#interrupt.abort(new DOMException('Interrupted.', 'AbortError'));
  }

  /** Resolves when standard error shows the text. */
  async asks(text: string): Promise<void> {
    await this.#until(() => this.#err.includes(text));
  }

  /** Resolves with all of standard output when it shows the text. */
  async prints(text: string): Promise<string> {
    await this.#until(() => this.#out.includes(text));
    return this.#out;
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  #told(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Tells when a fault has struck, so that a test can act in the middle of things. */
export class WatchedFaults extends FaultPlan {
  #struck = Promise.withResolvers<void>();

  get hit(): Promise<void> {
    return this.#struck.promise;
  }

  override take(...request: Parameters<FaultPlan['take']>): ReturnType<FaultPlan['take']> {
    const fault = super.take(...request);
    if (fault) this.#struck.resolve();
    return fault;
  }
}

/** A connection to a server of the sandbox as if it were a real one: it asks for a password. */
export function real(sandbox: Sandbox, name: string, change: Partial<Connection> = {}): Connection {
  return connectionTo(sandbox, 'ex01', { name, ...change });
}

/** One of the sandbox's own connections, which need no password. */
export function offered(name: string): Connection {
  return sandboxConnections.find((one) => one.name === name)!;
}

export const password = 'Sandbox-Only-1';
