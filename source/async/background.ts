/** Work that nobody waits for at once, with who takes its errors. */
export class Background {
  readonly #failed: (error: unknown) => void;
  #all: Promise<void> = Promise.resolve();

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Starts it once the caller's own turn is over. */
  start(work: () => Promise<void>): void {
    const safe = Promise.resolve().then(work).catch(this.#failed);
    this.#all = Promise.all([this.#all, safe]).then(() => {});
  }

  /** Resolves when all that has been started has ended. */
  settled(): Promise<void> {
    return this.#all;
  }
}

/** Work that nobody waits for, with who takes its error. */
export function inBackground(work: Promise<unknown>, failed: (error: unknown) => void): void {
  work.catch(failed);
}

/**
 * Work that nobody waits for and that, by the way it is made, never rejects. Where it does all the same the program is at
 * fault, and that is thrown like every fault of its own.
 */
export function neverRejects(work: Promise<unknown>): void {
  inBackground(work, (error) =>
    queueMicrotask(() => {
      throw error;
    }),
  );
}
