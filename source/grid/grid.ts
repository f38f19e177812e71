// Longer than other files for a reason: what a grid is, all of which changes together.
import type { ViewRequest } from '../domain/index.ts';
import type { PsValue } from '../objects/index.ts';
import { type Change, changesBetween, Histories, rowKeys } from './changes.ts';
import { columnsFor, type GridColumn, same } from './columns.ts';
import { filtered, RowTexts, readTexts, type TextMemory } from './filter.ts';
import { differencesFromMost } from './majority.ts';
import { sorted } from './order.ts';
import type { Rows, Work } from './rows.ts';
import { type Totals, totalsOf } from './totals.ts';
import { Widths } from './widths.ts';

export interface Sorting {
  readonly column: GridColumn;
  readonly descending: boolean;
}

/** Rows that the columns are made out from. */
const sample = 100;

/**
 * Many objects as a grid: which rows are shown in which order, which columns, where the cursor is, what is marked. Moving
 * about is done at once; what looks at all rows is work in pieces (see `Work`), and the grid is as it was until that is
 * done. Rows that come later stand at the end until it is sorted again.
 */
export class Grid {
  rows: Rows;
  readonly widths = new Widths();
  /** Rows that are marked, by their number in the result. */
  readonly marks = new Set<number>();
  /** Columns at the left that stay where they are. */
  frozen = 1;
  /** The first of the other columns that is seen, among all that are shown. */
  left = 0;
  /** The first row that is seen, among those that are shown. */
  top = 0;
  readonly #view: ViewRequest | undefined;
  readonly #source: string | undefined;
  readonly #memory: TextMemory | undefined;
  #all: readonly GridColumn[];
  #columns: readonly GridColumn[];
  #texts: RowTexts;
  #order: Uint32Array;
  #shown: Uint32Array;
  #keys: readonly string[] | undefined;
  #changes: ReadonlyMap<number, Change> = new Map();
  /** The numbers that its cells have had. */
  readonly histories = new Histories();
  #query = '';
  #sorting: Sorting | undefined;
  #row = 0;
  #column = 0;

  /**
   * @param source the property that says which server a row came from; undefined: all came from one
   * @param memory where the texts that filters look at are kept; undefined: they have no bound
   */
  constructor(rows: Rows, view: ViewRequest | undefined, source?: string, memory?: TextMemory) {
    this.rows = rows;
    this.#view = view;
    this.#source = source;
    this.#memory = memory;
    const { shown, all } = columnsFor(firstOf(rows), view, source);
    this.#all = all;
    this.#columns = shown;
    this.#texts = this.#textsOf(shown);
    this.#order = upTo(rows.length);
    this.#shown = this.#order;
  }

  /** Nobody looks at it any more: gives back the memory that it has taken. */
  end(): void {
    this.#texts.end();
  }

