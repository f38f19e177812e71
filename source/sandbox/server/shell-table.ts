import type { Clock } from './clock.ts';
import type { OutputChannel } from './output-channel.ts';

/** What runs behind a shell: a runspace pool with its pipelines. Ids are compared in lower case. */
export interface ShellBody {
  /** The pool's own output. */
  readonly output: OutputChannel;
  /** Output of a command that has not been released; undefined for an unknown id. */
  command(commandId: string): OutputChannel | undefined;
  readonly commandCount: number;
  /** Starts a command with the first fragments of its pipeline. */
  start(commandId: string, fragments: Uint8Array): void;
  /** Fragments for a command, or for the pool. */
  accept(commandId: string | undefined, stream: 'stdin' | 'pr', fragments: Uint8Array): void;
  stop(commandId: string): void;
  /** Stops the command if it still runs, and forgets it. */
  release(commandId: string): void;
  /** Stops what runs and closes every channel. */
  dispose(): void;
}

/** A shell as the server keeps it: WinRM's fields (exchange.md), and when it was last used. */
export interface Shell {
  /** Upper case with dashes, as the client named it. */
  readonly id: string;
  readonly name: string;
  /** User principal name of the account that opened it. */
  readonly owner: string;
  readonly clientIp: string;
  readonly processId: number;
  readonly resourceUri: string;
  readonly locale: string;
  /** Milliseconds. */
  readonly idleTimeout: number;
  readonly opened: number;
  lastUsed: number;
  /** Requests that are being answered; while there is one, a pending Receive above all, the shell is not idle. */
  requests: number;
  /** Shells that another console left open have nothing behind them. */
  readonly body: ShellBody | undefined;
}

/** The shells of one server. Closes those that nobody has used for their idle timeout. */
export class ShellTable {
  readonly #clock: Clock;
  readonly #shells = new Map<string, Shell>();
  readonly #timers = new Map<string, () => void>();
  readonly #onChange: () => void;

  /** @param onChange called after a shell has come or gone */
  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get all(): readonly Shell[] {
    return [...this.#shells.values()];
  }

  find(id: string): Shell | undefined {
    return this.#shells.get(id.toUpperCase());
  }

  ofOwner(owner: string): readonly Shell[] {
    return this.all.filter((shell) => shell.owner === owner);
  }

  add(shell: Shell): void {
    this.#shells.set(shell.id.toUpperCase(), shell);
    this.#watch(shell);
    this.#onChange();
  }

  remove(shell: Shell): void {
    const key = shell.id.toUpperCase();
    if (this.#shells.get(key) !== shell) return;
    this.#shells.delete(key);
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    shell.body?.dispose();
    this.#onChange();
  }

  clear(): void {
    for (const shell of this.all) this.remove(shell);
  }

  /** A request for the shell begins; the returned function ends it and starts the idle time anew. */
  use(shell: Shell): () => void {
    shell.requests += 1;
    shell.lastUsed = this.#clock.now();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      shell.requests -= 1;
      shell.lastUsed = this.#clock.now();
    };
  }

  #watch(shell: Shell): void {
    const key = shell.id.toUpperCase();
    const due = shell.lastUsed + shell.idleTimeout - this.#clock.now();
    this.#timers.set(
      key,
      this.#clock.after(Math.max(1, due), () => {
        // Not rearmed with each request: one timer a shell looks, when it falls due, at what has happened since.
        if (shell.requests > 0) shell.lastUsed = this.#clock.now();
        if (this.#clock.now() - shell.lastUsed >= shell.idleTimeout) this.remove(shell);
        else this.#watch(shell);
      }),
    );
  }
}
