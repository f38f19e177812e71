/** Where a channel's bytes wait until somebody fetches them: the PSRP endpoint, which cuts fragments when they are taken. */
export interface OutputSource {
  pendingBytes(): number;
  /** Whole fragments of at most `limit` bytes; undefined when nothing waits. */
  next(limit: number): Uint8Array | undefined;
}

/** What a pool or a pipeline has to say and nobody has fetched yet; bounded, so that a fast producer has to wait. */
export class OutputChannel {
  readonly #source: OutputSource;
  readonly #highWater: number;
  #ended = false;
  #closed = false;
  #readers: (() => void)[] = [];
  #producers: (() => void)[] = [];

  /** @param highWater bytes from which on `room` makes a producer wait */
  constructor(source: OutputSource, highWater: number) {
    this.#source = source;
    this.#highWater = highWater;
  }

  /** Everything has been said and fetched. */
  get isDrained(): boolean {
    return this.#ended && !this.#closed && this.#source.pendingBytes() === 0;
  }

  /** Whether a Receive has something to answer now. */
  get isReadable(): boolean {
    return this.#ended || this.#closed || this.#source.pendingBytes() > 0;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Says that the source may have something new. */
  notify(): void {
    if (!this.isReadable) return;
    const readers = this.#readers;
    this.#readers = [];
    for (const reader of readers) reader();
  }

  /** Resolves when a producer may go on, at once where there is room. */
  room(): Promise<void> {
    if (this.#ended || this.#closed || this.#source.pendingBytes() < this.#highWater) return Promise.resolve();
    return new Promise((resolve) => this.#producers.push(resolve));
  }

  /** Nothing more will be said. */
  end(): void {
    this.#ended = true;
    this.notify();
    this.#letProducersGo();
  }

  /** Nobody will fetch any more: producers and readers go on. */
  close(): void {
    this.#closed = true;
    this.notify();
    this.#letProducersGo();
  }

  /** The next bytes; undefined when nothing waits. */
  take(limit: number): Uint8Array | undefined {
    if (this.#closed) return undefined;
    const bytes = this.#source.next(limit);
    // Half empty before producers go on: waking them for each fragment would only switch to and fro.
    if (this.#source.pendingBytes() < this.#highWater / 2) this.#letProducersGo();
    return bytes;
  }

  /** Calls back once, when the channel becomes readable; the returned function takes it back. */
  whenReadable(callback: () => void): () => void {
    if (this.isReadable) {
      callback();
      return () => {};
    }
    this.#readers.push(callback);
    return () => {
      this.#readers = this.#readers.filter((candidate) => candidate !== callback);
    };
  }

  #letProducersGo(): void {
    const producers = this.#producers;
    this.#producers = [];
    for (const producer of producers) producer();
  }
}
