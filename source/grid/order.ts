import { cellValue } from '../format/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import { keyOf } from './keys.ts';
import { fetched, piece, type Rows, type Work } from './rows.ts';

/** What the rows are sorted by, row by row. NaN and undefined: it has none. */
interface Keys {
  readonly numbers: Float64Array;
  /** Absent while all that have a key have a number. */
  texts?: (string | undefined)[];
}

/** The value that a row has in a column; `undefined` as a column is the row's own value, where rows are no objects. */
export function cellOf(row: PsValue, property: string | undefined): PsValue {
  if (property === undefined) return row;
  return row instanceof PsObject ? cellValue(row, property) : null;
}

function* keysOf(rows: Rows, count: number, property: string | undefined): Work<Keys> {
  const numbers = new Float64Array(count).fill(Number.NaN);
  const keys: Keys = { numbers };
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

/** Whether a row comes before another; of equal ones neither does. */
type Before = (one: number, other: number) => boolean;

/** Rows that are sorted in one go. */
const run = 16;

/**
 * The numbers of the rows, sorted by a column's typed values: numbers before texts, and rows that have neither last,
 * whichever way the rest is sorted. Those that are equal keep the order that they have.
 * @param order the numbers of all rows
 */
export function* sorted(
  rows: Rows,
  order: Uint32Array,
  property: string | undefined,
  descending: boolean,
): Work<Uint32Array> {
  const { numbers, texts = [] } = yield* keysOf(rows, order.length, property);
  const counted = order.filter((row) => !Number.isNaN(numbers[row]));
  yield undefined;
  const said = order.filter((row) => texts[row] !== undefined);
  yield undefined;
  const others = order.filter((row) => Number.isNaN(numbers[row]) && texts[row] === undefined);
  yield undefined;
  const byNumber: Before = descending ? (a, b) => numbers[a]! > numbers[b]! : (a, b) => numbers[a]! < numbers[b]!;
  const heads = yield* headsOf(said, texts);
  const isSmaller: Before = (a, b) => (heads[a] === heads[b] ? texts[a]! < texts[b]! : heads[a]! < heads[b]!);
  const byText: Before = descending ? (a, b) => isSmaller(b, a) : isSmaller;
  const parts = [yield* merged(counted, byNumber), yield* merged(said, byText)];
  const whole = new Uint32Array(order.length);
  let at = 0;
  for (const part of [...(descending ? parts.toReversed() : parts), others]) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Characters of a text that make its head. */
const headLength = 6;

/**
 * The beginnings of texts as numbers, which are compared sooner; what all texts begin with is left out. Characters beyond
 * Latin count alike, so that texts with equal heads are still to be compared.
 */
function* headsOf(rows: Uint32Array, texts: readonly (string | undefined)[]): Work<Float64Array> {
  const first = texts[rows[0] ?? -1] ?? '';
  let common = first.length;
  for (let at = 1; at < rows.length && common > 0; at++) {
    const text = texts[rows[at]!]!;
    let same = 0;
    while (same < common && text.charCodeAt(same) === first.charCodeAt(same)) same++;
    common = same;
    if (at % piece === 0) yield undefined;
  }
  const heads = new Float64Array(texts.length);
  for (let at = 0; at < rows.length; at++) {
    const text = texts[rows[at]!]!;
    let head = 0;
    for (let index = common; index < common + headLength; index++) {
      head = head * 256 + (index < text.length ? Math.min(255, text.charCodeAt(index)) : 0);
    }
    heads[rows[at]!] = head;
    if (at % piece === 0) yield undefined;
  }
  return heads;
}

/** Sorts by merging, which a pause does no harm. */
function* merged(order: Uint32Array<ArrayBuffer>, isBefore: Before): Work<Uint32Array> {
  let from = order;
  for (let start = 0; start < from.length; start += run) {
    insert(from, start, Math.min(start + run, from.length), isBefore);
    if (start % piece === 0) yield undefined;
  }
  let to = new Uint32Array(from.length);
  for (let width = run; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(middle + width, from.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const takesLeft = left < middle && (right >= end || !isBefore(from[right]!, from[left]!));
        to[at] = takesLeft ? from[left++]! : from[right++]!;
        if (at % (4 * piece) === 0) yield undefined;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

function insert(order: Uint32Array, start: number, end: number, isBefore: Before): void {
  for (let at = start + 1; at < end; at++) {
    const row = order[at]!;
    let place = at;
    for (; place > start && isBefore(row, order[place - 1]!); place--) order[place] = order[place - 1]!;
    order[place] = row;
  }
}
