import { clean } from './clean.ts';
import { Kind, kindOf } from './kinds.ts';
import { isOneCellEach } from './one-cell.ts';

/** Cells that a text takes in a terminal, made clean: one that is not is shown as `clean` makes it. */
export function widthOf(text: string): number {
  return isOneCellEach(text) ? text.length : cellsIn(clean(text));
}

/** Cells of a clean text or a part of one. */
function cellsIn(shown: string): number {
  let cells = 0;
  for (let at = 0; at < shown.length; at++) {
    const unit = shown.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) {
      cells++;
      continue;
    }
    const code = unit < 0xd800 || unit > 0xdfff ? unit : shown.codePointAt(at)!;
    cells += kindOf(code);
    if (code > 0xffff) at++;
  }
  return cells;
}

/** A character with its marks is at most 10 units long, an emoji of a family with all its colours 25. */
const unitsOfCell = 32;

/**
 * What a text begins with, long enough to fill so many cells and more: whatever follows is not even looked at. A server's
 * text may be of any length.
 */
export function beginning(text: string, cells: number): string {
  const units = Math.max(0, cells + 1) * unitsOfCell;
  if (text.length <= units) return text;
  const last = text.charCodeAt(units - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? units - 1 : units);
}

/** The longest beginning of the text, made clean, that fits into so many cells. */
export function cut(text: string, cells: number): string {
  const shown = clean(beginning(text, cells));
  if (isOneCellEach(shown)) return shown.slice(0, Math.max(0, cells));
  return shown.slice(0, unitsIn(shown, cells));
}

/** The text, made clean, cut to so many cells, its last one an ellipsis where something is missing. */
export function truncate(text: string, cells: number): string {
  if (cells <= 0) return '';
  if (text.length <= cells && isOneCellEach(text)) return text;
  const start = beginning(text, cells);
  const shown = clean(start);
  if (start.length === text.length && unitsIn(shown, cells) === shown.length) return shown;
  return `${shown.slice(0, unitsIn(shown, cells - 1))}…`;
}

/** Where a character's marks end that may follow from a place on. */
export function afterMarks(text: string, from: number): number {
  let end = from;
  for (let code = text.codePointAt(end); code !== undefined && code >= 0x300 && kindOf(code) === Kind.mark; ) {
    end += code > 0xffff ? 2 : 1;
    code = text.codePointAt(end);
  }
  return end;
}

/** Where a clean text has to be cut so that it fits. */
export function unitsIn(shown: string, cells: number, from = 0): number {
  let left = cells;
  for (let at = from; at < shown.length; at++) {
    const code = shown.codePointAt(at)!;
    left -= code >= 0x20 && code < 0x7f ? 1 : kindOf(code);
    if (left < 0) return at;
    if (code > 0xffff) at++;
  }
  return shown.length;
}

export function padEnd(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - widthOf(text)));
}

export function padStart(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - widthOf(text))) + text;
}

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

export interface Grapheme {
  readonly text: string;
  /** UTF-16 offset in the text it is part of. */
  readonly index: number;
  /** Cells, made clean. */
  readonly width: number;
}

/** Made at the first need: it loads tables, which nobody should wait for who types Latin letters. */
let segmenter: Intl.Segmenter | undefined;

/** The text in pieces that a person takes for one character each; a cursor stands between them. */
export function graphemes(text: string): readonly Grapheme[] {
  if (isOneCellEach(text)) return Array.from(text, (one, index) => ({ text: one, index, width: 1 }));
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    text: segment,
    index,
    width: widthOf(segment),
  }));
}
