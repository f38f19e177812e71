import { activeSession, type CommandRecord, command, noConnection } from './types.ts';

export const savedCommands: readonly CommandRecord[] = [
  command({
    id: 'saved.use',
    scope: 'anywhere',
    keys: ['alt+s'],
    title: 'Put a saved command at the prompt',
    group: 'Prompt',
    disabledReason: (state) => (activeSession(state) ? undefined : noConnection),
    run: (app) => app.openDialog({ kind: 'savedCommands', connection: app.store.getState().active, use: 'prompt' }),
  }),
  command({
    id: 'saved.save',
    scope: 'anywhere',
    keys: [],
    title: 'Save what stands at the prompt, or was run last, as a command',
    group: 'Prompt',
    disabledReason: (state) => {
      const session = activeSession(state);
      if (!session) return noConnection;
      const { text, history } = session.pane;
      return text.trim() === '' && history.lines.length === 0 ? 'There is no line yet to be saved.' : undefined;
    },
    run: (app) => {
      const session = activeSession(app.store.getState());
      if (!session) return;
      const { connection, pane } = session;
      const line = pane.text.trim() === '' ? (pane.history.lines.at(-1) ?? '') : pane.text;
      app.openDialog({ kind: 'saveCommand', connection, line });
    },
  }),
  command({
    id: 'saved.remove',
    scope: 'anywhere',
    keys: [],
    title: 'Remove a saved command',
    group: 'Prompt',
    run: (app) => app.openDialog({ kind: 'savedCommands', connection: undefined, use: 'remove' }),
  }),
];
