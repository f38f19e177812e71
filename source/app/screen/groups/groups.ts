import {
  type CompletionResult,
  type Connection,
  healthLine,
  isConnecting,
  sessionsLine,
  type Transcripts,
  type WatchRequest,
  watchRequest,
} from '../../../domain/index.ts';
import { isConnectable } from '../openness.ts';
import { type Watches, watchProblem } from '../watches.ts';
import { completed, type PlaceCalls } from './calls.ts';
import { Connecting } from './connecting.ts';
import { GroupLines, type GroupLinesPorts } from './group-lines.ts';
import { groupSource, type Look, lineLook, ofAllServers, sessionsLook } from './group-watch.ts';
import { healthLook } from './health.ts';
import { GroupViews, groupMembers, nothingOpen, openMembers } from './views.ts';

export interface GroupsParts extends Omit<GroupLinesPorts, 'most' | 'members' | 'open' | 'nothingOpen' | 'changed'> {
  readonly transcripts: Transcripts;
  readonly watches: Watches;
  /** Takes work that nobody waits for, and tells what fails of it. */
  readonly background: (work: Promise<unknown> | undefined) => void;
}

/** How many servers connect or work at the same time where the settings say nothing. */
const usualAtOnce = 8;

/** What is done to all connections of a group at once. */
export class Groups implements PlaceCalls {
  readonly #parts: GroupsParts;
  readonly #views: GroupViews;
  readonly #connecting: Connecting;
  readonly #stops = new Map<string, AbortController>();
  readonly #lines: GroupLines;
  readonly #most: number;

  constructor(parts: GroupsParts) {
    this.#parts = parts;
    const { store, deps, sessions, transcripts } = parts;
    this.#most = deps.atOnce ?? usualAtOnce;
    const notBegun = (first: string, others: readonly string[]) => {
      const said = `Not connected either, as nobody signed in to ${first}: ${others.join(', ')}.`;
      parts.feedback.flash('warning', said, 'Alt+C tries again.');
    };
    this.#connecting = new Connecting({ store, sessions, timers: deps.timers, most: this.#most, notBegun });
    const isRunning = (place: string) => this.#lines.isRunning(place);
    this.#views = new GroupViews({ store, transcripts, isRunning, feedback: parts.feedback });
    this.#lines = new GroupLines({
      ...parts,
      most: this.#most,
      members: (place) => this.#members(place),
      open: (place) => this.#open(place),
      nothingOpen: (place, so) => this.#nothingOpen(place, so),
      changed: () => this.#views.refresh(),
    });
  }

  /** The place as it is spelled, ready to be shown; undefined: there is no such group. */
  look(name: string): string | undefined {
    return this.#views.look(name);
  }

  connect(place: string): void {
    const members = this.#members(place);
    if (members.length === 0) {
      const [said, next] = this.#nothingOpen(place, 'there is nothing to connect');
      this.#parts.feedback.flash('warning', said, next, place, nothingOpen(place));
      return;
    }
    const stop = this.#stops.get(place) ?? new AbortController();
    this.#stops.set(place, stop);
    this.#parts.background(this.connectAll(members, stop.signal, place));
  }

  /** Connects those that are not open, some at a time; those of the group `place` are signed in to in its pane, too. */
  async connectAll(connections: readonly Connection[], signal: AbortSignal, place?: string): Promise<void> {
    const { sessions } = this.#parts.store.getState();
    const closed = connections.filter(({ name }) => sessions[name] && isConnectable(sessions[name]));
    const members = place === undefined ? [] : this.#members(place);
    await this.#connecting.connect(closed, signal, (one) => (members.includes(one) ? place : undefined));
  }

  /** The group that is being connected with this one in it. */
  connectedWith(name: string): string | undefined {
    return this.#connecting.placeOf(name);
  }

  disconnect(place: string): void {
    this.#stopConnecting(place);
    this.#lines.stop(place);
    for (const { name } of this.#members(place)) this.#parts.background(this.#parts.sessions.existing(name)?.close());
  }

  reconnect(place: string): void {
    if (this.#open(place).length === 0) this.connect(place);
    for (const name of this.#open(place)) this.#parts.background(this.#parts.sessions.of(name)?.reconnect());
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
      this.#lines.remember(place, text);
      this.watch(place, asked);
    } else if (text.trim() !== '') this.#parts.background(this.#lines.submit(place, text, width));
  }

  watch(place: string, request: WatchRequest): void {
    const { feedback, sessions, watches } = this.#parts;
    const problem = watchProblem(request.line);
    if (problem) feedback.flash('warning', ...problem, place);
    else if (this.#open(place).length === 0) {
      const [said, next] = this.#nothingOpen(place, 'nothing is watched');
      feedback.flash('warning', said, next, place, nothingOpen(place));
    } else {
      const open = () => this.#open(place).flatMap((name) => sessions.of(name) ?? []);
      const from = (look: Look) => groupSource(open, this.#most, look);
      const line = request.line.toLowerCase();
      const source =
        line === healthLine
          ? from(healthLook)
          : ofAllServers(from(line === sessionsLine ? sessionsLook : lineLook(request.line)));
      watches.start(place, request, source);
    }
  }

  stop(place: string): void {
    this.#stopConnecting(place);
    if (this.#lines.stop(place)) return;
    for (const { name } of this.#members(place)) this.#parts.background(this.#parts.sessions.existing(name)?.stop());
  }

  fit(place: string, width: number): void {
    this.#parts.background(this.#lines.fit(place, width));
  }

  takeBack(): void {}

  complete(place: string, text: string, cursor: number, signal: AbortSignal): Promise<CompletionResult> {
    return completed(this.#language(place), text, cursor, signal);
  }

  isComplete(place: string, text: string): boolean {
    return this.#language(place)?.isComplete(text) ?? true;
  }

  clearTranscript(place: string): void {
    this.#lines.clear(place);
  }

  #members(place: string): readonly Connection[] {
    return groupMembers(this.#parts.store.getState(), place);
  }

  #open(place: string): readonly string[] {
    return openMembers(this.#parts.store.getState(), place);
  }

  /** Why a line does not go to anybody there, and what to do about that. */
  #nothingOpen(place: string, so: string): readonly [what: string, next: string] {
    const state = this.#parts.store.getState().groups[place]?.state;
    if (this.#members(place).length === 0) return [`Nothing is open: ${so}.`, 'Connect one, or choose a group.'];
    if (state !== undefined && isConnecting(state))
      return [`Nothing of ${place} is open yet: ${so}.`, 'It is being connected.'];
    return [`Nothing of ${place} is open: ${so}.`, 'Alt+C connects all of it.'];
  }

  /** The members' language is one: any of them can say how a line goes on. */
  #language(place: string) {
    const { sessions } = this.#parts;
    return this.#open(place)
      .map((name) => sessions.existing(name)?.driver.language)
      .find((language) => language !== undefined);
  }

  #stopConnecting(place: string): void {
    this.#stops.get(place)?.abort();
    this.#stops.delete(place);
  }
}
