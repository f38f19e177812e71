import type { Socket } from 'node:net';
import { isAbort } from '../../../async/abort.ts';
import { PsObject } from '../../../objects/index.ts';
import {
  ClixmlError,
  decodeClixml,
  decodeErrorRecord,
  type Message,
  PsrpError,
  runspacePoolStateCodes,
  untilEmpty,
} from '../../../psrp/index.ts';
import { encodePacket, type Packet, PacketReader } from '../../../psrp/outofproc/index.ts';
import type { CreateResult } from '../../../wsman/index.ts';
import { PoolEnded } from '../../server/answers.ts';
import { saysAskAgain } from '../../server/endpoint.ts';
import { endOfSession } from '../../server/lost-link.ts';
import type { Shell } from '../../server/shell.ts';
import { acknowledgementOf, brokenPool, type Reason, refusedPool } from './farewell.ts';
import { MessageWatch } from './message-watch.ts';
import { RelayedPipeline, type RelaySurroundings } from './relayed-pipeline.ts';

export interface RelayParts {
  /** Opens the shell for the pool of that id with what PowerShell sent for it. */
  readonly create: (
    poolId: string,
    creationXml: Uint8Array,
    signal: AbortSignal,
  ) => Promise<{ shell: Shell; created: CreateResult }>;
  readonly remove: () => Promise<void>;
  readonly describe: RelaySurroundings['describe'];
  readonly onCommandLost: RelaySurroundings['onCommandLost'];
  readonly onOpened: () => void;
  /** The session cannot go on, or PowerShell let it go (undefined). */
  readonly onEnded: (error: unknown) => void;
}

/** Capability and init are small; more than this is something else. */
const largestOpening = 1024 * 1024;
/** Faults in a row that the pool's Receive may meet while the shell itself answers. */
const mostFaults = 3;

/**
 * Passes one runspace pool's packets on between PowerShell and a shell. PowerShell's client is to see what a server of
 * its own would send; the server sees a WSMan client. The pool's output is received only while it opens, while
 * pipelines run and while an answer is due, so that the server's idle time runs as it is shown.
 */
