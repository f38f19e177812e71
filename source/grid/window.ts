import { truncate } from '../text/width.ts';
import type { Change } from './changes.ts';
import type { GridColumn } from './columns.ts';
import type { Grid } from './grid.ts';
import { cellOf } from './order.ts';

export interface WindowColumn {
  readonly column: GridColumn;
  /** Its place among the grid's columns. */
  readonly index: number;
  /** Cells that it has here: the last one may be cut. */
  readonly cells: number;
  readonly isRight: boolean;
}

export interface WindowRow {
  /** Its number in the result. */
  readonly row: number;
  readonly isCurrent: boolean;
  readonly isMarked: boolean;
  /** What is different from the last look. */
  readonly change: Change | undefined;
  /** A text a column, made clean and no wider than that; undefined while the row is fetched from disk. */
  readonly cells: readonly string[] | undefined;
}

/** The part of a grid that can be seen. */
export interface GridWindow {
  readonly columns: readonly WindowColumn[];
  readonly rows: readonly WindowRow[];
  readonly hasMoreLeft: boolean;
  readonly hasMoreRight: boolean;
  /** A row that has to be fetched before all can be shown. */
  readonly missing: number | undefined;
}

const gap = 2;

/** Moves the grid's window so that the cursor is in it, and gives what it shows in so many cells and rows. */
export function gridWindow(grid: Grid, width: number, height: number): GridWindow {
  grid.top = Math.max(0, Math.min(grid.top, grid.row, grid.shown.length - height));
  if (grid.row >= grid.top + height) grid.top = grid.row - height + 1;
  const numbers = grid.shown.subarray(grid.top, grid.top + height);
  const values = [...numbers].map((row) => grid.rows.at(row));
  const texts = values.map(() => new Map<GridColumn, string>());
  const textOf = (index: number, column: GridColumn) => {
    const known = texts[index]!.get(column);
    if (known !== undefined) return known;
    const text = grid.widths.seen(column, cellOf(values[index] ?? null, column.property));
    texts[index]!.set(column, text);
    return text;
  };
  const see = ({ columns }: Visible) => {
    for (const { column } of columns) {
      for (const [index, value] of values.entries()) if (value !== undefined) textOf(index, column);
    }
  };
  // What is seen may widen a column, and then others are seen.
  see(visibleColumns(grid, width));
  const { columns, last } = visibleColumns(grid, width);
  const rows = [...numbers].map((row, index): WindowRow => {
    return {
      row,
      isCurrent: grid.top + index === grid.row,
      isMarked: grid.marks.has(row),
      change: grid.changes.get(row),
      cells:
        values[index] === undefined
          ? undefined
          : columns.map(({ column, cells }) => truncate(textOf(index, column), cells)),
    };
  });
  const at = values.indexOf(undefined);
  return {
    columns,
    rows,
    hasMoreLeft: grid.left > grid.frozen,
    hasMoreRight: last < grid.columns.length - 1,
    missing: at < 0 ? undefined : numbers[at],
  };
}

interface Visible {
  readonly columns: readonly WindowColumn[];
  /** The last column that is seen whole. */
  readonly last: number;
}

/** The frozen columns and those from `left` on, moved so that the current one is whole where there is room. */
function visibleColumns(grid: Grid, width: number): Visible {
  const cells = grid.widths.among(grid.columns, width, gap);
  const sum = (from: number, to: number) => cells.slice(from, to).reduce((all, one) => all + one + gap, 0);
  // Frozen columns that leave no room for another are none.
  let frozen = Math.min(grid.frozen, grid.columns.length - 1);
  while (frozen > 0 && sum(0, frozen) > (width * 2) / 3) frozen--;
  let left = Math.max(frozen, Math.min(grid.left, grid.columns.length - 1));
  const current = grid.column;
  if (current >= frozen && current < left) left = current;
  while (left < current && sum(0, frozen) + sum(left, current + 1) - gap > width) left++;
  // Room that is left over at the right is used for columns at the left.
  while (left > frozen && sum(0, frozen) + sum(left - 1, cells.length) - gap <= width) left--;
  grid.left = left;
  const columns: WindowColumn[] = [];
  let room = width;
  let last = -1;
  for (const index of [...range(0, frozen), ...range(left, cells.length)]) {
    if (room <= 0) break;
    const column = grid.columns[index]!;
    const own = Math.min(cells[index]!, room);
    // A sliver of a column says nothing.
    if (own < Math.min(cells[index]!, 4) && columns.length > 0) break;
    columns.push({ column, index, cells: own, isRight: grid.widths.isRight(column) });
    if (own === cells[index]) last = index;
    room -= own + gap;
  }
  return { columns: filled(columns, room + gap, grid), last };
}

/** Room that is left over goes to columns that would otherwise be cut. */
function filled(columns: readonly WindowColumn[], room: number, grid: Grid): readonly WindowColumn[] {
  let spare = room;
  return columns.map((one) => {
    const more = Math.max(0, Math.min(spare, grid.widths.wanted(one.column) - one.cells));
    spare -= more;
    return { ...one, cells: one.cells + more };
  });
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
