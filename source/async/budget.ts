/**
 * Milliseconds of work in a turn of the event loop. What is at work when they are spent comes to its end, and a frame, or what
 * a socket brought, has its share: together that is less than 10 ms, and keys and timers hardly ever wait for longer. Six
 * bring no more lines a second.
 */
const turnMilliseconds = 4;

/**
 * Pieces of a turn, after each of which results are handed on. What waited for the end of the turn would outlive two
 * collections of young objects, and be collected with the old ones only, which takes time and twice the memory.
 */
const pieces = 16;

/** Share of a turn that others may have had before the one that waited for it: so that it always comes on. */
const mostOfOthers = 0.8;

export interface BudgetParts {
  readonly milliseconds: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Calls back once in the next turn of the event loop, when input and timers have been served. */
  readonly onNextTurn: (callback: () => void) => void;
}

/**
 * How much of a turn of the event loop long work may take before it lets the loop go on. All who share a budget share
 * the turn, and those that wait get one each, in their order:
 *
 * ```ts
 * for (const item of many) {
 *   handle(item);
 *   if (budget.isSpent) await budget.nextTurn();
 * }
 * ```
 */
export class TurnBudget {
  readonly #parts: BudgetParts;
  /** When the first work of this turn began; undefined where none has yet. */
  #began: number | undefined;
  readonly #waiting: (() => void)[] = [];

  constructor(parts: Partial<BudgetParts> = {}) {
    this.#parts = {
      milliseconds: turnMilliseconds,
      now: () => performance.now(),
      onNextTurn: (callback) => setImmediate(callback),
      ...parts,
    };
  }

  get milliseconds(): number {
    return this.#parts.milliseconds;
  }

  /** Whether to wait for the next turn. The first question in a turn starts its clock. */
  get isSpent(): boolean {
    return this.spent >= this.milliseconds;
  }

  /** Milliseconds since this turn's work began. The first question in a turn starts its clock. */
  get spent(): number {
    if (this.#began === undefined) this.#begin();
    return this.#parts.now() - this.#began!;
  }

  /** Resolves in a turn that is the caller's to spend. */
  nextTurn(): Promise<void> {
    if (this.#began === undefined) this.#begin();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** `spent`: milliseconds that others had of the turn already. */
  #begin(spent?: number): void {
    this.#began = this.#parts.now() - (spent ?? 0);
    this.#parts.onNextTurn(() => {
      // A frame, or what came in, began this turn's clock before those that wait had their time: they get what it left.
      const before = spent === undefined ? this.spent : 0;
      this.#began = undefined;
      const next = this.#waiting.shift();
      if (!next) return;
      this.#begin(Math.min(before, this.milliseconds * mostOfOthers));
      next();
    });
  }
}

/** The one of this process. */
export const turnBudget = new TurnBudget();

/**
 * Hands on what `next` gives until that is undefined: a piece of it at a time, and as many pieces as fit a turn. Where
 * `next` throws, what it gave before is handed on first.
 */
export async function takeInTurns<T>(
  next: () => T | undefined,
  handOn: (items: readonly T[]) => Promise<void>,
  budget: TurnBudget = turnBudget,
): Promise<void> {
  for (let isOver = false; !isOver; ) {
    const items: T[] = [];
    const end = Math.min(budget.milliseconds, budget.spent + budget.milliseconds / pieces);
    try {
      for (let item = next(); ; item = next()) {
        isOver = item === undefined;
        if (item === undefined) break;
        items.push(item);
        if (budget.spent >= end) break;
      }
    } finally {
      if (items.length > 0) await handOn(items);
    }
    if (!isOver && budget.isSpent) await budget.nextTurn();
  }
}
