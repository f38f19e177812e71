import type { PsObject } from '../objects/index.ts';
import { cellWidth, pad, truncate, wrap } from '../text/cells.ts';
import { neutralise } from '../text/neutralise.ts';
import { cellValue } from './shape.ts';
import { isNumeric, valueText } from './value-text.ts';
import type { Column } from './views.ts';

const gap = 1;
const narrowest = 3;

interface LaidOut extends Column {
  readonly heading: string;
  readonly width: number;
  readonly right: boolean;
}

/** A table whose columns are fixed by the rows it was made with; later rows are cut to fit. */
export class Table {
  readonly #columns: readonly LaidOut[];
  readonly #wrap: boolean;
  /** Columns for which there was no room. */
  readonly left: number;

  /** `complete`: these are all the rows there will be, so nothing is kept free for longer ones. */
  constructor(
    columns: readonly Column[],
    rows: readonly PsObject[],
    options: { width: number; wrap: boolean; complete: boolean },
  ) {
    const measured = columns.map((column) => measure(column, rows));
    const fitting = Math.max(1, Math.floor((options.width + gap) / (narrowest + gap)));
    const shown = measured.slice(0, fitting);
    const room = Math.max(shown.length, options.width - gap * (shown.length - 1));
    const widths = share(
      shown.map(({ width }) => width),
      room,
      options.complete,
      shown.map(({ right }) => right),
    );
    this.#columns = shown.map((column, index) => ({ ...column, width: Math.min(widths[index] ?? 1, options.width) }));
    this.#wrap = options.wrap;
    this.left = measured.length - shown.length;
  }

  headings(): readonly string[] {
    const line = (text: (column: LaidOut) => string) =>
      this.#line(this.#columns.map((column) => truncate(text(column), column.width)));
    return [line(({ heading }) => heading), line(({ heading }) => '-'.repeat(cellWidth(heading)))];
  }

  row(value: PsObject): readonly string[] {
    const texts = this.#columns.map(({ property }) => cellText(value, property));
    if (!this.#wrap) return [this.#line(texts.map((text, index) => truncate(text, this.#columns[index]?.width ?? 0)))];
    const cells = texts.map((text, index) => wrap(text, this.#columns[index]?.width ?? 1));
    const height = Math.max(1, ...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => this.#line(cells.map((lines) => lines[line] ?? '')));
  }

  #line(cells: readonly string[]): string {
    const last = cells.length - 1;
    let line = '';
    for (const [index, cell] of cells.entries()) {
      const column = this.#columns[index] as LaidOut;
      // Blanks at the end of a line are nobody's.
      line +=
        index === last && !column.right ? cell : `${pad(cell, column.width, column.right)}${index === last ? '' : ' '}`;
    }
    return line.trimEnd();
  }
}

const cellText = (value: PsObject, property: string) => neutralise(valueText(cellValue(value, property)));

function measure(column: Column, rows: readonly PsObject[]): LaidOut {
  const heading = neutralise(column.label ?? column.property);
  let width = Math.max(1, cellWidth(heading));
  let numbers = 0;
  let others = 0;
  for (const row of rows) {
    const value = cellValue(row, column.property);
    if (value === null) continue;
    if (isNumeric(value)) numbers++;
    else others++;
    width = Math.max(width, cellWidth(neutralise(valueText(value))));
  }
  return { ...column, heading, width, right: numbers > 0 && others === 0 };
}

/**
 * Widths that fit the room. Where all fit, more rows may come and be longer: text columns get a share of what is free,
 * up to half of their own width. Where they do not, the narrow ones keep theirs and the wide ones share the rest.
 */
function share(
  wanted: readonly number[],
  room: number,
  complete: boolean,
  fixed: readonly boolean[],
): readonly number[] {
  const total = wanted.reduce((sum, width) => sum + width, 0);
  if (total <= room) {
    const growing = fixed.filter((one, index) => !one && index < wanted.length - 1).length;
    if (complete || growing === 0) return stretchLast(wanted, room, complete || fixed.at(-1) === true);
    const each = Math.floor((room - total) / (growing + 1));
    const grown = wanted.map((width, index) =>
      fixed[index] || index === wanted.length - 1 ? width : width + Math.min(each, Math.ceil(width / 2)),
    );
    return stretchLast(grown, room, fixed.at(-1) === true);
  }
  const widths: number[] = wanted.map(() => 0);
  let open = wanted.map((_, index) => index);
  let left = room;
  for (;;) {
    const fair = Math.floor(left / open.length);
    const narrow = open.filter((index) => (wanted[index] ?? 0) <= fair);
    if (narrow.length === 0) {
      open.forEach((index, place) => {
        widths[index] = Math.max(1, fair + (place < left - fair * open.length ? 1 : 0));
      });
      return widths;
    }
    for (const index of narrow) {
      widths[index] = wanted[index] ?? 1;
      left -= wanted[index] ?? 0;
    }
    open = open.filter((index) => !narrow.includes(index));
    if (open.length === 0) return widths;
  }
}

/** The last column may use what nobody else does. */
function stretchLast(widths: readonly number[], room: number, keep: boolean): readonly number[] {
  if (keep) return widths;
  const others = widths.slice(0, -1).reduce((sum, width) => sum + width, 0);
  return [...widths.slice(0, -1), Math.max(widths.at(-1) ?? 1, room - others)];
}
