import type { PsObject, PsValue } from '../objects/index.ts';
import { cellWidth, pad, truncate, wrap } from '../text/cells.ts';
import { neutralise } from '../text/neutralise.ts';
import { cellValue } from './shape.ts';
import { isNumeric, valueText } from './value-text.ts';
import type { Column } from './views.ts';
import { fitted, fittedWithSpare, type Need, narrowest, numberWidth, widen } from './widths.ts';

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
  readonly #isText: readonly boolean[];
  readonly #room: number;
  readonly #wrap: boolean;
  #widths: readonly number[];
  /** Columns for which there was no room. */
  readonly left: number;

  /** `complete`: these are all the rows there will be, so nothing is kept free for longer ones. */
  constructor(
    columns: readonly Column[],
    rows: readonly PsObject[],
    options: { width: number; wrap: boolean; complete: boolean },
  ) {
    const measured = columns.map((column) => measure(column, rows));
    this.#columns = measured.slice(0, countFitting(measured, options.width));
    this.#isText = this.#columns.map(({ right }) => !right);
    this.#room = Math.max(this.#columns.length, options.width - gap * (this.#columns.length - 1));
    this.#widths = options.complete
      ? fitted(this.#needs(), this.#room)
      : fittedWithSpare(this.#needs(), this.#isText, this.#room);
    this.#wrap = options.wrap;
    this.left = measured.length - this.#columns.length;
  }

  headings(): readonly string[] {
    const line = (text: (column: LaidOut) => string) =>
      this.#line(this.#columns.map((column, index) => truncate(text(column), this.#widths[index] ?? 1)));
    return [line(({ heading }) => heading), line(({ heading }) => '-'.repeat(cellWidth(heading)))];
  }

  row(value: PsObject): readonly string[] {
    let hasGrown = false;
    const texts = this.#columns.map(({ property, need }) => {
      const { widest, number } = need;
      const text = addCell(need, cellValue(value, property));
      hasGrown ||= need.widest > widest || need.number > number;
      return text;
    });
    if (hasGrown && texts.some((text, index) => cellWidth(text) > (this.#widths[index] ?? 0))) {
      this.#widths = widen(this.#widths, this.#needs(), this.#isText, this.#room);
    }
    if (!this.#wrap) return [this.#line(texts.map((text, index) => truncate(text, this.#widths[index] ?? 0)))];
    const cells = texts.map((text, index) => wrap(text, this.#widths[index] ?? 1));
    const height = Math.max(1, ...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => this.#line(cells.map((lines) => lines[line] ?? '')));
  }

  #needs(): readonly Need[] {
    return this.#columns.map(({ need }) => need);
  }

  #line(cells: readonly string[]): string {
    const last = cells.length - 1;
    let line = '';
    for (const [index, cell] of cells.entries()) {
      const right = !this.#isText[index];
      // Blanks at the end of a line are nobody's.
      line +=
        index === last && !right ? cell : `${pad(cell, this.#widths[index] ?? 1, right)}${index === last ? '' : ' '}`;
    }
    return line.trimEnd();
  }
}

function measure(column: Column, rows: readonly PsObject[]): LaidOut {
  const heading = neutralise(column.label ?? column.property);
  const need: Need = { widest: Math.max(1, cellWidth(heading)), number: 0 };
  let numbers = 0;
  let others = 0;
  for (const row of rows) {
    const value = cellValue(row, column.property);
    if (value === null) continue;
    if (isNumeric(value)) numbers++;
    else others++;
    addCell(need, value);
  }
  return { ...column, heading, need, right: numbers > 0 && others === 0 };
}

/** The value's text, its column's need grown by it. */
function addCell(need: Need, value: PsValue): string {
  const text = neutralise(valueText(value));
  need.widest = Math.max(need.widest, cellWidth(text));
  need.number = Math.max(need.number, numberWidth(value, text));
  return text;
}

/** The first columns that can stand beside one another with their numbers whole; one at least. */
function countFitting(columns: readonly LaidOut[], width: number): number {
  let used = -gap;
  const tooMany = columns.findIndex(({ need }) => {
    used += gap + Math.max(narrowest, need.number);
    return used > width;
  });
  return tooMany < 0 ? columns.length : Math.max(1, tooMany);
}
