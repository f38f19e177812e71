import { valueText } from '../format/index.ts';
import type { PsValue } from '../objects/index.ts';
import { type Change, columnKey, identityOf } from './changes.ts';
import { type GridColumn, same } from './columns.ts';
import { cellOf } from './order.ts';
import { fetched, piece, type Rows, type Work } from './rows.ts';

/**
 * What differs from what most servers say, by the number of the row: cells of rows that are about the same thing, and rows
 * (`new`) about something that most servers know nothing of. Where no answer has more servers than each other one, all of
 * them differ.
 * @param source the property that says which server a row came from
 */
export function* differencesFromMost(
  rows: Rows,
  columns: readonly GridColumn[],
  source: string,
): Work<ReadonlyMap<number, Change>> {
  const { servers, things } = yield* thingsOf(rows, source);
  const compared = columns.filter(({ property }) => !same(property, source));
  const changes = new Map<number, Change>();
  if (servers < 2) return changes;
  // Where all are about something of their own, queues of each server for instance, there is nothing to compare.
  if (things.every((numbers) => numbers.length * 2 <= servers)) return changes;
  let count = 0;
  for (const numbers of things) {
    if (count++ % piece === 0) yield undefined;
    if (numbers.length * 2 <= servers) {
      for (const number of numbers) changes.set(number, 'new');
      continue;
    }
    const values: PsValue[] = [];
    for (const number of numbers) values.push(yield* fetched(rows, number));
    const odd = numbers.map(() => new Set<string>());
    for (const column of compared) {
      const texts = values.map((value) => valueText(cellOf(value, column.property)));
      const usual = mostOf(texts);
      for (const [index, text] of texts.entries()) if (text !== usual) odd[index]!.add(columnKey(column));
    }
    for (const [index, number] of numbers.entries()) if (odd[index]!.size > 0) changes.set(number, odd[index]!);
  }
  return changes;
}

/** Rows that are about the same thing: those of one identity, or where each server gave one row all of them. */
function* thingsOf(
  rows: Rows,
  source: string,
): Work<{ readonly servers: number; readonly things: readonly (readonly number[])[] }> {
  const counts = new Map<string, Map<string, number>>();
  const things = new Map<string, number[]>();
  let isOneEach = true;
  for (let index = 0; index < rows.length; index++) {
    if (index % piece === 0) yield undefined;
    const row = yield* fetched(rows, index);
    const server = valueText(cellOf(row, source));
    const identity = identityOf(row, source);
    const own = counts.get(server) ?? new Map<string, number>();
    isOneEach &&= !counts.has(server);
    counts.set(server, own);
    const nth = own.get(identity) ?? 0;
    own.set(identity, nth + 1);
    const key = `${identity}\0${nth}`;
    const thing = things.get(key);
    if (thing) thing.push(index);
    else things.set(key, [index]);
  }
  const all = Array.from({ length: rows.length }, (_, index) => index);
  return { servers: counts.size, things: isOneEach ? [all] : [...things.values()] };
}

/** The text that more of them are than any other; undefined where there is none. */
function mostOf(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [first, second] = [...counts].toSorted(([, one], [, other]) => other - one);
  return first && first[1] !== second?.[1] ? first[0] : undefined;
}
