import { fragmentHeaderSize } from './fragment.ts';

/** Ids that are remembered as skipped; beyond that the oldest are forgotten, which errs on the side of "nothing lost". */
const mostSkipped = 4096;

/**
 * The object ids of all that a pool's server sends. It counts them up by one (MS-PSRP 2.2.4), over all streams together,
 * so an id that no stream has had is an object that got lost.
 */
export class ObjectOrder {
  readonly #skipped = new Set<bigint>();
  #highest = 0n;

  /** A stream of its own, for a pipeline or the pool itself. */
  stream(): StreamOrder {
    return new StreamOrder(this);
  }

  saw(id: bigint): void {
    this.#skipped.delete(id);
    // A count that begins or jumps far ahead says nothing of what lies between.
    if (id - this.#highest <= BigInt(mostSkipped)) {
      for (let between = this.#highest + 1n; between < id; between++) this.#skipped.add(between);
    }
    if (id > this.#highest) this.#highest = id;
    for (const oldest of this.#skipped) {
      if (this.#skipped.size <= mostSkipped) break;
      this.#skipped.delete(oldest);
    }
  }

  hasSkippedBetween(low: bigint, high: bigint): boolean {
    for (let id = low + 1n; id < high; id++) if (this.#skipped.has(id)) return true;
    return false;
  }
}

/** What one stream of fragments has had, read from their headers as they pass. */
export class StreamOrder {
  readonly #order: ObjectOrder;
  #last = 0n;
  /** The part of a header that has come, and bytes of data to pass over before the next. */
  #header: Buffer = Buffer.alloc(0);
  #rest = 0;
  #isResumed = false;

  constructor(order: ObjectOrder) {
    this.#order = order;
  }

  /** A Receive was repeated: the next bytes show whether its first answer had any. */
  resume(): void {
    this.#isResumed = true;
  }

  /** Takes note of bytes in their order. True where something is missing before them since `resume`. */
  take(data: Uint8Array): boolean {
    let isMissing = false;
    for (let bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength); bytes.length > 0; ) {
      const passed = Math.min(this.#rest, bytes.length);
      this.#rest -= passed;
      bytes = bytes.subarray(passed);
      const wanted = fragmentHeaderSize - this.#header.length;
      this.#header = Buffer.concat([this.#header, bytes.subarray(0, wanted)]);
      bytes = bytes.subarray(wanted);
      if (this.#header.length === fragmentHeaderSize) isMissing = this.#pass(this.#header) || isMissing;
    }
    return isMissing;
  }

  #pass(header: Buffer): boolean {
    const id = header.readBigUInt64BE(0);
    this.#rest = header.readUInt32BE(17);
    this.#header = Buffer.alloc(0);
    const isNew = id > this.#last;
    if (isNew) this.#order.saw(id);
    const isMissing = this.#isResumed && isNew && this.#order.hasSkippedBetween(this.#last, id);
    this.#isResumed = false;
    if (isNew) this.#last = id;
    return isMissing;
  }
}
