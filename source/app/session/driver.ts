import { isAbort } from '../../async/abort.ts';
import { Background } from '../../async/background.ts';
import {
  accepts,
  type Connection,
  type ConnectStage,
  classify,
  type Engine,
  type EngineSession,
  type Failure,
  holdsShell,
  type ImportProgress,
  isConnecting,
  localFailure,
  type PipelineRun,
  type RunOptions,
  type SessionEvent,
  traitsOf,
  transition,
} from '../../domain/index.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { Access } from '../sign-in/access.ts';
import { type ConnectOptions, SessionAttempt } from './attempt.ts';
import { Countdown } from './countdown.ts';
import { freshFacts, nextStage, openedFacts, type SessionFacts, type SessionObserver } from './facts.ts';
import { importCatalogue } from './import.ts';

/**
 * One session of one connection: holds the state of domain's table, feeds it events and runs its effects. It knows no
 * screen; `observer` hears of every change. Methods do nothing where the table has no such event.
 */
export class SessionDriver {
  readonly connection: Connection;
  readonly #deps: AppDeps;
  readonly #engine: Engine | undefined;
  readonly #observer: SessionObserver;
  #facts: SessionFacts;
  #attempt: SessionAttempt | undefined;
  #countdown: Countdown | undefined;
  readonly #work = new Background((error) => this.#observer.trouble(failureOf(error)));
  #waiting: (() => void)[] = [];
  #closeSignal: AbortSignal | undefined;

  constructor(connection: Connection, deps: AppDeps, observer: SessionObserver) {
    this.connection = connection;
    this.#deps = deps;
    this.#observer = observer;
    const kind = engineKindOf(connection, deps);
    this.#engine = deps.engines[kind];
    this.#facts = freshFacts(kind);
  }

  get facts(): SessionFacts {
    return this.#facts;
  }

  /** The engine and the access of the open session, for questions about its server's shells. Borrowed, never wiped. */
  get access(): { engine: Engine; access: Access } | undefined {
    const access = this.#attempt?.access;
    return this.#engine && access && holdsShell(this.#facts.state) ? { engine: this.#engine, access } : undefined;
  }

