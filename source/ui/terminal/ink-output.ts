import { Memory } from './memory.ts';
import { type Cell, cellsOf, cellWidth, rowWidth, textOf } from './styled-cells.ts';

/** Turns a row of a text into what is shown; Ink's `Text` adds its colours with it. */
type Transformer = (row: string, index: number) => string;

/** Half-open bounds in cells; an absent one is open. */
interface Clip {
  readonly x1: number | undefined;
  readonly x2: number | undefined;
  readonly y1: number | undefined;
  readonly y2: number | undefined;
}

/** A row of a text, and the column where it is put. */
interface Piece {
  readonly x: number;
  readonly row: string;
}

const blank: Cell = { type: 'char', value: ' ', fullWidth: false, styles: [] };

/** Normalised rows of a text, each with the styles that reach into it. */
const splitTexts = new Memory<string, readonly string[]>(1024);
const slicedRows = new Memory<string, string>(1024);
/** Rows of frames by what was put on them: scrolled, unchanged or covered for a moment, they are made once. */
const frameRows = new Memory<string, string>(1024);

/**
 * In place of Ink's class of the same face (build/output.js), which spends three quarters of a frame's time: texts are
 * put at places, `get` gives the frame. What it makes is the same; it keeps what it made between frames.
 */
export default class Output {
  readonly width: number;
  readonly height: number;
  readonly #rows: Piece[][];
  readonly #clips: Clip[] = [];

  constructor({ width, height }: { readonly width: number; readonly height: number }) {
    this.width = width;
    this.height = height;
    this.#rows = Array.from({ length: Math.max(0, Math.ceil(height)) }, () => []);
  }

  write(x: number, y: number, text: string, { transformers }: { readonly transformers: readonly Transformer[] }): void {
    if (text === '') return;
    const clip = this.#clips.at(-1);
    const rows = splitTexts.get(text, splitRows);
    const placed = clip ? clipRows(rows, x, y, clip) : { rows, x, y };
    placed?.rows.forEach((row, index) => {
      const target = this.#rows[placed.y + index];
      if (!target) return;
      const at = placed.y + index - y;
      target.push({ x: placed.x, row: transformers.reduce((shown, transform) => transform(shown, at), row) });
    });
  }

  clip(clip: Partial<Clip>): void {
    const outer = this.#clips.at(-1);
    this.#clips.push({
      x1: tighter(Math.max, outer?.x1, clip.x1),
      x2: tighter(Math.min, outer?.x2, clip.x2),
      y1: tighter(Math.max, outer?.y1, clip.y1),
      y2: tighter(Math.min, outer?.y2, clip.y2),
    });
  }

  unclip(): void {
    this.#clips.pop();
  }

  get(): { output: string; height: number } {
    const output = this.#rows.map((pieces) => this.#frameRow(pieces)).join('\n');
    return { output, height: this.#rows.length };
  }

  #frameRow(pieces: readonly Piece[]): string {
    if (pieces.length === 0) return '';
    const key = `${this.width}${pieces.map(({ x, row }) => `\n${x} ${row}`).join('')}`;
    return frameRows.get(key, () => drawRow(pieces, this.width));
  }
}

function tighter(
  of: (a: number, b: number) => number,
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  return a === undefined ? b : b === undefined ? a : of(a, b);
}

function splitRows(text: string): readonly string[] {
  const cells = cellsOf(text);
  if (!text.includes('\n')) return [textOf(cells)];
  const rows: Cell[][] = [[]];
  for (const cell of cells) {
    if (cell.value === '\n') rows.push([]);
    else rows.at(-1)!.push(cell);
  }
  return rows.map(textOf);
}

/** What of the rows is within the clip, and where it then begins; undefined: nothing. */
function clipRows(
  rows: readonly string[],
  x: number,
  y: number,
  { x1, x2, y1, y2 }: Clip,
): { rows: readonly string[]; x: number; y: number } | undefined {
  if ((x1 !== undefined && x2 !== undefined && x1 >= x2) || (y1 !== undefined && y2 !== undefined && y1 >= y2)) {
    return undefined;
  }
  const placed = { rows, x, y };
  if (x1 !== undefined && x2 !== undefined) {
    if (x > x2 || x + Math.max(...rows.map(rowWidth)) < x1) return undefined;
    placed.rows = rows.map((row) => sliceRow(row, Math.max(0, x1 - x), Math.min(rowWidth(row), x2 - x)));
    placed.x = Math.max(x, x1);
  }
  if (y1 !== undefined && y2 !== undefined) {
    if (y > y2 || y + rows.length < y1) return undefined;
    const to = y + rows.length > y2 ? y2 - y : rows.length;
    placed.rows = placed.rows.slice(Math.max(0, y1 - y), to);
    placed.y = Math.max(y, y1);
  }
  return placed;
}

function sliceRow(row: string, from: number, to: number): string {
  if (from >= to) return '';
  return slicedRows.get(`${from} ${to} ${row}`, () => textOf(sliceCells(cellsOf(row), from, to)));
}

/** The cells of some columns; a wide character that an end cuts through leaves a blank in its styles. */
function sliceCells(cells: readonly Cell[], from: number, to: number): readonly Cell[] {
  const kept: Cell[] = [];
  let column = 0;
  for (const cell of cells) {
    const start = column;
    column += cellWidth(cell.value);
    if (column <= from) continue;
    if (start >= to) break;
    const isCut = column - start > 1 && (start < from || column > to);
    kept.push(isCut ? blanked(cell) : cell);
  }
  return kept;
}

function blanked(cell: Cell): Cell {
  return { ...cell, value: ' ', fullWidth: false };
}

/** Puts the pieces on a row of blanks, later ones over earlier ones. */
function drawRow(pieces: readonly Piece[], width: number): string {
  const row: (Cell | undefined)[] = Array.from({ length: width }, () => blank);
  for (const piece of pieces) putPiece(row, piece);
  return textOf(row.filter((cell) => cell !== undefined)).trimEnd();
}

/** A wide character has an empty cell behind it; one of which only a half stays visible becomes a blank. */
function putPiece(row: (Cell | undefined)[], piece: Piece): void {
  const cells = cellsOf(piece.row);
  if (cells.length === 0) return;
  let x = piece.x;
  const left = row[x - 1];
  if (row[x]?.value === '' && left && cellWidth(left.value) > 1) row[x - 1] = blanked(left);
  for (const cell of cells) {
    const width = Math.max(1, cellWidth(cell.value));
    put(row, x, cell);
    // The half of a character that begins left of the screen is a blank, not a part of what is not there.
    const rest: Cell = { type: 'char', value: x < 0 ? ' ' : '', fullWidth: false, styles: cell.styles };
    for (let behind = 1; behind < width; behind += 1) put(row, x + behind, rest);
    x += width;
  }
  const right = row[x];
  if (right?.value === '') row[x] = blanked(right);
}

function put(row: (Cell | undefined)[], x: number, cell: Cell): void {
  if (x >= 0) row[x] = cell;
}
