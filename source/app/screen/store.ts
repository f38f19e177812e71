import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Connection,
  type EngineKind,
  listOrder,
  Transcript,
  usualPreferences,
  wholeList,
} from '../../domain/index.ts';
import { freshFacts } from '../session/facts.ts';
import type { AppState, SessionView } from './state.ts';

/** A session that has not been opened yet. */
export function freshSession(
  connection: string,
  engine: EngineKind,
  transcript: Transcript = new Transcript(),
): SessionView {
  return {
    ...freshFacts(engine),
    connection,
    keepAliveUntil: undefined,
    closesAt: undefined,
    transcript,
    transcriptVersion: transcript.version,
    progress: [],
    queue: [],
    result: undefined,
    commands: undefined,
    variables: [],
    pane: { text: '', cursor: 0, walk: undefined, scroll: undefined },
  };
}

/** The state at start: every connection has a closed session, the first one is shown. */
export function initialState(
  connections: readonly Connection[],
  engineOf: (connection: Connection) => EngineKind,
  now: number,
  preferences = usualPreferences,
): AppState {
  return {
    now,
    connections,
    preferences,
    sessions: Object.fromEntries(connections.map((c) => [c.name, freshSession(c.name, engineOf(c))])),
    groups: {},
    list: { ...wholeList, order: preferences.order },
    active: listOrder(connections, preferences.order)[0]?.name,
    panes: {},
    news: {},
    history: [],
    focus: 'connections',
    orphans: { state: 'never', reports: [], problems: [], outcomes: {} },
    doctor: undefined,
    dialogs: [],
    flash: undefined,
    actions: [],
    quitting: undefined,
  };
}

export function createAppStore(initial: AppState): StoreApi<AppState> {
  return createStore<AppState>(() => initial);
}

/** What is shown of a connection, or of a group as a whole. */
export function viewOf(
  { sessions, groups }: Pick<AppState, 'sessions' | 'groups'>,
  place: string,
): SessionView | undefined {
  return sessions[place] ?? groups[place];
}
