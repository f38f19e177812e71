import type { StoreApi } from 'zustand/vanilla';
import { lookedFor } from '../../../async/looked-for.ts';
import { Places } from '../../../async/places.ts';
import type { PipelineRecord, RunOutcome } from '../../../domain/index.ts';
import type { AppDeps } from '../../deps.ts';
import type { LiveSession } from '../live-session.ts';
import { askingConnections } from '../questions.ts';
import type { AppState, GroupMember } from '../state.ts';
import { slowAfter } from './connecting.ts';

export interface GroupRunParts {
  readonly store: StoreApi<AppState>;
  readonly deps: Pick<AppDeps, 'timers'>;
  readonly session: (name: string) => LiveSession | undefined;
  /** How many servers work at the same time. */
  readonly most: number;
  readonly line: string;
  readonly width: number;
  readonly take: (server: string, record: PipelineRecord) => void;
  /** The server has answered to the end, or nothing more comes from it; resolves when that is shown. */
  readonly ended: (server: string, isWhole: boolean) => Promise<void>;
  readonly changed: () => void;
}

/** Nothing more comes from it. */
export const isOver = ({ state }: GroupMember): boolean =>
  state === 'answered' || state === 'failed' || state === 'stopped' || state === 'closed';

/**
 * One line on its way through several sessions, each of which runs it as if it had been typed there. A server that asks,
 * is slow or is busy with something else gives its place to the next; it holds nobody back.
 */
export class GroupRun {
  readonly #parts: GroupRunParts;
  readonly #places: Places;
  readonly #stopping = new AbortController();
  /** What gives back the place of each that works. */
  readonly #frees = new Map<string, () => void>();
  #members: readonly GroupMember[];

  /** @param open those of the members that get the line */
  constructor(names: readonly string[], open: ReadonlySet<string>, parts: GroupRunParts) {
    this.#parts = parts;
    this.#places = new Places(parts.most);
    this.#members = names.map((name) => ({ name, state: open.has(name) ? 'waits' : 'closed' }));
  }

  get members(): readonly GroupMember[] {
    return this.#members;
  }

  get isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Resolves when nothing more comes from any of them. */
  async run(): Promise<void> {
    const unsubscribe = this.#parts.store.subscribe((state) => this.#asking(state));
    try {
      const all = this.#members.filter((member) => !isOver(member));
      await Promise.all(all.map(({ name }) => this.#one(name)));
    } finally {
      unsubscribe();
    }
  }

  stop(): void {
    const running = this.#members.filter(({ state }) => ['runs', 'slow', 'asks'].includes(state));
    this.#stopping.abort();
    for (const { name } of running) {
      this.#parts
        .session(name)
        ?.stop()
        .catch(() => {});
    }
  }

  async #one(name: string): Promise<void> {
    const { session, line, width, take, deps } = this.#parts;
    for (;;) {
      const readiness = await this.#ready(name);
      if (readiness !== 'ready') return this.#set(name, readiness === 'stopped' ? 'stopped' : 'closed');
      const free = await this.#places.take();
      const run = this.isStopped ? undefined : session(name)?.perform(line, width, (record) => take(name, record));
      // Somebody else was quicker while it waited for its place.
      if (!run) {
        free();
        continue;
      }
      this.#frees.set(name, free);
      this.#set(name, 'runs');
      const cancel = deps.timers.after(slowAfter, () => {
        free();
        if (this.#stateOf(name) === 'runs') this.#set(name, 'slow');
      });
      const outcome = await run;
      cancel();
      free();
      this.#frees.delete(name);
      const state = stateAfter(outcome);
      await this.#parts.ended(name, state === 'answered');
      this.#set(name, state);
      return;
    }
  }

  /** Resolves when the session can take the line, or never will. */
  #ready(name: string): Promise<'ready' | 'ended' | 'stopped'> {
    const { store, session } = this.#parts;
    const { signal } = this.#stopping;
    const look = () => {
      const readiness = signal.aborted ? 'stopped' : (session(name)?.readiness ?? 'ended');
      if (readiness !== 'busy') return readiness;
      if (this.#stateOf(name) === 'waits') this.#set(name, 'busy');
      return undefined;
    };
    // In a turn of its own: a session tells of its state before it takes lines again.
    return lookedFor(look, signal, [(wake) => store.subscribe(() => queueMicrotask(wake))]);
  }

  #asking(state: AppState): void {
    const asking = askingConnections(state);
    for (const { name, state: now } of this.#members) {
      if (asking.has(name) && (now === 'runs' || now === 'slow')) {
        this.#frees.get(name)?.();
        this.#set(name, 'asks');
      } else if (!asking.has(name) && now === 'asks') this.#set(name, 'runs');
    }
  }

  #stateOf(name: string): GroupMember['state'] | undefined {
    return this.#members.find((member) => member.name === name)?.state;
  }

  #set(name: string, state: GroupMember['state']): void {
    if (this.#stateOf(name) === state) return;
    this.#members = this.#members.map((member) => (member.name === name ? { name, state } : member));
    this.#parts.changed();
  }
}

function stateAfter({ state }: RunOutcome): GroupMember['state'] {
  return state === 'lost' ? 'failed' : state === 'stopped' ? 'stopped' : 'answered';
}
