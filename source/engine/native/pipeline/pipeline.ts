// Longer than other files for a reason: a pipeline's life, each of whose steps may be the one that ends it.
import { isAbort, orAborted } from '../../../async/abort.ts';
import { takeInTurns } from '../../../async/budget.ts';
import type { FailureError } from '../../../domain/index.ts';
import { HttpFailure } from '../../../http/index.ts';
import type { PsValue } from '../../../objects/index.ts';
import {
  type ClientEvent,
  type ErrorRecord,
  type HostCallEvent,
  isFinal,
  type PipelineClient,
  type UndecodableEvent,
} from '../../../psrp/index.ts';
import { signalCodes, WsmanError } from '../../../wsman/index.ts';
import { CommandLost, FaultAnswer } from '../../server/answers.ts';
import { isLostLink } from '../../server/lost-link.ts';
import { ReceiveLoop, repeatLostWait } from '../../server/receive-loop.ts';
import { Departure } from './departure.ts';
import type { PipelineListener, PipelinePool } from './ports.ts';
import { SaidOnce } from './said-once.ts';

/** Objects of the input that may wait to be sent. */
const unsentAtMost = 200;

export type PipelineEnd =
  | { readonly state: 'completed' | 'stopped' }
  /** The server ended it with an error, which may come without a record. */
  | { readonly state: 'failed'; readonly reason: ErrorRecord | undefined }
  /** The gate or the server refused it, or the connection under it was lost; the session lives on. */
  | { readonly state: 'refused'; readonly error: FaultAnswer | CommandLost | FailureError };

/** A pipeline on the server from its Command to its release. */
export class RemotePipeline {
  readonly id: string;
  /** Settles when the pipeline is over; rejects with SessionLost, and with what its listener threw. */
  readonly ended: Promise<PipelineEnd>;
  readonly #pool: PipelinePool;
  readonly #client: PipelineClient;
  readonly #listener: PipelineListener;
  readonly #abort = new AbortController();
  readonly #departure = new Departure();
  readonly #said: SaidOnce;
  #sending: Promise<void> = Promise.resolve();
  #stopTimer: NodeJS.Timeout | undefined;
  #listenerError: { readonly error: unknown } | undefined;
  #isStarted = false;
  /** Objects of the input since all was sent last. */
  #unsent = 0;
  #isStopping = false;
  #isOver = false;
  /** Bytes that have come since the last events were handed on. */
  #weight = 0;

