import { abortError } from '../../../async/abort.ts';
import {
  type BridgeRequest,
  classify,
  type EngineSession,
  FailureError,
  mayLeaveShell,
  type OpenedBridge,
  type ProbeAnswer,
  type ServerAccess,
} from '../../../domain/index.ts';
import { HttpFailure } from '../../../http/index.ts';
import { type CreateResult, selectorValue } from '../../../wsman/index.ts';
import { addressOf, correspondentOf } from '../../server/correspondent.ts';
import { Endpoint } from '../../server/endpoint.ts';
import { factsOf, failureOf } from '../../server/failures.ts';
import type { ServerOptions } from '../../server/options.ts';
import { probeShell } from '../../server/probe.ts';
import { Shell } from '../../server/shell.ts';
import { Stages } from '../../server/stages.ts';
import { PrivatePipe } from '../process/private-pipe.ts';
import { Relay } from './relay.ts';

export type CloseResult = Awaited<ReturnType<EngineSession['close']>>;

/**
 * A WSMan client for a PowerShell that has none: a private pipe on one side, a shell on the server on the other. It
 * serves one runspace pool, that of the first PowerShell that connects.
 */
export class Bridge {
  /** What `NamedPipeConnectionInfo` takes. */
  readonly pipeName: string;
  /** The pool is open. Rejects with FailureError or AbortError; the server has no shell of it then. */
  readonly opened: Promise<OpenedBridge>;
  readonly #request: BridgeRequest;
  readonly #credential: ServerAccess['credential'];
  readonly #endpoint: Endpoint;
  readonly #stages: Stages;
  readonly #pipe: PrivatePipe;
  readonly #opening = Promise.withResolvers<OpenedBridge>();
  readonly #ended = Promise.withResolvers<unknown>();
  readonly #trafficListeners: (() => void)[] = [];
  #relay: Relay | undefined;
  #shell: Shell | undefined;
  #idleTimeout: number | undefined;
  #mayHaveShell = false;
  #failure: FailureError | undefined;
  #openTimer: NodeJS.Timeout | undefined;
  #isOpen = false;
  #lostCommands = 0;
  #removal: Promise<'removed' | 'gone'> | undefined;
  #closing: Promise<CloseResult> | undefined;

  private constructor(parts: {
    request: BridgeRequest;
    credential: ServerAccess['credential'];
    endpoint: Endpoint;
    pipe: PrivatePipe;
  }) {
    this.#request = parts.request;
    this.#credential = parts.credential;
    this.#endpoint = parts.endpoint;
    this.#stages = new Stages(parts.request.onStage);
    this.#pipe = parts.pipe;
    this.pipeName = parts.pipe.name;
    this.opened = this.#opening.promise;
    this.opened.catch(() => undefined);
  }

  /** Listens; nothing goes to the server before PowerShell opens its runspace. Rejects with FailureError. */
  static async listen(request: BridgeRequest, options: ServerOptions): Promise<Bridge> {
    const { credential, signal } = request;
    if (signal.aborted) throw abortError(signal);
    // A copy of its own: the password is needed again for each connection that is made.
    const own = credential && { user: credential.user, password: credential.password.clone() };
    let pipe: PrivatePipe | undefined;
    try {
      pipe = await PrivatePipe.listen();
      const endpoint = await Endpoint.of({ ...request, credential: own }, options);
      const bridge = new Bridge({ request, credential: own, endpoint, pipe });
      bridge.#begin();
      return bridge;
    } catch (error) {
      await pipe?.close();
      own?.password.wipe();
      throw failureOf(error, correspondentOf(request));
    }
  }

  /** Resolves when the session is over: with the error that ended it, or undefined where somebody closed it. */
  get ended(): Promise<unknown> {
    return this.#ended.promise;
  }

  /** Why it could not be opened, where that was not for PowerShell's own reasons. */
  get failure(): FailureError | undefined {
    return this.#failure;
  }

  /** Commands whose connection was lost while the session went on. */
  get lostCommands(): number {
    return this.#lostCommands;
  }

  /** Called after each answer to a request that the server counts as use of the shell. */
  onTraffic(listener: () => void): void {
    this.#trafficListeners.push(listener);
  }

