import type { PoolRequest } from '../../../psrp/index.ts';

/** Pipelines of one pool that run at the same time, whatever the client asks for. */
const mostRunspaces = 16;

interface Waiting {
  readonly start: () => void;
  readonly isOver: () => boolean;
}

/** The runspaces of a pool: it has so many and no more, further pipelines wait for one. */
export class Runspaces {
  #min = 1;
  #max = 1;
  #busy = 0;
  readonly #queue: Waiting[] = [];

  /** As INIT_RUNSPACEPOOL wants them. */
  open(min: number, max: number): void {
    this.#min = min;
    this.#max = Math.min(max, mostRunspaces);
  }

  /** How many runspaces are free, or whether the pool took its new size (MS-PSRP 2.2.2.6, 2.2.2.7). */
  answerTo(request: PoolRequest): boolean | number {
    switch (request.kind) {
      case 'getAvailableRunspaces':
        return Math.max(0, this.#max - this.#busy);
      case 'setMaxRunspaces':
        if (request.count < this.#min) return false;
        this.#max = Math.min(request.count, mostRunspaces);
        return true;
      case 'setMinRunspaces':
        if (request.count < 1 || request.count > this.#max) return false;
        this.#min = request.count;
        return true;
      case 'resetRunspaceState':
        return true;
    }
  }

  /**
   * Starts a pipeline as soon as a runspace is free. Whoever has been started says `leave`, once.
   * @param isOver it has ended before its turn came
   */
  enter(start: () => void, isOver: () => boolean): void {
    this.#queue.push({ start, isOver });
    this.startNext();
  }

  leave(): void {
    this.#busy -= 1;
    this.startNext();
  }

  /** What waits, as far as there is room. */
  startNext(): void {
    while (this.#busy < this.#max) {
      const next = this.#queue.shift();
      if (!next) return;
      if (next.isOver()) continue;
      this.#busy += 1;
      next.start();
    }
  }
}
