import { PsrpError } from '../errors.ts';

/** A fragment's header: object id u64, fragment id u64, flags u8, length u32, all big-endian (MS-PSRP 2.2.4). */
export const fragmentHeaderSize = 21;

const startFlag = 1;
const endFlag = 2;

/** Cuts one message into fragments, each at most as large as the caller asks for at that moment. */
export class MessageFragments {
  private readonly objectId: bigint;
  private readonly message: Uint8Array;
  private fragmentId = 0n;
  private offset = 0;

  constructor(objectId: bigint, message: Uint8Array) {
    if (message.length === 0) throw new PsrpError('message', 'An empty message cannot be sent.');
    this.objectId = objectId;
    this.message = message;
  }

  get started(): boolean {
    return this.offset > 0;
  }
  get done(): boolean {
    return this.offset === this.message.length;
  }
  /** Bytes that the rest takes when it goes as one fragment, header included. */
  get restSize(): number {
    return fragmentHeaderSize + this.message.length - this.offset;
  }

  /** The next fragment of at most `limit` bytes, header included; a limit that leaves no room for data throws. */
  next(limit: number): Uint8Array {
    const room = Math.floor(limit) - fragmentHeaderSize;
    if (!(room >= 1)) throw new PsrpError('limit', `A fragment of ${limit} bytes has no room for data.`);
    const length = Math.min(room, this.message.length - this.offset);
    const fragment = new Uint8Array(fragmentHeaderSize + length);
    const view = new DataView(fragment.buffer);
    view.setBigUint64(0, this.objectId);
    view.setBigUint64(8, this.fragmentId);
    const ends = this.offset + length === this.message.length;
    view.setUint8(16, (this.offset === 0 ? startFlag : 0) | (ends ? endFlag : 0));
    view.setUint32(17, length);
    fragment.set(this.message.subarray(this.offset, this.offset + length), fragmentHeaderSize);
    this.offset += length;
    this.fragmentId++;
    return fragment;
  }
}

/** All fragments of a message, concatenated. */
export function fragmentMessage(objectId: bigint, message: Uint8Array, fragmentSize: number): Uint8Array {
  const source = new MessageFragments(objectId, message);
  const parts: Uint8Array[] = [];
  while (!source.done) parts.push(source.next(fragmentSize));
  return concatenate(parts);
}

/**
 * Puts the messages of one stream together again (MS-PSRP 2.2.4, 3.1.5.1.2). A peer may cut its bytes anywhere, so an
 * incomplete fragment waits for the next call; `end()` is where short data becomes an error. Within a stream one
 * message follows the other: a second message that starts before the first has ended is refused, and so are lost,
 * repeated or reordered fragments, unknown flags, and messages above `maxMessageSize` bytes.
 */
export class Defragmenter {
  private readonly maxMessageSize: number;
  private pending: Uint8Array = new Uint8Array(0);
  private objectId: bigint | undefined;
  private lastObjectId: bigint | undefined;
  private nextFragmentId = 0n;
  private parts: Uint8Array[] = [];
  private size = 0;
  private failure: PsrpError | undefined;

  constructor(maxMessageSize: number) {
    this.maxMessageSize = maxMessageSize;
  }

  /** The messages that `bytes` completes. After an error the stream has lost its place and every call repeats it. */
  push(bytes: Uint8Array): Uint8Array[] {
    if (this.failure) throw this.failure;
    const data = this.pending.length === 0 ? bytes : concatenate([this.pending, bytes]);
    const messages: Uint8Array[] = [];
    let offset = 0;
    while (data.length - offset >= fragmentHeaderSize) {
      const view = new DataView(data.buffer, data.byteOffset + offset, fragmentHeaderSize);
      const length = view.getUint32(17);
      this.checkHeader(view, length);
      const end = offset + fragmentHeaderSize + length;
      if (end > data.length) break;
      const message = this.accept(view, data.subarray(offset + fragmentHeaderSize, end));
      if (message) messages.push(message);
      offset = end;
    }
    this.pending = copyOf(data.subarray(offset));
    return messages;
  }

  /** To be called when the stream ends: bytes of an unfinished fragment or message are an error. */
  end(): void {
    if (this.failure) throw this.failure;
    if (this.pending.length > 0) {
      throw this.fail('fragment', `The stream ended with ${this.pending.length} bytes of an unfinished fragment.`);
    }
    if (this.objectId !== undefined) {
      throw this.fail('fragment', `The stream ended inside object ${this.objectId}, after ${this.size} bytes of it.`);
    }
  }

  private checkHeader(view: DataView, length: number): void {
    const objectId = view.getBigUint64(0);
    const fragmentId = view.getBigUint64(8);
    const flags = view.getUint8(16);
    if ((flags & ~(startFlag | endFlag)) !== 0)
      throw this.fail('fragment', `A fragment has unknown flags 0x${flags.toString(16)}.`);
    if (length === 0) throw this.fail('fragment', `A fragment of object ${objectId} carries no data.`);
    const starts = (flags & startFlag) !== 0;
    if (starts !== (fragmentId === 0n)) {
      throw this.fail('fragment', `Fragment ${fragmentId} of object ${objectId} contradicts its start flag.`);
    }
    if (starts && this.objectId !== undefined) {
      throw this.fail('fragment', `Object ${objectId} starts before object ${this.objectId} has ended.`);
    }
    if (starts && objectId === this.lastObjectId) {
      throw this.fail('fragment', `Object ${objectId} arrived twice.`);
    }
    if (!starts && objectId !== this.objectId) {
      throw this.fail('fragment', `Fragment ${fragmentId} of object ${objectId} came without the object's start.`);
    }
    if (!starts && fragmentId !== this.nextFragmentId) {
      throw this.fail(
        'fragment',
        `Object ${objectId} continues with fragment ${fragmentId} instead of ${this.nextFragmentId}.`,
      );
    }
    if (this.size + length > this.maxMessageSize) {
      throw this.fail('limit', `Object ${objectId} is larger than ${this.maxMessageSize} bytes.`);
    }
  }

  private accept(view: DataView, blob: Uint8Array): Uint8Array | undefined {
    const ends = (view.getUint8(16) & endFlag) !== 0;
    const objectId = view.getBigUint64(0);
    if (ends && this.parts.length === 0) {
      this.lastObjectId = objectId;
      return blob;
    }
    // Kept over several calls, so it must not be a window on a buffer that the caller reuses.
    this.parts.push(copyOf(blob));
    this.size += blob.length;
    if (!ends) {
      this.objectId = objectId;
      this.nextFragmentId = view.getBigUint64(8) + 1n;
      return undefined;
    }
    const message = concatenate(this.parts);
    this.parts = [];
    this.size = 0;
    this.objectId = undefined;
    this.lastObjectId = objectId;
    return message;
  }

  private fail(code: 'fragment' | 'limit', message: string): PsrpError {
    this.failure = new PsrpError(code, message);
    this.parts = [];
    this.pending = new Uint8Array(0);
    return this.failure;
  }
}

/** A copy for sure: `slice` of a Buffer is a window on the same bytes. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  let size = 0;
  for (const part of parts) size += part.length;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
