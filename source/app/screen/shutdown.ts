import type { StoreApi } from 'zustand/vanilla';
import { settledOrAborted } from '../../async/abort.ts';
import { deadline } from '../../async/deadline.ts';
import type { AppDeps } from '../deps.ts';
import { flushed } from '../flushed.ts';
import type { LiveSession } from './live-session.ts';
import type { AppState } from './state.ts';

/** How long leaving may take; milliseconds. What is not confirmed by then stays in the ledger. */
export const quitTimeout = 10_000;

/** Closes every session at once under a deadline, with the progress in the state. */
export class Shutdown {
  readonly #deps: AppDeps;
  readonly #store: StoreApi<AppState>;
  readonly #sessions: () => Iterable<LiveSession>;
  #giveUp: AbortController | undefined;
  #done: Promise<void> | undefined;

  constructor(deps: AppDeps, store: StoreApi<AppState>, sessions: () => Iterable<LiveSession>) {
    this.#deps = deps;
    this.#store = store;
    this.#sessions = sessions;
  }

  /** A second call gives up waiting; both resolve. */
  run(): Promise<void> {
    if (this.#giveUp) this.#giveUp.abort();
    this.#giveUp ??= new AbortController();
    this.#done ??= this.#closeAll(this.#giveUp.signal);
    return this.#done;
  }

  async #closeAll(giveUp: AbortSignal): Promise<void> {
    const { clock, ledger, timers } = this.#deps;
    const all = [...this.#sessions()];
    const open = all.filter(({ driver }) => driver.isOpen);
    const limit = deadline(timers, quitTimeout, giveUp);
    this.#store.setState({ quitting: { total: open.length, closed: 0, deadline: clock() + quitTimeout } });
    const closing = open.map(async (session) => {
      await session.close(limit.signal);
      this.#store.setState(({ quitting }) => ({ quitting: quitting && { ...quitting, closed: quitting.closed + 1 } }));
    });
    // A session that ended by itself a moment ago may still be asking its server.
    const settling = all.map(({ driver }) => driver.settled());
    await settledOrAborted(Promise.allSettled([...closing, ...settling]), limit.signal);
    limit.clear();
    if (giveUp.aborted) ledger.flushSync();
    else await flushed(this.#deps);
  }
}
