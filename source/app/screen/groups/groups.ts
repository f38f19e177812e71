import { inBackground } from '../../../async/background.ts';
import {
  type Connection,
  changesIn,
  type HistoryEntry,
  healthLine,
  type Transcripts,
  type WatchRequest,
  watchRequest,
} from '../../../domain/index.ts';
import type { AppDeps } from '../../deps.ts';
import { failureOf } from '../../failing.ts';
import { frame } from '../../output/frame.ts';
import { CombinedResult } from '../../results/combined.ts';
import type { Results } from '../../results/results.ts';
import type { Dialogs } from '../dialogs.ts';
import type { Feedback } from '../feedback.ts';
import type { Grids } from '../grids.ts';
import type { LineHistory } from '../line-history.ts';
import type { Notifier } from '../notifier.ts';
import { isConnectable, isOpen } from '../openness.ts';
import type { LiveSessions } from '../sessions.ts';
import type { GroupView } from '../state.ts';
import type { Watches } from '../watches.ts';
import type { PlaceCalls } from './calls.ts';
import { Connecting, type ConnectingParts } from './connecting.ts';
import { GroupPane } from './group-pane.ts';
import { GroupRun } from './group-run.ts';
import { healthSource } from './health.ts';
import { GroupViews, groupMembers } from './views.ts';

export interface GroupsParts extends Pick<ConnectingParts, 'store'> {
  readonly deps: AppDeps;
  readonly sessions: LiveSessions;
  readonly transcripts: Transcripts;
  readonly notifier: Notifier;
  readonly feedback: Feedback;
  readonly dialogs: Dialogs;
  readonly results: Results;
  readonly grids: Grids;
  readonly watches: Watches;
  readonly history: LineHistory;
  readonly isRead: (place: string) => boolean;
}

/** How many servers connect or work at the same time where the settings say nothing. */
const usualAtOnce = 8;

interface Running {
  readonly run: GroupRun;
  readonly pane: GroupPane;
}

/** What is done to all connections of a group at once. */
export class Groups implements PlaceCalls {
  readonly #parts: GroupsParts;
  readonly #views: GroupViews;
  readonly #connecting: Connecting;
  readonly #stops = new Map<string, AbortController>();
  readonly #running = new Map<string, Running>();
  /** The answers to the last line, as long as they can be laid out anew. */
  readonly #panes = new Map<string, GroupPane>();
  readonly #most: number;

  constructor(parts: GroupsParts) {
    this.#parts = parts;
    const { store, deps, sessions, transcripts } = parts;
    this.#most = deps.atOnce ?? usualAtOnce;
    this.#connecting = new Connecting({ store, sessions, timers: deps.timers, most: this.#most });
    const isRunning = (place: string) => this.#running.has(place);
    this.#views = new GroupViews({ store, transcripts, isRunning });
  }

  /** The place as it is spelled, ready to be shown; undefined: there is no such group. */
  look(name: string): string | undefined {
    return this.#views.look(name);
  }

  connect(place: string): void {
    const stop = this.#stops.get(place) ?? new AbortController();
    this.#stops.set(place, stop);
    this.#background(this.connectAll(this.#members(place), stop.signal));
  }

  /** Connects those that are not open, some at a time. */
  async connectAll(connections: readonly Connection[], signal: AbortSignal): Promise<void> {
    const { sessions } = this.#parts.store.getState();
    const closed = connections.filter(({ name }) => sessions[name] && isConnectable(sessions[name]));
    await this.#connecting.connect(closed, signal);
  }

