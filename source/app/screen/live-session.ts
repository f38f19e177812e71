import { inBackground } from '../../async/background.ts';
import {
  accepts,
  type Connection,
  type HistoryEntry,
  isConnecting,
  type PipelineRecord,
  type RunOutcome,
  type SessionState,
} from '../../domain/index.ts';
import { failureOf } from '../failing.ts';
import { failureLines, note } from '../output/notes.ts';
import { SessionDriver } from '../session/driver.ts';
import type { SessionFacts } from '../session/facts.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import { LineQueue } from './line-queue.ts';
import { type LineRunPorts, LineRuns } from './line-runs.ts';
import { PaneLayout } from './pane-layout.ts';
import { PaneLines } from './pane-lines.ts';
import { shownFailure, shownHere } from './shown-failure.ts';

export interface LiveSessionPorts extends LineRunPorts {
  readonly flow: CredentialFlow;
  /** The session is open no more. */
  readonly ended: () => void;
  /** A session of this connection is ready for lines. */
  readonly becameReady: () => void;
}

/** A connection's session as the screen sees it: a driver, its transcript, and the lines that run or wait. */
export class LiveSession {
  readonly driver: SessionDriver;
  readonly #ports: LiveSessionPorts;
  #shown: SessionState = 'closed';
  #keepAliveUntil: number | undefined;
  /** When somebody used the session last, by a line or by connecting it; what watches do is not counted. */
  #usedAt = 0;
  readonly #lines: PaneLines;
  readonly #layout: PaneLayout;
  readonly #queue: LineQueue;
  readonly #runs: LineRuns;

  constructor(connection: Connection, ports: LiveSessionPorts) {
    this.#ports = ports;
    this.#lines = new PaneLines(connection.name, ports);
    this.#layout = new PaneLayout(connection.name, ports);
    this.#queue = new LineQueue(
      () => ports.view().pane,
      (change) => ports.notifier.now(connection.name, change),
    );
    this.driver = new SessionDriver(connection, ports.deps, {
      changed: (facts, urgency) => this.#changed(facts, urgency),
      trouble: (failure) => ports.feedback.failed(failure, connection.name),
      acted: (text, outcome) => ports.feedback.action(connection.name, text, outcome),
    });
    this.#runs = new LineRuns({
      ...{ driver: this.driver, lines: this.#lines, layout: this.#layout, ports },
      cleared: () => this.clearTranscript(),
      ended: (left) => this.#freed(left),
    });
  }

  get name(): string {
    return this.driver.connection.name;
  }

  connect(): Promise<void> {
    return this.driver.connect({ flow: this.#ports.flow, prompts: this.#ports.prompts('') });
  }

  close(signal?: AbortSignal): Promise<void> {
    this.#runs.endQuestions();
    return this.driver.close(signal);
  }

  async reconnect(): Promise<void> {
    await this.close();
    await this.connect();
  }

  /** Stops the running line, or the connecting. What waits behind it is not run: it stands at the prompt again. */
  async stop(): Promise<void> {
    this.#queue.takeAllBack();
    if (!this.#runs.stop() && isConnecting(this.driver.facts.state)) await this.close();
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
      await this.#runs.show(text, width);
      return;
    }
    const { feedback } = this.#ports;
    if (state !== 'busy' && !isConnecting(state)) {
      feedback.flash('warning', `${this.name} is ${state}: the line was not run.`, 'F5 connects it.', this.name);
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
    return this.#runs.show(text, width, take);
  }

  /** Runs a line that leaves no trace in the transcript and may ask for nothing; undefined where it cannot be run now. */
  observe(text: string, take: (record: PipelineRecord) => void, signal: AbortSignal): Promise<RunOutcome> | undefined {
    return this.readiness === 'ready' ? this.#runs.observe(text, take, signal) : undefined;
  }

  /** The line that was typed ahead last, back at the prompt. */
  takeBack(): void {
    this.#queue.takeLastBack();
  }

  /** The next line that waits, if the session can take it. */
  #runNext(): void {
    const line = accepts(this.driver.facts.state, 'submitted') ? this.#queue.next() : undefined;
    if (!line) return;
    this.#runs.show(line.text, line.width).catch((error: unknown) => {
      this.#ports.feedback.failed(failureOf(error), this.name);
    });
  }

  /** A line has ended. `exit` is the session's end, as it is a console's. */
  #freed(left: boolean): void {
    if (left) inBackground(this.close(), (error) => this.#ports.feedback.failed(failureOf(error), this.name));
    else this.#runNext();
  }

  /** The pane has so many cells for a line now: what was shown last is laid out for them, once nothing runs. */
  fit(width: number): void {
    this.#layout.fit(width);
  }

  clearTranscript(): void {
    this.#layout.clear();
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
      this.#runs.endQuestions();
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
    return this.#runs.remember(text);
  }
}
