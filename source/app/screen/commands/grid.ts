import { savedWatches } from '../../../domain/index.ts';
import type { AppState } from '../state.ts';
import type { ActionName } from './actions.ts';
import { type Acting, activeSession, type CommandRecord, command, isOpen, noConnection } from './types.ts';

type Scope = 'grid' | 'gridFilter' | 'tree' | 'treeSearch' | 'columns';
interface Row {
  readonly keys: readonly string[];
  readonly title: string;
  readonly hint?: readonly [text: string, rank: number];
  /** Found in the palette too. */
  readonly listed?: boolean;
  /** Only of something that is watched. */
  readonly watched?: boolean;
}

const rows: { readonly [S in Scope]: { readonly [N in ActionName<S>]: Row } } = {
  grid: {
    open: { keys: ['enter'], title: 'Open the row as a tree of its properties', hint: ['open', 1], listed: true },
    filter: {
      keys: ['/'],
      title: 'Show only rows with these words; Name:word, Size>10GB',
      hint: ['filter', 2],
      listed: true,
    },
    sort: {
      keys: ['o'],
      title: 'Sort by this column; again: the other way; again: as it came',
      hint: ['sort', 3],
      listed: true,
    },
    copy: { keys: ['y'], title: 'Copy the cell, the row or the marked rows', hint: ['copy', 4], listed: true },
    save: { keys: ['s'], title: 'Save as CSV, JSON, CLIXML, text or HTML', hint: ['save', 5], listed: true },
    run: {
      keys: ['x'],
      title: 'Run a line or a saved command for each marked row, or this one',
      hint: ['run', 6],
      listed: true,
    },
    mark: { keys: ['space'], title: 'Mark the row', hint: ['mark', 7] },
    markAll: { keys: ['a'], title: 'Mark all rows that are shown, or none', listed: true },
    columns: { keys: ['c'], title: 'Choose and order the columns', hint: ['columns', 8], listed: true },
    hide: { keys: ['-'], title: 'Hide this column', listed: true },
    moveLeft: { keys: ['<'], title: 'Move this column to the left' },
    moveRight: { keys: ['>'], title: 'Move this column to the right' },
    freeze: { keys: ['f'], title: 'Keep the columns up to this one in sight, or none', listed: true },
    whole: { keys: ['+', '='], title: 'Give this column all the width it needs, or the usual one', listed: true },
    newer: { keys: [']'], title: 'Show the next result' },
    older: { keys: ['['], title: 'Show the result before it', listed: true },
    watch: { keys: ['w'], title: 'Watch it: run the line every 10 seconds', listed: true },
    pause: { keys: ['p'], title: 'Pause the watch, or go on with it', hint: ['pause', 1], listed: true, watched: true },
    keepAlive: {
      keys: ['K'],
      title: 'Let the watch keep the session alive, or not',
      hint: ['keep alive', 8],
      watched: true,
    },
    close: { keys: ['escape', 'q'], title: 'Show all rows again; then back to the prompt', hint: ['back', 0] },
    up: { keys: ['up', 'k'], title: 'Row up' },
    down: { keys: ['down', 'j'], title: 'Row down' },
    left: { keys: ['left', 'h'], title: 'Column to the left' },
    right: { keys: ['right', 'l'], title: 'Column to the right' },
    pageUp: { keys: ['pageup'], title: 'Page up' },
    pageDown: { keys: ['pagedown'], title: 'Page down' },
    first: { keys: ['home', 'g', 'ctrl+home'], title: 'First row' },
    last: { keys: ['end', 'G', 'ctrl+end'], title: 'Last row' },
    leave: { keys: ['tab', 'shift+tab'], title: 'Go to the connections' },
  },
  gridFilter: {
    accept: { keys: ['enter'], title: 'Back to the rows', hint: ['to the rows', 0] },
    cancel: { keys: ['escape', 'ctrl+c'], title: 'Show all rows again', hint: ['show all', 1] },
    up: { keys: ['up'], title: 'Row up' },
    down: { keys: ['down'], title: 'Row down' },
  },
  tree: {
    toggle: { keys: ['enter', 'space'], title: 'Open or close what is nested', hint: ['open', 1] },
    open: { keys: ['right', 'l'], title: 'Open what is nested' },
    close: { keys: ['left', 'h'], title: 'Close it, or go to what holds it' },
    search: { keys: ['/'], title: 'Search names and values', hint: ['search', 2] },
    next: { keys: ['n'], title: 'Next place', hint: ['next', 3] },
    previous: { keys: ['N'], title: 'Previous place' },
    copy: { keys: ['y'], title: 'Copy the value', hint: ['copy', 4] },
    nextRow: { keys: [']'], title: 'Open the next row', hint: ['next row', 5] },
    previousRow: { keys: ['['], title: 'Open the row before it' },
    leave: { keys: ['escape', 'q'], title: 'Back to the rows', hint: ['back', 0] },
    up: { keys: ['up', 'k'], title: 'Property up' },
    down: { keys: ['down', 'j'], title: 'Property down' },
    pageUp: { keys: ['pageup'], title: 'Page up' },
    pageDown: { keys: ['pagedown'], title: 'Page down' },
    first: { keys: ['home', 'g', 'ctrl+home'], title: 'First property' },
    last: { keys: ['end', 'G', 'ctrl+end'], title: 'Last property' },
  },
  treeSearch: {
    accept: { keys: ['enter', 'down'], title: 'Go to the next place', hint: ['find', 0] },
    cancel: { keys: ['escape', 'ctrl+c'], title: 'End the search', hint: ['end', 1] },
  },
  columns: {
    accept: { keys: ['enter'], title: 'Show these columns', hint: ['show', 0] },
    toggle: { keys: ['space'], title: 'Show the column or not', hint: ['choose', 2] },
    up: { keys: ['ctrl+up', 'shift+up', 'alt+up'], title: 'Move the column up', hint: ['move', 3] },
    down: { keys: ['ctrl+down', 'shift+down', 'alt+down'], title: 'Move the column down' },
  },
};

