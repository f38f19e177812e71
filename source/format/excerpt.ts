import { clean } from '../text/clean.ts';
import { unitsIn, widthOf } from '../text/width.ts';

/** A line of nothing but marks below the one before it, as PowerShell and we show where an error is. */
const marking = /^[+ ]*~+ *$/;

/** Nobody typed a longer line: it came from a server, and to take it apart would keep keys waiting. Characters. */
const longest = 20_000;

/** The lines, each that has marks below it cut to so many cells around them, and the marks with it: wrapped, they would part. */
export function withExcerpts(lines: readonly string[], width: number): readonly string[] {
  const out = [...lines];
  for (const [index, marks] of lines.entries()) {
    const line = lines[index - 1];
    if (line === undefined || line.length > longest || !marking.test(marks) || widthOf(line) <= width) continue;
    const cells = cellsOf(clean(line));
    const [start, end] = [marks.indexOf('~'), marks.trimEnd().length];
    const middle = Math.min(start, Math.floor((start + end - width) / 2));
    const from = Math.max(0, Math.min(middle, cells.length - width));
    out[index - 1] = part(cells, from, width);
    out[index] = marks.slice(from, from + width);
  }
  return out;
}

/** A text for each cell: a wide character's second one is empty. */
function cellsOf(shown: string): readonly string[] {
  const cells: string[] = [];
  for (let at = 0; at < shown.length; ) {
    const narrow = unitsIn(shown, 1, at);
    const end = narrow > at ? narrow : unitsIn(shown, 2, at);
    cells.push(shown.slice(at, end));
    if (narrow === at) cells.push('');
    at = end;
  }
  return cells;
}

function part(cells: readonly string[], from: number, width: number): string {
  const shown = cells.slice(from, from + width);
  const last = shown.length - 1;
  if (from > 0) {
    shown[0] = '…';
    // Half of a character that is wide cannot stand.
    if (shown[1] === '') shown[1] = ' ';
  }
  if (from + width < cells.length) {
    if (shown[last] === '') shown[last - 1] = ' ';
    shown[last] = '…';
  }
  return shown.join('');
}
