import type { ClientEvent } from '../client/events.ts';
import type { RunspacePoolClient } from '../client/pool.ts';
import { normalizeGuid } from '../guid.ts';
import { isFinal } from '../state.ts';
import { OutOfProcError } from './error.ts';
import { type ControlPacket, type DataPacket, encodePacket, type Packet, type PacketStream } from './packet.ts';
import { PacketReader } from './reader.ts';

export type OutOfProcEvent =
  | ClientEvent
  /** The server has let go of the pipeline: its last event. */
  | { readonly type: 'pipelineClosed'; readonly pipelineId: string }
  /** The server has let go of the pool; the stream may be closed. */
  | { readonly type: 'closed' };

interface Waiting {
  readonly stream: PacketStream;
  readonly bytes: Uint8Array;
}

/** `created` → `named` (Command sent) → `open` (acknowledged) → `closing` (Close sent). */
type ChannelState = 'created' | 'named' | 'open' | 'closing';

/** The pool or a pipeline: one data packet of each is under way at a time, the next waits for its acknowledgement. */
interface Channel {
  readonly pipelineId: string | undefined;
  state: ChannelState;
  waiting: Waiting[];
  awaitsDataAck: boolean;
  hasSentData: boolean;
  wantsSignal: boolean;
  wantsClose: boolean;
}

/**
 * Drives a RunspacePoolClient over the out-of-process framing: bytes in by `receive`, events by `nextEvent`, bytes to
 * write by `nextToSend`. It closes each pipeline that has ended and releases it from the pool. Errors are thrown as OutOfProcError,
 * PsrpError or ClixmlError; the connection is of no use then, and `ended` is to be called.
 */
export class OutOfProcClient {
  readonly pool: RunspacePoolClient;
  private readonly reader: PacketReader;
  private readonly channels = new Map<string | undefined, Channel>();
  /** Pipelines that were closed before their last packet of data was acknowledged. */
  private readonly owedDataAcks = new Set<string>();
  private isClosing = false;
  /** The packet whose messages are given out. */
  private decoding: DataPacket | undefined;

  /** `limit`: bytes of one line from the server. */
  constructor(pool: RunspacePoolClient, limit?: number) {
    this.pool = pool;
    this.reader = new PacketReader(limit);
  }

  /** Opens the pool: capability and init travel in one packet, or the second would wait for the first. */
  open(): void {
    const channel = this.channel(undefined);
    channel.state = 'open';
    channel.waiting.push({ stream: 'Default', bytes: this.pool.open() });
  }

  /** The bytes must stay as they are until `nextEvent` has given all that they complete. */
  receive(bytes: Uint8Array): void {
    this.reader.receive(bytes);
  }

  /** The next event; undefined until more has been received. */
  nextEvent(): OutOfProcEvent | undefined {
    for (;;) {
      const event = this.decoding && this.nextOf(this.decoding);
      if (event) return event;
      const packet = this.reader.next();
      this.decoding = packet?.type === 'Data' ? packet : undefined;
      if (!packet) return undefined;
      if (packet.type === 'Data') this.pool.receive(packet.bytes, packet.pipelineId);
      else {
        const answer = this.accept(packet);
        if (answer) return answer;
      }
    }
  }

  /** What may be written now; undefined when everything waits for the server or nothing is left. */
  nextToSend(): Uint8Array | undefined {
    this.collect();
    // The pool last: it is closed once no pipeline is left.
    const channels = [...this.channels.values()].toSorted(
      (one, other) => Number(!one.pipelineId) - Number(!other.pipelineId),
    );
    const lines = channels.flatMap((channel) => this.advance(channel)).map(encodePacket);
    return lines.length === 0 ? undefined : Buffer.from(lines.join(''), 'latin1');
  }

  /** Asks the server to stop a pipeline; its state tells when it has. */
  stop(pipelineId: string): void {
    const id = normalizeGuid(pipelineId);
    this.pool.pipeline(id)?.stop();
    const channel = this.channels.get(id) ?? (this.pool.pipeline(id) && this.channel(id));
    if (channel) channel.wantsSignal = true;
  }

  /** Closes the pipelines that are left, then the pool; `closed` tells when the server has. */
  close(): void {
    this.collect();
    this.pool.close();
    this.isClosing = true;
    for (const channel of this.channels.values()) if (channel.pipelineId !== undefined) this.finish(channel);
  }

