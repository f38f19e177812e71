import type { OpenGrid } from '../../app/results/open-grid.ts';
import type { ActionName } from '../../app/screen/commands/index.ts';
import type { TextField } from '../fields/text-field.ts';

/** What only the screen knows of a grid: what is typed into its fields, and how many rows it shows. */
export interface GridView {
  readonly filter: TextField;
  isFiltering: boolean;
  readonly search: TextField;
  isSearching: boolean;
  /** Rows that fitted the pane when it was drawn last. */
  page: number;
}

type Move = Extract<ActionName<'tree'>, 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last'>;

/** Moves by rows and by pages, as a grid and a tree do it. */
export function moveActions(
  open: OpenGrid,
  where: () => { readonly at: number; readonly count: number },
  view: GridView,
  moveTo: (index: number) => void,
): Readonly<Record<Move, () => void>> {
  const to = (index: () => number) => () => {
    moveTo(index());
    open.touched();
  };
  return {
    up: to(() => where().at - 1),
    down: to(() => where().at + 1),
    pageUp: to(() => where().at - view.page),
    pageDown: to(() => where().at + view.page),
    first: to(() => 0),
    last: to(() => where().count - 1),
  };
}
