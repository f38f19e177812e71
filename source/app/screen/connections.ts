import { isDeepStrictEqual } from 'node:util';
import type { StoreApi } from 'zustand/vanilla';
import {
  arranged,
  type Connection,
  connectionNameProblem,
  findConnection,
  inKnownGroups,
  movedInList,
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
  /** As they stood in the file when it was read last. */
  #saved: readonly Connection[];

  constructor(parts: SavedConnectionsParts) {
    this.#parts = parts;
    this.#saved = parts.deps.settings.connections();
    for (const connection of parts.store.getState().connections) this.#begin(connection, undefined);
  }

  /** Saves a new connection, or one in the place of `existing`. Gives why not, or undefined once it is saved. */
  async save(given: Connection, existing: string | undefined): Promise<string | undefined> {
    const { deps, store, sessions } = this.#parts;
    const state = store.getState();
    const before = existing === undefined ? undefined : findConnection(state.connections, existing);
    const connection = inKnownGroups(given, state.connections, before);
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
    if (before && before.name !== connection.name) this.#parts.history.renamed(before.name, connection.name);
    this.#parts.history.read([connection.name]);
    return undefined;
  }

  /**
   * What the list shows at a place changes places with its neighbour before (-1) or behind it (1), and the file has it
   * so. Gives why not, or undefined.
   */
  async move(place: string, by: 1 | -1): Promise<string | undefined> {
    const { deps, store } = this.#parts;
    if (deps.settings.connections().length === 0) return 'These are only offered: nothing is saved yet. ^N adds one.';
    const names = movedInList(store.getState().connections, place, by);
    if (!names) return `${place} is the ${by < 0 ? 'first' : 'last'} here already.`;
    try {
      await deps.settings.arrange(names);
    } catch (error) {
      return failureOf(error).what;
    }
    this.#arrange(names);
    return undefined;
  }

  #arrange(names: readonly string[]): void {
    this.#parts.store.setState(({ connections }) => ({ connections: arranged(connections, names) }));
  }

  /** Takes over what others have saved, changed or removed in the file meanwhile. What is open stays as it is. */
  refresh(): void {
    const { deps, store, feedback, sessions, history } = this.#parts;
    const known = this.#saved;
    const saved = deps.settings.connections();
    this.#saved = saved;
    const isOpen = (name: string) => sessions.existing(name)?.driver.isOpen === true;
    const shown = store.getState().connections;
    const added = saved.filter(({ name }) => !findConnection(shown, name));
    const changed = saved.filter((one) => {
      const before = findConnection(shown, one.name);
      return before && !isOpen(before.name) && !isDeepStrictEqual(before, one);
    });
    const gone = known.filter(
      ({ name }) => !findConnection(saved, name) && findConnection(shown, name) && !isOpen(name),
    );
    for (const one of changed) {
      store.setState(({ connections }) => ({
        connections: connections.map((before) => (findConnection([before], one.name) ? one : before)),
      }));
      this.#begin(one, findConnection(shown, one.name)?.name);
    }
    for (const one of added) {
      store.setState(({ connections, active }) => ({
        connections: [...connections, one],
        active: active ?? one.name,
      }));
      this.#begin(one, undefined);
    }
    if (added.length > 0) history.read(added.map(({ name }) => name));
    for (const { name } of gone) this.#forget(name);
    this.#arrange(saved.map(({ name }) => name));
    const told = [
      ...(added.length > 0 ? [`new in the list: ${added.map(({ name }) => name).join(', ')}`] : []),
      ...(gone.length > 0 ? [`no longer there: ${gone.map(({ name }) => name).join(', ')}`] : []),
    ];
    if (told.length > 0) feedback.flash('info', `Saved outside this screen, ${told.join('; ')}.`, '');
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
    this.#forget(found.name);
  }

  #forget(name: string): void {
    const { store, sessions } = this.#parts;
    sessions.forget(name);
    this.#parts.forgotten(name);
    store.setState((state) => {
      const connections = state.connections.filter((one) => one.name !== name);
      const { [name]: gone, ...rest } = state.sessions;
      gone?.transcript.clear();
      const active = state.active === name ? connections[0]?.name : state.active;
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
