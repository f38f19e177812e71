import type { AppState, SessionView } from '../state.ts';
import { activeSession, type CommandRecord, command, noConnection } from './types.ts';

const lastLine = ({ history }: AppState, { connection }: SessionView) =>
  history.findLast((one) => one.connection === connection && !one.isHidden)?.line;

export const savedCommands: readonly CommandRecord[] = [
  command({
    id: 'saved.use',
    scope: 'anywhere',
    keys: ['alt+s'],
    title: 'Put a saved command at the prompt, edit one or remove one',
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
      return session.pane.text.trim() === '' && lastLine(state, session) === undefined
        ? 'There is no line yet to be saved.'
        : undefined;
    },
    run: (app) => {
      const state = app.store.getState();
      const session = activeSession(state);
      if (!session) return;
      const { connection, pane } = session;
      const line = pane.text.trim() === '' ? (lastLine(state, session) ?? '') : pane.text;
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
