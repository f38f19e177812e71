/** Time as the sandbox sees it, so that tests can expire shells and delay answers without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `action` once after `milliseconds`; the returned function takes it back. */
  after(milliseconds: number, action: () => void): () => void;
}

/** The computer's own time. Its timers do not keep the process alive: the listeners do. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #now: number;
  #due: { readonly at: number; readonly action: () => void }[] = [];

  constructor(now = Date.UTC(2026, 2, 2, 8, 0, 0)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, action: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, milliseconds), action };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((candidate) => candidate !== entry);
    };
  }

  /** Lets time pass; what falls due on the way runs at its own instant, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#due.reduce<{ at: number; action: () => void } | undefined>(
        (first, entry) => (entry.at <= end && (!first || entry.at < first.at) ? entry : first),
        undefined,
      );
      if (!next) break;
      this.#due = this.#due.filter((candidate) => candidate !== next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = end;
  }

  /** How many timers wait; for tests that must not advance before something has been asked for. */
  get waiting(): number {
    return this.#due.length;
  }
}

/** Resolves after `milliseconds` of the clock, or at once when the signal aborts. */
export function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds <= 0 || signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(milliseconds, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
