import type { StoreApi } from 'zustand/vanilla';
import {
  type Connection,
  connectionNameProblem,
  findConnection,
  Transcript,
  type Transcripts,
  urlProblem,
} from '../../domain/index.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { Feedback } from './feedback.ts';
import type { LineHistory } from './line-history.ts';
import type { LiveSessions } from './sessions.ts';
import type { AppState } from './state.ts';
import { freshSession } from './store.ts';

export interface SavedConnectionsParts {
  readonly deps: AppDeps;
  readonly store: StoreApi<AppState>;
  readonly feedback: Feedback;
  readonly sessions: LiveSessions;
  readonly history: LineHistory;
  /** What the transcripts of all sessions share. */
  readonly transcripts: Transcripts;
  /** A connection is no more. */
  readonly forgotten: (name: string) => void;
}

/** The list of connections: what is saved and removed, and the view that each has in the store. */
export class SavedConnections {
  readonly #parts: SavedConnectionsParts;

  constructor(parts: SavedConnectionsParts) {
    this.#parts = parts;
    for (const connection of parts.store.getState().connections) this.#begin(connection, undefined);
  }

  /** Saves a new connection, or one in the place of `existing`. Gives why not, or undefined once it is saved. */
  async save(connection: Connection, existing: string | undefined): Promise<string | undefined> {
    const { deps, store, sessions } = this.#parts;
    const state = store.getState();
    const before = existing === undefined ? undefined : findConnection(state.connections, existing);
    const problem = problemOf(connection, before?.name, state.connections);
    if (problem) return problem;
    if (before && sessions.existing(before.name)?.driver.isOpen)
      return `Disconnect "${before.name}" before you change it.`;
    try {
      // One of the sandbox's that was only offered is not in the file yet: changing it saves it.
      const saved = before && findConnection(deps.settings.connections(), before.name);
      const refused = await deps.settings.save(connection, saved?.name);
      if (refused) return refused;
    } catch (error) {
      return failureOf(error).what;
    }
    store.setState(({ connections, active }) => ({
      connections: before
        ? connections.map((one) => (one.name === before.name ? connection : one))
        : [...connections, connection],
      active: active === before?.name || active === undefined ? connection.name : active,
    }));
    this.#begin(connection, before?.name);
    this.#parts.history.read([connection.name]);
    return undefined;
  }

  /** Closes its session, then removes a connection with its history. */
  async remove(name: string): Promise<void> {
    const { deps, store, feedback, sessions, history } = this.#parts;
    const found = findConnection(store.getState().connections, name);
    if (!found) return;
    try {
      await sessions.existing(found.name)?.close();
      await deps.settings.remove(found.name);
      deps.history.remove(found.name);
      history.forget(found.name);
    } catch (error) {
      return feedback.failed(failureOf(error), found.name);
    }
    sessions.forget(found.name);
    this.#parts.forgotten(found.name);
    store.setState((state) => {
      const connections = state.connections.filter((one) => one.name !== found.name);
      const { [found.name]: gone, ...rest } = state.sessions;
      gone?.transcript.clear();
      const active = state.active === found.name ? connections[0]?.name : state.active;
      return { connections, sessions: rest, active };
    });
  }

  /** A view for the connection, and no driver of its older self. */
  #begin(connection: Connection, before: string | undefined): void {
    const { deps, store, sessions, transcripts } = this.#parts;
    if (before !== undefined) sessions.forget(before);
    store.setState((state) => {
      const { [before ?? '']: old, ...others } = state.sessions;
      const fresh = freshSession(connection.name, engineKindOf(connection, deps), new Transcript(transcripts));
      const view = old ? { ...fresh, transcript: old.transcript, transcriptVersion: old.transcriptVersion } : fresh;
      return { sessions: { ...others, [connection.name]: view } };
    });
  }
}

function problemOf(connection: Connection, before: string | undefined, all: readonly Connection[]): string | undefined {
  const taken = findConnection(all, connection.name);
  if (taken && taken.name !== before) return `There is a connection "${taken.name}" already.`;
  return connectionNameProblem(connection.name) ?? urlProblem(connection.url);
}
