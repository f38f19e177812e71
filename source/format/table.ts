import type { PsObject, PsValue } from '../objects/index.ts';
import { clean } from '../text/clean.ts';
import { padEnd, padStart, truncate, widthOf, wrap } from '../text/width.ts';
import { Cells } from './cells.ts';
import { longestCell, shortened } from './limits.ts';
import { isNumeric, valueText } from './value-text.ts';
import type { Column } from './view.ts';
import { fitted, fittedWithSpare, longestNumber, type Need, narrowest, numberWidth, widen } from './widths.ts';

const gap = 1;

interface LaidOut extends Column {
  readonly heading: string;
  readonly right: boolean;
  /** Grows with the rows. */
  readonly need: Need;
}

/**
 * A table with columns for the rows it was made with. They grow with later rows as long as there is room, and where
 * there is none texts are cut, never numbers; what was shown before, the heading too, stays as it was.
 */
export class Table {
  readonly #columns: readonly LaidOut[];
  readonly #cells: Cells;
  /** Columns that may have more cells than their texts need. */
  readonly #isText: readonly boolean[];
  readonly #room: number;
  readonly #wrap: boolean;
  /** The value's text, clean; where it is not wrapped, no more of it than the whole table could show. */
  readonly #textOf: (value: PsValue) => string;
  #widths: readonly number[];
  /** Columns for which there was no room. */
  readonly left: number;

  /**
   * `complete`: these are all the rows there will be, so nothing is kept free for longer ones. `isAsked`: the columns are
   * those that somebody asked for, and each is shown as long as anything of it can be.
   */
  constructor(
    columns: readonly Column[],
    rows: readonly PsObject[],
    options: { width: number; wrap: boolean; complete: boolean; isAsked: boolean; items: number | undefined },
  ) {
    this.#wrap = options.wrap;
    const { items } = options;
    this.#textOf = options.wrap
      ? (value) => clean(shortened(valueText(value, { items }), longestCell))
      : (value) => truncate(valueText(value, { items }), Math.max(options.width, longestNumber + 1));
    const possible = columns.slice(0, Math.max(1, Math.floor((options.width + gap) / (narrowest + gap))));
    this.#cells = new Cells(possible.map(({ property }) => property));
    const measured = possible.map((column, index) => this.#measure(column, index, rows, options.width));
    this.#columns = measured.slice(
      0,
      countFitting(measured, options.width, options.isAsked ? narrowest : legible(options.width)),
    );
    this.#isText = this.#columns.map(({ right, width }) => !right && width === undefined);
    this.#room = Math.max(this.#columns.length, options.width - gap * (this.#columns.length - 1));
    this.#widths = options.complete
      ? fitted(this.#needs(), this.#room)
      : fittedWithSpare(this.#needs(), this.#isText, this.#room);
    this.left = columns.length - this.#columns.length;
  }

  headings(): readonly string[] {
    const line = (text: (column: LaidOut) => string) =>
      this.#line(this.#columns.map((column, index) => truncate(text(column), this.#widths[index] ?? 1)));
    return [line(({ heading }) => heading), line(({ heading }) => '-'.repeat(widthOf(heading)))];
  }

  row(value: PsObject): readonly string[] {
    let hasGrown = false;
    const texts = this.#columns.map(({ need, width }, index) => {
      const { widest, number } = need;
      const text = this.#addCell(need, this.#cells.at(value, index), width);
      hasGrown ||= need.widest > widest || need.number > number;
      return text;
    });
    if (hasGrown && texts.some((text, index) => widthOf(text) > (this.#widths[index] ?? 0))) {
      this.#widths = widen(this.#widths, this.#needs(), this.#isText, this.#room);
    }
    if (!this.#wrap) return [this.#line(texts.map((text, index) => truncate(text, this.#widths[index] ?? 0)))];
    const cells = texts.map((text, index) => wrap(text, this.#widths[index] ?? 1, 'words'));
    const height = cells.reduce((most, lines) => Math.max(most, lines.length), 1);
    return Array.from({ length: height }, (_, line) => this.#line(cells.map((lines) => lines[line] ?? '')));
  }

  #needs(): readonly Need[] {
    return this.#columns.map(({ need }) => need);
  }

  #line(cells: readonly string[]): string {
    const last = cells.length - 1;
    let line = '';
    for (const [index, cell] of cells.entries()) {
      const { right = false, align } = this.#columns[index] ?? {};
      // Blanks at the end of a line are nobody's.
      const width = this.#widths[index] ?? 1;
      const before = align === 'center' ? Math.max(0, Math.floor((width - widthOf(cell)) / 2)) : 0;
      line += right
        ? padStart(cell, width)
        : index === last
          ? ' '.repeat(before) + cell
          : padEnd(' '.repeat(before) + cell, width);
      if (index < last) line += ' ';
    }
    return line.trimEnd();
  }

  #measure(column: Column, index: number, rows: readonly PsObject[], width: number): LaidOut {
    const heading = truncate(column.label ?? column.property, column.width ?? width);
    const need: Need = { widest: column.width ?? Math.max(1, widthOf(heading)), number: 0 };
    let numbers = 0;
    let others = 0;
    for (const row of rows) {
      const value = this.#cells.at(row, index);
      if (value === null) continue;
      if (isNumeric(value)) numbers++;
      else others++;
      this.#addCell(need, value, column.width);
    }
    return { ...column, heading, need, right: column.align ? column.align === 'right' : numbers > 0 && others === 0 };
  }

  /** The value's text, its column's need grown by it where its width was not asked for. */
  #addCell(need: Need, value: PsValue, width: number | undefined): string {
    const text = this.#textOf(value);
    if (width !== undefined) return this.#wrap ? text : truncate(text, width);
    need.widest = Math.max(need.widest, widthOf(text));
    need.number = Math.max(need.number, numberWidth(value, text));
    return text;
  }
}

/** Cells of a text by which one row is told from the next, as far as there is room. */
const legible = (width: number) => Math.min(10, Math.floor(width / 5));

/**
 * The first columns that can stand beside one another with their numbers whole and so many cells of a longer text; one at
 * least.
 */
function countFitting(columns: readonly LaidOut[], width: number, least: number): number {
  let used = -gap;
  const tooMany = columns.findIndex(({ need }) => {
    used += gap + Math.max(narrowest, need.number, Math.min(least, need.widest));
    return used > width;
  });
  return tooMany < 0 ? columns.length : Math.max(1, tooMany);
}
