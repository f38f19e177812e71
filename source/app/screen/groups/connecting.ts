import type { StoreApi } from 'zustand/vanilla';
import { isAbort } from '../../../async/abort.ts';
import type { Timers } from '../../../async/deadline.ts';
import { lookedFor, type Waker } from '../../../async/looked-for.ts';
import { Places } from '../../../async/places.ts';
import type { Connection, SessionState } from '../../../domain/index.ts';
import { askingConnections } from '../questions.ts';
import type { LiveSessions } from '../sessions.ts';
import type { AppState, SessionView } from '../state.ts';

/** Who has not come this far after so many milliseconds gives its place to the next, and goes on beside it. */
export const slowAfter = 10_000;

export interface ConnectingParts {
  readonly store: StoreApi<AppState>;
  readonly sessions: LiveSessions;
  readonly timers: Timers;
  /** How many connect at the same time. */
  readonly most: number;
  /** These were not begun, as nobody could sign in with their account on this one. */
  readonly notBegun: (first: string, others: readonly string[]) => void;
}

/** Whether it ended because the password was refused, or was not given. */
function isLeftOut(session: SessionView | undefined): boolean {
  const { state, failure } = session ?? {};
  return state === 'closing' || state === 'closed' || (state === 'failed' && failure?.kind === 'credentials');
}

/** Who is still on the way to the server, or to being let in. */
const signingIn: readonly SessionState[] = ['probing', 'authenticating'];

/**
 * Connects several at once, so many at the same time. Of those with one account the first goes ahead until it is signed
 * in: what it was asked for need not be asked for again, and a wrong password is tried once, as accounts lock. Where the
 * password was refused to the end, or nobody gave one, nobody is asked for each of the others.
 */
export class Connecting {
  readonly #parts: ConnectingParts;
  readonly #places: Places;
  /** Who is being connected, or waits for that, and the place that it is connected with. */
  readonly #underway = new Map<string, string | undefined>();

  constructor(parts: ConnectingParts) {
    this.#parts = parts;
    this.#places = new Places(parts.most);
  }

  /** The place that this one is being connected with; undefined: with none, or it is not. */
  placeOf(name: string): string | undefined {
    return this.#underway.get(name);
  }

  /**
   * Resolves when each is open or has failed; those that are on their way already are left to it. `signal` keeps those
   * from beginning that have not yet.
   */
  async connect(
    connections: readonly Connection[],
    signal: AbortSignal,
    placeOf: (connection: Connection) => string | undefined,
  ): Promise<void> {
    const begun = connections.filter(({ name }) => !this.#underway.has(name));
    for (const connection of begun) this.#underway.set(connection.name, placeOf(connection));
    const accounts = Map.groupBy(begun, ({ user }) => user?.toLowerCase() ?? '');
    await Promise.all([...accounts.values()].map((ofAccount) => this.#account(ofAccount, signal)));
  }

  async #account([first, ...others]: readonly Connection[], signal: AbortSignal): Promise<void> {
    if (!first) return;
    const ahead = this.#one(first, signal);
    try {
      const outcome = others.length === 0 ? 'over' : await this.#goesAhead(first.name, signal);
      const names = others.map(({ name }) => name);
      if (outcome === 'nobody signed in') this.#parts.notBegun(first.name, names);
      else await Promise.all([ahead, ...others.map((connection) => this.#one(connection, signal))]);
    } finally {
      for (const { name } of others) this.#underway.delete(name);
    }
  }

  async #one({ name }: Connection, signal: AbortSignal): Promise<void> {
    const { sessions, timers } = this.#parts;
    const free = await this.#places.take();
    const cancel = timers.after(slowAfter, free);
    const unsubscribe = this.#parts.store.subscribe((state) => {
      if (askingConnections(state).has(name)) free();
    });
    try {
      if (!signal.aborted) await sessions.of(name)?.connect();
    } catch (error) {
      if (!isAbort(error)) throw error;
    } finally {
      unsubscribe();
      cancel();
      free();
      this.#underway.delete(name);
    }
  }

  /** Resolves when the server has let it in, or will not, or takes long: a server that is down keeps nobody waiting. */
  async #goesAhead(name: string, signal: AbortSignal): Promise<'over' | 'nobody signed in'> {
    const { store, timers } = this.#parts;
    let hasBegun = false;
    let isSlow = false;
    let wasAsking = false;
    let wasAsked = false;
    let cancel = () => {};
    let wakeUp = () => {};
    // What somebody takes to type a password is not the server's time, which begins anew with the answer.
    const beginAnew = (asks: boolean) => {
      cancel();
      wasAsking = asks;
      wasAsked ||= asks;
      const passed = () => {
        isSlow = true;
        wakeUp();
      };
      cancel = asks ? () => {} : timers.after(slowAfter, passed);
    };
    const look = () => {
      if (signal.aborted) return 'over';
      const state = store.getState();
      const session = state.sessions[name];
      const asks = askingConnections(state).has(name);
      if (asks !== wasAsking) beginAnew(asks);
      const isOnTheWay = session !== undefined && signingIn.includes(session.state);
      hasBegun ||= isOnTheWay;
      if (hasBegun && !isOnTheWay) return wasAsked && isLeftOut(session) ? 'nobody signed in' : 'over';
      return isSlow ? 'over' : undefined;
    };
    const slow: Waker = (wake) => {
      wakeUp = wake;
      beginAnew(false);
      return () => cancel();
    };
    return lookedFor(look, signal, [(wake) => store.subscribe(wake), slow]);
  }
}
