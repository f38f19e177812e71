import { deadline } from '../../async/deadline.ts';
import {
  type Connection,
  type ConnectRetry,
  type ConnectStage,
  type Engine,
  type EngineSession,
  type Failure,
  FailureError,
  type FailureFacts,
  type HostPrompts,
  localFailure,
  movedTo,
  shellNameOf,
  traitsOf,
  wipe,
} from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { type Access, withCredentials } from '../sign-in/access.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import { LeaseKeeper } from './lease-keeper.ts';

export interface ConnectOptions {
  readonly flow: CredentialFlow;
  readonly prompts: HostPrompts;
  /** Instead of the connection's own choice of cmdlets; `none`: nothing is asked for. */
  readonly importNames?: readonly string[] | 'none';
}

export interface AttemptListener {
  /** The engine is called, for the first time or with another password. */
  begun(): void;
  /** The shell has its id, and its line is in the ledger. */
  named(shellId: string): void;
  stage(stage: ConnectStage): void;
  /** The server is asked for the shell again after a pause. */
  retry?(retry: ConnectRetry): void;
}

/** How long closing may take before the shell is left to the ledger; milliseconds. */
export const closeTimeout = 10_000;

/**
 * One attempt to connect and the session that came of it: what it holds on the server, in the ledger and in memory, and
 * how all of that is let go. The driver replaces it with the next attempt; an older one only finishes its own end.
 */
export class SessionAttempt {
  readonly options: ConnectOptions;
  readonly #connection: Connection;
  readonly #deps: AppDeps;
  readonly #engine: Engine | undefined;
  readonly #lease: LeaseKeeper;
  readonly #controller = new AbortController();
  #access: Access | undefined;
  #session: EngineSession | undefined;

  constructor(
    connection: Connection,
    engine: Engine | undefined,
    options: ConnectOptions,
    deps: AppDeps,
    trouble: (error: unknown) => void,
  ) {
    this.#connection = connection;
    this.#engine = engine;
    this.options = options;
    this.#deps = deps;
    this.#lease = new LeaseKeeper(deps, trouble);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get session(): EngineSession | undefined {
    return this.#session;
  }

  /** Undefined until a session is open. */
  get access(): Access | undefined {
    return this.#session && this.#access;
  }

  abort(): void {
    this.#controller.abort();
  }

  async connect(listener: AttemptListener): Promise<EngineSession> {
    const engine = this.#engine;
    if (!engine) {
      const asked = this.#connection.engine;
      const named = asked === 'auto' ? 'usual' : asked;
      throw new FailureError(localFailure('local.noEngine', { engine: named, isAsked: false }));
    }
    return withCredentials(this.#connection, this.#deps, this.options.flow, this.signal, async (access) => {
      this.#access = access;
      listener.begun();
      this.#session = await engine.connect({
        ...access,
        signal: this.signal,
        shellId: this.#lease.shellId ?? this.#deps.newId(),
        shellName: shellNameOf(this.#deps.processes.own),
        onShell: async (shellId, url) => {
          const { connection } = access;
          // What is asked about the shell from now on goes where it is.
          this.#access = url === undefined ? access : { ...access, connection: movedTo(connection, url) };
          await this.#lease.write(connection, engine.kind, shellId, url);
          listener.named(shellId);
        },
        onStage: listener.stage,
        onRetry: (retry) => listener.retry?.(retry),
        prompts: this.options.prompts,
      });
      return this.#session;
    });
  }

  opened(idleTimeout: number | undefined, now: number): void {
    this.#lease.opened(idleTimeout, now);
  }

  used(now: number): void {
    this.#lease.used(now);
  }

  /** Deletes the shell on purpose. True where the server has none of ours any more. */
  async close(cutShort: AbortSignal | undefined): Promise<boolean> {
    this.abort();
    try {
      if (!this.#session) return true;
      const limit = deadline(this.#deps.timers, closeTimeout, ...(cutShort ? [cutShort] : []));
      return await this.#lease.close(this.#session, limit.signal).finally(limit.clear);
    } finally {
      wipe(this.#access?.credential);
    }
  }

  /** After a failure: lets go of what is left, the lease only where the server is known to have no shell. */
  async settle(failure: Failure | undefined): Promise<void> {
    this.abort();
    await this.#lease.settle(failure, this.#session, this.#engine, this.#access);
    wipe(this.#access?.credential);
  }

  /**
   * The server has ended the shell by itself. Closing frees the engine's own sockets, and proves it where only the count
   * said so: without proof the lease's line stays.
   */
  async release(failure: Failure | undefined): Promise<void> {
    if (failure && traitsOf(failure).shellIsGone) await this.#lease.drop();
    await this.close(undefined);
  }

  /** The facts with the server's name in them. */
  located(facts: FailureFacts): FailureFacts {
    const url = this.#access?.connection.url;
    const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
    return host === undefined ? facts : { host, ...facts };
  }
}
