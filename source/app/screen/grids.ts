import type { StoreApi } from 'zustand/vanilla';
import type { TurnBudget } from '../../async/budget.ts';
import { OpenGrid } from '../results/open-grid.ts';
import type { Result } from '../results/result.ts';
import type { Results } from '../results/results.ts';
import type { AppState } from './state.ts';
import { viewOf } from './store.ts';

export interface GridsParts {
  readonly store: StoreApi<AppState>;
  readonly results: Results;
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  readonly failed: (error: unknown) => void;
}

/** The grids that stand in panes, one a connection; each stays as it is while another connection is shown. */
export class Grids {
  readonly #parts: GridsParts;
  readonly #open = new Map<string, OpenGrid>();
  /** Rows that were marked of results that are not open now: a look at the prompt loses none. */
  readonly #marks = new WeakMap<Result, ReadonlySet<number>>();

  constructor(parts: GridsParts) {
    this.#parts = parts;
  }

  of(name: string): OpenGrid | undefined {
    return this.#open.get(name);
  }

  /** Opens a result of the connection over its pane, the last one where none is named. */
  open(name: string, id?: number): void {
    const { results, store } = this.#parts;
    const result = id === undefined ? results.of(name)[0] : results.byId(id);
    if (!result || viewOf(store.getState(), name) === undefined) return;
    if (this.#open.get(name)?.result !== result) this.show(name, result);
  }

  /** Shows these objects over the pane, listed or not. */
  show(name: string, result: Result, isWatched = false): OpenGrid {
    const { results, budget, failed, store } = this.#parts;
    this.end(name);
    const grid = new OpenGrid(result, { results, budget, failed, changed: () => this.#changed(name) });
    for (const row of this.#marks.get(result) ?? []) grid.grid.marks.add(row);
    this.#open.set(name, grid);
    store.setState(({ panes }) => ({
      panes: { ...panes, [name]: { kind: 'grid', result: result.id, isWatched, version: 0 } },
    }));
    return grid;
  }

  /** The next older result (1), or the next newer one (-1); false where there is none. */
  openOther(name: string, by: 1 | -1): boolean {
    const all = this.#parts.results.of(name);
    const shown = this.#open.get(name)?.result;
    const other = all[all.findIndex(({ id }) => id === shown?.id) + by];
    if (shown && other) this.open(name, other.id);
    return shown !== undefined && other !== undefined;
  }

  close(name: string): void {
    this.end(name);
    this.#parts.store.setState(({ panes: { [name]: _gone, ...panes } }) => ({ panes }));
  }

  closeAll(): void {
    for (const name of [...this.#open.keys()]) this.close(name);
  }

  /** More of what a line of the connection gives has come. */
  grown(name: string): void {
    const grid = this.#open.get(name);
    // While rows come they are not sorted again and again.
    const waits = grid?.grid.sorting !== undefined && grid.result.isGrowing;
    if (grid && grid.result.length > grid.grid.count && !waits) grid.grown();
  }

  /** All servers have answered: what differs from most can be told. */
  compared(name: string): void {
    this.#open.get(name)?.compare();
  }

  /** The connection is no more, and neither are its results. */
  forget(name: string): void {
    this.close(name);
    this.#parts.results.forget(name);
  }

  /** Lets it go; the pane's entry is whoever's who takes its place. */
  end(name: string): void {
    const open = this.#open.get(name);
    if (open) this.#marks.set(open.result, open.grid.marks);
    open?.end();
    this.#open.delete(name);
  }

  #changed(name: string): void {
    this.#parts.store.setState(({ panes }) => {
      const pane = panes[name];
      return pane?.kind === 'grid' ? { panes: { ...panes, [name]: { ...pane, version: pane.version + 1 } } } : {};
    });
  }
}
