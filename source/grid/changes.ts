import { valueText } from '../format/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import type { GridColumn } from './columns.ts';
import { keyOf } from './keys.ts';
import { cellOf } from './order.ts';
import { fetched, piece, type Rows, type Work } from './rows.ts';

/** What is different in a row from the last time: it is new, or the columns that have another value, in lower case. */
export type Change = 'new' | ReadonlySet<string>;

export const columnKey = ({ property }: GridColumn): string => property?.toLowerCase() ?? '';

/** Properties by which a row is known again, the best first. */
const identities = ['Identity', 'Guid', 'Id', 'Name', 'DisplayName'];

/**
 * What each row is known by when the same is asked for again; rows that nothing tells apart go by their order.
 * @param source the property that says which server a row came from: what two servers call alike is not the same
 */
export function* rowKeys(rows: Rows, source?: string): Work<readonly string[]> {
  const keys: string[] = [];
  const seen = new Map<string, number>();
  for (let index = 0; index < rows.length; index++) {
    if (index % piece === 0) yield undefined;
    const row = yield* fetched(rows, index);
    const key =
      source === undefined ? identityOf(row) : `${valueText(cellOf(row, source))}\0${identityOf(row, source)}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    keys.push(count === 0 ? key : `${key}\0${count}`);
  }
  return keys;
}

/** What a row is about. @param except a property that says nothing of that */
export function identityOf(row: PsValue, except?: string): string {
  if (!(row instanceof PsObject)) return valueText(row);
  for (const name of identities) {
    const value = row.get(name);
    if (value !== undefined && value !== null) return valueText(value);
  }
  const first = row.propertyNames.find((name) => name !== except);
  return first === undefined ? '' : valueText(row.get(first) ?? null);
}

export interface KeyedRows {
  readonly rows: Rows;
  readonly keys: readonly string[];
}

/** What has changed in these columns, by the number of the row as it is now. */
export function* changesBetween(
  before: KeyedRows,
  after: KeyedRows,
  columns: readonly GridColumn[],
): Work<ReadonlyMap<number, Change>> {
  const old = new Map(before.keys.map((key, index) => [key, index]));
  const changes = new Map<number, Change>();
  for (const [index, key] of after.keys.entries()) {
    if (index % piece === 0) yield undefined;
    const was = old.get(key);
    if (was === undefined) {
      changes.set(index, 'new');
      continue;
    }
    const [now, then] = [yield* fetched(after.rows, index), yield* fetched(before.rows, was)];
    const text = (row: PsValue, column: GridColumn) => valueText(cellOf(row, column.property));
    const different = columns.filter((column) => text(now, column) !== text(then, column));
    if (different.length > 0) changes.set(index, new Set(different.map(columnKey)));
  }
  return changes;
}

/** Values of one cell that are remembered, and cells of which they are. */
const mostValues = 40;
const mostCells = 20_000;

/** The numbers that cells have had, each time that they were looked at. */
export class Histories {
  readonly #values = new Map<string, number[]>();

  note({ rows, keys }: KeyedRows, columns: readonly GridColumn[]): void {
    for (const [index, key] of keys.entries()) {
      const row = rows.at(index);
      if (row === undefined) continue;
      for (const column of columns) {
        const value = keyOf(cellOf(row, column.property));
        if (!value || !('number' in value) || !Number.isFinite(value.number) || value.measure === 'date') continue;
        const cell = `${columnKey(column)}\0${key}`;
        const values = this.#values.get(cell) ?? [];
        if (values.length === 0 && this.#values.size >= mostCells) return;
        values.push(value.number);
        this.#values.set(cell, values.slice(-mostValues));
      }
    }
  }

  of(key: string, column: GridColumn): readonly number[] {
    return this.#values.get(`${columnKey(column)}\0${key}`) ?? [];
  }
}

const bars = '▁▂▃▄▅▆▇█';

/** Numbers as a line of bars, the least one the lowest. */
export function barsText(values: readonly number[]): string {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return values
    .map((value) => bars[span === 0 ? 0 : Math.round(((value - least) / span) * (bars.length - 1))])
    .join('');
}
