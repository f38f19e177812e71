import { Kind, kindOf } from '../../text/kinds.ts';
import { afterMarks } from '../../text/width.ts';

const colours = /\x1b\[[\d;]*m/y;

/**
 * In place of Ink's function of the same face (build/line-update.js), which takes every changed row apart into characters
 * by a segmenter, in every frame: what to write over a row so that it becomes the next one. Rows are clean texts with
 * colours, so its cells can be counted. Cursor stands anywhere in the row.
 */
export default function lineUpdate(previous: string, next: string, columns: number | undefined): string {
  const whole = `\x1b[1G\x1b[K${next}`;
  if (columns === undefined || !(columns >= 1)) return whole;
  const common = commonLength(previous, next);
  const kept = readRow(next, 0, common, previous);
  if (kept.cells === 0 || kept.cells >= columns) return whole;
  const rests = [readRow(previous, kept.end, previous.length), readRow(next, kept.end, next.length)];
  const isSure = rests.every(
    ({ cells, end }, index) => end === [previous, next][index]!.length && kept.cells + cells <= columns,
  );
  const part = `\x1b[${kept.cells + 1}G\x1b[K${kept.colours}${next.slice(kept.end)}`;
  return isSure && part.length < whole.length ? part : whole;
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/**
 * Reads whole characters and colours from a place as far as a limit, or to what is neither. `other` is the row that has
 * the same beginning: a character with more marks there is another one.
 */
function readRow(
  row: string,
  from: number,
  limit: number,
  other = '',
): { cells: number; colours: string; end: number } {
  const read = { cells: 0, colours: '', end: from };
  while (read.end < limit) {
    if (row.charCodeAt(read.end) === 0x1b) {
      colours.lastIndex = read.end;
      const found = colours.exec(row)?.[0];
      if (found === undefined || read.end + found.length > limit) return read;
      read.colours += found;
      read.end += found.length;
      continue;
    }
    const code = row.codePointAt(read.end)!;
    const kind = kindOf(code);
    const end = afterMarks(row, read.end + (code > 0xffff ? 2 : 1));
    if (kind === Kind.mark || kind > Kind.two || end > limit || afterMarks(other, end) > end) return read;
    read.cells += kind;
    read.end = end;
  }
  return read;
}
