import type { OpenGrid } from '../../app/results/open-grid.ts';
import type { Actions, ScreenPort } from '../../app/screen/commands/index.ts';
import { nodeText } from '../../grid/tree.ts';
import { type GridView, moveActions } from './grid-view.ts';

/** What the keys do while a row of the grid is open as a tree. */
export function treeActions(open: OpenGrid, view: GridView, screen: ScreenPort): Actions<'tree' | 'treeSearch'> {
  const on = (act: (tree: NonNullable<OpenGrid['tree']>) => void) => () => {
    if (open.tree) act(open.tree);
    open.touched();
  };
  const rows = () => ({ at: open.tree?.current ?? 0, count: open.tree?.nodes.length ?? 0 });
  return {
    tree: {
      ...moveActions(open, rows, view, (index) => open.tree?.moveTo(index)),
      toggle: on((tree) => tree.toggle()),
      open: on((tree) => tree.open()),
      close: on((tree) => tree.close()),
      search: on(() => {
        view.isSearching = true;
      }),
      next: () => find(open, view, screen, 1),
      previous: () => find(open, view, screen, -1),
      copy: () => {
        if (open.tree?.node) screen.copy(nodeText(open.tree.node.value));
      },
      nextRow: () => openRow(open, 1),
      previousRow: () => openRow(open, -1),
      leave: () => open.closeRow(),
    },
    treeSearch: {
      accept: () => {
        view.isSearching = false;
        find(open, view, screen, 1);
      },
      cancel: () => {
        view.isSearching = false;
        view.search.set('');
        open.touched();
      },
    },
  };
}

/** What is searched for has changed: the tree opens where it is, and the cursor goes there. */
export function searched(open: OpenGrid, view: GridView): void {
  const { tree } = open;
  if (tree && view.search.text !== '') {
    tree.reveal(view.search.text);
    tree.find(view.search.text, 1, tree.current);
  }
  open.touched();
}

function find(open: OpenGrid, view: GridView, screen: ScreenPort, by: 1 | -1): void {
  const { text } = view.search;
  if (text === '') screen.notice('Nothing is searched for: / begins.');
  else if (!open.tree?.find(text, by)) screen.notice(`Nothing here has "${text}" in it.`);
  open.touched();
}

/** The row beside the one whose tree is open. */
function openRow(open: OpenGrid, by: number): void {
  open.grid.moveTo(open.grid.row + by);
  open.openRow();
}