  /** To be called when the stream is gone. Throws OutOfProcError where that cut off a packet. */
  ended(): void {
    this.pool.transportEnded('broke');
    this.channels.clear();
    this.owedDataAcks.clear();
    this.reader.end();
  }

  private collect(): void {
    for (let data = this.pool.nextToSend(); data; data = this.pool.nextToSend()) {
      const stream = data.stream === 'pr' ? 'PromptResponse' : 'Default';
      this.channel(data.pipelineId).waiting.push({ stream, bytes: data.bytes });
    }
  }

  private channel(pipelineId: string | undefined): Channel {
    let channel = this.channels.get(pipelineId);
    if (!channel) {
      channel = {
        pipelineId,
        state: 'created',
        waiting: [],
        awaitsDataAck: false,
        hasSentData: false,
        wantsSignal: false,
        wantsClose: false,
      };
      this.channels.set(pipelineId, channel);
    }
    return channel;
  }

  private advance(channel: Channel): Packet[] {
    const { pipelineId } = channel;
    const packets: Packet[] = [];
    if (channel.state === 'created' && channel.wantsClose) {
      this.drop(channel);
      return packets;
    }
    if (channel.state === 'created') {
      channel.state = 'named';
      packets.push({ type: 'Command', pipelineId });
    }
    if (channel.state !== 'open') return packets;
    if (!channel.awaitsDataAck && channel.waiting.length > 0) {
      // Host responses first: the server waits for them.
      const prompt = channel.waiting.findIndex(({ stream }) => stream === 'PromptResponse');
      const [next] = channel.waiting.splice(Math.max(0, prompt), 1);
      packets.push({ type: 'Data', pipelineId, ...next! });
      channel.awaitsDataAck = true;
      channel.hasSentData = true;
    }
    if (channel.wantsSignal && channel.hasSentData) {
      channel.wantsSignal = false;
      packets.push({ type: 'Signal', pipelineId });
    }
    if (channel.wantsClose || (pipelineId === undefined && this.isClosing && this.channels.size === 1)) {
      channel.state = 'closing';
      packets.push({ type: 'Close', pipelineId });
    }
    return packets;
  }

  private finish(channel: Channel): void {
    channel.wantsClose = true;
    channel.wantsSignal = false;
    channel.waiting = [];
  }

  private drop({ pipelineId, awaitsDataAck }: Channel): void {
    this.channels.delete(pipelineId);
    if (pipelineId === undefined) return;
    this.pool.release(pipelineId);
    if (awaitsDataAck) this.owedDataAcks.add(pipelineId);
  }

  private accept({ type, pipelineId }: ControlPacket): OutOfProcEvent | undefined {
    const channel = this.channels.get(pipelineId);
    // PowerShell acknowledges a signal once the pipeline has stopped, which may be after it has been closed.
    if (type === 'SignalAck') return undefined;
    // PowerShell works each line off in a thread of its own: the answer to the last data may come behind that to Close.
    if (type === 'DataAck' && pipelineId !== undefined && this.owedDataAcks.delete(pipelineId)) return undefined;
    if (!channel) throw new OutOfProcError(`${type} came for what is not open.`);
    switch (type) {
      case 'CommandAck':
        if (channel.state !== 'named') throw new OutOfProcError('CommandAck came for no Command.');
        channel.state = 'open';
        return undefined;
      case 'DataAck':
        if (!channel.awaitsDataAck) throw new OutOfProcError('DataAck came for no Data.');
        channel.awaitsDataAck = false;
        return undefined;
      case 'CloseAck':
        if (channel.state !== 'closing') throw new OutOfProcError('CloseAck came for no Close.');
        this.drop(channel);
        if (pipelineId !== undefined) return { type: 'pipelineClosed', pipelineId };
        this.pool.transportEnded('closed');
        return { type: 'closed' };
      default:
        throw new OutOfProcError(`${type} is no packet that a server sends.`);
    }
  }

  private nextOf({ pipelineId }: DataPacket): OutOfProcEvent | undefined {
    const event = this.pool.nextEvent(pipelineId);
    if (event?.type === 'pipelineState' && isFinal(event.state)) {
      const channel = this.channels.get(event.pipelineId);
      if (channel) this.finish(channel);
    }
    return event;
  }
}
