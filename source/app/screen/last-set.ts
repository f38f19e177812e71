import type { StoreApi } from 'zustand/vanilla';
import { findConnection, listOrder } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { Dialogs } from './dialogs.ts';
import type { Feedback } from './feedback.ts';
import type { AppState } from './state.ts';

export interface LastSetParts {
  readonly deps: Pick<AppDeps, 'lastSet' | 'timers'>;
  readonly store: StoreApi<AppState>;
  readonly dialogs: Dialogs;
  readonly feedback: Feedback;
  /** Connects them and shows the one in front. */
  readonly open: (names: readonly string[], front: string) => Promise<void>;
}

/** Milliseconds in which several changes are one: a group opens one after the other. */
const settling = 1000;

/**
 * Remembers which connections are open, for the next start. One that its user disconnects is open no more; one that was
 * lost, or ended by itself, is wanted all the same.
 */
export class OpenSet {
  readonly #parts: LastSetParts;
  #open: readonly string[] = [];
  #cancel: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(parts: LastSetParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#unsubscribe = this.#parts.store.subscribe((next, before) => {
      // On the way out all of them close: what was open until then counts.
      if (next.quitting) this.stop();
      else if (next.sessions !== before.sessions) this.#look(next);
    });
  }

  /** Writes what is still to be written. */
  stop(): void {
    this.#unsubscribe?.();
    if (this.#cancel) this.#write();
  }

  /** Asks whether to open what was open last; of one connection alone it only shows that. */
  async offer(): Promise<void> {
    const { deps, store, dialogs, open } = this.#parts;
    const { connections, preferences, list } = store.getState();
    if (!preferences.lastSet) return;
    const saved = (deps.lastSet?.read() ?? []).flatMap((name) => findConnection(connections, name)?.name ?? []);
    // As they stand in the list: they were opened as quickly as each server answered.
    const names = listOrder(connections, list.order).flatMap(({ name }) => (saved.includes(name) ? [name] : []));
    const [first] = saved;
    if (first === undefined) return;
    store.setState({ active: first });
    if (names.length === 1) return;
    const isWanted = await dialogs.confirm({
      title: 'As it was last',
      text: `${listed(names)} were open when exterm ended.`,
      confirmLabel: `Connect all ${names.length}`,
      danger: false,
    });
    if (isWanted) await open(names, first);
  }

  #look({ sessions }: AppState): void {
    const stays = (name: string) => {
      const state = sessions[name]?.state ?? 'closed';
      return state !== 'closed' && state !== 'closing';
    };
    const opened = Object.values(sessions).flatMap(({ connection, state }) =>
      (state === 'ready' || state === 'busy') && !this.#open.includes(connection) ? [connection] : [],
    );
    const open = [...this.#open.filter(stays), ...opened];
    if (open.length === this.#open.length && opened.length === 0) return;
    this.#open = open;
    this.#cancel ??= this.#parts.deps.timers.after(settling, () => this.#write());
  }

  #write(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    try {
      this.#parts.deps.lastSet?.write(this.#open);
    } catch (error) {
      this.#parts.feedback.failed(failureOf(error));
    }
  }
}

/** More names than that are counted. */
const named = 8;

function listed(names: readonly string[]): string {
  if (names.length > named) return `${names.slice(0, named).join(', ')} and ${names.length - named} more`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
