import type { Timers } from '../../source/async/deadline.ts';

/** A clock that only moves when a test turns it. */
export class HandClock implements Timers {
  #now: number;
  #waiting: { at: number; callback: () => void }[] = [];

  constructor(now = Date.UTC(2026, 0, 5, 8)) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  /** How many timers are set. */
  get pending(): number {
    return this.#waiting.length;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#waiting.push(timer);
    return () => {
      this.#waiting = this.#waiting.filter((one) => one !== timer);
    };
  }

  /** Turns the clock, calling back what falls due in order; everything that follows from it happens before the next. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#waiting.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await turns();
    }
    this.#now = end;
    await turns();
  }
}

/** Lets everything that is ready to happen happen: promises and callbacks, not timers. */
export async function turns(count = 5): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Waits for an event's consequence by turning the event loop; fails when it does not come. */
export async function until(holds: () => boolean, what = 'the awaited state'): Promise<void> {
  for (let i = 0; i < 2_000_000; i++) {
    if (holds()) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  throw new Error(`Never came: ${what}`);
}
