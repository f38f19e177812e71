import { randomUUID } from 'node:crypto';
import { abortError } from '../../../async/abort.ts';
import { Background, inBackground } from '../../../async/background.ts';
import type { PsObject, PsSecureString } from '../../../objects/index.ts';
import {
  errorRecord,
  generateExchangeKeyPair,
  type HostCallEvent,
  ObjectOrder,
  type PipelineClient,
  type RunspacePoolClient,
  type UndecodableEvent,
} from '../../../psrp/index.ts';
import type { ChangeGate } from '../../server/change-gate.ts';
import { endOfSession, isLostLink } from '../../server/lost-link.ts';
import type { PoolShell } from '../../server/pool-shell.ts';
import { RemotePipeline } from './pipeline.ts';
import { PoolOutput } from './pool-output.ts';
import { type PipelineListener, type PipelinePool, SessionLost } from './ports.ts';
import type { Manner } from './said-once.ts';

/** A server that writes more than this while a session opens is not heard out; the second are characters of a text. */
const mostNotices = 50;
const longestNotice = 10_000;

export interface RemotePoolParts {
  readonly shell: PoolShell;
  readonly client: RunspacePoolClient;
  readonly stopTimeout: number;
  readonly gate: ChangeGate;
  /** For host calls outside any pipeline. */
  readonly onHostCall: PipelineListener['onHostCall'];
}

/**
 * A runspace pool on the server. Its own output is received while it opens, while pipelines run and while keys are
 * exchanged; a pool at rest has no request under way, so that the server's idle time runs as it is shown.
 */
export class RemotePool implements PipelinePool {
  readonly shell: PoolShell;
  readonly client: RunspacePoolClient;
  readonly stopTimeout: number;
  readonly gate: ChangeGate;
  applicationPrivateData: PsObject | undefined;
  readonly objects = new ObjectOrder();
  readonly manner: Manner = new Map();
  readonly #output: PoolOutput;
  readonly #onHostCall: PipelineListener['onHostCall'];
  readonly #notices: HostCallEvent[] = [];
  readonly #pipelines = new Map<string, RemotePipeline>();
  readonly #releases = new Background((error) => this.lose(error));
  readonly #ended = new AbortController();
  readonly #opened = Promise.withResolvers<void>();
  #key: PromiseWithResolvers<void> | undefined;
  #sending: Promise<void> = Promise.resolve();
  #onLost: (error: unknown) => void = () => undefined;
  #lost: SessionLost | undefined;

  constructor(parts: RemotePoolParts) {
    this.shell = parts.shell;
    this.client = parts.client;
    this.stopTimeout = parts.stopTimeout;
    this.gate = parts.gate;
    this.#onHostCall = parts.onHostCall;
    this.#opened.promise.catch(() => undefined);
    this.#output = new PoolOutput(this, {
      isNeeded: () => this.#isNeeded,
      fatal: async (error) => (this.#mayHaveMissed(error) ? error : await this.fatal(error)),
      onPrivateData: (data) => {
        this.applicationPrivateData = data;
      },
      onOpened: () => this.#opened.resolve(),
      // Where it fails the pool is lost, and says so.
      onKeyRequest: () => inBackground(this.#exchangeKeys(), () => undefined),
      onKey: () => this.#key?.resolve(),
      onForHost: (event) => this.#acceptForHost(event),
    });
  }

  /** Called once with the cause when the pool is lost other than by `end`. */
  onLost(listener: (error: unknown) => void): void {
    this.#onLost = listener;
  }

  /** No pipeline runs. */
  get isIdle(): boolean {
    return this.#pipelines.size === 0;
  }

