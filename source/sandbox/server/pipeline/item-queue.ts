/** Objects on their way from one command of a pipeline to the next; a full queue makes the first one wait. */
export class ItemQueue<T> implements AsyncIterable<T> {
  readonly #limit: number;
  #items: T[] = [];
  #ended = false;
  #closed = false;
  #reader: (() => void) | undefined;
  #writers: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Resolves when there is room for more. What comes after `close` is dropped. */
  push(item: T): Promise<void> {
    if (this.#ended || this.#closed) return Promise.resolve();
    this.#items.push(item);
    this.#wakeReader();
    if (this.#items.length < this.#limit) return Promise.resolve();
    return new Promise((resolve) => this.#writers.push(resolve));
  }

  /** Nothing more will come; what is here can still be read. */
  end(): void {
    this.#ended = true;
    this.#wakeReader();
    this.#letWritersGo();
  }

  /** Nobody will read any more. */
  close(): void {
    this.#closed = true;
    this.#items = [];
    this.#wakeReader();
    this.#letWritersGo();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#items.length > 0) {
        const items = this.#items;
        this.#items = [];
        this.#letWritersGo();
        for (const item of items) {
          if (this.#closed) return;
          yield item;
        }
      }
      if (this.#ended || this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#reader = resolve;
      });
    }
  }

  #wakeReader(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.();
  }

  #letWritersGo(): void {
    const writers = this.#writers;
    this.#writers = [];
    for (const writer of writers) writer();
  }
}
