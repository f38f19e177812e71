// More than 250 lines: a session's lines, its own and those that watches run on it, share what runs.

import { abortError } from '../../async/abort.ts';
import { inBackground } from '../../async/background.ts';
import {
  accepts,
  type Connection,
  type HistoryEntry,
  type HostPrompts,
  isConnecting,
  type PipelineRecord,
  type PipelineRun,
  type RunOutcome,
  type SessionState,
} from '../../domain/index.ts';
import { createTranscriptWriter } from '../../format/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { keptLine } from '../line-log.ts';
import { type Layout, Layouts } from '../output/layouts.ts';
import { linePrompts } from '../output/line-prompts.ts';
import { LineRecorder } from '../output/line-recorder.ts';
import { endLines, failureLines, note } from '../output/notes.ts';
import { pumpRun } from '../output/pump.ts';
import { questionLines } from '../output/question-lines.ts';
import { ResultKeeper } from '../results/keeper.ts';
import type { Results } from '../results/results.ts';
import { SessionDriver } from '../session/driver.ts';
import type { SessionFacts } from '../session/facts.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { Feedback } from './feedback.ts';
import type { LineHistory } from './line-history.ts';
import { LineQueue } from './line-queue.ts';
import type { Notifier } from './notifier.ts';
import { PaneLines } from './pane-lines.ts';
import { shownFailure, shownHere } from './shown-failure.ts';
import type { SessionView } from './state.ts';

export interface LiveSessionPorts {
  readonly deps: AppDeps;
  readonly notifier: Notifier;
  readonly feedback: Feedback;
  readonly history: LineHistory;
  /** Where the server's questions go while this line runs. */
  readonly prompts: (line: string) => HostPrompts;
  readonly flow: CredentialFlow;
  readonly view: () => SessionView;
  readonly results: Results;
  /** Whether the transcript is read now: its lines stay where they are then. */
  readonly isRead: () => boolean;
  /** A line asked for its objects to be shown as a grid. */
  readonly openResult: (id: number) => void;
  /** The session is open no more. */
  readonly ended: () => void;
  /** More objects of a line have come, or the last one has. */
  readonly resultGrew: () => void;
  /** A session of this connection is ready for lines. */
  readonly becameReady: () => void;
}

/** Cells that a watched line may lay its texts out for: a grid shows objects. */
const watchedWidth = 120;

/** A connection's session as the screen sees it: a driver, its transcript, and the line that runs. */
export class LiveSession {
  readonly driver: SessionDriver;
  readonly #ports: LiveSessionPorts;
  #shown: SessionState = 'closed';
  #keepAliveUntil: number | undefined;
  /** When somebody used the session last, by a line or by connecting it; what watches do is not counted. */
  #usedAt = 0;
  readonly #lines: PaneLines;
  readonly #layouts: Layouts;
  /** What runs writes into it. */
  #layout: Layout | undefined;
  /** Cells that the pane has for a line, as far as somebody has said. */
  #width: number | undefined;
  #fitting: AbortController | undefined;
  readonly #queue: LineQueue;
  #running: { readonly run: PipelineRun; readonly ended: AbortController } | undefined;

