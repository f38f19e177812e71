import type { StoreApi } from 'zustand/vanilla';
import { type Failure, type LoggedLine, lineText } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { keepLine } from '../line-log.ts';
import { shownHere } from './shown-failure.ts';
import type { ActionLine, AppState, Flash } from './state.ts';

/** Remote actions that the list keeps. */
const mostActions = 500;

/** The one path for telling the user something: a short flash, and the list of every remote action taken. */
export class Feedback {
  readonly #store: StoreApi<AppState>;
  readonly #clock: () => number;

  constructor(store: StoreApi<AppState>, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @param cause with this it goes away: see `settled` */
  flash(level: Flash['level'], text: string, next: string, connection?: string, cause?: string): void {
    this.#store.setState({ flash: { level, text, next, at: this.#clock(), connection, cause } });
  }

  /** What a flash was about is no more: neither is the flash. */
  settled(cause: string): void {
    if (this.isShown(cause)) this.#store.setState({ flash: undefined });
  }

  isShown(cause: string): boolean {
    return this.#store.getState().flash?.cause === cause;
  }

  failed(failure: Failure, connection?: string): void {
    const shown = shownHere(failure);
    this.flash(
      'failure',
      connection === undefined ? shown.what : `${connection}: ${shown.what}`,
      shown.next,
      connection,
    );
  }

  /** A new attempt begins: what is said of the one before is over. */
  attempted(connection: string): void {
    const { flash } = this.#store.getState();
    if (flash?.level === 'failure' && flash.connection === connection) this.#store.setState({ flash: undefined });
  }

  /** A line has ended: it is an action, and goes to the record on disk where there is one. */
  ran(entry: LoggedLine, deps: Pick<AppDeps, 'lineLog'>): void {
    const { connection, outcome, errors } = entry;
    const problem = keepLine(deps, entry);
    if (problem) this.failed(problem);
    const isDone = outcome === 'completed' && errors === 0;
    this.#add({ at: entry.at, connection, text: lineText(entry), outcome: isDone ? 'done' : 'failed', entry });
  }

  action(connection: string, text: string, outcome: ActionLine['outcome']): void {
    this.#add({ at: this.#clock(), connection, text, outcome });
  }

  #add(line: ActionLine): void {
    this.#store.setState((state) => ({ actions: [...state.actions, line].slice(-mostActions) }));
  }
}
