import { neverRejects } from '../../../async/background.ts';
import {
  findConnection,
  healthLine,
  healthSeconds,
  homeOf,
  isGroupPlace,
  type ListRow,
  listRows,
  openPlace,
} from '../../../domain/index.ts';
import { groupMembers } from '../groups/views.ts';
import type { App } from '../port.ts';
import type { AppState } from '../state.ts';
import type { ActionName } from './actions.ts';
import { type CommandRecord, command, isConnectable, isOpen, needsAny, noConnection } from './types.ts';

/** Rows that a page of the list is; it need not be what is seen. */
const page = 10;

export function rowsOf({ connections, list }: Pick<AppState, 'connections' | 'list'>): readonly ListRow[] {
  return listRows(connections, list);
}

/** The row of what is shown: its own, or its group's where that is collapsed; -1: it is not among them. */
export function activeRow(
  { connections, active }: Pick<AppState, 'connections' | 'active'>,
  rows: readonly ListRow[],
): number {
  const own = rows.findIndex(({ place }) => place === active);
  const connection = active === undefined ? undefined : findConnection(connections, active);
  if (own >= 0 || !connection) return own;
  const home = homeOf(connections, connection);
  return rows.findIndex((row) => row.kind === 'group' && row.place === home && row.isCollapsed);
}

/** Moves through the list, to its first or last row at most; the pane follows. */
export function step(app: App, by: number): void {
  const state = app.store.getState();
  const rows = rowsOf(state);
  const next = rows[Math.max(0, Math.min(rows.length - 1, activeRow(state, rows) + by))];
  if (next) app.select(next.place);
}

/** The group that is shown, or that what is shown is listed in. */
export function groupOf({ connections, active }: Pick<AppState, 'connections' | 'active'>): string | undefined {
  if (active === undefined || isGroupPlace(active)) return active;
  const connection = findConnection(connections, active);
  return connection && homeOf(connections, connection);
}

/** Shows the rows below a heading, or hides them: then the heading is what is shown. */
function collapse(app: App, isCollapsed: boolean): void {
  const state = app.store.getState();
  const place = groupOf(state);
  if (place === undefined) return;
  const others = state.list.collapsed.filter((one) => one !== place);
  app.setList({ collapsed: isCollapsed ? [...others, place] : others });
  if (isCollapsed) app.select(place);
}

function isCollapsedNow({ active, list }: AppState): boolean {
  return active !== undefined && list.query === '' && list.collapsed.includes(active);
}

const noGroup = 'No connection is in a group. F4 edits one: it may be in several, prod and berlin for instance.';

const needsGroup = (state: AppState) => {
  if (state.active === undefined) return noConnection;
  return groupOf(state) === undefined ? noGroup : undefined;
};

function hasClosed(state: AppState, place: string): boolean {
  return groupMembers(state, place).some(({ name }) => isConnectable(state.sessions[name]!));
}

/** Whether a group is shown of which some are open and some are not. */
function isPartlyOpen(state: AppState): boolean {
  const { active, groups } = state;
  const view = active === undefined ? undefined : groups[active];
  return view !== undefined && isOpen(view) && hasClosed(state, view.connection);
}

const movable = (state: AppState) => {
  const { active, list } = state;
  if (active === openPlace) return `${openPlace} stands in no list.`;
  if (list.query !== '') return 'Only some of the list is shown: / and Esc show all of it.';
  if (list.order !== 'saved')
    return 'The list stands by name: ^P has "List the connections by name, or as they were saved".';
  return needsAny(state);
};

const moves = [
  ['up', 'Previous connection', -1],
  ['down', 'Next connection', 1],
  ['pageup', 'Ten connections up', -page],
  ['pagedown', 'Ten connections down', page],
  ['home', 'First connection', Number.NEGATIVE_INFINITY],
  ['end', 'Last connection', Number.POSITIVE_INFINITY],
] as const;

const searching: { readonly [N in ActionName<'listSearch'>]: readonly [keys: readonly string[], title: string] } = {
  accept: [['enter', 'tab'], 'Back to the list'],
  cancel: [['escape', 'ctrl+c'], 'Show the whole list again'],
  up: [['up'], 'Previous connection'],
  down: [['down'], 'Next connection'],
};

