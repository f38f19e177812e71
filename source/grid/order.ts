import { cellValue } from '../format/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import { keyOf } from './keys.ts';
import { fetched, piece, type Rows, type Work } from './rows.ts';

/** What the rows are sorted by, row by row. NaN and undefined: it has none. */
interface Keys {
  readonly numbers: Float64Array;
  /** Absent while all that have a key have a number. */
  texts: (string | undefined)[] | undefined;
}

/** The value that a row has in a column; `undefined` as a column is the row's own value, where rows are no objects. */
export function cellOf(row: PsValue, property: string | undefined): PsValue {
  if (property === undefined) return row;
  return row instanceof PsObject ? cellValue(row, property) : null;
}

function* keysOf(rows: Rows, count: number, property: string | undefined): Work<Keys> {
  const numbers = new Float64Array(count).fill(Number.NaN);
  const keys: Keys = { numbers, texts: undefined };
  for (let index = 0; index < count; index++) {
    if (index % piece === 0) yield undefined;
    const row = rows.at(index);
    const key = keyOf(cellOf(row === undefined ? yield* fetched(rows, index) : row, property));
    if (key === undefined) continue;
    if ('number' in key) numbers[index] = key.number;
    else {
      keys.texts ??= new Array<string | undefined>(count);
      keys.texts[index] = key.text;
    }
  }
  return keys;
}

type Compare = (one: number, other: number) => number;

/** Numbers come before texts; rows that have neither come last, whichever way the rest is sorted. */
function comparison({ numbers, texts }: Keys, descending: boolean): Compare {
  const sign = descending ? -1 : 1;
  const rank = (row: number) => (!Number.isNaN(numbers[row]) ? 0 : texts?.[row] === undefined ? 2 : 1);
  return (one, other) => {
    const a = numbers[one]!;
    const b = numbers[other]!;
    if (a < b) return -sign;
    if (a > b) return sign;
    if (a === b) return 0;
    const [first, second] = [rank(one), rank(other)];
    if (first !== second) return first === 2 || second === 2 ? first - second : sign * (first - second);
    if (first !== 1) return 0;
    const [left, right] = [texts![one]!, texts![other]!];
    return left < right ? -sign : left > right ? sign : 0;
  };
}

/** Rows that are sorted in one go. */
const run = 512;

/**
 * The numbers of the rows, sorted by a column's typed values; those that are equal keep the order that they have.
 * @param order the numbers of all rows
 */
export function* sorted(
  rows: Rows,
  order: Uint32Array,
  property: string | undefined,
  descending: boolean,
): Work<Uint32Array> {
  const compare = comparison(yield* keysOf(rows, order.length, property), descending);
  let from = order.slice();
  for (let start = 0; start < from.length; start += run) {
    from.subarray(start, start + run).sort(compare);
    yield undefined;
  }
  let to = new Uint32Array(from.length);
  for (let width = run; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(middle + width, from.length);
      let [left, right] = [start, middle];
      for (let at = start; at < end; at++) {
        const takesLeft = left < middle && (right >= end || compare(from[left]!, from[right]!) <= 0);
        to[at] = takesLeft ? from[left++]! : from[right++]!;
        if (at % (8 * piece) === 0) yield undefined;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
