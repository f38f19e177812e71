import { isAbort } from '../../async/abort.ts';
import { neverRejects } from '../../async/background.ts';
import type { TurnBudget } from '../../async/budget.ts';
import { Grid, type Sorting } from '../../grid/grid.ts';
import type { Work } from '../../grid/rows.ts';
import type { Totals } from '../../grid/totals.ts';
import { Tree } from '../../grid/tree.ts';
import type { PsValue } from '../../objects/index.ts';
import type { Result } from './result.ts';
import type { Results } from './results.ts';
import { inTurns } from './turns.ts';
import type { Watch } from './watch.ts';

export interface OpenGridPorts {
  readonly results: Results;
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  /** Something that is shown has changed. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

type Task = 'sort' | 'filter' | 'grow' | 'compare';

/** A result that is open as a grid, or one of its objects as a tree. */
export class OpenGrid {
  /** What runs again and again to fill it; undefined: nothing does. */
  watch: Watch | undefined;
  #result: Result;
  readonly grid: Grid;
  /** The object that is looked at, over the grid. */
  tree: Tree | undefined;
  totals: Totals | undefined;
  /** What it is to be sorted by; the grid is once it has gone through. */
  sorting: Sorting | undefined;
  /** What is being looked for, in the words that were typed; the grid shows it once it has gone through. */
  query = '';
  readonly #ports: OpenGridPorts;
  readonly #ending = new AbortController();
  readonly #running = new Map<Task, AbortController>();
  #work: Promise<void> = Promise.resolve();
  #pending = 0;
  #counting: AbortController | undefined;
  #counted: Promise<void> = Promise.resolve();
  #reading: AbortController | undefined;
  #fetching = false;

  constructor(result: Result, ports: OpenGridPorts) {
    this.#result = result;
    this.#ports = ports;
    this.grid = new Grid(result, result.view, result.source, ports.results.textMemory);
    result.pins += 1;
    this.compare();
    this.#readAhead();
    this.countAnew();
  }

  get result(): Result {
    return this.#result;
  }

  /** Shows another look at the same. */
  renew(result: Result): void {
    this.#result.pins -= 1;
    result.pins += 1;
    this.#result = result;
    this.#do('grow', () => this.grid.renew(result));
  }

  /** What goes through all rows just now. */
  get isWorking(): boolean {
    return this.#pending > 0;
  }

  /** Resolves when nothing is left to be done. */
  async settled(): Promise<void> {
    while (this.#pending > 0) await this.#work;
    await this.#counted;
  }

  end(): void {
    this.#ending.abort();
    this.watch?.close();
    this.#counting?.abort();
    this.#reading?.abort();
    for (const one of this.#running.values()) one.abort();
    this.result.pins -= 1;
    this.grid.end();
  }

  sort(sorting: Sorting | undefined): void {
    this.sorting = sorting;
    this.#do('sort', () => this.grid.sort(sorting));
  }

  /** @param screen rows that can be seen: the first ones are shown before all have been gone through */
  filter(query: string, screen: number): void {
    this.query = query;
    this.#do('filter', () => this.grid.filter(query, screen, () => this.#ports.changed()));
  }

  /** More rows have come, or the last one has. */
  grown(): void {
    if (this.#running.has('grow')) return;
    this.#do('grow', () => this.grid.grow());
  }

  /** Marks what differs from most servers, once all have answered. */
  compare(): void {
    if (this.#result.source !== undefined && !this.#result.isGrowing) this.#do('compare', () => this.grid.compare());
  }

  /** After a change that is done at once: the cursor, marks, columns. */
  touched(): void {
    this.#ports.changed();
  }

  columnsChanged(): void {
    this.#readAhead();
    if (this.query !== '') this.filter(this.query, 0);
    this.compare();
    this.countAnew();
    this.touched();
  }

  /** Brings a row that is to be seen and lies on disk. */
  need(row: number): void {
    if (this.#fetching) return;
    this.#fetching = true;
    this.#ports.results
      .fetch(this.result, row)
      .catch(this.#ports.failed)
      .finally(() => {
        this.#fetching = false;
        if (!this.#ending.signal.aborted) this.touched();
      });
  }

  /** The row's object, from disk where it has to be. */
  async fetched(row: number): Promise<PsValue> {
    if (this.result.at(row) === undefined) await this.#ports.results.fetch(this.result, row);
    return this.result.at(row) ?? null;
  }

  /** Lets the event loop go on where this turn has been used up. */
  async pause(): Promise<void> {
    const { budget } = this.#ports;
    if (budget.isSpent) await budget.nextTurn();
  }

  /** Opens the row with the cursor as a tree. */
  openRow(): void {
    const { current } = this.grid;
    if (current === undefined) return;
    const value = this.result.at(current);
    if (value === undefined) this.need(current);
    else {
      this.tree = new Tree(value);
      this.touched();
    }
  }

  closeRow(): void {
    this.tree = undefined;
    this.touched();
  }

  /** Counts what the current column comes to. */
  countAnew(): void {
    this.#counting?.abort();
    const counting = new AbortController();
    this.#counting = counting;
    this.totals = undefined;
    this.#counted = this.#later(counting.signal, async () => {
      this.totals = await this.#inTurns(this.grid.totals(), counting.signal);
      if (this.totals) this.touched();
    });
  }

  #readAhead(): void {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    neverRejects(this.#later(reading.signal, () => this.#inTurns(this.grid.prepare(), reading.signal)));
  }

  /** What nobody waits for: the next frame comes before it. */
  #later(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    return new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => (signal.aborted ? undefined : work()))
      .catch((error: unknown) => this.#tell(error));
  }

  #inTurns<T>(work: Work<T>, signal: AbortSignal): Promise<T> {
    const { budget, results } = this.#ports;
    return inTurns(work, { budget, signal, fetch: (row) => results.fetch(this.result, row) });
  }

  /** One after another; a task that is asked for anew ends the one of its kind. */
  #do(kind: Task, make: () => Work<void>): void {
    this.#running.get(kind)?.abort();
    const ending = new AbortController();
    this.#running.set(kind, ending);
    this.#counting?.abort();
    this.#reading?.abort();
    const before = this.#pending === 0 ? [] : [this.#work];
    this.#pending += 1;
    const run = async () => {
      for (const work of before) await work;
      try {
        // What is done in this turn needs no frame of its own before it.
        if (!ending.signal.aborted) await this.#inTurns(make(), ending.signal);
      } catch (error) {
        this.#tell(error);
      }
      this.#pending -= 1;
      if (this.#running.get(kind) === ending) this.#running.delete(kind);
      if (this.#ending.signal.aborted) return;
      if (this.#pending === 0) {
        this.#readAhead();
        this.countAnew();
      }
      this.touched();
    };
    this.#work = run();
    if (this.#pending > 0) this.touched();
  }

  #tell(error: unknown): void {
    if (!isAbort(error)) this.#ports.failed(error);
  }
}
