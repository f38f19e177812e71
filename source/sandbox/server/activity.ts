import type { Clock } from './clock.ts';

/** What goes on in all servers together: when nothing has for long enough, the organisation ends by itself. */
export class Activity {
  readonly #clock: Clock;
  readonly #endAfter: number;
  readonly #hasShells: () => boolean;
  readonly #onEnd: () => void;
  #requests = 0;
  #waiting = 0;
  #lastUsed: number;
  #cancelTimer: (() => void) | undefined;
  #whenIdle: (() => void)[] = [];

  /**
   * @param endAfter milliseconds without a shell and without a request; 0 for never
   * @param hasShells whether a client has a shell open; those left open at the start do not count
   */
  constructor(parts: {
    readonly clock: Clock;
    readonly endAfter: number;
    readonly hasShells: () => boolean;
    readonly onEnd: () => void;
  }) {
    this.#clock = parts.clock;
    this.#endAfter = parts.endAfter;
    this.#hasShells = parts.hasShells;
    this.#onEnd = parts.onEnd;
    this.#lastUsed = parts.clock.now();
    this.#watch(this.#endAfter);
  }

  /** A request begins; the returned function ends it. */
  begin(): () => void {
    this.#requests += 1;
    this.touch();
    return once(() => {
      this.#requests -= 1;
      this.touch();
      this.#tellIdle();
    });
  }

  /** A request has nothing to do but to wait (a Receive without data); the returned function ends the wait. */
  wait(): () => void {
    this.#waiting += 1;
    this.#tellIdle();
    return once(() => {
      this.#waiting -= 1;
    });
  }

  /** Something happened: the time until the end starts anew. */
  touch(): void {
    this.#lastUsed = this.#clock.now();
  }

  /** Resolves when no request is being worked on; Receives that wait for data do not count. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.#tellIdle();
    });
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #tellIdle(): void {
    if (this.#requests > this.#waiting) return;
    const resolvers = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of resolvers) resolve();
  }

  #watch(delay: number): void {
    if (this.#endAfter === 0) return;
    this.#cancelTimer = this.#clock.after(delay, () => {
      if (this.#requests > 0 || this.#hasShells()) this.touch();
      const left = this.#lastUsed + this.#endAfter - this.#clock.now();
      if (left > 0) this.#watch(left);
      else this.#onEnd();
    });
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
