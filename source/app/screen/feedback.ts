import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../domain/index.ts';
import { presentable } from '../output/presentable.ts';
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

  flash(level: Flash['level'], text: string, next: string, connection?: string): void {
    this.#store.setState({ flash: { level, text, next, at: this.#clock(), connection } });
  }

  failed(failure: Failure, connection?: string): void {
    const shown = presentable(failure);
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

  action(connection: string, text: string, outcome: ActionLine['outcome']): void {
    const line: ActionLine = { at: this.#clock(), connection, text, outcome };
    this.#store.setState((state) => ({ actions: [...state.actions, line].slice(-mostActions) }));
  }
}
