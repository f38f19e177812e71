import type { PsValue } from '../../objects/index.ts';
import { ClixmlDecoder, defaultClixmlLimits, encodeClixml } from '../clixml/index.ts';
import { PsrpError } from '../errors.ts';
import { emptyGuid, normalizeGuid } from '../guid.ts';
import { concatenate, Defragmenter } from './fragment.ts';
import {
  belongsToPipeline,
  decodeMessage,
  encodeMessage,
  isKnown,
  type Message,
  type MessageType,
  type Peer,
} from './header.ts';
import { type InputStream, type OutboundData, Outbox } from './outbox.ts';

/** Bounds on what the peer may send; the CLIXML decoder has its own for depth and counts. */
export interface LinkLimits {
  /** Bytes of one message, put together. */
  readonly maxMessageSize: number;
}

/** No message is put together that the decoder would refuse for its size. */
const defaultLinkLimits: LinkLimits = { maxMessageSize: defaultClixmlLimits.size };

/** `data` is for `decode`, before the next bytes are received. */
export type ReceivedMessage = Pick<Message, 'type' | 'pipelineId' | 'data'>;

/**
 * The layer that client and server share: values in, fragments out, and back. It checks headers against the transport's
 * own addressing and keeps one defragmenter a stream. PowerShell's server leaves the pool id of some answers empty
 * (its SESSION_CAPABILITY and the two of the key exchange), so a zero id passes.
 */
export class MessageLink {
  private readonly self: Peer;
  private readonly limits: LinkLimits;
  private readonly outbox = new Outbox();
  private readonly defragmenters: Readonly<Record<InputStream, Map<string | undefined, Defragmenter>>> = {
    stdin: new Map(),
    pr: new Map(),
  };
  /** One for all streams: pipelines that follow one another send objects of the same shapes. */
  private decoder = new ClixmlDecoder();
  /** Undefined on a server until the first message names it. */
  poolId: string | undefined;

  constructor(self: Peer, poolId: string | undefined, limits: Partial<LinkLimits> = {}) {
    this.self = self;
    this.poolId = poolId === undefined ? undefined : normalizeGuid(poolId);
    this.limits = { ...defaultLinkLimits, ...limits };
  }

  /**
   * Queues a message; `value` undefined sends one without content. So does null, as PowerShell does for an input or output
   * that is null: its own server ends the session over a content that is one Nil.
   */
  send(
    type: MessageType,
    value: PsValue | undefined,
    target: { pipelineId?: string | undefined; stream?: InputStream; opensPipeline?: boolean } = {},
  ): void {
    const message = encodeMessage({
      destination: this.self === 'client' ? 'server' : 'client',
      type,
      poolId: this.poolId ?? emptyGuid,
      pipelineId: target.pipelineId,
      data: value === undefined || value === null ? '' : encodeClixml(value),
    });
    this.outbox.add(message, {
      pipelineId: target.pipelineId,
      stream: target.stream ?? 'stdin',
      opensPipeline: target.opensPipeline ?? false,
    });
  }

  /** `pipelineId` is the transport's own addressing, undefined for the pool's. */
  receive(bytes: Uint8Array, pipelineId: string | undefined, stream: InputStream = 'stdin'): void {
    this.defragmenterOf(pipelineId, stream).receive(bytes);
  }

  /** The next message of that stream; undefined until more has been received. */
  nextMessage(pipelineId: string | undefined, stream: InputStream = 'stdin'): ReceivedMessage | undefined {
    const data = this.defragmenters[stream].get(pipelineId)?.next();
    if (!data) return undefined;
    const message = decodeMessage(data);
    if (message.destination !== this.self) {
      throw new PsrpError(
        'message',
        `${message.type} is addressed to the ${message.destination}, not to the ${this.self}.`,
      );
    }
    this.poolId ??= message.poolId === emptyGuid ? undefined : message.poolId;
    if (message.poolId !== this.poolId && message.poolId !== emptyGuid) {
      throw new PsrpError('message', `${message.type} names another runspace pool.`);
    }
    checkPipeline(message, pipelineId);
    return message;
  }

  /** Undefined for a message without content. */
  decode({ data }: ReceivedMessage): PsValue | undefined {
    if (data.length === 0) return undefined;
    try {
      return this.decoder.decode(data);
    } catch (error) {
      // What it has learnt of shapes may end in the middle.
      this.decoder = new ClixmlDecoder();
      throw error;
    }
  }

  /** Short data is an error once the transport says that a stream has ended. */
  endOfStream(pipelineId: string | undefined, stream: InputStream = 'stdin'): void {
    this.defragmenters[stream].get(pipelineId)?.end();
  }

  next(limit: number): OutboundData | undefined {
    return this.outbox.next(limit);
  }
  nextFor(pipelineId: string | undefined, limit: number): OutboundData | undefined {
    return this.outbox.nextFor(pipelineId, limit);
  }
  pendingBytes(pipelineId?: string): number {
    return this.outbox.pendingBytes(pipelineId);
  }

  /** Everything that waits for the pool, in one piece: what a Create carries as creationXml. */
  takeAll(limit: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let data = this.nextFor(undefined, limit); data; data = this.nextFor(undefined, limit)) parts.push(data.bytes);
    return concatenate(parts);
  }

  forget(pipelineId: string): void {
    this.outbox.forget(pipelineId);
    for (const ofStream of Object.values(this.defragmenters)) ofStream.delete(pipelineId);
  }

  clear(): void {
    this.outbox.clear();
    for (const ofStream of Object.values(this.defragmenters)) ofStream.clear();
  }

  private defragmenterOf(pipelineId: string | undefined, stream: InputStream): Defragmenter {
    const ofStream = this.defragmenters[stream];
    const found = ofStream.get(pipelineId) ?? new Defragmenter(this.limits.maxMessageSize);
    ofStream.set(pipelineId, found);
    return found;
  }
}

/** A pipeline's message that names none is the receiver's to drop, as is one of a type that nobody knows. */
function checkPipeline({ type, pipelineId }: Message, addressed: string | undefined): void {
  if (!isKnown(type) || (pipelineId === undefined && belongsToPipeline(type))) return;
  if (pipelineId !== undefined && !belongsToPipeline(type)) {
    throw new PsrpError('message', `${type} names a pipeline.`);
  }
  if (addressed !== undefined && pipelineId !== addressed) {
    throw new PsrpError('message', `${type} names another pipeline than the stream it came on.`);
  }
}
