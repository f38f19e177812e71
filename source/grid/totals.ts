import { durationText } from '../domain/index.ts';
import { keyOf, type Measure } from './keys.ts';
import { cellOf } from './order.ts';
import { fetched, piece, type Rows, type Work } from './rows.ts';

/** What a column's numbers come to. */
export interface Totals {
  readonly measure: Measure;
  /** Rows that have a number there. */
  readonly count: number;
  readonly sum: number;
  readonly least: number;
  readonly most: number;
}

/** Rows of which one at least has to have a number. */
const sample = 8 * piece;

/** Undefined where the column has no numbers. What is unlimited is not counted. */
export function* totalsOf(rows: Rows, among: Uint32Array, property: string | undefined): Work<Totals | undefined> {
  let measure: Measure | undefined;
  let [count, sum, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < among.length; at++) {
    if (at % piece === 0) {
      // A column of texts has none further down either.
      if (at >= sample && measure === undefined) return undefined;
      yield undefined;
    }
    const key = keyOf(cellOf(yield* fetched(rows, among[at]!), property));
    if (!key || !('number' in key) || !Number.isFinite(key.number)) continue;
    measure ??= key.measure;
    count += 1;
    sum += key.number;
    least = Math.min(least, key.number);
    most = Math.max(most, key.number);
  }
  return measure === undefined ? undefined : { measure, count, sum, least, most };
}

/** `sum 12,345 · mean 41.1 · 0 to 800`; of dates the first and the last alone. */
export function totalsText({ measure, count, sum, least, most }: Totals): string {
  const text = (value: number) => measureText(value, measure);
  const span = least === most ? text(least) : `${text(least)} to ${text(most)}`;
  return measure === 'date' ? span : `sum ${text(sum)} · mean ${text(sum / count)} · ${span}`;
}

function measureText(value: number, measure: Measure): string {
  if (measure === 'date') return new Date(value).toISOString().replace('T', ' ').slice(0, 19);
  if (measure === 'milliseconds') return value < 0 ? `-${durationText(-value)}` : durationText(value);
  if (measure === 'bytes') return sizeText(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

function sizeText(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  for (; Math.abs(value) >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${value.toLocaleString('en-US', { maximumFractionDigits: unit === 0 ? 0 : 2 })} ${units[unit]}`;
}