  get lost(): SessionLost | undefined {
    return this.#lost;
  }
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Waits until the server says that the pool is open. Rejects with what broke it, or when `signal` aborts. */
  async opened(signal: AbortSignal): Promise<void> {
    const abort = () => this.#opened.reject(abortError(signal));
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    this.#output.wake();
    try {
      await this.#opened.promise;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Starts a pipeline; `create` makes it under the id given. Throws SessionLost. */
  start(
    create: (client: RunspacePoolClient, pipelineId: string) => PipelineClient,
    listener: PipelineListener,
  ): RemotePipeline {
    if (this.#lost) throw this.#lost;
    const pipeline = new RemotePipeline(this, create(this.client, randomUUID()), listener);
    this.#pipelines.set(pipeline.id, pipeline);
    this.#output.wake();
    return pipeline;
  }

  released(pipelineId: string, release: Promise<void>): void {
    this.#pipelines.delete(pipelineId);
    this.client.release(pipelineId);
    this.#releases.start(() => release);
  }

  /** Encrypts UTF-16LE bytes, exchanging keys first where that has not been done. */
  async secure(text: Uint8Array): Promise<PsSecureString> {
    return (await this.seal())(text);
  }

  /** Exchanges keys where that has not been done; what it gives encrypts UTF-16LE bytes. */
  async seal(): Promise<(text: Uint8Array) => PsSecureString> {
    await this.#exchangeKeys();
    return (text) => this.client.encryptSecureString(text);
  }

  /** Stops all pipelines and resolves when they have ended and their commands are released. */
  async stopPipelines(): Promise<void> {
    const running = [...this.#pipelines.values()];
    for (const pipeline of running) pipeline.stop();
    await Promise.allSettled(running.map((pipeline) => pipeline.ended));
    await this.#releases.settled();
  }

  /** The session is over: whatever waits is aborted, keys are wiped. */
  end(how: 'closed' | 'broke', cause: unknown = new Error('The session was closed.')): void {
    if (this.#lost) return;
    this.#lost = new SessionLost(cause);
    this.client.transportEnded(how);
    this.#ended.abort();
    this.#opened.reject(cause);
    this.#key?.reject(this.#lost);
    for (const pipeline of this.#pipelines.values()) pipeline.abort();
  }

  lose(error: unknown): void {
    if (this.#lost) return;
    this.end('broke', error);
    this.#onLost(error);
  }

  fatal(error: unknown): Promise<unknown> {
    return endOfSession(error, () => this.shell.get(this.signal));
  }

  #exchangeKeys(): Promise<void> {
    if (this.client.hasSessionKey) return Promise.resolve();
    if (!this.#key) {
      this.#key = Promise.withResolvers<void>();
      this.#key.promise.catch(() => undefined);
      this.#offerKey().catch((error: unknown) => this.lose(error));
    }
    return this.#key.promise;
  }

  async #offerKey(): Promise<void> {
    const pair = await generateExchangeKeyPair();
    if (this.#lost) return;
    this.client.offerKey(pair);
    await this.#flush();
    this.#output.wake();
  }

  /** Sends what waits for the pool itself, in order. */
  #flush(): Promise<void> {
    this.#sending = this.#sending.then(async () => {
      for (;;) {
        const data = this.client.nextFor(undefined, this.shell.sendRoom);
        if (!data) return;
        await this.shell.send(data.stream, undefined, data.bytes, this.signal);
      }
    });
    return this.#sending;
  }

  get #isNeeded(): boolean {
    if (this.#lost) return false;
    return (
      this.client.state !== 'opened' ||
      this.#pipelines.size > 0 ||
      (this.#key !== undefined && !this.client.hasSessionKey)
    );
  }

  /** What the pool says next is waited for, and may have been lost with the connection. */
  #mayHaveMissed(error: unknown): boolean {
    return (
      this.client.state !== 'opened' || (isLostLink(error) && this.#key !== undefined && !this.client.hasSessionKey)
    );
  }

  /** What is for the pool's host belongs to whoever started something last. */
  #acceptForHost(event: HostCallEvent | UndecodableEvent): void {
    const latest = [...this.#pipelines.values()].at(-1);
    const answer = latest ? latest.acceptOfPool(event) : this.#answer(event);
    answer.then(() => this.#flush()).catch((error: unknown) => this.lose(error));
  }

  /** The server has written to the pool's host, and there is nobody yet to show it to. */
  keepNotice(event: HostCallEvent): void {
    const { request } = event.call;
    const isText = request.kind === 'write' || request.kind === 'writeStream';
    if (isText && request.text.length <= longestNotice && this.#notices.length < mostNotices) this.#notices.push(event);
  }

  /** What was kept, oldest first; each is given once. */
  takeNotices(): readonly HostCallEvent[] {
    return this.#notices.splice(0);
  }

  async #answer(event: HostCallEvent | UndecodableEvent): Promise<void> {
    if (event.type === 'undecodable') return;
    if (!event.call.expectsResponse) return this.keepNotice(event);
    try {
      await this.#onHostCall(event, this.signal);
    } catch {
      const { method } = event.call;
      const message = `Nobody answered ${method}.`;
      const error = { message, fullyQualifiedErrorId: 'HostCallNotAnswered', category: 'OperationStopped' } as const;
      this.client.respondError(event, errorRecord(error));
    }
  }
}
