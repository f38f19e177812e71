import { clean } from './clean.ts';
import { beginning, cellsIn, unitsIn } from './width.ts';

/**
 * Breaks a text, made clean, into rows of at most so many cells: anywhere (`cells`, for tables and code) or at blanks
 * where there is one (`words`). An empty text is one empty row; line ends break. A character wider than a row is shown
 * as an ellipsis. Where only so many rows can be shown, no more of the text than fills them is looked at.
 */
export function wrap(text: string, cells: number, at: 'cells' | 'words', mostRows?: number): readonly string[] {
  const width = Math.max(1, cells);
  const rows: string[] = [];
  const begun = mostRows === undefined ? text : beginning(text, width * mostRows);
  for (const line of begun.split('\n')) {
    const shown = clean(line);
    if (at === 'cells') wrapCells(shown, width, rows);
    else wrapWords(shown, width, rows);
  }
  return mostRows === undefined ? rows : rows.slice(0, mostRows);
}

function wrapCells(shown: string, cells: number, rows: string[]): void {
  let start = 0;
  do {
    const end = unitsIn(shown, cells, start);
    const isTooWide = end === start && shown !== '';
    rows.push(isTooWide ? '…' : shown.slice(start, end));
    start = isTooWide ? unitsIn(shown, 2, start) : end;
  } while (start < shown.length);
}

/** Blanks at the beginning belong to the first word: a line of marks stands below its place by them. */
function wrapWords(shown: string, cells: number, rows: string[]): void {
  let row = '';
  let used = 0;
  const indent = /^ */.exec(shown)![0];
  const [first = '', ...others] = shown.slice(indent.length).split(' ');
  for (const word of [indent + first, ...others]) {
    const wide = cellsIn(word);
    if (row !== '' && used + 1 + wide <= cells) {
      row += ` ${word}`;
      used += 1 + wide;
      continue;
    }
    if (row !== '') rows.push(row);
    wrapCells(word, cells, rows);
    row = rows.pop()!;
    used = cellsIn(row);
  }
  rows.push(row);
}