const needsGrid = ({ active, panes }: AppState) =>
  active !== undefined && panes[active]?.kind === 'grid' ? undefined : 'No result is open: ^T opens the last one.';

function needsWatch({ active, panes }: AppState): string | undefined {
  const pane = active === undefined ? undefined : panes[active];
  return pane?.kind === 'grid' && pane.isWatched ? undefined : 'Nothing is watched here: w watches what was run.';
}

function needsOpenSession(state: AppState): string | undefined {
  const session = activeSession(state);
  if (!session) return noConnection;
  return isOpen(session) ? undefined : `${session.connection} is not open: Enter connects it.`;
}

export const gridCommands: readonly CommandRecord[] = [
  command({
    id: 'result.open',
    scope: 'anywhere',
    keys: ['ctrl+t'],
    title: 'Open the last result as a grid, or go back from it',
    group: 'Results',
    hint: { text: 'grid', rank: 7 },
    disabledReason: (state) => {
      if (needsGrid(state) === undefined) return undefined;
      return activeSession(state)?.result ? undefined : 'Nothing has given any objects here yet: run a line first.';
    },
    run: (app) => {
      const { active, panes } = app.store.getState();
      if (active === undefined) return;
      if (panes[active]) app.closePane(active);
      else app.openResult(active);
      app.setFocus('prompt');
    },
  }),
  command({
    id: 'watch',
    scope: 'anywhere',
    keys: ['alt+w'],
    title: 'Watch something: a line every few seconds, as a grid',
    group: 'Results',
    disabledReason: needsOpenSession,
    run: (app) => app.openDialog({ kind: 'watches' }),
  }),
  ...savedWatches.map(({ title, line, seconds }, index) =>
    command({
      id: `watch.${index + 1}`,
      scope: 'anywhere',
      keys: [],
      title,
      group: 'Results',
      disabledReason: needsOpenSession,
      run: (app) => {
        const { active } = app.store.getState();
        if (active !== undefined) app.watch(active, { line, seconds });
        app.setFocus('prompt');
      },
    }),
  ),
  ...Object.entries(rows).flatMap(([scope, ofScope]) =>
    Object.entries<Row>(ofScope).map(([act, { keys, title, hint, listed, watched }]) =>
      command({
        ...({ scope, act } as Acting),
        keys,
        title,
        group: 'Results',
        hidden: !listed,
        ...(hint ? { hint: { text: hint[0], rank: hint[1] } } : {}),
        ...(watched ? { disabledReason: needsWatch } : listed ? { disabledReason: needsGrid } : {}),
      }),
    ),
  ),
];
