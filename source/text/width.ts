import stringWidth from 'string-width';
import { isOneCellEach } from './one-cell.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Enough for every character that a screen shows at once; beyond it the memory starts afresh. */
const memoryLimit = 8192;
const widths = new Map<string, number>();

/** Cells that a text takes. */
export function widthOf(text: string): number {
  if (isOneCellEach(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  const known = widths.get(grapheme);
  if (known !== undefined) return known;
  const width = stringWidth(grapheme);
  if (widths.size >= memoryLimit) widths.clear();
  widths.set(grapheme, width);
  return width;
}

export interface Grapheme {
  readonly text: string;
  /** UTF-16 offset in the text it is part of. */
  readonly index: number;
  readonly width: number;
}

/** The text in pieces that a person takes for one character each. */
export function graphemes(text: string): readonly Grapheme[] {
  if (isOneCellEach(text)) return Array.from(text, (char, index) => ({ text: char, index, width: 1 }));
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    text: segment,
    index,
    width: graphemeWidth(segment),
  }));
}

/** The longest beginning of the text that fits into so many cells. */
export function cut(text: string, cells: number): string {
  if (cells <= 0) return '';
  if (isOneCellEach(text)) return text.slice(0, cells);
  let width = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    width += graphemeWidth(segment);
    if (width > cells) return text.slice(0, index);
  }
  return text;
}

/** The text cut to so many cells, its last one an ellipsis where something is missing. */
export function truncate(text: string, cells: number): string {
  if (cells <= 0) return '';
  if (text.length <= cells && isOneCellEach(text)) return text;
  return widthOf(text) <= cells ? text : `${cut(text, cells - 1)}…`;
}

/** The text with its middle left out where it is too long: both ends of an id or a path tell it from others. */
export function truncateMiddle(text: string, cells: number): string {
  const parts = graphemes(text);
  if (cells <= 0) return '';
  if (widthOf(text) <= cells) return text;
  let end = '';
  let width = 0;
  for (const part of parts.toReversed()) {
    if (width + part.width > Math.floor((cells - 1) / 2)) break;
    width += part.width;
    end = part.text + end;
  }
  return `${cut(text, cells - 1 - width)}…${end}`;
}

export function padEnd(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - widthOf(text)));
}

/**
 * Breaks a text into rows of at most so many cells: anywhere (`cells`, for tables and code) or at blanks where there is
 * one (`words`). An empty text is one empty row; line ends break.
 */
export function wrap(text: string, cells: number, at: 'cells' | 'words'): readonly string[] {
  const width = Math.max(1, cells);
  return text.split('\n').flatMap((line) => (at === 'cells' ? wrapCells(line, width) : wrapWords(line, width)));
}

function wrapCells(text: string, cells: number): readonly string[] {
  if (text.length <= cells && isOneCellEach(text)) return [text];
  const rows: string[] = [];
  let start = 0;
  let width = 0;
  for (const part of graphemes(text)) {
    if (width + part.width > cells && part.index > start) {
      rows.push(text.slice(start, part.index));
      start = part.index;
      width = 0;
    }
    width += part.width;
  }
  rows.push(text.slice(start));
  return rows;
}

/** Blanks at the beginning belong to the first word: a line of marks stands below its place by them. */
function wrapWords(text: string, cells: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  const indent = /^ */.exec(text)![0];
  const [first = '', ...others] = text.slice(indent.length).split(' ');
  for (const word of [indent + first, ...others]) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (widthOf(longer) <= cells) {
      row = longer;
      continue;
    }
    if (row !== '') rows.push(row);
    const pieces = wrapCells(word, cells);
    rows.push(...pieces.slice(0, -1));
    row = pieces.at(-1)!;
  }
  rows.push(row);
  return rows;
}
