import { abortError } from '../../async/abort.ts';
import type { TurnBudget } from '../../async/budget.ts';
import type { Work } from '../../grid/rows.ts';

export interface TurnsParts {
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  /** Brings a row that lies on disk. */
  readonly fetch: (row: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Does some work in turns of the event loop; what fits into this one is done when it returns. Rejects with an AbortError
 * where the signal fires in between.
 */
export async function inTurns<T>(work: Work<T>, { budget, fetch, signal }: TurnsParts): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (step.value !== undefined) await fetch(step.value);
    else if (budget.isSpent) await budget.nextTurn();
    if (signal.aborted) throw abortError(signal);
  }
}
