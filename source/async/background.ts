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
