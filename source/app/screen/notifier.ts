import type { StoreApi } from 'zustand/vanilla';
import type { AppDeps } from '../deps.ts';
import { frame } from '../output/frame.ts';
import type { AppState, GroupView } from './state.ts';

/**
 * Brings the sessions' changes into the store. A flood of output makes one notification a frame, for all sessions
 * together, which is work of a turn as other work is; a change of state is shown at once, with all that waited.
 */
export class Notifier {
  readonly #store: StoreApi<AppState>;
  readonly #timers: AppDeps['timers'];
  readonly #budget: AppDeps['budget'];
  #waiting = new Map<string, Partial<GroupView>>();
  #cancel: (() => void) | undefined;

  constructor(store: StoreApi<AppState>, { timers, budget }: Pick<AppDeps, 'timers' | 'budget'>) {
    this.#store = store;
    this.#timers = timers;
    this.#budget = budget;
  }

  soon(name: string, change: Partial<GroupView>): void {
    this.#merge(name, change);
    this.#cancel ??= this.#timers.after(frame, () => {
      this.#cancel = undefined;
      if (!this.#budget.isSpent) this.#publish();
      else
        this.#budget.nextTurn().then(
          () => this.#publish(),
          () => {},
        );
    });
  }

  now(name: string, change: Partial<GroupView>): void {
    this.#merge(name, change);
    this.flush();
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#publish();
  }

  #merge(name: string, change: Partial<GroupView>): void {
    this.#waiting.set(name, { ...this.#waiting.get(name), ...change });
  }

  #publish(): void {
    if (this.#waiting.size === 0) return;
    const changes = this.#waiting;
    this.#waiting = new Map();
    this.#store.setState((state) => {
      const { sessions, groups } = state;
      return { sessions: changed(sessions, changes), groups: changed(groups, changes) };
    });
  }
}

/** A connection may have been removed while its last output waited. Without changes it is the same as before. */
function changed<View>(
  views: Readonly<Record<string, View>>,
  changes: ReadonlyMap<string, Partial<GroupView>>,
): Readonly<Record<string, View>> {
  const own = [...changes].flatMap(([name, change]) => (views[name] ? [[name, { ...views[name], ...change }]] : []));
  return own.length === 0 ? views : { ...views, ...Object.fromEntries(own) };
}
