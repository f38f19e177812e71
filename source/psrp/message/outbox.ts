import { concatenate, fragmentHeaderSize, MessageFragments } from './fragment.ts';

/** WSMan's input streams: `pr` carries host responses, `stdin` the rest (MS-PSRP 3.1.5.3.13). */
export type InputStream = 'stdin' | 'pr';

/** Whole fragments for one stream of the pool or of one pipeline. */
export interface OutboundData {
  readonly pipelineId: string | undefined;
  readonly stream: InputStream;
  /** The first fragment of a pipeline: WSMan carries it as Command's argument, everything after it by Send. */
  readonly opensPipeline: boolean;
  readonly bytes: Uint8Array;
}

interface Lane {
  readonly pipelineId: string | undefined;
  readonly stream: InputStream;
  readonly messages: MessageFragments[];
  opensPipeline: boolean;
  /** The message that creates the pipeline. */
  opening: MessageFragments | undefined;
  bytes: number;
}

/**
 * Messages that wait to be sent, cut into fragments only when they are taken, so that the size can change in between.
 * Each stream keeps its order and never interleaves two messages; host responses go before everything else.
 */
export class Outbox {
  private readonly lanes = new Map<string, Lane>();
  private lastObjectId = 0n;

  /** Bytes of messages that wait, fragment headers left out: 0 only when nothing waits. */
  pendingBytes(pipelineId?: string): number {
    let sum = 0;
    for (const lane of this.lanes.values())
      if (pipelineId === undefined || lane.pipelineId === pipelineId) sum += lane.bytes;
    return sum;
  }

  add(
    message: Uint8Array,
    target: { pipelineId: string | undefined; stream: InputStream; opensPipeline?: boolean },
  ): void {
    const key = `${target.stream}/${target.pipelineId ?? ''}`;
    let lane = this.lanes.get(key);
    if (!lane) {
      const { pipelineId, stream } = target;
      lane = { pipelineId, stream, messages: [], opensPipeline: false, opening: undefined, bytes: 0 };
      this.lanes.set(key, lane);
    }
    this.lastObjectId++;
    const fragments = new MessageFragments(this.lastObjectId, message);
    lane.messages.push(fragments);
    if (target.opensPipeline) {
      lane.opensPipeline = true;
      lane.opening = fragments;
    }
    lane.bytes += message.length;
  }

  /** The next data of any stream, at most `limit` bytes; undefined when nothing waits. */
  next(limit: number): OutboundData | undefined {
    const first = this.pick((lane) => lane.stream === 'pr') ?? this.pick(() => true);
    return first && this.take(first, limit);
  }

  /** The next data for the pool (undefined) or one pipeline. */
  nextFor(pipelineId: string | undefined, limit: number): OutboundData | undefined {
    const lane = this.pick((candidate) => candidate.pipelineId === pipelineId);
    return lane && this.take(lane, limit);
  }

  /** Drops what waits for a pipeline that is no more. */
  forget(pipelineId: string): void {
    for (const [key, lane] of this.lanes) if (lane.pipelineId === pipelineId) this.lanes.delete(key);
  }

  clear(): void {
    this.lanes.clear();
  }

  private pick(wanted: (lane: Lane) => boolean): Lane | undefined {
    for (const lane of this.lanes.values()) if (wanted(lane)) return lane;
    return undefined;
  }

  private take(lane: Lane, limit: number): OutboundData {
    const parts: Uint8Array[] = [];
    let room = limit;
    let index = 0;
    let isOpening: boolean;
    // Nothing goes with the end of what creates a pipeline: PowerShell's server loses input that comes together with it.
    do {
      const message = lane.messages[index]!;
      isOpening = message === lane.opening;
      const fragment = message.next(room);
      parts.push(fragment);
      room -= fragment.length;
      if (message.done) index++;
    } while (!isOpening && index < lane.messages.length && lane.messages[index]!.restSize <= room);
    lane.messages.splice(0, index);
    const bytes = concatenate(parts);
    lane.bytes -= bytes.length - parts.length * fragmentHeaderSize;
    const data = { pipelineId: lane.pipelineId, stream: lane.stream, opensPipeline: lane.opensPipeline, bytes };
    lane.opensPipeline = false;
    const key = `${lane.stream}/${lane.pipelineId ?? ''}`;
    this.lanes.delete(key);
    // Behind the others again, so that one busy pipeline does not keep the rest waiting.
    if (lane.messages.length > 0) this.lanes.set(key, lane);
    return data;
  }
}