  /** Whether there is anything to close. */
  get isOpen(): boolean {
    return !accepts(this.#facts.state, 'connect');
  }

  /** The shell that this session claims, if the server may have one. */
  get claims(): string | undefined {
    return holdsShell(this.#facts.state) ? this.#facts.shellId : undefined;
  }

  /** Resolves when the attempt has ended: ready, failed or closed. Failures are in the facts. */
  async connect(options: ConnectOptions): Promise<void> {
    if (!accepts(this.#facts.state, 'connect')) return;
    const trouble = (error: unknown) => this.#observer.trouble(failureOf(error));
    this.#attempt = new SessionAttempt(this.connection, this.#engine, options, this.#deps, trouble);
    this.#countdown = undefined;
    this.#facts = { ...freshFacts(this.#facts.engine), state: this.#facts.state };
    this.#take('connect');
    await this.#until(() => this.#facts.state !== 'closing' && !isConnecting(this.#facts.state));
  }

  /** Resolves when the session has ended and its lease is settled. `signal` cuts the waiting short. */
  async close(signal?: AbortSignal): Promise<void> {
    if (accepts(this.#facts.state, 'close')) {
      this.#closeSignal = signal;
      this.#take('close');
    }
    await this.#until(() => this.#facts.state !== 'closing');
    await this.#work.settled();
  }

  /** Resolves when nothing is left to be settled with the server after the session itself has ended. */
  async settled(): Promise<void> {
    await this.#work.settled();
  }

  /** Starts a line; undefined where the session is not ready. Whoever reads it to its end calls `finished`. */
  run(text: string, options: RunOptions): PipelineRun | undefined {
    const session = this.#attempt?.session;
    if (!session || !accepts(this.#facts.state, 'submitted')) return undefined;
    const run = session.run(text, options);
    this.#facts = { ...this.#facts, runningSince: this.#deps.clock() };
    this.#take('submitted');
    return run;
  }

  /** What runs is asked to stop. */
  stopping(): void {
    if (this.#facts.state !== 'busy' || this.#facts.stoppingSince !== undefined) return;
    this.#change({ stoppingSince: this.#deps.clock() });
  }

  finished(): void {
    if (accepts(this.#facts.state, 'finished')) this.#take('finished');
  }

  /** What a prompt asks of the open session. */
  get language(): Pick<EngineSession, 'commandNames' | 'complete' | 'isComplete' | 'variables'> | undefined {
    return this.#attempt?.session;
  }

  /** The open session's, while nothing runs on it. */
  get countdown(): Countdown | undefined {
    return this.#facts.state === 'ready' ? this.#countdown : undefined;
  }

  #change(change: Partial<SessionFacts>): void {
    this.#facts = { ...this.#facts, ...change };
    this.#observer.changed(this.#facts, 'soon');
  }

  #take(event: SessionEvent, failure?: Failure): void {
    const attempt = this.#attempt!;
    const { next, effects } = transition(this.#facts.state, event);
    const idle = next === 'busy' ? {} : { runningSince: undefined, stoppingSince: undefined };
    this.#facts = { ...this.#facts, state: next, ...idle, ...(failure ? { failure } : {}) };
    // They start once the transition has been seen as a whole.
    for (const effect of effects) {
      if (effect === 'abortConnect') attempt.abort();
      else if (effect === 'beginConnect') this.#work.start(() => this.#open(attempt));
      else if (effect === 'beginImport') this.#work.start(() => this.#import(attempt));
      else if (effect === 'closeShell') this.#work.start(() => this.#closeShell(attempt));
      else if (effect === 'settleLease') this.#work.start(() => attempt.settle(failure));
      else if (effect === 'dropLease') this.#work.start(() => attempt.release(failure));
      else effect satisfies never;
    }
    this.#observer.changed(this.#facts, 'now');
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async #open(attempt: SessionAttempt): Promise<void> {
    try {
      const session = await attempt.connect({
        begun: () => this.#change({ stages: [], retry: undefined }),
        named: (shellId) => this.#change({ shellId }),
        stage: (stage) => this.#stage(attempt, stage),
        retry: (retry) => {
          if (!attempt.signal.aborted) this.#change({ retry: { ...retry, at: this.#deps.clock() + retry.delay } });
        },
      });
      if (attempt.signal.aborted) await this.#closeShell(attempt);
      else this.#opened(attempt, session);
    } catch (error) {
      // Esc in the credential dialog is a wish to stop, not a failure.
      if (isAbort(error) && accepts(this.#facts.state, 'close')) this.#take('close');
      this.#endStage();
      this.#take('connectFailed', this.#facts.state === 'closing' ? undefined : failureOf(error));
    }
  }

  #stage(attempt: SessionAttempt, stage: ConnectStage): void {
    if (attempt.signal.aborted) return;
    const stages = nextStage(this.#facts.stages, stage, this.#deps.clock());
    this.#change({ stages, ...(stage === 'negotiate' ? { retry: undefined } : {}) });
    if (stage === 'authenticate' || stage === 'open' || stage === 'negotiate') this.#advance('reached');
    if (stage === 'open' || stage === 'negotiate') this.#advance('authenticated');
  }

  /** A second try with another password passes stages that are behind us: states only go forward. */
  #advance(event: 'reached' | 'authenticated'): void {
    if (accepts(this.#facts.state, event)) this.#take(event);
  }

  #endStage(): void {
    const stages = nextStage(this.#facts.stages, undefined, this.#deps.clock());
    this.#facts = { ...this.#facts, stages, retry: undefined };
  }

  #opened(attempt: SessionAttempt, session: EngineSession): void {
    const now = this.#deps.clock();
    const countdown = this.#countOf(attempt, session);
    this.#countdown = countdown;
    this.#facts = openedFacts({ ...this.#facts, ...countdown.times }, session.shellId, now);
    attempt.opened(session.idleTimeout, now);
    this.#observer.acted(`opened shell ${session.shellId}`, 'done');
    session.onLost((facts) => {
      if (this.#attempt === attempt) this.#lost(classify(attempt.located(facts)));
    });
    this.#advance('reached');
    this.#advance('authenticated');
    this.#take('opened');
  }

  #countOf(attempt: SessionAttempt, session: EngineSession): Countdown {
    const isReady = () => this.#attempt === attempt && this.#facts.state === 'ready';
    return new Countdown(session, attempt, this.#deps, {
      changed: (times) => this.#attempt === attempt && this.#change(times),
      over: (failure) => isReady() && (failure ? this.#lost(failure) : this.#take('idledOut')),
      notKept: (failure) => isReady() && this.#observer.trouble(failure),
    });
  }

  async #import(attempt: SessionAttempt): Promise<void> {
    const isCurrent = () => this.#attempt === attempt && this.#facts.state === 'importing';
    const { session, signal, options } = attempt;
    const names = options.importNames ?? this.connection.cmdlets ?? [];
    const told = (importing: ImportProgress) => isCurrent() && this.#change({ importing });
    try {
      const catalogue = await importCatalogue(session!, names, signal, this.#deps, told);
      if (!isCurrent()) return;
      this.#endStage();
      this.#facts = { ...this.#facts, catalogue, importing: undefined };
      this.#observer.acted(`imported ${catalogue.cmdlets.length} cmdlets`, 'done');
      this.#take('imported');
    } catch (error) {
      if (!isCurrent()) return;
      this.#endStage();
      this.#observer.acted('import of the cmdlets', 'failed');
      this.#take('connectFailed', failureOf(error));
    }
  }

  #lost(failure: Failure): void {
    const { shellIsGone, wasAsked } = traitsOf(failure);
    const isOver = shellIsGone && this.#countdown?.isNearlyOver !== false;
    if (wasAsked && accepts(this.#facts.state, 'close')) this.#take('close');
    else if (isOver && accepts(this.#facts.state, 'idledOut')) this.#take('idledOut', failure);
    else if (this.#facts.state !== 'closing' && accepts(this.#facts.state, 'lost')) this.#take('lost', failure);
  }

  async #closeShell(attempt: SessionAttempt): Promise<void> {
    const gone = await attempt.close(this.#closeSignal);
    const id = attempt.session?.shellId;
    if (id !== undefined) this.#observer.acted(`closed shell ${id}`, gone ? 'done' : 'failed');
    const failure = gone ? undefined : localFailure('shell.unclosed', { connection: this.connection.name });
    if (failure) this.#observer.trouble(failure);
    if (this.#attempt === attempt && this.#facts.state === 'closing') this.#take(gone ? 'closed' : 'lost', failure);
  }
}
