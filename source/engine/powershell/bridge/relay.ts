import type { Socket } from 'node:net';
import { isAbort } from '../../../async/abort.ts';
import { inBackground, neverRejects } from '../../../async/background.ts';
import { ClixmlError, ObjectOrder, PsrpError, untilEmpty } from '../../../psrp/index.ts';
import { encodePacket, type Packet, PacketReader } from '../../../psrp/outofproc/index.ts';
import type { CreateResult } from '../../../wsman/index.ts';
import { endOfSession } from '../../server/lost-link.ts';
import type { Shell } from '../../server/shell.ts';
import { acknowledgementOf, brokenPool, type Reason, refusedPool } from './farewell.ts';
import { MessageWatch } from './message-watch.ts';
import { PoolChannel } from './pool-channel.ts';
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
  readonly gate: RelaySurroundings['gate'];
  readonly asker: RelaySurroundings['asker'];
  readonly onOpened: () => void;
  /** The session cannot go on, or PowerShell let it go (undefined). */
  readonly onEnded: (error: unknown) => void;
}

/** Capability and init are small; more than this is something else. */
const largestOpening = 1024 * 1024;

/**
 * Passes one runspace pool's packets on between PowerShell and a shell. PowerShell's client is to see what a server of
 * its own would send; the server sees a WSMan client.
 */
export class Relay implements RelaySurroundings {
  readonly objects = new ObjectOrder();
  readonly #socket: Socket;
  readonly #parts: RelayParts;
  readonly #reader = new PacketReader();
  readonly #sent = new MessageWatch();
  readonly #pipelines = new Map<string, RelayedPipeline>();
  readonly #abort = new AbortController();
  #opening: Uint8Array[] = [];
  #openingSize = 0;
  #channel: PoolChannel | undefined;
  /** `leaving`: the session is over, and PowerShell has been told; it may still close what it has open. */
  #state: 'opening' | 'opened' | 'leaving' | 'ended' = 'opening';
  #leaveTimer: NodeJS.Timeout | undefined;
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
    if (!this.#channel) throw new PsrpError('state', 'PowerShell used a runspace pool before it opened it.');
    return this.#channel.shell;
  }

  /** Ends it from this side: PowerShell sees a broken session, unless it is being told why there is none. */
  stop(): void {
    this.#end(undefined);
  }

  lose(error: unknown): void {
    this.#end(error);
  }

  get gate(): RelaySurroundings['gate'] {
    return this.#parts.gate;
  }

  get asker(): RelaySurroundings['asker'] {
    return this.#parts.asker;
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

  /** Writes what nothing waits for. Writing ends with the pipe at the latest, and has no failure of its own. */
  #tell(packet: Packet): void {
    neverRejects(this.write(packet));
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
      inBackground(this.#work, (error) => this.#end(error));
      return;
    }
    if (packet.type === 'Command') {
      this.#pipelines.set(pipelineId, new RelayedPipeline(pipelineId, this));
      this.#tell({ type: 'CommandAck', pipelineId });
      this.#channel?.wake();
      return;
    }
    const pipeline = this.#pipelines.get(pipelineId);
    if (!pipeline) throw new PsrpError('state', 'PowerShell sent something for a pipeline that it has not named.');
    const done = pipeline.accept(packet);
    const over = packet.type === 'Close' ? done.finally(() => this.#pipelines.delete(pipelineId)) : done;
    inBackground(over, (error) => this.#end(error));
  }

  async #acceptForPool(packet: Packet): Promise<void> {
    if (packet.type === 'Close') {
      await this.#parts.remove();
      await this.write({ type: 'CloseAck', pipelineId: undefined });
      this.#end(undefined);
      return;
    }
    if (packet.type !== 'Data') return;
    if (this.#channel) await this.#channel.send(packet);
    else await this.#open(packet.bytes);
    await this.write({ type: 'DataAck', pipelineId: undefined });
  }

  /** PowerShell may send capability and init one after the other; Create takes both. */
  async #open(bytes: Uint8Array): Promise<void> {
    this.#opening.push(bytes);
    this.#openingSize += bytes.length;
    if (this.#openingSize > largestOpening)
      throw new PsrpError('limit', 'PowerShell sent too much to open a runspace pool.');
    const init = this.#sent.push(bytes).find(({ type }) => type === 'INIT_RUNSPACEPOOL');
    if (!init) return;
    const { shell } = await this.#parts.create(init.poolId, Buffer.concat(this.#opening), this.#abort.signal);
    this.#opening = [];
    const isRunning = () => this.#pipelines.size > 0;
    this.#channel = new PoolChannel(shell, this, { signal: this.#abort.signal, sent: this.#sent, isRunning });
    this.#channel.wake();
  }

  onOpened(): void {
    if (this.#state === 'opening') this.#state = 'opened';
    this.#parts.onOpened();
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
      for (const pipeline of this.#pipelines.values()) inBackground(pipeline.fail(reason), (error) => this.#end(error));
      const bytes = this.#channel
        ? brokenPool(this.shell.id, reason)
        : refusedPool(Buffer.concat(this.#opening), reason);
      this.#tell({ type: 'Data', stream: 'Default', pipelineId: undefined, bytes });
      if (!this.#channel) this.#tell({ type: 'DataAck', pipelineId: undefined });
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