export class Relay implements RelaySurroundings {
  readonly #socket: Socket;
  readonly #parts: RelayParts;
  readonly #reader = new PacketReader();
  readonly #sent = new MessageWatch();
  readonly #received = new MessageWatch();
  readonly #pipelines = new Map<string, RelayedPipeline>();
  readonly #abort = new AbortController();
  #opening: Uint8Array[] = [];
  #openingSize = 0;
  #openingMessages: Message[] = [];
  #shell: Shell | undefined;
  /** `leaving`: the session is over, and PowerShell has been told; it may still close what it has open. */
  #state: 'opening' | 'opened' | 'leaving' | 'ended' = 'opening';
  #leaveTimer: NodeJS.Timeout | undefined;
  #answersDue = 0;
  #poll: Promise<void> | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(socket: Socket, parts: RelayParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#run().then(
      () => this.#end(undefined),
      // The pipe's own errors say no more than that PowerShell has let it go.
      (error: unknown) => this.#end(error === socket.errored || isEarlyEnd(error) ? undefined : error),
    );
  }

  get shell(): Shell {
    if (!this.#shell) throw new PsrpError('state', 'PowerShell used a runspace pool before it opened it.');
    return this.#shell;
  }

  /** Ends it from this side: PowerShell sees a broken session, unless it is being told why there is none. */
  stop(): void {
    this.#end(undefined);
  }

  lose(error: unknown): void {
    this.#end(error);
  }

  describe(error: unknown): Reason {
    return this.#parts.describe(error);
  }

  onCommandLost(): void {
    this.#parts.onCommandLost();
  }

  async write(packet: Packet): Promise<void> {
    if (this.#state === 'ended') return;
    if (this.#socket.write(encodePacket(packet), 'latin1')) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#socket.off('drain', done).off('close', done);
        resolve();
      };
      this.#socket.on('drain', done).on('close', done);
    });
  }

  fatal(error: unknown): Promise<unknown> {
    return endOfSession(error, () => this.shell.get(this.#abort.signal));
  }

  async #run(): Promise<void> {
    for await (const chunk of this.#socket as AsyncIterable<Uint8Array>) {
      this.#reader.receive(chunk);
      for (const packet of untilEmpty(() => this.#reader.next())) this.#accept(packet);
    }
  }

  #accept(packet: Packet): void {
    const { pipelineId } = packet;
    if (this.#state === 'leaving') {
      this.#socket.write(acknowledgementOf(packet));
      if (packet.type === 'Close' && pipelineId === undefined) this.#hangUp();
      return;
    }
    if (pipelineId === undefined) {
      this.#work = this.#work.then(() => this.#acceptForPool(packet));
      this.#work.catch((error: unknown) => this.#end(error));
      return;
    }
    if (packet.type === 'Command') {
      this.#pipelines.set(pipelineId, new RelayedPipeline(pipelineId, this));
      void this.write({ type: 'CommandAck', pipelineId });
      this.#receive();
      return;
    }
    const pipeline = this.#pipelines.get(pipelineId);
    if (!pipeline) throw new PsrpError('state', 'PowerShell sent something for a pipeline that it has not named.');
    const done = pipeline.accept(packet);
    if (packet.type === 'Close') void done.finally(() => this.#pipelines.delete(pipelineId));
    done.catch((error: unknown) => this.#end(error));
  }

  async #acceptForPool(packet: Packet): Promise<void> {
    if (packet.type === 'Close') {
      await this.#parts.remove();
      await this.write({ type: 'CloseAck', pipelineId: undefined });
      this.#end(undefined);
      return;
    }
    if (packet.type !== 'Data') return;
    const messages = this.#sent.push(packet.bytes);
    if (this.#shell) {
      await this.#shell.send(
        packet.stream === 'PromptResponse' ? 'pr' : 'stdin',
        undefined,
        packet.bytes,
        this.#abort.signal,
      );
      this.#answersDue += messages.filter(({ type }) => wantsAnswer.has(type)).length;
      this.#receive();
    } else await this.#open(packet.bytes, messages);
    await this.write({ type: 'DataAck', pipelineId: undefined });
  }

  /** PowerShell may send capability and init one after the other; Create takes both. */
  async #open(bytes: Uint8Array, messages: readonly Message[]): Promise<void> {
    this.#opening.push(bytes);
    this.#openingMessages.push(...messages);
    this.#openingSize += bytes.length;
    if (this.#openingSize > largestOpening)
      throw new PsrpError('limit', 'PowerShell sent too much to open a runspace pool.');
    const init = this.#openingMessages.find(({ type }) => type === 'INIT_RUNSPACEPOOL');
    if (!init) return;
    const { shell } = await this.#parts.create(init.poolId, Buffer.concat(this.#opening), this.#abort.signal);
    this.#openingMessages = [];
    this.#shell = shell;
    this.#opening = [];
    this.#receive();
  }

  get #isNeeded(): boolean {
    if (!this.#shell) return false;
    if (this.#state === 'opening') return true;
    return this.#state === 'opened' && (this.#pipelines.size > 0 || this.#answersDue > 0);
  }

  #receive(): void {
    if (this.#poll || !this.#isNeeded) return;
    this.#poll = this.#receiveWhileNeeded()
      .catch((error: unknown) => this.#end(error))
      .finally(() => {
        this.#poll = undefined;
        this.#receive();
      });
  }

  async #receiveWhileNeeded(): Promise<void> {
    for (let faults = 0; this.#isNeeded; ) {
      try {
        const { streams } = await this.shell.receive(undefined, this.#abort.signal);
        for (const { data } of streams) {
          const messages = this.#received.push(data);
          await this.write({ type: 'Data', stream: 'Default', pipelineId: undefined, bytes: data });
          for (const message of messages) this.#look(message);
        }
        faults = 0;
      } catch (error) {
        if (saysAskAgain(error)) continue;
        const fatal = this.#state === 'opened' ? await this.fatal(error) : error;
        if (fatal !== undefined) throw fatal;
        if (++faults > mostFaults) throw error;
      }
    }
  }

  /** What the server tells PowerShell that matters here too. */
  #look({ type, data }: Message): void {
    if (type === 'ENCRYPTED_SESSION_KEY' || type === 'RUNSPACE_AVAILABILITY') {
      this.#answersDue = Math.max(0, this.#answersDue - 1);
    }
    if (type !== 'RUNSPACEPOOL_STATE') return;
    const content = decodeClixml(data);
    const state = content instanceof PsObject ? content.get('RunspaceState') : undefined;
    if (state === runspacePoolStateCodes.opened) {
      if (this.#state === 'opening') this.#state = 'opened';
      this.#parts.onOpened();
    } else if (state === runspacePoolStateCodes.broken || state === runspacePoolStateCodes.closed) {
      const reason = content instanceof PsObject ? content.get('ExceptionAsErrorRecord') : undefined;
      const word = state === runspacePoolStateCodes.broken ? 'broken' : 'closed';
      throw new PoolEnded(word, reason instanceof PsObject ? decodeErrorRecord(reason) : undefined);
    }
  }

  #end(error: unknown): void {
    if (this.#state === 'leaving') {
      // PowerShell has gone.
      if (error === undefined && this.#socket.readableEnded) this.#hangUp();
      return;
    }
    if (this.#state === 'ended') return;
    const isLoss = error !== undefined && !isAbort(error);
    if (isLoss) this.#explain(this.describe(error));
    this.#state = isLoss ? 'leaving' : 'ended';
    this.#abort.abort();
    for (const pipeline of this.#pipelines.values()) pipeline.abort();
    if (isLoss) this.#leaveTimer = setTimeout(() => this.#hangUp(), farewellTime);
    else this.#hangUp();
    this.#parts.onEnded(isLoss ? error : undefined);
  }

  /**
   * As a server would say it. A pipe that just ends, or a transport error, leaves PowerShell waiting now and then: a
   * pool that was to be opened, for ever.
   */
  #explain(reason: Reason): void {
    try {
      for (const pipeline of this.#pipelines.values()) void pipeline.fail(reason);
      const bytes = this.#shell
        ? brokenPool(this.#shell.id, reason)
        : refusedPool(Buffer.concat(this.#opening), reason);
      void this.write({ type: 'Data', stream: 'Default', pipelineId: undefined, bytes });
      if (!this.#shell) void this.write({ type: 'DataAck', pipelineId: undefined });
    } catch (error) {
      // What PowerShell sent was no opening of a pool, so there is nothing to refuse.
      if (!(error instanceof PsrpError || error instanceof ClixmlError)) throw error;
    }
  }

  #hangUp(): void {
    clearTimeout(this.#leaveTimer);
    this.#state = 'ended';
    // What was written last still gets there.
    this.#socket.destroySoon();
  }
}

function isEarlyEnd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** How long PowerShell gets to close what it has open; milliseconds. */
const farewellTime = 2_000;

/** Messages of the pool itself that the server answers. */
const wantsAnswer: ReadonlySet<string> = new Set([
  'PUBLIC_KEY',
  'SET_MAX_RUNSPACES',
  'SET_MIN_RUNSPACES',
  'GET_AVAILABLE_RUNSPACES',
  'RESET_RUNSPACE_STATE',
]);