  constructor(pool: PipelinePool, client: PipelineClient, listener: PipelineListener) {
    this.id = client.id;
    this.#pool = pool;
    this.#client = client;
    this.#listener = listener;
    this.#said = new SaidOnce(pool.manner);
    this.ended = this.#run().then((end) => {
      if (this.#listenerError) throw this.#listenerError.error;
      return end;
    });
    this.ended.catch(() => undefined);
  }

  /**
   * Sends an object to the first command's input; a promise where what was sent before is still on its way, and more
   * should wait. Dropped where the pipeline has ended.
   */
  send(value: PsValue): Promise<void> | undefined {
    if (this.#isOver || isFinal(this.#client.state)) return undefined;
    this.#client.sendInput(value);
    this.#unsent++;
    const sent = this.#flush().then(
      () => {
        this.#unsent = 0;
      },
      (error: unknown) => this.#answerNotSent(error),
    );
    return this.#unsent >= unsentAtMost ? sent : undefined;
  }

  /** No more input comes. */
  endInput(): void {
    if (this.#isOver || isFinal(this.#client.state)) return;
    this.#client.endInput();
    this.#flush().catch((error: unknown) => this.#answerNotSent(error));
  }

  /** Asks the server to stop, terminates the command where that takes too long, and gives up after as long again. */
  stop(): void {
    if (this.#isStopping || this.#isOver) return;
    this.#isStopping = true;
    this.#listener.onStopping?.();
    if (this.#departure.cancel()) return;
    this.#client.stop();
    this.#stopTimer = setTimeout(() => this.#terminate(), this.#pool.stopTimeout);
    this.#signal(signalCodes.powershellStop).catch(() => this.#terminate());
  }

  /** Ends it at once, without the server. */
  abort(): void {
    this.#abort.abort();
  }

  /** A call of the pool's own host, or what could not be read of one, while this pipeline runs. */
  async acceptOfPool(event: HostCallEvent | UndecodableEvent): Promise<void> {
    if (event.type === 'undecodable' && event.isUnanswered) this.stop();
    if (event.type === 'undecodable' || !event.call.expectsResponse) return await this.#deliver([event]);
    try {
      await this.#listener.onHostCall(event, this.#abort.signal);
    } catch {
      this.stop();
    }
  }

  async #run(): Promise<PipelineEnd> {
    try {
      await this.#departure.through(this.#pool.gate, this.#client.commands, this.#listener.asker, this.#abort.signal);
      await this.#flush();
      await this.#receive();
      return this.#end();
    } catch (error) {
      await this.#deliver(this.#said.rest());
      return await this.#endOf(error);
    } finally {
      this.#isOver = true;
      clearTimeout(this.#stopTimer);
      this.#pool.released(this.id, this.#release());
      this.#abort.abort();
    }
  }

  #receive(): Promise<void> {
    const { shell, objects, client } = this.#pool;
    return new ReceiveLoop({
      shell,
      commandId: this.id,
      signal: this.#abort.signal,
      order: objects.stream(),
      isNeeded: () => !isFinal(this.#client.state),
      take: (data) => this.#take(data),
      done: () => {
        client.endOfStream(this.id);
        if (!isFinal(this.#client.state))
          throw new WsmanError('The server ended a pipeline without saying how it ended');
      },
      failed: repeatLostWait,
    }).run();
  }

  async #take(data: Uint8Array): Promise<void> {
    const { client } = this.#pool;
    client.receive(data, this.id);
    this.#weight += data.byteLength;
    await takeInTurns(
      () => client.nextEvent(this.id),
      // A listener that is slow must not keep a pipeline that is given up.
      (events) => orAborted(this.#accept(events), this.#abort.signal),
    );
  }

  /** Hands events on in their order; calls that want an answer get it beside the stream, or a stop could not come through. */
  async #accept(events: readonly ClientEvent[]): Promise<void> {
    let waiting: ClientEvent[] = [];
    for (const event of events.flatMap((one) => this.#said.take(one))) {
      if (event.type === 'undecodable') this.#answerUndecodable(event);
      if (event.type !== 'hostCall' || !event.call.expectsResponse) {
        waiting.push(event);
        continue;
      }
      await this.#deliver(waiting);
      waiting = [];
      // Nobody answers: the pipeline cannot go on.
      this.#listener.onHostCall(event, this.#abort.signal).then(
        () => this.#flush().catch((error: unknown) => this.#answerNotSent(error)),
        () => this.stop(),
      );
    }
    await this.#deliver(waiting);
  }

  /** A host call that waits and could not be read is answered already, or nobody can. */
  #answerUndecodable({ isUnanswered }: UndecodableEvent): void {
    if (isUnanswered) this.stop();
    else this.#flush().catch((error: unknown) => this.#answerNotSent(error));
  }

  /** A listener that fails has had enough: the pipeline is stopped, and what still comes is dropped. */
  async #deliver(events: readonly ClientEvent[]): Promise<void> {
    if (this.#listenerError || events.length === 0) return;
    const weight = this.#weight;
    this.#weight = 0;
    try {
      await this.#listener.onEvents(events, weight);
    } catch (error) {
      this.#listenerError = { error };
      this.stop();
    }
  }

  async #answerNotSent(error: unknown): Promise<void> {
    if (this.#isOver || isAbort(error)) return;
    const fatal = await this.#pool.fatal(error);
    if (fatal === undefined) this.stop();
    else this.#pool.lose(fatal);
  }

  /** Sends what waits for this pipeline, in order: its Command first. */
  #flush(): Promise<void> {
    this.#sending = this.#sending.then(async () => {
      const { client, shell } = this.#pool;
      for (let isFirst = this.#client.state === 'running'; ; isFirst = false) {
        const room = isFirst ? Math.min(shell.commandRoom, shell.sendRoom) : shell.sendRoom;
        const data = client.nextFor(this.id, room);
        if (!data) return;
        if (data.opensPipeline) {
          await this.#command(data.bytes);
        } else await shell.send(data.stream, this.id, data.bytes, this.#abort.signal);
      }
    });
    return this.#sending;
  }

  async #command(payload: Uint8Array): Promise<void> {
    // From here on the server may have it, whatever becomes of its answer. A fault says that it has not.
    this.#isStarted = true;
    try {
      await this.#pool.shell.command(this.id, payload, this.#abort.signal);
    } catch (error) {
      if (error instanceof FaultAnswer || (error instanceof HttpFailure && error.facts.sent !== true)) {
        this.#isStarted = false;
      }
      throw error;
    }
  }

  async #signal(code: string): Promise<void> {
    await this.#sending;
    await this.#pool.shell.signal(this.id, code, this.#abort.signal);
  }

  #terminate(): void {
    if (this.#isOver) return;
    clearTimeout(this.#stopTimer);
    this.#stopTimer = setTimeout(() => this.abort(), this.#pool.stopTimeout);
    this.#signal(signalCodes.terminate).catch(() => this.abort());
  }

  #end(): PipelineEnd {
    const { state, reason } = this.#client;
    // A pool that is lost fails its pipelines, without a word of the server.
    if (this.#pool.lost && state === 'failed' && !reason) throw this.#pool.lost;
    return state === 'failed' ? { state, reason } : { state: state === 'stopped' ? 'stopped' : 'completed' };
  }

  async #endOf(error: unknown): Promise<PipelineEnd> {
    if (this.#pool.lost) throw this.#pool.lost;
    if (this.#isStopping && isAbort(error)) return { state: 'stopped' };
    const held = this.#departure.endOf(error);
    if (held) return held;
    const fatal = await this.#pool.fatal(error);
    const lost = isLostLink(error) ? new CommandLost(error) : error;
    if (fatal === undefined && (lost instanceof FaultAnswer || lost instanceof CommandLost)) {
      return this.#isStopping ? { state: 'stopped' } : { state: 'refused', error: lost };
    }
    this.#pool.lose(fatal);
    throw this.#pool.lost ?? error;
  }

  /** Lets the server forget the command; every one that was started needs it. */
  async #release(): Promise<void> {
    if (this.#pool.lost || !this.#isStarted) return;
    try {
      await this.#pool.shell.signal(this.id, signalCodes.terminate, this.#pool.signal);
    } catch (error) {
      // A fault about a command that is over anyway is no news, unless the whole shell is gone.
      const fatal = await this.#pool.fatal(error);
      if (fatal !== undefined) this.#pool.lose(fatal);
    }
  }
}
