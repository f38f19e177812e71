import type { FailureFacts } from '../../domain/index.ts';

/** That a session was lost, and why: each listener hears it once, those that come later too. */
export class Loss {
  readonly #listeners: ((facts: FailureFacts) => void)[] = [];
  #facts: FailureFacts | undefined;

  /** Undefined while the session is not lost. */
  get facts(): FailureFacts | undefined {
    return this.#facts;
  }

  tell(facts: FailureFacts): void {
    this.#facts = facts;
    for (const listener of this.#listeners) listener(facts);
  }

  onLost(listener: (facts: FailureFacts) => void): void {
    const facts = this.#facts;
    if (facts) queueMicrotask(() => listener(facts));
    else this.#listeners.push(listener);
  }
}