  /** As the port's `probe`. */
  probe(signal: AbortSignal): Promise<ProbeAnswer> {
    return probeShell(this.#openShell, this.#endpoint.to, signal, (fault) => this.#relay?.lose(fault));
  }

  /** Ends the session: PowerShell's side at once, the shell by a Delete that may take until `signal` aborts. */
  close(signal: AbortSignal): Promise<CloseResult> {
    this.#closing ??= this.#close(signal);
    return this.#closing;
  }

  get #openShell(): Shell {
    if (!this.#shell) throw new TypeError('The bridge has no shell yet.');
    return this.#shell;
  }

  #begin(): void {
    const { signal } = this.#request;
    const abort = () => this.#fail(undefined);
    signal.addEventListener('abort', abort, { once: true });
    this.#opening.promise.then(
      () => signal.removeEventListener('abort', abort),
      () => signal.removeEventListener('abort', abort),
    );
    this.#pipe.client.then(
      (socket) => {
        this.#relay = new Relay(socket, {
          create: (poolId, creationXml, until) => this.#create(poolId, creationXml, until),
          remove: async () => void (await this.#remove(AbortSignal.timeout(this.#endpoint.timeouts.close))),
          describe: (error) => {
            const failure = classify(factsOf(error, this.#endpoint.to));
            return { message: `${failure.what} ${failure.why} ${failure.next}`, fqeid: failure.id };
          },
          onCommandLost: () => {
            this.#lostCommands += 1;
          },
          onOpened: () => this.#onOpened(),
          onEnded: (error) => this.#onEnded(error),
        });
      },
      (error: unknown) => this.#fail(error),
    );
  }

  async #create(
    poolId: string,
    creationXml: Uint8Array,
    until: AbortSignal,
  ): Promise<{ shell: Shell; created: CreateResult }> {
    const signal = AbortSignal.any([until, this.#request.signal]);
    let movedTo: string | undefined;
    const named = (id: string) => this.#request.onShell(id, ...(movedTo === undefined ? [] : [movedTo]));
    await named(poolId);
    this.#endpoint.watchMoves(async (url) => {
      movedTo = url;
      await named(poolId);
    });
    if (signal.aborted) throw abortError(signal);
    const shell = new Shell(this.#endpoint, poolId);
    shell.onTraffic(() => {
      for (const listener of this.#trafficListeners) listener();
    });
    this.#shell = shell;
    this.#mayHaveShell = true;
    this.#endpoint.watchStages((event) => this.#stages.onConnection(event));
    try {
      const created = await shell.create(creationXml, signal);
      this.#endpoint.watchStages(undefined);
      const id = selectorValue(created.selectors, 'ShellId')?.toLowerCase();
      if (id !== undefined && id !== shell.id) await named(id);
      this.#idleTimeout = created.shell.idleTimeoutMs;
      this.#stages.begin('negotiate');
      const { operation } = this.#endpoint.timeouts;
      this.#openTimer = setTimeout(() => this.#fail(openTimedOut(this.#request)), operation);
      if (signal.aborted) throw abortError(signal);
      return { shell, created };
    } catch (error) {
      const isUnsent = error instanceof HttpFailure && error.facts.sent !== true;
      if (isUnsent || !mayLeaveShell(failureOf(error, this.#endpoint.to).failure)) this.#mayHaveShell = false;
      throw error;
    }
  }

  #onOpened(): void {
    this.#isOpen = true;
    clearTimeout(this.#openTimer);
    this.#opening.resolve({ shellId: this.#openShell.id, idleTimeout: this.#idleTimeout });
  }

  #onEnded(error: unknown): void {
    this.#fail(error);
    this.#ended.resolve(error);
  }

  /** Opening has failed: takes back what the server may have. */
  #fail(error: unknown): void {
    if (this.#isOpen) return;
    if (error !== undefined) this.#failure ??= failureOf(error, this.#endpoint.to);
    void this.close(AbortSignal.timeout(undoTimeout));
  }

  #remove(signal: AbortSignal): Promise<'removed' | 'gone'> {
    if (!this.#shell || !this.#mayHaveShell) return Promise.resolve('removed');
    this.#removal ??= this.#shell.delete(signal);
    return this.#removal;
  }

  async #close(signal: AbortSignal): Promise<CloseResult> {
    try {
      this.#relay?.stop();
      await this.#pipe.close();
      return await this.#remove(signal);
    } catch {
      // The ledger has the shell's id: the next start finds it there.
      return 'unknown';
    } finally {
      this.#endpoint.close();
      this.#credential?.password.wipe();
      this.#ended.resolve(undefined);
      clearTimeout(this.#openTimer);
      const { signal: wanted } = this.#request;
      this.#opening.reject(
        wanted.aborted ? abortError(wanted) : (this.#failure ?? new Error('The bridge was closed.')),
      );
    }
  }
}

const undoTimeout = 5_000;

function openTimedOut(access: ServerAccess): FailureError {
  return new FailureError(
    classify({ layer: 'network', network: 'responseTimeout', ...addressOf(correspondentOf(access)) }),
  );
}
