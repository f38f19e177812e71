import type { PsValue } from '../../objects/index.ts';
import { ClixmlDecoder, defaultClixmlLimits, encodeClixml } from '../clixml/index.ts';
import { PsrpError } from '../errors.ts';
import { emptyGuid, normalizeGuid } from '../guid.ts';
import { concatenate, Defragmenter } from './fragment.ts';
import { belongsToPipeline, decodeMessage, encodeMessage, type MessageType, type Peer } from './header.ts';
import { type InputStream, type OutboundData, Outbox } from './outbox.ts';

/** Bounds on what the peer may send; the CLIXML decoder has its own for depth and counts. */
export interface LinkLimits {
  /** Bytes of one message, put together. */
  readonly maxMessageSize: number;
}

/** No message is put together that the decoder would refuse for its size. */
export const defaultLinkLimits: LinkLimits = { maxMessageSize: defaultClixmlLimits.size };

export interface ReceivedMessage {
  readonly type: MessageType;
  readonly pipelineId: string | undefined;
  /** Undefined for a message without content. */
  readonly value: PsValue | undefined;
}

/**
 * The layer that client and server share: values in, fragments out, and back. It checks headers against the transport's
 * own addressing and keeps one defragmenter a stream. PowerShell's server leaves the pool id of some answers empty
 * (its SESSION_CAPABILITY and the two of the key exchange), so a zero id passes.
 */
export class MessageLink {
  private readonly self: Peer;
  private readonly limits: LinkLimits;
  private readonly outbox = new Outbox();
  private readonly defragmenters = new Map<string, Defragmenter>();
  /** One for all streams: pipelines that follow one another send objects of the same shapes. */
  private readonly decoder = new ClixmlDecoder();
  /** Undefined on a server until the first message names it. */
  poolId: string | undefined;

  constructor(self: Peer, poolId: string | undefined, limits: Partial<LinkLimits> = {}) {
    this.self = self;
    this.poolId = poolId === undefined ? undefined : normalizeGuid(poolId);
    this.limits = { ...defaultLinkLimits, ...limits };
  }

  /** Queues a message; `value` undefined sends one without content. */
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
      data: value === undefined ? '' : encodeClixml(value),
    });
    this.outbox.add(message, {
      pipelineId: target.pipelineId,
      stream: target.stream ?? 'stdin',
      opensPipeline: target.opensPipeline ?? false,
    });
  }

  /** The messages that `bytes` completes. `pipelineId` is the transport's own addressing, undefined for the pool's. */
  receive(bytes: Uint8Array, pipelineId: string | undefined, stream: InputStream = 'stdin'): ReceivedMessage[] {
    return this.defragmenterOf(pipelineId, stream)
      .push(bytes)
      .map((data) => {
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
        this.checkPipeline(message.type, message.pipelineId, pipelineId);
        return {
          type: message.type,
          pipelineId: message.pipelineId,
          value: message.data.length === 0 ? undefined : this.decoder.decode(message.data),
        };
      });
  }

  /** Short data is an error once the transport says that a stream has ended. */
  endOfStream(pipelineId: string | undefined, stream: InputStream = 'stdin'): void {
    this.defragmenters.get(`${stream}/${pipelineId ?? ''}`)?.end();
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
    this.defragmenters.delete(`stdin/${pipelineId}`);
    this.defragmenters.delete(`pr/${pipelineId}`);
  }

  clear(): void {
    this.outbox.clear();
    this.defragmenters.clear();
  }

  private defragmenterOf(pipelineId: string | undefined, stream: InputStream): Defragmenter {
    const key = `${stream}/${pipelineId ?? ''}`;
    const found = this.defragmenters.get(key) ?? new Defragmenter(this.limits.maxMessageSize);
    this.defragmenters.set(key, found);
    return found;
  }

  private checkPipeline(type: MessageType, named: string | undefined, addressed: string | undefined): void {
    if (belongsToPipeline(type) !== (named !== undefined)) {
      throw new PsrpError('message', `${type} ${named === undefined ? 'names no pipeline' : 'names a pipeline'}.`);
    }
    if (addressed !== undefined && named !== addressed) {
      throw new PsrpError('message', `${type} names another pipeline than the stream it came on.`);
    }
  }
}