export const listCommands: readonly CommandRecord[] = [
  ...moves.map(([key, title, by]) =>
    command({
      id: `connections.${key}`,
      scope: 'connections',
      keys: [key],
      title,
      group: 'Connections',
      hidden: true,
      run: (app) => step(app, by),
    }),
  ),
  command({
    scope: 'connections',
    act: 'search',
    keys: ['/', 'ctrl+f'],
    title: 'Show only connections with these words in name, host, group or marks',
    group: 'Connections',
    hint: { text: 'filter', rank: 5 },
    disabledReason: needsAny,
  }),
  command({
    id: 'connections.collapse',
    scope: 'connections',
    keys: ['left'],
    title: 'Collapse the group',
    group: 'Connections',
    hint: { text: 'collapse', rank: 7 },
    disabledReason: needsGroup,
    run: (app) => collapse(app, true),
  }),
  command({
    id: 'connections.right',
    scope: 'connections',
    keys: ['right'],
    title: 'Open the collapsed group, or go to the prompt',
    group: 'Connections',
    hidden: true,
    run: (app) => {
      if (isCollapsedNow(app.store.getState())) collapse(app, false);
      else app.setFocus('prompt');
    },
  }),
  command({
    id: 'connections.order',
    scope: 'anywhere',
    keys: [],
    title: 'List the connections by name, or as they were saved',
    group: 'Connections',
    run: (app, screen) => {
      const order = app.store.getState().list.order === 'saved' ? 'name' : 'saved';
      const said = order === 'name' ? 'The list stands by name.' : 'The list stands as it was saved.';
      neverRejects(app.savePreferences({ order }).then((problem) => screen.notice(problem ?? said)));
    },
  }),
  ...([-1, 1] as const).map((by) =>
    command({
      id: by < 0 ? 'connections.moveUp' : 'connections.moveDown',
      scope: 'connections',
      keys: by < 0 ? ['ctrl+up', 'alt+shift+up'] : ['ctrl+down', 'alt+shift+down'],
      title: `Move the connection, or the group, ${by < 0 ? 'up' : 'down'} in the list`,
      group: 'Connections',
      ...(by < 0 ? { hint: { text: 'move', rank: 9 } } : {}),
      disabledReason: movable,
      run: (app, screen) => {
        const { active } = app.store.getState();
        if (active === undefined) return;
        neverRejects(
          app.moveInList(active, by).then((refused) => {
            if (refused !== undefined) screen.notice(refused);
          }),
        );
      },
    }),
  ),
  command({
    id: 'group.prompt',
    scope: 'anywhere',
    keys: ['alt+a'],
    title: 'One line to many: to this group, or to all that are open',
    group: 'Connections',
    hint: { text: 'to many', rank: 9 },
    disabledReason: needsAny,
    run: (app) => {
      const state = app.store.getState();
      const isGroup = state.active !== undefined && isGroupPlace(state.active);
      // Once more: from a group to all that are open.
      app.select((isGroup ? undefined : groupOf(state)) ?? openPlace);
      app.setFocus('prompt');
    },
  }),
  command({
    id: 'group.connect',
    scope: 'anywhere',
    keys: ['alt+c'],
    title: 'Connect all of this group',
    group: 'Connections',
    hint: { text: 'connect the others', rank: 1, when: isPartlyOpen },
    disabledReason: needsGroup,
    run: (app, screen) => {
      const state = app.store.getState();
      const place = groupOf(state);
      if (place === undefined) return;
      app.connect(place);
      if (!hasClosed(state, place)) screen.notice(`All of ${place} is open.`);
    },
  }),
  command({
    id: 'group.health',
    scope: 'anywhere',
    keys: [],
    title: 'Watch the health of all: queues, copies, services, sessions',
    group: 'Results',
    disabledReason: (state) =>
      Object.values(state.sessions).some(isOpen) ? undefined : 'No connection is open: there is nothing to look at.',
    run: (app) => {
      const place = groupOf(app.store.getState()) ?? openPlace;
      app.select(place);
      app.watch(place, { line: healthLine, seconds: healthSeconds });
      app.setFocus('prompt');
    },
  }),
  ...Object.entries(searching).map(([act, [keys, title]], index) =>
    command({
      scope: 'listSearch',
      act: act as ActionName<'listSearch'>,
      keys,
      title,
      group: 'Connections',
      hint: { text: ['to the list', 'show all', 'previous', 'next'][index]!, rank: index },
      hidden: true,
    }),
  ),
];
