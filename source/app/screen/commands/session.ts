import { neverRejects } from '../../../async/background.ts';
import { isGroupPlace, warningDue } from '../../../domain/index.ts';
import { timeLeft } from '../../session/facts.ts';
import { openMembers } from '../groups/views.ts';
import { allLosses, lossesOf } from '../losses.ts';
import type { App } from '../port.ts';
import type { AppState, SessionView } from '../state.ts';
import {
  activeSession,
  type CommandRecord,
  command,
  isConnectable,
  isOpen,
  needsConnection,
  noConnection,
  whyNotStopped,
} from './types.ts';

/** What F7 adds: long enough for a meeting, short enough to be forgotten safely. */
const keepAliveFor = 60 * 60_000;

function needsOpen(state: AppState): string | undefined {
  const session = activeSession(state);
  if (!session) return noConnection;
  return isOpen(session) ? undefined : `${session.connection} is not open: Enter connects it.`;
}

function active(state: AppState): string {
  return state.active ?? '';
}

/** Whether the countdown of the shown session warns. */
function isEnding(state: AppState): boolean {
  const session = activeSession(state);
  if (session?.state !== 'ready' || session.keepAliveUntil !== undefined) return false;
  return warningDue(timeLeft(session, state.now), session.idleTimeout) !== undefined;
}

/** Does it at once where nothing is lost by it, and asks where something is; of several sessions it always asks. */
function unlessLost(app: App, title: string, act: (session: SessionView) => void): void {
  const state = app.store.getState();
  const session = activeSession(state);
  if (!session) return;
  const open = isGroupPlace(session.connection) ? openMembers(state, session.connection) : [];
  const losses = open.length > 0 ? allLosses({ sessions: pick(state.sessions, open) }) : lossesOf(session);
  const text = open.length > 1 ? `${title} ${open.length} sessions: ${open.join(', ')}? ${losses}`.trim() : losses;
  if (text === '') act(session);
  else {
    const question = {
      title: `${title} ${session.connection}`,
      text,
      confirmLabel: title,
      danger: losses !== '',
    };
    neverRejects(app.confirm(question).then((yes) => (yes ? act(session) : undefined)));
  }
}

function pick(sessions: AppState['sessions'], names: readonly string[]): AppState['sessions'] {
  return Object.fromEntries(names.map((name) => [name, sessions[name]!]));
}

export const sessionCommands: readonly CommandRecord[] = [
  command({
    id: 'session.connect',
    scope: 'anywhere',
    keys: [],
    title: 'Connect',
    group: 'Session',
    disabledReason: (state) => {
      const session = activeSession(state);
      if (!session) return noConnection;
      return isConnectable(session) ? undefined : `${session.connection} is ${session.state} already.`;
    },
    run: (app) => {
      app.connect(active(app.store.getState()));
      app.setFocus('prompt');
    },
  }),
  command({
    id: 'session.stop',
    scope: 'anywhere',
    keys: ['ctrl+c'],
    title: 'Stop the running command, or the connecting',
    group: 'Session',
    hint: { text: 'stop', rank: 0 },
    disabledReason: (state) => whyNotStopped(activeSession(state)),
    run: (app) => app.stop(active(app.store.getState())),
  }),
  command({
    id: 'session.reconnect',
    scope: 'anywhere',
    keys: ['f5'],
    title: 'Reconnect: a new session in place of this one',
    group: 'Session',
    disabledReason: (state) => {
      const session = activeSession(state);
      if (!session) return noConnection;
      return session.state === 'closing' ? `${session.connection} is being closed.` : undefined;
    },
    run: (app) => unlessLost(app, 'Reconnect', ({ connection }) => app.reconnect(connection)),
  }),
  command({
    id: 'session.disconnect',
    scope: 'anywhere',
    keys: ['f6'],
    title: 'Disconnect: remove the session from the server',
    group: 'Session',
    disabledReason: needsOpen,
    run: (app) => unlessLost(app, 'Disconnect', ({ connection }) => app.disconnect(connection)),
  }),
  command({
    id: 'session.keepAlive',
    scope: 'anywhere',
    keys: ['f7'],
    title: 'Keep the session alive for an hour, or end that',
    group: 'Session',
    hint: { text: 'keep alive', rank: 0, when: isEnding },
    disabledReason: needsOpen,
    run: (app) => {
      const session = activeSession(app.store.getState());
      if (session) app.keepAlive(session.connection, session.keepAliveUntil === undefined ? keepAliveFor : undefined);
    },
  }),
  command({
    id: 'session.failure',
    scope: 'anywhere',
    keys: ['f8'],
    title: 'Show the details of the failure',
    group: 'Session',
    disabledReason: (state) => (activeSession(state)?.failure ? undefined : 'This connection has no failure to show.'),
    run: (app) => {
      const session = activeSession(app.store.getState());
      if (!session?.failure) return;
      app.openDialog({ kind: 'failure', connection: session.connection, failure: session.failure });
    },
  }),
  command({
    id: 'session.doctor',
    scope: 'anywhere',
    keys: ['ctrl+g'],
    title: 'Find out what is wrong with the connection, step by step',
    group: 'Session',
    disabledReason: needsConnection,
    run: (app) => app.diagnose(active(app.store.getState())),
  }),
  command({
    id: 'transcript.clear',
    scope: 'anywhere',
    keys: ['f9'],
    title: 'Clear the transcript',
    group: 'Transcript',
    disabledReason: (state) => {
      const transcript = activeSession(state)?.transcript;
      return transcript && transcript.end > transcript.start ? undefined : 'The transcript is empty.';
    },
    run: (app) => {
      const session = activeSession(app.store.getState());
      if (!session) return;
      const lines = session.transcript.end - session.transcript.start;
      const text = `What the transcript shows (${lines} ${lines === 1 ? 'line' : 'lines'}) is kept nowhere else.`;
      const question = { title: `Clear ${session.connection}`, text, confirmLabel: 'Clear', danger: true };
      neverRejects(app.confirm(question).then((yes) => (yes ? app.clearTranscript(session.connection) : undefined)));
    },
  }),
  ...(
    [
      ['pageUp', 'pageup', 'Scroll up by a page'],
      ['pageDown', 'pagedown', 'Scroll down by a page'],
      ['lineUp', 'shift+up', 'Scroll up by a line'],
      ['lineDown', 'shift+down', 'Scroll down by a line'],
      ['top', 'ctrl+home', 'Go to the oldest line'],
      ['bottom', 'ctrl+end', 'Follow the newest line'],
    ] as const
  ).map(([name, pressed, title]) =>
    command({
      scope: 'anywhere',
      act: name,
      keys: [pressed],
      title,
      group: 'Transcript',
      ...(name === 'pageUp' ? { hint: { text: 'scroll', rank: 9 } } : {}),
      hidden: true,
    }),
  ),
];
