import type { StoreApi } from 'zustand/vanilla';
import type { Connection, HistoryEntry } from '../../../domain/index.ts';
import { changesIn } from '../../../language/text.ts';
import type { AppDeps } from '../../deps.ts';
import { frame } from '../../output/frame.ts';
import { CombinedResult } from '../../results/combined.ts';
import type { Results } from '../../results/results.ts';
import type { Dialogs } from '../dialogs.ts';
import type { Feedback } from '../feedback.ts';
import type { Grids } from '../grids.ts';
import type { LineHistory } from '../line-history.ts';
import type { Notifier } from '../notifier.ts';
import type { LiveSessions } from '../sessions.ts';
import type { AppState, GroupView } from '../state.ts';
import { GroupPane } from './group-pane.ts';
import { GroupRun } from './group-run.ts';
import { nothingOpen } from './views.ts';

export interface GroupLinesPorts {
  readonly store: StoreApi<AppState>;
  readonly deps: AppDeps;
  readonly sessions: LiveSessions;
  readonly notifier: Notifier;
  readonly feedback: Feedback;
  readonly dialogs: Dialogs;
  readonly results: Results;
  readonly grids: Grids;
  readonly history: LineHistory;
  readonly isRead: (place: string) => boolean;
  /** How many servers work at the same time. */
  readonly most: number;
  readonly members: (place: string) => readonly Connection[];
  /** Those of them that are open. */
  readonly open: (place: string) => readonly string[];
  /** What is said where none of them is, and what to do about that. */
  readonly nothingOpen: (place: string, so: string) => readonly [what: string, next: string];
  /** A line has begun, or has ended. */
  readonly changed: () => void;
}

/** The lines that run on all open servers of a group, one at a time in each group. */
export class GroupLines {
  readonly #parts: GroupLinesPorts;
  readonly #running = new Map<string, GroupRun>();
  /** The answers to the last line, as long as they can be laid out anew. */
  readonly #panes = new Map<string, GroupPane>();

  constructor(parts: GroupLinesPorts) {
    this.#parts = parts;
  }

  isRunning(place: string): boolean {
    return this.#running.has(place);
  }

  /** False where nothing runs. */
  stop(place: string): boolean {
    this.#running.get(place)?.stop();
    return this.#running.has(place);
  }

  async fit(place: string, width: number): Promise<void> {
    await this.#panes.get(place)?.fit(width);
  }

  clear(place: string): void {
    const view = this.#view(place);
    if (!view || this.#running.has(place)) return;
    this.#panes.delete(place);
    view.transcript.clear();
    const pane = { ...view.pane, scroll: undefined };
    this.#parts.notifier.now(place, { transcriptVersion: view.transcript.version, pane });
  }

  #view(place: string): GroupView | undefined {
    return this.#parts.store.getState().groups[place];
  }

  /** The line stands at the prompt again, and it is said why. */
  #back(place: string, text: string, what: string, next: string, cause?: string): void {
    const view = this.#view(place);
    if (view?.pane.text === '') this.#parts.notifier.now(place, { pane: { ...view.pane, text, cursor: text.length } });
    if (what !== '') this.#parts.feedback.flash('warning', what, next, place, cause);
  }

  /** Resolves when all have answered. What cannot be run stands at the prompt again, and it is said why. */
  async submit(place: string, text: string, width: number): Promise<void> {
    if (this.#running.has(place)) {
      return this.#back(place, text, `${place} is still answering.`, 'Wait for it, or stop it with Ctrl+C.');
    }
    const open = this.#parts.open(place);
    if (open.length === 0) {
      const [said, next] = this.#parts.nothingOpen(place, 'the line was not run');
      return this.#back(place, text, said, next, nothingOpen(place));
    }
    if (open.length > 1 && !(await this.#mayChange(open, text))) return this.#back(place, text, '', '');
    if (!this.#running.has(place)) await this.#run(place, text, width, new Set(open));
  }

  /** What may change something is asked about before it goes to several servers at once. */
  async #mayChange(names: readonly string[], text: string): Promise<boolean> {
    const changes = changesIn(text);
    if (changes.length === 0) return true;
    return await this.#parts.dialogs.confirm({
      title: `Run on ${names.length} servers`,
      text: `${changes.join(', ')} may change something. It runs on ${names.join(', ')}.`,
      confirmLabel: `Run on ${names.length}`,
      danger: true,
    });
  }

  /** @param open those that were meant when the line was submitted: nobody else gets it */
  async #run(place: string, text: string, width: number, open: ReadonlySet<string>): Promise<void> {
    const { store, deps, sessions, notifier, results, grids } = this.#parts;
    const names = this.#parts.members(place).map(({ name }) => name);
    const entry = this.remember(place, text);
    const begun = deps.clock();
    let errors = 0;
    const combined = new CombinedResult(results, { connection: place, line: text, at: deps.clock() });
    const pane = new GroupPane(text, names, width, {
      place,
      deps,
      notifier,
      view: () => store.getState().groups[place]!,
      state: () => store.getState(),
      isRead: () => this.#parts.isRead(place),
    });
    let cancel: (() => void) | undefined;
    const show = () => {
      cancel = undefined;
      pane.write(run.members);
      notifier.now(place, { run: { line: text, at: begun, members: run.members }, ...combined.facts });
      grids.grown(place);
    };
    const run: GroupRun = new GroupRun(names, open, {
      store,
      deps,
      session: (name) => sessions.of(name),
      most: this.#parts.most,
      line: text,
      width,
      take: (server, record) => {
        pane.take(server, record);
        if (record.stream === 'error') errors += 1;
        if (record.stream === 'output') combined.take(server, record);
      },
      ended: (server, isWhole) => pane.ended(server, isWhole),
      changed: () => {
        cancel ??= deps.timers.after(frame, show);
      },
    });
    this.#running.set(place, run);
    this.#panes.set(place, pane);
    this.#parts.changed();
    show();
    try {
      await run.run();
    } finally {
      cancel?.();
      this.#running.delete(place);
      combined.result.isGrowing = false;
      show();
      const outcome = run.isStopped ? 'stopped' : 'completed';
      if (entry) this.#parts.history.ended(entry, { milliseconds: deps.clock() - begun, outcome, errors });
      notifier.now(place, { run: undefined });
      this.#parts.changed();
      grids.compared(place);
      if (combined.result.view?.shape === 'grid' && combined.result.length > 0) grids.open(place, combined.result.id);
    }
  }

  remember(place: string, text: string): HistoryEntry | undefined {
    const view = this.#view(place);
    if (view) this.#parts.notifier.now(place, { pane: { ...view.pane, walk: undefined, scroll: undefined } });
    return this.#parts.history.addTo(place, text);
  }
}
