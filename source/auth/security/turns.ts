import { SecurityError } from './error.ts';

/** Calls of one security context, one after the other in the order in which they were asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #isOver = false;

  /** Runs `work` when all before it is over. Rejects with SecurityError once the end was asked for. */
  take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isOver) return Promise.reject(new SecurityError(0, 'The security context is gone'));
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Nothing is taken any more; resolves once what was taken is over and `work` is done, which is done once. */
  end(work: () => void): Promise<void> {
    if (this.#isOver) return this.#last.then(() => undefined);
    this.#isOver = true;
    const over = this.#last.then(work);
    this.#last = over;
    return over;
  }
}
