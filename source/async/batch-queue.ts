/**
 * Items between a producer that can wait and a consumer that takes them in batches. `push` resolves when the weight that
 * waits is below the limit again, so a slow reader slows the producer and memory stays bounded: at most the limit and
 * one push more. One consumer only.
 */
export class BatchQueue<T> implements AsyncIterable<readonly T[]> {
  readonly #limit: number;
  readonly #onAbandoned: () => void;
  #waiting: T[] = [];
  #weight = 0;
  #isEnded = false;
  #isUnbounded = false;
  #wakeConsumer: (() => void) | undefined;
  #wakeProducers: (() => void)[] = [];
  #hasConsumer = false;
  #wakeAfterUse: (() => void)[] = [];

  /** @param onAbandoned the consumer left before the end */
  constructor(limit: number, onAbandoned: () => void) {
    this.#limit = limit;
    this.#onAbandoned = onAbandoned;
  }

  /** Whether a push would wait. */
  get isFull(): boolean {
    return !this.#isUnbounded && !this.#isEnded && this.#weight >= this.#limit;
  }

  /** Resolves when a push would not wait. */
  async room(): Promise<void> {
    while (this.isFull) await new Promise<void>((resolve) => this.#wakeProducers.push(resolve));
  }

  /** Without waiting, for who looks at `isFull` before more. Items added after the end are dropped. */
  add(items: readonly T[], weight: number): void {
    if (this.#isEnded || items.length === 0) return;
    for (const item of items) this.#waiting.push(item);
    this.#weight += weight;
    this.#wakeConsumer?.();
  }

  /** Items pushed after the end are dropped. */
  async push(items: readonly T[], weight: number): Promise<void> {
    if (this.#isEnded || items.length === 0) return;
    this.add(items, weight);
    if (this.#isUnbounded || this.#weight < this.#limit) return;
    await new Promise<void>((resolve) => this.#wakeProducers.push(resolve));
  }

  /**
   * Resolves when the consumer has done with all that was pushed and asks for more; at once where nobody has begun to
   * take anything, and where pushes do not wait.
   */
  async used(): Promise<void> {
    const isIdle = this.#waiting.length === 0 && this.#wakeConsumer !== undefined;
    if (!this.#hasConsumer || this.#isEnded || this.#isUnbounded || isIdle) return;
    await new Promise<void>((resolve) => this.#wakeAfterUse.push(resolve));
  }

  /** From now on no push waits: what still comes is little, or must not be held up. */
  unbound(): void {
    this.#isUnbounded = true;
    this.#releaseProducers();
    this.#releaseUsers();
  }

  /** No more items come; those that wait are still delivered. */
  end(): void {
    this.#isEnded = true;
    this.#releaseProducers();
    this.#releaseUsers();
    this.#wakeConsumer?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly T[], void, undefined> {
    this.#hasConsumer = true;
    try {
      for (;;) {
        while (this.#waiting.length === 0 && !this.#isEnded) {
          this.#releaseUsers();
          await new Promise<void>((resolve) => {
            this.#wakeConsumer = resolve;
          });
          this.#wakeConsumer = undefined;
        }
        if (this.#waiting.length === 0) return;
        const batch = this.#waiting;
        this.#waiting = [];
        this.#weight = 0;
        this.#releaseProducers();
        yield batch;
      }
    } finally {
      if (!this.#isEnded) {
        this.end();
        this.#waiting = [];
        this.#onAbandoned();
      }
    }
  }

  #releaseUsers(): void {
    const waiting = this.#wakeAfterUse;
    this.#wakeAfterUse = [];
    for (const wake of waiting) wake();
  }

  #releaseProducers(): void {
    const waiting = this.#wakeProducers;
    this.#wakeProducers = [];
    for (const wake of waiting) wake();
  }
}
