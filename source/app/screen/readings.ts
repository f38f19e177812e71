import type { StoreApi } from 'zustand/vanilla';
import type { TurnBudget } from '../../async/budget.ts';
import { Reading } from '../output/reading.ts';
import type { AppState } from './state.ts';
import { viewOf } from './store.ts';

export interface ReadingsParts {
  readonly store: StoreApi<AppState>;
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  readonly failed: (error: unknown) => void;
}

/** The transcripts that are read and searched in their panes. */
export class Readings {
  readonly #parts: ReadingsParts;
  readonly #open = new Map<string, Reading>();

  constructor(parts: ReadingsParts) {
    this.#parts = parts;
  }

  of(name: string): Reading | undefined {
    return this.#open.get(name);
  }

  /** @param line where to begin; the newest line where it is not given */
  open(name: string, line?: number): void {
    const { store, budget, failed } = this.#parts;
    const session = viewOf(store.getState(), name);
    if (!session || session.transcript.end === session.transcript.start) return;
    const ports = { budget, failed, changed: () => this.#changed(name) };
    this.#open.set(name, new Reading(session.transcript, line ?? session.transcript.end - 1, ports));
    store.setState(({ panes }) => ({ panes: { ...panes, [name]: { kind: 'reading', version: 0 } } }));
  }

  /** Lets it go; the pane's entry is whoever's who closes it. */
  end(name: string): void {
    this.#open.get(name)?.end();
    this.#open.delete(name);
  }

  touched(name: string): void {
    this.#changed(name);
  }

  #changed(name: string): void {
    this.#parts.store.setState(({ panes }) => {
      const pane = panes[name];
      return pane?.kind === 'reading' ? { panes: { ...panes, [name]: { ...pane, version: pane.version + 1 } } } : {};
    });
  }
}
