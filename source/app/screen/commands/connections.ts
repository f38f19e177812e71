import { neverRejects } from '../../../async/background.ts';
import { listOrder } from '../../../domain/index.ts';
import { leftBehind } from '../left-behind.ts';
import type { App } from '../port.ts';
import type { AppState } from '../state.ts';
import { step } from './list.ts';
import {
  activeConnection,
  activeSession,
  type CommandRecord,
  command,
  isConnectable,
  needsConnection,
  noConnection,
  type ScreenPort,
} from './types.ts';

const needsShown = ({ active }: AppState) => (active === undefined ? noConnection : undefined);

/** Whether what is shown is to be connected first; a group where some are open is not. */
function isClosed(state: AppState): boolean {
  const session = activeSession(state);
  return session !== undefined && isConnectable(session);
}

/** By the number of a key, with or without Alt. */
export function showNumber(app: App, screen: ScreenPort, pressed: string): void {
  const digit = pressed.at(-1) ?? '';
  const { connections, list } = app.store.getState();
  const connection = listOrder(connections, list.order)[Number(digit) - 1];
  if (!connection) screen.notice(`There is no connection number ${digit}.`);
  else {
    app.select(connection.name);
    app.setFocus('prompt');
  }
}

function remove(app: App): void {
  const connection = activeConnection(app.store.getState());
  if (!connection) return;
  const { name } = connection;
  const confirmed = app.confirm({
    title: 'Remove connection',
    text: `Remove the saved connection ${name}? Its history goes with it. Nothing changes on the server.`,
    confirmLabel: 'Remove',
    danger: true,
  });
  neverRejects(confirmed.then((yes) => (yes ? app.removeConnection(name) : undefined)));
}

function edit(app: App): void {
  const { active } = app.store.getState();
  if (active !== undefined) app.openDialog({ kind: 'connectionForm', existing: active });
}

export const connectionCommands: readonly CommandRecord[] = [
  command({
    id: 'connection.new',
    scope: 'anywhere',
    keys: ['ctrl+n'],
    title: 'Add a connection',
    group: 'Connections',
    hint: { text: 'new', rank: 6 },
    run: (app) => app.openDialog({ kind: 'connectionForm', existing: undefined }),
  }),
  command({
    id: 'connection.edit',
    scope: 'anywhere',
    keys: ['f4'],
    title: 'Edit this connection',
    group: 'Connections',
    hint: { text: 'edit', rank: 10 },
    disabledReason: needsConnection,
    run: edit,
  }),
  command({
    id: 'connection.next',
    scope: 'anywhere',
    keys: ['alt+down'],
    title: 'Show the next connection',
    group: 'Connections',
    disabledReason: needsShown,
    run: (app) => step(app, 1),
  }),
  command({
    id: 'connection.previous',
    scope: 'anywhere',
    keys: ['alt+up'],
    title: 'Show the previous connection',
    group: 'Connections',
    disabledReason: needsShown,
    run: (app) => step(app, -1),
  }),
  command({
    id: 'orphans',
    scope: 'anywhere',
    keys: ['ctrl+o'],
    title: 'Show and remove sessions that were left behind',
    group: 'Connections',
    hint: { text: 'orphans', rank: 5 },
    run: (app) => {
      app.openDialog({ kind: 'orphans' });
      neverRejects(app.scanOrphans());
    },
  }),
  command({
    id: 'orphans.clean',
    scope: 'anywhere',
    keys: ['ctrl+x'],
    title: 'Remove the sessions that an ended exterm left behind',
    group: 'Connections',
    disabledReason: (state) =>
      leftBehind(state).length > 0 ? undefined : 'No ended exterm has left a session behind. ^O asks the servers too.',
    run: (app) => neverRejects(app.removeLeftBehind()),
  }),
  command({
    id: 'connections.number',
    scope: 'connections',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    keysLabel: '1…9',
    title: 'Show the connection with that number, where Alt+1…9 is taken',
    group: 'Connections',
    hidden: true,
    run: showNumber,
  }),
  command({
    id: 'connections.open',
    scope: 'connections',
    keys: ['enter'],
    title: 'Connect, or go to the prompt',
    group: 'Connections',
    hint: { text: 'connect', rank: 3, when: isClosed },
    hidden: true,
    disabledReason: needsShown,
    run: (app) => {
      const state = app.store.getState();
      if (state.active !== undefined && isClosed(state)) app.connect(state.active);
      app.setFocus('prompt');
    },
  }),
  command({
    id: 'connection.remove',
    scope: 'connections',
    keys: ['delete'],
    title: 'Remove this connection',
    group: 'Connections',
    danger: true,
    hint: { text: 'remove', rank: 8 },
    disabledReason: (state) => {
      const session = activeSession(state);
      if (!session || !activeConnection(state)) return needsConnection(state);
      return isConnectable(session) ? undefined : `${session.connection} is open: F6 disconnects it first.`;
    },
    run: remove,
  }),
  command({
    id: 'connections.prompt',
    scope: 'connections',
    keys: ['tab', 'shift+tab', 'escape'],
    title: 'Go to the prompt; typing does that too',
    group: 'Connections',
    hint: { text: 'prompt', rank: 4 },
    hidden: true,
    run: (app) => {
      app.dismissFlash();
      app.setFocus('prompt');
    },
  }),
];
