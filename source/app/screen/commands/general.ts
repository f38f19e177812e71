import { type CommandRecord, command } from './types.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export const generalCommands: readonly CommandRecord[] = [
  command({
    id: 'help',
    scope: 'anywhere',
    keys: ['f1'],
    title: 'Show all keys and commands',
    group: 'General',
    run: (app) => app.openDialog({ kind: 'help' }),
  }),
  command({
    id: 'palette',
    scope: 'anywhere',
    keys: ['ctrl+p'],
    title: 'Find a command or a connection',
    group: 'General',
    hint: { text: 'palette', rank: 1 },
    hidden: true,
    run: (app) => app.openDialog({ kind: 'palette' }),
  }),
  command({
    id: 'switch',
    scope: 'anywhere',
    keys: digits.map((digit) => `alt+${digit}`),
    keysLabel: 'Alt+1…9',
    title: 'Show the connection with that number',
    group: 'General',
    hint: { text: 'switch', rank: 4 },
    hidden: true,
    disabledReason: (state) => (state.connections.length > 0 ? undefined : 'There is no connection yet: ^N adds one.'),
    run: (app, screen, pressed) => {
      const digit = pressed.at(-1) ?? '';
      const connection = app.store.getState().connections[Number(digit) - 1];
      if (!connection) return screen.notice(`There is no connection number ${digit}.`);
      app.select(connection.name);
      app.setFocus('prompt');
    },
  }),
  command({
    id: 'actions',
    scope: 'anywhere',
    keys: ['f3'],
    title: 'Show what was done on the servers',
    group: 'General',
    run: (app) => app.openDialog({ kind: 'actions' }),
  }),
  command({
    id: 'settings',
    scope: 'anywhere',
    keys: ['f12'],
    title: 'Change the settings: colours, bell and more',
    group: 'General',
    run: (app) => app.openDialog({ kind: 'settings' }),
  }),
  command({
    id: 'wide',
    scope: 'anywhere',
    keys: ['f2'],
    title: 'Give the pane the whole width, or the list back',
    group: 'General',
    run: (_app, screen) => screen.toggleWide(),
  }),
  command({
    id: 'redraw',
    scope: 'anywhere',
    keys: ['ctrl+l'],
    title: 'Draw the screen anew',
    group: 'General',
    overDialogs: true,
    run: (_app, screen) => screen.redraw(),
  }),
  command({
    id: 'suspend',
    scope: 'anywhere',
    keys: ['ctrl+z'],
    title: 'Go to the shell; fg comes back',
    group: 'General',
    overDialogs: true,
    disabledReason: () => (process.platform === 'win32' ? 'Windows has no job control to come back with.' : undefined),
    run: (_app, screen) => screen.suspend(),
  }),
  command({
    id: 'quit',
    scope: 'anywhere',
    keys: ['ctrl+q'],
    title: 'Close all sessions and quit; once more: without waiting',
    group: 'General',
    hint: { text: 'quit', rank: 2 },
    overDialogs: true,
    run: (_app, screen) => screen.quit(),
  }),
];