  constructor(connection: Connection, ports: LiveSessionPorts) {
    this.#ports = ports;
    this.#lines = new PaneLines(connection.name, ports);
    this.#layouts = new Layouts(() => ports.view().transcript);
    this.#queue = new LineQueue(
      () => ports.view().pane,
      (change) => ports.notifier.now(connection.name, change),
    );
    this.driver = new SessionDriver(connection, ports.deps, {
      changed: (facts, urgency) => this.#changed(facts, urgency),
      trouble: (failure) => ports.feedback.failed(failure, connection.name),
      acted: (text, outcome) => ports.feedback.action(connection.name, text, outcome),
    });
  }

  get name(): string {
    return this.driver.connection.name;
  }

  connect(): Promise<void> {
    return this.driver.connect({ flow: this.#ports.flow, prompts: this.#ports.prompts('') });
  }

  close(signal?: AbortSignal): Promise<void> {
    this.#running?.ended.abort();
    return this.driver.close(signal);
  }

  async reconnect(): Promise<void> {
    await this.close();
    await this.connect();
  }

  /** Stops the running line, or the connecting. What waits behind it is not run: it stands at the prompt again. */
  async stop(): Promise<void> {
    this.#queue.takeAllBack();
    if (this.#running) {
      this.#running.ended.abort();
      this.#running.run.stop();
    } else if (isConnecting(this.driver.facts.state)) {
      await this.close();
    }
  }

  keepAlive(until: number | undefined): void {
    this.#keepAliveUntil = until;
    this.#ports.notifier.now(this.name, { keepAliveUntil: until, closesAt: this.#closesAt(this.driver.facts) });
  }

  /**
   * Runs a line, or has it wait for its turn while another runs or the session is being opened. Resolves when the line
   * waits, or has ended and all of it is in the transcript.
   */
  async submit(text: string, width: number): Promise<void> {
    const { state } = this.driver.facts;
    if (text.trim() === '') return;
    this.#usedAt = this.#ports.deps.clock();
    if (accepts(state, 'submitted')) {
      await this.#run(text, width);
      return;
    }
    const { feedback } = this.#ports;
    if (state !== 'busy' && !isConnecting(state)) {
      feedback.flash('warning', `${this.name} is ${state}: the line was not run.`, 'Connect it first.', this.name);
    } else if (!this.#queue.add({ text, width })) {
      feedback.flash('warning', 'Too much waits already: the line stands at the prompt.', '', this.name);
    }
  }

  /** Whether a watch may run its line: nothing runs and nothing waits. */
  get readiness(): 'ready' | 'busy' | 'ended' {
    const { state } = this.driver.facts;
    if (state !== 'busy' && !isConnecting(state) && state !== 'ready') return 'ended';
    return accepts(state, 'submitted') && this.#ports.view().queue.length === 0 ? 'ready' : 'busy';
  }

  /** Milliseconds that the session may idle, and since when nobody has used it by hand. */
  get idle(): { readonly allowed: number | undefined; readonly since: number } {
    const { closeAfterIdleMinutes: minutes } = this.driver.connection;
    const limits = [this.driver.facts.idleTimeout, minutes === undefined ? undefined : minutes * 60_000];
    const known = limits.filter((limit) => limit !== undefined);
    return { allowed: known.length > 0 ? Math.min(...known) : undefined, since: this.#usedAt };
  }

  /**
   * Runs a line of a group's as one that was typed here, with its records handed on as well; it stands in the group's
   * history alone. Undefined where it cannot be run now.
   */
  perform(text: string, width: number, take: (record: PipelineRecord) => void): Promise<RunOutcome> | undefined {
    if (this.readiness !== 'ready') return undefined;
    this.#usedAt = this.#ports.deps.clock();
    return this.#run(text, width, take);
  }

  /** Runs a line that leaves no trace in the transcript and may ask for nothing; undefined where it cannot be run now. */
  observe(text: string, take: (record: PipelineRecord) => void, signal: AbortSignal): Promise<RunOutcome> | undefined {
    if (this.readiness !== 'ready') return undefined;
    const prompts: HostPrompts = { ask: () => Promise.reject(abortError()) };
    const run = this.driver.run(text, { width: watchedWidth, prompts });
    return run && this.#observed(run, take, signal);
  }

  async #observed(run: PipelineRun, take: (record: PipelineRecord) => void, signal: AbortSignal): Promise<RunOutcome> {
    const ended = new AbortController();
    this.#running = { run, ended };
    const stop = () => run.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const batch of run.records) {
        for (const record of batch) take(record);
        if (this.#ports.deps.budget.isSpent) await this.#ports.deps.budget.nextTurn();
      }
      return await run.outcome;
    } finally {
      signal.removeEventListener('abort', stop);
      ended.abort();
      this.#running = undefined;
      this.driver.finished();
      this.#ports.notifier.flush();
      this.#runNext();
    }
  }

  /** The line that was typed ahead last, back at the prompt. */
  takeBack(): void {
    this.#queue.takeLastBack();
  }

  /** The next line that waits, if the session can take it. */
  #runNext(): void {
    const line = accepts(this.driver.facts.state, 'submitted') ? this.#queue.next() : undefined;
    if (!line) return;
    this.#run(line.text, line.width).catch((error: unknown) => {
      this.#ports.feedback.failed(failureOf(error), this.name);
    });
  }

  async #run(text: string, width: number, take?: (record: PipelineRecord) => void): Promise<RunOutcome> {
    const { deps, feedback, history, notifier, results, resultGrew } = this.#ports;
    const ended = new AbortController();
    const kept = keptLine(text);
    const recorder = new LineRecorder(this.driver.connection, kept, deps.clock());
    const prompts = linePrompts(this.#ports.prompts(text), [ended.signal], (prompt, answer) => {
      recorder.asked(prompt, answer);
      const lines = questionLines(prompt, answer);
      this.#layout?.lines(lines);
      this.#lines.print(lines);
    });
    this.#lines.begin(text);
    const entry = take ? undefined : this.remember(text);
    const { clipboard, skipsProfile = false } = deps;
    const holdsSecret = kept === undefined;
    const run = this.driver.run(text, { width, prompts, holdsSecret, skipsProfile, ...(clipboard && { clipboard }) });
    if (!run) return { state: 'lost' };
    this.#running = { run, ended };
    this.#fitting?.abort();
    const layout = this.#layouts.begin(width);
    this.#layout = layout;
    const keeper = new ResultKeeper(results, { connection: this.name, line: text, at: deps.clock() });
    let isLeft = false;
    try {
      const { transcript } = this.#ports.view();
      const outcome = await pumpRun(recorder.counted(run, take), {
        transcript,
        writer: createTranscriptWriter(width),
        shown: (record) => layout.record(record),
        timers: deps.timers,
        budget: deps.budget,
        keep: (output) => keeper.keep(output),
        cleared: () => this.clearTranscript(),
        moved: (progress) => {
          notifier.soon(this.name, { progress, transcriptVersion: transcript.version, ...keeper.facts });
          resultGrew();
        },
      });
      layout.end = transcript.end;
      isLeft = outcome.state === 'completed' && outcome.exitCode !== undefined;
      const logged = recorder.ended(outcome.state, deps.clock());
      this.#lines.print(endLines(logged));
      feedback.ran(logged, deps);
      if (entry) history.ended(entry, logged);
      return outcome;
    } catch (error) {
      this.#lines.print(failureLines(failureOf(error)));
      return { state: 'failed' };
    } finally {
      ended.abort();
      this.#running = undefined;
      this.#layout = undefined;
      layout.end ??= layout.from;
      for (const id of keeper.end()) this.#ports.openResult(id);
      resultGrew();
      this.driver.finished();
      const { commandNames: commands, variables = [] } = this.driver.language ?? {};
      notifier.now(this.name, { commands, variables });
      notifier.flush();
      this.#refit();
      // The line said `exit`: that is the session's end, as it is a console's.
      if (isLeft) inBackground(this.close(), (error) => feedback.failed(failureOf(error), this.name));
      else this.#runNext();
    }
  }

  /** The pane has so many cells for a line now: what was shown last is laid out for them, once nothing runs. */
  fit(width: number): void {
    this.#width = width;
    this.#refit();
  }

  #refit(): void {
    this.#fitting?.abort();
    if (this.#width === undefined || this.#layout || this.#ports.isRead()) return;
    const fitting = new AbortController();
    this.#fitting = fitting;
    const { budget } = this.#ports.deps;
    inBackground(
      this.#layouts.fit(this.#width, { budget, signal: fitting.signal }).then((moved) => {
        if (!moved) return;
        const { transcript, pane } = this.#ports.view();
        const scroll = pane.scroll && { line: moved(pane.scroll.line), row: 0 };
        this.#ports.notifier.now(this.name, { transcriptVersion: transcript.version, pane: { ...pane, scroll } });
      }),
      (error) => this.#ports.feedback.failed(failureOf(error), this.name),
    );
  }

  clearTranscript(): void {
    this.#layouts.clear();
    this.#lines.clear();
  }

  #changed(facts: SessionFacts, urgency: 'now' | 'soon'): void {
    const before = this.#shown;
    this.#shown = facts.state;
    if (facts.state === 'probing' && before !== 'probing') {
      this.#usedAt = this.#ports.deps.clock();
      this.#ports.notifier.now(this.name, { commands: undefined, variables: [] });
      this.#keepAliveUntil = undefined;
      this.#lines.restart();
      this.#ports.feedback.attempted(this.name);
    }
    const change = {
      ...facts,
      failure: shownFailure(facts, this.name),
      retry: facts.retry && { ...facts.retry, failure: shownHere(facts.retry.failure) },
      keepAliveUntil: this.#keepAliveUntil,
      closesAt: this.#closesAt(facts),
    };
    if (urgency === 'soon' && before === facts.state) {
      this.#ports.notifier.soon(this.name, change);
      return;
    }
    if (before !== facts.state) this.#entered(facts, before);
    this.#ports.notifier.now(this.name, change);
  }

  #entered(facts: SessionFacts, before: SessionState): void {
    const { feedback } = this.#ports;
    if (['failed', 'broken', 'expired', 'closed'].includes(facts.state)) this.#ports.ended();
    if (facts.state === 'failed' || facts.state === 'broken' || facts.state === 'expired') {
      this.#running?.ended.abort();
      this.#queue.takeAllBack();
      const failure = shownFailure(facts, this.name);
      if (!failure) return;
      this.#lines.print(failureLines(failure));
      this.#lines.tellLost();
      feedback.failed(failure, this.name);
    } else if (facts.state === 'ready' && before === 'importing') {
      const count = facts.catalogue?.cmdlets.length ?? 0;
      this.#lines.print(note(`Connected: ${count} ${count === 1 ? 'cmdlet' : 'cmdlets'} imported.`));
      this.#ports.notifier.now(this.name, { commands: this.driver.language?.commandNames });
      this.#ports.becameReady();
      // After this change of state is through, the driver takes lines.
      queueMicrotask(() => this.#runNext());
    } else if (facts.state === 'closed') {
      this.#queue.takeAllBack();
      const failure = shownFailure(facts, this.name);
      this.#lines.print(failure ? failureLines(failure) : note('Disconnected.'));
    }
  }

  #closesAt(facts: SessionFacts): number | undefined {
    const minutes = this.driver.connection.closeAfterIdleMinutes;
    if (minutes === undefined || facts.state !== 'ready' || this.#keepAliveUntil !== undefined) return undefined;
    return facts.lastActivity === undefined ? undefined : facts.lastActivity + minutes * 60_000;
  }

  /** A line goes to the history, and the pane follows the end again. */
  remember(text: string): HistoryEntry | undefined {
    const { notifier, view, history } = this.#ports;
    notifier.now(this.name, { pane: { ...view().pane, walk: undefined, scroll: undefined }, progress: [] });
    return history.add(this.driver.connection, text);
  }
}
