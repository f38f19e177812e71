import type { StoreApi } from 'zustand/vanilla';
import {
  type Connection,
  type HistoryEntry,
  type HistoryFacts,
  historyLimit,
  hostOf,
  inOrder,
} from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { keptLine } from '../line-log.ts';
import type { Feedback } from './feedback.ts';
import type { AppState } from './state.ts';

/** The one history of all connections: in the store, and on disk what of it may be there. */
export class LineHistory {
  readonly #deps: Pick<AppDeps, 'history' | 'clock'>;
  readonly #store: StoreApi<AppState>;
  readonly #feedback: Feedback;
  /** Lines of this run, by id, and whether they are on disk. */
  readonly #own = new Map<string, boolean>();

  constructor(deps: Pick<AppDeps, 'history' | 'clock'>, store: StoreApi<AppState>, feedback: Feedback) {
    this.#deps = deps;
    this.#store = store;
    this.#feedback = feedback;
  }

  /** Reads what this and other exterms have written of these connections; what is in memory alone stays. */
  read(names: readonly string[]): void {
    const { history } = this.#store.getState();
    const read = names.flatMap((name) => this.#deps.history.read(name));
    const known = new Set(read.map(({ id }) => id));
    const others = history.filter(
      ({ id, connection }) => !known.has(id) && (this.#own.has(id) || !names.includes(connection)),
    );
    this.#store.setState({ history: inOrder([...read, ...others]) });
  }

  /** A line is submitted. */
  add(connection: Connection, line: string): HistoryEntry | undefined {
    return this.addTo(connection.name, line, connection.sandboxServer ?? hostOf(connection));
  }

  /** The same for a place that is no single server: a group. */
  addTo(name: string, line: string, server?: string): HistoryEntry | undefined {
    if (line.trim() === '') return undefined;
    const { history } = this.#store.getState();
    const last = history.findLast((one) => one.connection === name);
    // Once more the same: what comes of it now counts.
    if (last?.line === line) return last;
    const entry: HistoryEntry = {
      id: crypto.randomUUID(),
      connection: name,
      line,
      at: this.#deps.clock(),
      ...(server === undefined ? {} : { server }),
      ...(keptLine(line) === undefined ? { isHidden: true } : {}),
    };
    this.#own.set(
      entry.id,
      this.#kept(() => this.#deps.history.append(entry)),
    );
    this.#store.setState({ history: bounded([...history, entry], name) });
    return entry;
  }

  ended(entry: HistoryEntry, { milliseconds, outcome, errors }: HistoryFacts): void {
    const facts = { milliseconds, outcome, errors };
    const changed = { ...entry, ...facts };
    this.#store.setState(({ history }) => ({ history: history.map((one) => (one.id === entry.id ? changed : one)) }));
    if (!this.#own.get(entry.id)) return;
    this.#kept(() => {
      this.#deps.history.ended(entry, facts);
      return true;
    });
  }

  /** A connection has another name. */
  renamed(from: string, to: string): void {
    this.#kept(() => {
      this.#deps.history.rename(from, to);
      return true;
    });
    this.#store.setState(({ history }) => ({
      history: history.map((one) => (one.connection === from ? { ...one, connection: to } : one)),
    }));
  }

  forget(name: string): void {
    this.#store.setState(({ history }) => ({ history: history.filter(({ connection }) => connection !== name) }));
  }

  #kept(write: () => boolean): boolean {
    try {
      return write();
    } catch (error) {
      this.#feedback.failed(failureOf(error));
      return false;
    }
  }
}

/** A connection's oldest line goes where it has more than are kept. */
function bounded(history: readonly HistoryEntry[], name: string): readonly HistoryEntry[] {
  const own = history.filter(({ connection }) => connection === name).length;
  if (own <= historyLimit) return history;
  const oldest = history.findIndex(({ connection }) => connection === name);
  return history.toSpliced(oldest, 1);
}
