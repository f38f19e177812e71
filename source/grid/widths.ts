import { isNumeric, valueText } from '../format/index.ts';
import type { PsValue } from '../objects/index.ts';
import { truncate, widthOf } from '../text/width.ts';
import type { GridColumn } from './columns.ts';

/** Cells that a column has at most, until somebody asks for all of it. */
const usual = 40;
const widest = 400;

/** Cells that a column of text has at least, if it needs them. */
const narrowest = 14;

/** Cells that columns have: as many as what has been seen in them needs. They never become narrower under the eyes. */
export class Widths {
  readonly #seen = new Map<string, { cells: number; number: number; isNumeric: boolean; whole: boolean }>();

  /** Cells that each of these has beside one another; where there is not room for all, the wide ones give way. */
  among(columns: readonly GridColumn[], room: number, gap: number): readonly number[] {
    const wanted = columns.map((column) => this.wanted(column));
    const sum = wanted.reduce((all, cells) => all + cells + gap, -gap);
    if (sum <= room) return wanted;
    const most = Math.max(narrowest, Math.min(usual, Math.floor(room / 3)));
    return columns.map((column) => this.#of(column, most));
  }

  /** Cells that it has where there is room. */
  wanted(column: GridColumn): number {
    return this.#of(column, usual);
  }

  #of(column: GridColumn, most: number): number {
    const { cells, number, whole } = this.#about(column);
    return Math.min(cells, whole ? widest : Math.max(number, most));
  }

  /** Numbers stand at the right. */
  isRight(column: GridColumn): boolean {
    return this.#about(column).isNumeric;
  }

  /** Whether the column has all the cells that it needs, or at most the usual number. */
  toggleWhole(column: GridColumn): void {
    const about = this.#about(column);
    about.whole = !about.whole;
  }

  /** Takes in a cell that is to be shown; gives its text, clean and of a length that can be shown. */
  seen(column: GridColumn, value: PsValue): string {
    const about = this.#about(column);
    const text = truncate(valueText(value), widest);
    const cells = widthOf(text);
    if (cells > about.cells) about.cells = cells;
    // A number that is cut reads as another one.
    if (isNumeric(value)) about.number = Math.max(about.number, cells);
    else if (value !== null) about.isNumeric = false;
    return text;
  }

  #about({ property, heading }: GridColumn) {
    const key = property?.toLowerCase() ?? '';
    let about = this.#seen.get(key);
    if (!about) {
      // A cell more than the heading: the sign of the sorting stands there.
      about = { cells: Math.max(4, widthOf(truncate(heading, usual)) + 2), number: 0, isNumeric: true, whole: false };
      this.#seen.set(key, about);
    }
    return about;
  }
}
