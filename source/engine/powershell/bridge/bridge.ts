import { abortError, orAborted } from '../../../async/abort.ts';
import { neverRejects } from '../../../async/background.ts';
import {
  type EngineSession,
  FailureError,
  type OpenedBridge,
  ownWords,
  type ProbeAnswer,
} from '../../../domain/index.ts';
import type { CreateResult } from '../../../wsman/index.ts';
import { type ChangeAsker, ChangeGate } from '../../server/change-gate.ts';
import { failureOf } from '../../server/failures.ts';
import { Opening, type OpeningRequest } from '../../server/opening.ts';
import type { ServerOptions } from '../../server/options.ts';
import { probeShell } from '../../server/probe.ts';
import type { Shell } from '../../server/shell.ts';
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
  readonly #request: OpeningRequest;
  readonly #opening: Opening;
  readonly #pipe: PrivatePipe;
  readonly #asker: () => ChangeAsker | undefined;
  readonly #opened = Promise.withResolvers<OpenedBridge>();
  readonly #ended = Promise.withResolvers<unknown>();
  readonly #trafficListeners: (() => void)[] = [];
  #relay: Relay | undefined;
  #shell: Shell | undefined;
  #idleTimeout: number | undefined;
  #failure: FailureError | undefined;
  #isOpen = false;
  #lostCommands = 0;
  #closing: Promise<CloseResult> | undefined;

  private constructor(
    request: OpeningRequest,
    opening: Opening,
    pipe: PrivatePipe,
    asker: () => ChangeAsker | undefined,
  ) {
    this.#asker = asker;
    this.#request = request;
    this.#opening = opening;
    this.#pipe = pipe;
    this.pipeName = pipe.name;
    this.opened = this.#opened.promise;
    this.opened.catch(() => undefined);
  }

  /**
   * Listens; nothing goes to the server before PowerShell opens its runspace. Rejects with FailureError.
   *
   * @param asker who is asked before a change that comes now
   */
  static async listen(
    request: OpeningRequest,
    options: ServerOptions,
    asker: () => ChangeAsker | undefined = () => undefined,
  ): Promise<Bridge> {
    const opening = await Opening.begin(request, options);
    try {
      const bridge = new Bridge(request, opening, await PrivatePipe.listen(), asker);
      bridge.#begin();
      return bridge;
    } catch (error) {
      opening.end();
      throw opening.failureOf(error);
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
    return probeShell(this.#openShell, this.#opening.endpoint.to, signal, (fault) => this.#relay?.lose(fault));
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
    this.#opened.promise.then(
      () => signal.removeEventListener('abort', abort),
      () => signal.removeEventListener('abort', abort),
    );
    this.#pipe.client.then(
      (socket) => {
        this.#relay = new Relay(socket, {
          create: (poolId, creationXml, until) => this.#create(poolId, creationXml, until),
          remove: async () => {
            await this.#opening.remove(AbortSignal.timeout(this.#opening.endpoint.timeouts.close));
          },
          describe: (error) => {
            const { failure } = failureOf(error, this.#opening.endpoint.to);
            const words = ownWords(failure);
            const said = words === undefined ? '' : ` The server said: ${words}`;
            return { message: `${failure.what} ${failure.why} ${failure.next}${said}`, fqeid: failure.id };
          },
          onCommandLost: () => {
            this.#lostCommands += 1;
          },
          gate: new ChangeGate(this.#request.connection),
          asker: this.#asker,
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
    const shell = this.#opening.shellOf(poolId);
    shell.onTraffic(() => {
      for (const listener of this.#trafficListeners) listener();
    });
    this.#shell = shell;
    const created = await this.#opening.open(creationXml, signal);
    this.#idleTimeout = created.shell.idleTimeoutMs;
    if (signal.aborted) throw abortError(signal);
    this.#opening
      .negotiated((limit) => orAborted(this.opened, limit), signal)
      .catch((error: unknown) => {
        if (error instanceof FailureError) this.#fail(error);
      });
    return { shell, created };
  }

  #onOpened(): void {
    this.#isOpen = true;
    this.#opened.resolve({ shellId: this.#openShell.id, idleTimeout: this.#idleTimeout });
  }

  #onEnded(error: unknown): void {
    this.#fail(error);
    this.#ended.resolve(error);
  }

  /** Opening has failed: takes back what the server may have. */
  #fail(error: unknown): void {
    if (this.#isOpen) return;
    if (error !== undefined) this.#failure ??= this.#opening.failureOf(error);
    neverRejects(this.close(AbortSignal.timeout(undoTimeout)));
  }

  async #close(signal: AbortSignal): Promise<CloseResult> {
    try {
      this.#relay?.stop();
      await this.#pipe.close();
      return await this.#opening.remove(signal);
    } catch {
      // The ledger has the shell's id: the next start finds it there.
      return 'unknown';
    } finally {
      this.#opening.end();
      this.#ended.resolve(undefined);
      const { signal: wanted } = this.#request;
      this.#opened.reject(wanted.aborted ? abortError(wanted) : (this.#failure ?? new Error('The bridge was closed.')));
    }
  }
}

const undoTimeout = 5_000;
