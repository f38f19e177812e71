import type { PsValue } from '../objects/index.ts';
import { widthOf } from '../text/width.ts';
import { isNumeric } from './value-text.ts';

/** What a column's cells have asked for so far; cells. */
export interface Need {
  /** Its widest cell or its heading. */
  widest: number;
  /** Its widest number: less than that it never gets. */
  number: number;
}

/** Cells that a column of text keeps, whatever the others need. */
export const narrowest = 3;

/** No number has more characters, in any type; what a server calls a longer one is cut as a text is. */
export const longestNumber = 64;

/** A count or size that came as text, with its unit; Exchange writes the bytes behind it: `1.953 GB (2,097,152,000 bytes)`. */
const quantity = /^[-+]?\d[\d.,'’\u00a0\u202f]*(?: ?(?:[KMGTPE]?B|%))?(?=$| \()/i;

/**
 * Cells without which a number would not be whole in the text: `29…` reads as 29. 0 for what is no number. Of a size the
 * number and its unit are enough, with a cell for the mark that there was more.
 */
export function numberWidth(value: PsValue, text: string): number {
  if (text.length > longestNumber) return 0;
  if (isNumeric(value)) return widthOf(text);
  const found = quantity.exec(text)?.[0];
  if (found === undefined) return 0;
  return widthOf(found) + (found === text ? 0 : 1);
}

/**
 * Widths that fit the room: the narrow columns keep theirs, the wide ones share the rest, numbers are whole. Where the
 * numbers alone are too much the sum is more than the room: a longer row does less harm than a cut number. A column
 * gets no more for what others need more, so rows that come one by one are cut no more than those that come at once.
 */
export function fitted(needs: readonly Need[], room: number): number[] {
  const widthsAt = (level: number) => needs.map(({ widest, number }) => Math.max(number, Math.min(widest, level)));
  const lowest = Math.max(1, Math.min(narrowest, Math.floor(room / needs.length)));
  let level = lowest;
  for (let high = Math.max(lowest, room); level < high; ) {
    const middle = Math.ceil((level + high) / 2);
    if (sum(widthsAt(middle)) <= room) level = middle;
    else high = middle - 1;
  }
  const widths = widthsAt(level);
  let rest = room - sum(widths);
  return widths.map((width, index) => {
    if (rest <= 0 || width > level || width >= (needs[index]?.widest ?? 0)) return width;
    rest -= 1;
    return width + 1;
  });
}

/**
 * Widths with something to spare for longer rows to come: where all fit, text columns get a share of what is free, up to
 * half of their own width, and the last one the rest. Blanks before numbers would help nobody: a column of them grows
 * when it has to.
 */
export function fittedWithSpare(needs: readonly Need[], isText: readonly boolean[], room: number): number[] {
  const widths = fitted(needs, room);
  const free = room - sum(widths);
  const growing = isText.filter((one, index) => one && index < needs.length - 1).length;
  if (free <= 0) return widths;
  const each = Math.floor(free / (growing + 1));
  const grown = widths.map((width, index) =>
    isText[index] && index < needs.length - 1 ? width + Math.min(each, Math.ceil(width / 2)) : width,
  );
  return isText.at(-1) ? stretchLast(grown, room) : grown;
}

/** Widths for cells that outgrew theirs: the other columns stay where they are, if there is room for that. */
export function widen(
  widths: readonly number[],
  needs: readonly Need[],
  isText: readonly boolean[],
  room: number,
): number[] {
  const last = needs.length - 1;
  const wider = needs.map(({ widest }, index) =>
    // The last text column has what is left: that is nothing it needs.
    index === last && isText[index] ? widest : Math.max(widest, widths[index] ?? 0),
  );
  if (sum(wider) > room) return fittedWithSpare(needs, isText, room);
  return isText[last] ? stretchLast(wider, room) : wider;
}

/** The last column may use what nobody else does. */
function stretchLast(widths: readonly number[], room: number): number[] {
  const others = sum(widths.slice(0, -1));
  return [...widths.slice(0, -1), Math.max(widths.at(-1) ?? 1, room - others)];
}

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);