  disconnect(place: string): void {
    this.#stopConnecting(place);
    this.#running.get(place)?.run.stop();
    for (const { name } of this.#members(place)) this.#background(this.#parts.sessions.existing(name)?.close());
  }

  reconnect(place: string): void {
    for (const name of this.#open(place)) this.#background(this.#parts.sessions.of(name)?.reconnect());
  }

  keepAlive(place: string, milliseconds: number | undefined): void {
    const { clock } = this.#parts.deps;
    const until = milliseconds === undefined ? undefined : clock() + milliseconds;
    for (const name of this.#open(place)) this.#parts.sessions.of(name)?.keepAlive(until);
    this.#parts.notifier.now(place, { keepAliveUntil: until });
  }

  submit(place: string, text: string, width: number): void {
    const asked = watchRequest(text);
    // On the servers it would clear their panes.
    if (/^\s*(?:cls|clear|clear-host)\s*$/i.test(text)) this.clearTranscript(place);
    else if (typeof asked === 'string') this.#parts.feedback.flash('warning', 'That is not watched.', asked, place);
    else if (asked) {
      this.#remember(place, text);
      this.watch(place, asked);
    } else if (text.trim() !== '') this.#background(this.#submit(place, text, width));
  }

  watch(place: string, request: WatchRequest): void {
    const { feedback, sessions, watches } = this.#parts;
    if (request.line.toLowerCase() !== healthLine) {
      const next = 'Choose it in the list; of all of them here: watch 60 health';
      feedback.flash('warning', 'One server is watched at a time.', next, place);
    } else if (this.#open(place).length === 0) {
      feedback.flash('warning', `Nothing of ${place} is open: nothing is watched.`, 'Enter connects all of it.', place);
    } else {
      const open = () => this.#open(place).flatMap((name) => sessions.of(name) ?? []);
      watches.start(place, request, healthSource(open, this.#most));
    }
  }

  stop(place: string): void {
    this.#stopConnecting(place);
    const running = this.#running.get(place);
    if (running) running.run.stop();
    else for (const { name } of this.#members(place)) this.#background(this.#parts.sessions.existing(name)?.stop());
  }

  fit(place: string, width: number): void {
    this.#background(this.#panes.get(place)?.fit(width));
  }

  takeBack(): void {}

  async complete(place: string, text: string, cursor: number, signal: AbortSignal) {
    const none = { start: cursor, end: cursor, candidates: [] };
    return (
      (await this.#language(place)
        ?.complete(text, cursor, signal)
        .catch(() => none)) ?? none
    );
  }

  isComplete(place: string, text: string): boolean {
    return this.#language(place)?.isComplete(text) ?? true;
  }

  clearTranscript(place: string): void {
    const view = this.#view(place);
    if (!view || this.#running.has(place)) return;
    this.#panes.delete(place);
    view.transcript.clear();
    const pane = { ...view.pane, scroll: undefined };
    this.#parts.notifier.now(place, { transcriptVersion: view.transcript.version, pane });
  }

  #members(place: string): readonly Connection[] {
    return groupMembers(this.#parts.store.getState(), place);
  }

  #open(place: string): readonly string[] {
    const { sessions } = this.#parts.store.getState();
    return this.#members(place).flatMap(({ name }) => (sessions[name] && isOpen(sessions[name]) ? [name] : []));
  }

  /** The members' language is one: any of them can say how a line goes on. */
  #language(place: string) {
    const { sessions } = this.#parts;
    return this.#open(place)
      .map((name) => sessions.existing(name)?.driver.language)
      .find((language) => language !== undefined);
  }

  #view(place: string): GroupView | undefined {
    return this.#parts.store.getState().groups[place];
  }

  #stopConnecting(place: string): void {
    this.#stops.get(place)?.abort();
    this.#stops.delete(place);
  }

  #background(work: Promise<unknown> | undefined): void {
    if (work !== undefined) inBackground(work, (error) => this.#parts.feedback.failed(failureOf(error)));
  }

  /** The line stands at the prompt again, and it is said why. */
  #back(place: string, text: string, what: string, next: string): void {
    const view = this.#view(place);
    if (view?.pane.text === '') this.#parts.notifier.now(place, { pane: { ...view.pane, text, cursor: text.length } });
    if (what !== '') this.#parts.feedback.flash('warning', what, next, place);
  }

  async #submit(place: string, text: string, width: number): Promise<void> {
    if (this.#running.has(place)) {
      return this.#back(place, text, `${place} is still answering.`, 'Wait for it, or stop it with Ctrl+C.');
    }
    const open = this.#open(place);
    if (open.length === 0) {
      return this.#back(place, text, `Nothing of ${place} is open: the line was not run.`, 'Enter connects all of it.');
    }
    if (open.length > 1 && !(await this.#mayChange(open, text))) return this.#back(place, text, '', '');
    if (!this.#running.has(place)) await this.#run(place, text, width);
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

  async #run(place: string, text: string, width: number): Promise<void> {
    const { store, deps, sessions, notifier, results, grids } = this.#parts;
    const names = this.#members(place).map(({ name }) => name);
    const entry = this.#remember(place, text);
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
      notifier.now(place, { run: { line: text, members: run.members }, ...combined.facts });
      grids.grown(place);
    };
    const run: GroupRun = new GroupRun(names, {
      store,
      deps,
      session: (name) => sessions.of(name),
      most: this.#most,
      line: text,
      width,
      take: (server, record) => {
        pane.take(server, record);
        if (record.stream === 'error') errors += 1;
        if (record.stream === 'output') combined.take(server, record);
      },
      ended: (server) => pane.ended(server),
      changed: () => {
        cancel ??= deps.timers.after(frame, show);
      },
    });
    this.#running.set(place, { run, pane });
    this.#panes.set(place, pane);
    this.#views.refresh();
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
      this.#views.refresh();
      grids.compared(place);
      if (combined.result.view?.shape === 'grid' && combined.result.length > 0) grids.open(place, combined.result.id);
    }
  }

  #remember(place: string, text: string): HistoryEntry | undefined {
    const view = this.#view(place);
    if (view) this.#parts.notifier.now(place, { pane: { ...view.pane, walk: undefined, scroll: undefined } });
    return this.#parts.history.addTo(place, text);
  }
}
