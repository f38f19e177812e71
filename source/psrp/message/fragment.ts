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

/** Bytes of one fragment's data: more than the largest envelope that is read could carry. */
const largestFragment = 2 * 1024 * 1024;

/**
 * Puts the messages of one stream together again (MS-PSRP 2.2.4, 3.1.5.1.2). A peer may cut its bytes anywhere, so an
 * incomplete fragment waits for the next bytes; `end()` is where short data becomes an error. Within a stream one
 * message follows the other: a second message that starts before the first has ended is refused, and so are lost,
 * repeated or reordered fragments, unknown flags, fragments of more than 2 MB and messages above `maxMessageSize` bytes.
 */
export class Defragmenter {
  private readonly maxMessageSize: number;
  /** What has come and is not looked at yet, the first of it from `at` on. */
  private readonly incoming: Uint8Array[] = [];
  private at = 0;
  private readonly header = new Uint8Array(fragmentHeaderSize);
  private readonly view = new DataView(this.header.buffer);
  /** Bytes of the header that are there, and bytes of the fragment's data that are still to come. */
  private headerSize = 0;
  private rest = 0;
  private objectId: bigint | undefined;
  private lastObjectId: bigint | undefined;
  private nextFragmentId = 0n;
  /** The message so far, joined when it is whole; the last ones may be windows on what the caller gave. */
  private parts: Uint8Array[] = [];
  private ownParts = 0;
  private size = 0;
  private failure: PsrpError | undefined;

  constructor(maxMessageSize: number) {
    this.maxMessageSize = maxMessageSize;
  }

  /** The bytes must stay as they are until `next` has given all that they complete. */
  receive(bytes: Uint8Array): void {
    this.incoming.push(bytes);
  }

  /**
   * The next message, undefined until more has come. A message may be a window on the bytes that were given. After an
   * error the stream has lost its place and every call repeats it.
   */
  next(): Uint8Array | undefined {
    if (this.failure) throw this.failure;
    for (let data = this.incoming[0]; data; data = this.incoming[0]) {
      const message = this.headerSize < fragmentHeaderSize ? this.takeHeader(data) : this.takeData(data);
      if (this.at === data.length) {
        this.incoming.shift();
        this.at = 0;
      }
      if (message) return message;
    }
    // Kept from here on, so it must not be a window on a buffer that the caller uses again.
    for (; this.ownParts < this.parts.length; this.ownParts++) {
      this.parts[this.ownParts] = copyOf(this.parts[this.ownParts]!);
    }
    return undefined;
  }

  /** To be called when the stream ends: bytes of an unfinished fragment or message are an error. */
  end(): void {
    if (this.failure) throw this.failure;
    if (this.headerSize > 0) {
      const waiting = this.headerSize < fragmentHeaderSize ? this.headerSize : this.view.getUint32(17) - this.rest;
      throw this.fail('fragment', `The stream ended with ${waiting} bytes of an unfinished fragment.`);
    }
    if (this.objectId !== undefined) {
      throw this.fail('fragment', `The stream ended inside object ${this.objectId}, after ${this.size} bytes of it.`);
    }
  }

  private takeHeader(data: Uint8Array): undefined {
    const end = Math.min(this.at + fragmentHeaderSize - this.headerSize, data.length);
    for (; this.at < end; this.at++) this.header[this.headerSize++] = data[this.at]!;
    if (this.headerSize < fragmentHeaderSize) return;
    this.rest = this.view.getUint32(17);
    this.checkHeader(this.view, this.rest);
  }

  /** The message, where its last bytes are among these. */
  private takeData(data: Uint8Array): Uint8Array | undefined {
    const part = data.subarray(this.at, this.at + this.rest);
    this.parts.push(part);
    this.at += part.length;
    this.size += part.length;
    this.rest -= part.length;
    if (this.rest > 0) return undefined;
    this.headerSize = 0;
    const objectId = this.view.getBigUint64(0);
    if ((this.view.getUint8(16) & endFlag) === 0) {
      this.objectId = objectId;
      this.nextFragmentId = this.view.getBigUint64(8) + 1n;
      return undefined;
    }
    const message = concatenate(this.parts);
    this.parts = [];
    this.ownParts = 0;
    this.size = 0;
    this.objectId = undefined;
    this.lastObjectId = objectId;
    return message;
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
    if (length > largestFragment) {
      throw this.fail('limit', `A fragment of object ${objectId} is larger than ${largestFragment} bytes.`);
    }
  }

  private fail(code: 'fragment' | 'limit', message: string): PsrpError {
    this.failure = new PsrpError(code, message);
    this.parts = [];
    this.incoming.length = 0;
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
