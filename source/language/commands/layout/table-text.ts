import { cut, truncate, widthOf, wrap } from '../../../text/width.ts';

export type Align = 'left' | 'center' | 'right';

export interface TableColumn {
  readonly label: string;
  /** Cells; 0 shares what the others leave. */
  readonly width: number;
  readonly align: Align;
}

const least = 1;

/**
 * Widths as PowerShell gives them: what has none shares the room that is left, one cell after the other from the left; where
 * the sum is too much the last columns lose theirs, down to nothing (-1).
 */
export function fitWidths(asked: readonly number[], room: number): number[] {
  const widths = asked.map((width) => (width === 0 ? least : width));
  const used = () => {
    const shown = widths.filter((width) => width > 0);
    return shown.reduce((sum, width) => sum + width, 0) + shown.length - 1;
  };
  let free = room - used();
  const growing = asked.flatMap((width, index) => (width === 0 ? [index] : []));
  if (growing.length > 0 && free >= 0) {
    for (let at = 0; free > 0; at++, free--) widths[growing[at % growing.length]!]! += 1;
    return widths;
  }
  for (let last = widths.length - 1; last >= 0 && used() > room; last--) {
    const rest = widths[last]! - (used() - room);
    widths[last] = rest < least ? -1 : rest;
  }
  return widths;
}

/** Lines of a table whose widths are settled. */
export class TableText {
  readonly #columns: readonly TableColumn[];
  readonly #wraps: boolean;

  constructor(columns: readonly TableColumn[], room: number, wraps: boolean) {
    const widths = fitWidths(
      columns.map(({ width }) => width),
      room,
    );
    this.#columns = columns.map((column, index) => ({ ...column, width: widths[index]! }));
    this.#wraps = wraps;
  }

  headings(): readonly string[] {
    const dashes = this.#columns.map(({ label, width }) =>
      '-'.repeat(Math.max(0, label === '' ? width : Math.min(width, widthOf(label)))),
    );
    return [...this.#wrapped(this.#columns.map(({ label }) => label)), this.#line(dashes)];
  }

  row(cells: readonly string[]): readonly string[] {
    return this.#wraps ? this.#wrapped(cells) : [this.#line(cells)];
  }

  #line(cells: readonly string[]): string {
    const last = this.#columns.length - 1;
    let line = '';
    for (const [index, column] of this.#columns.entries()) {
      if (column.width <= 0) continue;
      if (index > 0) line += ' ';
      line += field(cells[index] ?? '', column, index < last);
    }
    return line;
  }

  #wrapped(cells: readonly string[]): readonly string[] {
    const shown = this.#columns.flatMap((column, index) =>
      column.width > 0 ? [{ column, text: cells[index] ?? '' }] : [],
    );
    const rows = shown.map(({ column, text }) => wrap(text.replaceAll('\t', '    '), column.width, 'cells'));
    const height = Math.max(0, ...rows.map(({ length }) => length));
    return Array.from({ length: height }, (_, row) => {
      const last = rows.findLastIndex((lines) => lines.length > row);
      let line = '';
      for (const [index, { column }] of shown.entries()) {
        if (index > last) break;
        if (index > 0) line += ' ';
        line += field(rows[index]![row] ?? '', column, index < shown.length - 1);
      }
      return height > 1 ? line.trimEnd() : line;
    });
  }
}

/** A cell in its width; at the end of a line no blanks follow it. */
function field(value: string, { width, align }: TableColumn, isPadded: boolean): string {
  const end = value.search(/[\r\n]/);
  const text = end < 0 ? value : `${value.slice(0, end)}…`;
  const cells = widthOf(text);
  if (cells > width)
    return align === 'right' ? tail(text, width) : width > 1 ? truncate(text, width) : cut(text, width);
  const free = width - cells;
  if (align === 'right') return ' '.repeat(free) + text;
  const before = align === 'center' ? Math.floor(free / 2) : 0;
  return ' '.repeat(before) + text + (isPadded ? ' '.repeat(free - before) : '');
}

/** The end of a text that is too long for its cell. */
function tail(text: string, width: number): string {
  const room = width > 1 ? width - 1 : width;
  let from = text.length;
  while (from > 0 && widthOf(text.slice(from - 1)) <= room) from--;
  return `${width > 1 ? '…' : ''}${text.slice(from)}`;
}

/** How many columns of texts that long Format-Wide puts beside one another. */
export function bestAcross(longest: number, room: number): number {
  if (longest <= 0 || longest >= room) return 1;
  let columns = 1;
  while (longest * (columns + 1) + columns < room) columns++;
  return columns;
}