  #textsOf(columns: readonly GridColumn[]): RowTexts {
    return new RowTexts(
      columns.map(({ property }) => property),
      this.#memory,
    );
  }

  /** What rows say has to be found out again: they are others, or what is shown of them is. */
  #forgetTexts(): void {
    this.#texts.end();
    this.#texts = this.#textsOf(this.#columns);
  }

  get columns(): readonly GridColumn[] {
    return this.#columns;
  }

  /** Those that are not shown too: the shown ones first, in their order. */
  get allColumns(): readonly GridColumn[] {
    return [...this.#columns, ...this.#all.filter((one) => !this.isShown(one))];
  }

  isShown({ property }: GridColumn): boolean {
    return this.#columns.some((one) => same(one.property, property));
  }

  /** The numbers of the rows that are shown, in their order. */
  get shown(): Uint32Array {
    return this.#shown;
  }

  /** Rows that are known, whether they are shown or not. */
  get count(): number {
    return this.#order.length;
  }

  get query(): string {
    return this.#query;
  }

  get sorting(): Sorting | undefined {
    return this.#sorting;
  }

  /** The cursor's place among the shown rows. */
  get row(): number {
    return this.#row;
  }

  get column(): number {
    return this.#column;
  }

  /** The number of the row with the cursor; undefined where none is shown. */
  get current(): number | undefined {
    return this.#shown[this.#row];
  }

  get currentColumn(): GridColumn {
    return this.#columns[this.#column]!;
  }

  /** The marked rows in the order in which they are shown, those that a filter hides behind them. */
  get marked(): readonly number[] {
    const shown = [...this.#shown].filter((row) => this.marks.has(row));
    const isShown = new Set(shown);
    return [...shown, ...[...this.marks].filter((row) => !isShown.has(row))];
  }

  moveTo(row: number): void {
    this.#row = Math.max(0, Math.min(this.#shown.length - 1, row));
  }

  moveToColumn(column: number): void {
    this.#column = Math.max(0, Math.min(this.#columns.length - 1, column));
  }

  mark(row: number): void {
    if (!this.marks.delete(row)) this.marks.add(row);
  }

  /** Marks all that are shown, or none of them where all are. */
  markShown(): void {
    const all = this.#shown.every((row) => this.marks.has(row));
    for (const row of this.#shown) {
      if (all) this.marks.delete(row);
      else this.marks.add(row);
    }
  }

  /** The columns that are shown, in that order; at least one. */
  choose(columns: readonly GridColumn[]): void {
    if (columns.length === 0) return;
    const { property } = this.currentColumn;
    this.#columns = columns;
    this.#forgetTexts();
    this.frozen = Math.min(this.frozen, columns.length - 1);
    this.moveToColumn(
      Math.max(
        0,
        columns.findIndex((one) => same(one.property, property)),
      ),
    );
  }

  hideColumn(): void {
    if (this.#columns.length > 1) this.choose(this.#columns.filter((_, index) => index !== this.#column));
  }

  moveColumn(by: -1 | 1): void {
    const to = this.#column + by;
    if (to < 0 || to >= this.#columns.length) return;
    const columns = [...this.#columns];
    columns.splice(to, 0, ...columns.splice(this.#column, 1));
    this.choose(columns);
  }

  /** What has changed since the rows before these, or differs from most servers, by the number of the row. */
  get changes(): ReadonlyMap<number, Change> {
    return this.#changes;
  }

  /** What the row with the cursor is known by. */
  get currentKey(): string | undefined {
    return this.current === undefined ? undefined : this.#keys?.[this.current];
  }

  /** Takes other rows in the place of these: columns, sorting, filter, marks and cursor stay as they are. */
  *renew(rows: Rows): Work<void> {
    const before = this.#keys ? { rows: this.rows, keys: this.#keys } : undefined;
    const keys = yield* rowKeys(rows, this.#source);
    if (this.#all.every(({ property }) => property === undefined)) {
      this.rows = rows;
      this.#reconsider();
    }
    const changes = before ? yield* changesBetween(before, { rows, keys }, this.#columns) : new Map<number, Change>();
    this.histories.note({ rows, keys }, this.#columns);
    const all = upTo(rows.length);
    const { column, descending } = this.#sorting ?? {};
    const order = column ? yield* sorted(rows, all, column.property, descending ?? false) : all;
    const place = new Map(keys.map((key, index) => [key, index]));
    const follow = (row: number | undefined) => (row === undefined ? undefined : place.get(before?.keys[row] ?? ''));
    const [current, ...marked] = [this.current, ...this.marks].map(follow);
    this.rows = rows;
    this.#forgetTexts();
    const shown = this.#query === '' ? order : yield* this.#fitting(order, this.#query, 0, () => {});
    this.#keys = keys;
    this.#changes = changes;
    this.marks.clear();
    for (const row of marked) if (row !== undefined) this.marks.add(row);
    this.#order = order;
    this.#shown = shown;
    const at = current === undefined ? -1 : shown.indexOf(current);
    this.moveTo(at < 0 ? this.#row : at);
  }

  /** Takes in the rows that have come since. */
  *grow(): Work<void> {
    const before = this.#order.length;
    if (before === 0 && this.rows.length > 0) this.#reconsider();
    this.#order = extended(this.#order, this.rows.length);
    if (this.#sorting) yield* this.sort(this.#sorting);
    else if (this.#query === '') this.#shown = this.#order;
    else yield* this.#filterAmong(this.#order, this.#query, 0, () => {});
  }

  /** Marks what differs from what most servers say, and puts together what each of them says. */
  *compare(): Work<void> {
    if (this.#source === undefined) return;
    this.#changes = yield* differencesFromMost(this.rows, this.#columns, this.#source);
    const isAtTop = this.#row === 0;
    yield* this.sort(this.#sorting);
    if (isAtTop) this.moveTo(0);
  }

  /** The rows as they came; those of several servers, whose answers come in between one another, by server. */
  *#asTheyCame(): Work<Uint32Array> {
    const order = upTo(this.#order.length);
    return this.#source === undefined ? order : yield* sorted(this.rows, order, this.#source, false);
  }

  #reconsider(): void {
    const { shown, all } = columnsFor(firstOf(this.rows), this.#view, this.#source);
    this.#all = all;
    this.#columns = shown;
    this.#forgetTexts();
  }

  /** Sorts; undefined puts the rows back in the order in which they came. The cursor stays on its row. */
  *sort(sorting: Sorting | undefined): Work<void> {
    const order = sorting
      ? yield* sorted(this.rows, this.#order, sorting.column.property, sorting.descending)
      : yield* this.#asTheyCame();
    const shown = this.#query === '' ? order : yield* this.#fitting(order, this.#query, 0, () => {});
    this.#sorting = sorting;
    this.#show(order, shown);
  }

  /**
   * Shows the rows that fit; see `termsOf`. As soon as a screen is full they are shown, and `partly` hears of it: the rest
   * comes when it has been gone through.
   */
  *filter(query: string, screen: number, partly: () => void): Work<void> {
    const narrows = this.#query !== '' && query.startsWith(this.#query) && !/[:=<>]/.test(query);
    yield* this.#filterAmong(narrows ? this.#shown : this.#order, query, screen, partly);
  }

  *#filterAmong(among: Uint32Array, query: string, screen: number, partly: () => void): Work<void> {
    const shown = yield* this.#fitting(among, query, screen, (so) => {
      // What is shown so far is not what a longer text could be looked for in.
      this.#query = '';
      this.#show(this.#order, so);
      partly();
    });
    this.#query = query;
    this.#show(this.#order, shown);
  }

  #fitting(order: Uint32Array, query: string, screen: number, found: (so: Uint32Array) => void): Work<Uint32Array> {
    const properties = this.allColumns.flatMap(({ property }) => (property === undefined ? [] : [property]));
    const parts = { texts: this.#texts, properties, screen: screen > 0 ? screen : Number.POSITIVE_INFINITY, found };
    return filtered(this.rows, order, query, parts);
  }

  /** What filters look at, made ahead of the first one. */
  prepare(): Work<void> {
    return readTexts(this.rows, this.#texts);
  }

  /** What the current column's numbers come to, of the marked rows where some are. */
  *totals(): Work<Totals | undefined> {
    const among = this.marks.size > 0 ? Uint32Array.from(this.marks) : this.#shown;
    return yield* totalsOf(this.rows, among, this.currentColumn.property);
  }

  #show(order: Uint32Array, shown: Uint32Array): void {
    const { current } = this;
    this.#order = order;
    this.#shown = shown;
    const at = current === undefined ? -1 : shown.indexOf(current);
    this.moveTo(at < 0 ? 0 : at);
  }
}

/** A loop takes a tenth of what Uint32Array.from does, and a turn has to wait for it. */
const upTo = (count: number) => extended(new Uint32Array(), count);

function extended(order: Uint32Array, count: number): Uint32Array {
  const all = new Uint32Array(count);
  all.set(order);
  for (let index = order.length; index < count; index++) all[index] = index;
  return all;
}

function firstOf(rows: Rows): readonly PsValue[] {
  const first: PsValue[] = [];
  for (let index = 0; index < rows.length && first.length < sample; index++) {
    const row = rows.at(index);
    if (row !== undefined) first.push(row);
  }
  return first;
}
