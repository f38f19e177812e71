import { neverRejects } from '../../async/background.ts';
import type { Timers } from '../../async/deadline.ts';
import {
  type Connection,
  caveatsOf,
  type Failure,
  type RunOutcome,
  scriptCaveatsOf,
  withoutModule,
} from '../../domain/index.ts';
import { commandsNamed, isCmdletName } from '../../language/text.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { keepLine, keptLine } from '../line-log.ts';
import { frame } from '../output/frame.ts';
import { linePrompts } from '../output/line-prompts.ts';
import { LineRecorder } from '../output/line-recorder.ts';
import { SessionDriver } from '../session/driver.ts';
import type { RetryWait, SessionFacts } from '../session/facts.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { HeadlessEvent, HeadlessResult, HeadlessRun } from './port.ts';

type Event = HeadlessEvent extends infer E ? (E extends unknown ? Omit<E, 'connection'> : never) : never;

/** One connection's part of a run: connect, import what the line names, run it, close. The session is closed in the end. */
export async function runOn(
  connection: Connection,
  request: HeadlessRun,
  flow: CredentialFlow,
  deps: AppDeps,
): Promise<HeadlessResult> {
  const emit = (event: Event) => request.onEvent({ connection: connection.name, ...event } as HeadlessEvent);
  const reporter = new Reporter(emit, deps.clock);
  const troubles: Failure[] = [];
  const limit = new RunLimit(request.timeout, deps.timers);
  const driver = new SessionDriver(connection, deps, {
    changed: (facts) => {
      if (facts.stages.length > 0) limit.start();
      reporter.changed(facts);
    },
    trouble: (failure) => troubles.push(failure),
    acted: () => {},
  });
  const close = () => neverRejects(driver.close());
  request.signal.addEventListener('abort', close, { once: true });
  limit.signal.addEventListener('abort', close, { once: true });
  const result = { connection: connection.name, errors: 0, timedOut: false };
  let shown: Failure | undefined;
  try {
    if (!request.signal.aborted) {
      await driver.connect({
        flow,
        prompts: request.prompts,
        importNames: cmdletsIn(request.speaksOf ?? request.command),
      });
    }
    limit.signal.removeEventListener('abort', close);
    await reporter.told();
    const ran = await runLine(driver, request, limit.signal, emit, deps);
    shown = ran.outcome?.state === 'completed' ? undefined : (driver.facts.failure ?? troubles[0]);
    await emit({ kind: 'stage', stage: 'close' });
    return { ...result, ...ran, failure: shown };
  } finally {
    limit.clear();
    request.signal.removeEventListener('abort', close);
    await driver.close();
    tellOf(troubles, shown, request, connection.name);
  }
}

/** What went wrong beside the command, its ledger for one: once each, however often it did. */
function tellOf(troubles: readonly Failure[], shown: Failure | undefined, request: HeadlessRun, name: string): void {
  const told = new Set([shown?.what]);
  for (const { what, why, next } of troubles) {
    if (!told.has(what)) request.onNotice?.(`${name}: ${what} ${why}`, next);
    told.add(what);
  }
}

async function runLine(
  driver: SessionDriver,
  request: HeadlessRun,
  limit: AbortSignal,
  emit: (event: Event) => void | Promise<void>,
  deps: AppDeps,
): Promise<{ outcome: RunOutcome | undefined; errors: number; timedOut: boolean }> {
  const ended = new AbortController();
  const kept = keptLine(request.command);
  const recorder = new LineRecorder(driver.connection, kept, deps.clock());
  const prompts = linePrompts(request.prompts, [ended.signal, limit], (prompt, answer) =>
    recorder.asked(prompt, answer),
  );
  const started = driver.run(request.command, {
    width: request.width,
    prompts,
    holdsSecret: kept === undefined,
    ...(request.skipsProfile && { skipsProfile: true }),
  });
  if (!started) return { outcome: undefined, errors: 0, timedOut: limit.aborted };
  const run = recorder.counted(started);
  const stop = () => run.stop();
  limit.addEventListener('abort', stop, { once: true });
  if (limit.aborted) stop();
  try {
    await emit({ kind: 'stage', stage: 'run' });
    const { command, speaksOf = command } = request;
    const isCalled = speaksOf !== command && engineKindOf(driver.connection, deps) === 'powershell';
    const caveats = [...caveatsOf(commandsNamed(speaksOf).names), ...(isCalled ? scriptCaveatsOf(speaksOf) : [])];
    const warnings = caveats.map(({ what, next }) => ({ stream: 'warning', text: `${what} ${next}` }) as const);
    if (warnings.length > 0) await emit({ kind: 'records', records: warnings });
    for await (const records of run.records) {
      await emit({ kind: 'records', records });
    }
    const outcome = await run.outcome;
    const problem = keepLine(deps, recorder.ended(outcome.state, deps.clock()));
    if (problem) request.onNotice?.(`${problem.what} ${problem.why}`, problem.next);
    return { outcome, errors: recorder.errors, timedOut: limit.aborted };
  } finally {
    limit.removeEventListener('abort', stop);
    ended.abort();
    driver.finished();
  }
}

/** The time of a run, which begins when the server is first called: not while somebody looks for a password. */
class RunLimit {
  readonly #milliseconds: number | undefined;
  readonly #timers: Timers;
  readonly #controller = new AbortController();
  #cancel: (() => void) | undefined;

  constructor(milliseconds: number | undefined, timers: Timers) {
    this.#milliseconds = milliseconds;
    this.#timers = timers;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  start(): void {
    if (this.#milliseconds === undefined || this.#cancel) return;
    this.#cancel = this.#timers.after(this.#milliseconds, () => this.#controller.abort());
  }

  clear(): void {
    this.#cancel?.();
  }
}

/** Turns a session's facts into events: each stage once, the import's progress at most once a frame. */
class Reporter {
  readonly #emit: (event: Event) => void | Promise<void>;
  readonly #clock: () => number;
  #stages = 0;
  #imported = 0;
  #retry: RetryWait | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(emit: (event: Event) => void | Promise<void>, clock: () => number) {
    this.#emit = emit;
    this.#clock = clock;
  }

  changed(facts: SessionFacts): void {
    if (facts.stages.length < this.#stages) this.#stages = 0;
    for (const { stage } of facts.stages.slice(this.#stages)) this.#send({ kind: 'stage', stage });
    this.#stages = facts.stages.length;
    if (facts.retry && facts.retry !== this.#retry) this.#send({ kind: 'retry', retry: facts.retry });
    this.#retry = facts.retry;
    const now = this.#clock();
    if (facts.importing && facts.importing.received > 0 && now - this.#imported >= frame) {
      this.#imported = now;
      this.#send({ kind: 'import', progress: facts.importing });
    }
  }

  /** Resolves when the listener has taken what was sent; rejects with its error. */
  async told(): Promise<void> {
    await this.#last;
  }

  #send(event: Event): void {
    this.#last = this.#last.then(() => this.#emit(event));
    this.#last.catch(() => {});
  }
}

/**
 * The cmdlets that a line speaks of: only those are imported, because a whole catalogue takes a minute on a real server.
 * A word too many does no harm; a line without any imports all, because an alias may stand for one, unless it is nothing
 * but literals, variables and operators. One that runs what it does not name imports all as well.
 */
export function cmdletsIn(command: string): readonly string[] | 'none' {
  const { names, mentioned, others } = commandsNamed(command);
  if (names.length === 0 && !others) return 'none';
  const spoken = [...names, ...mentioned].map(withoutModule);
  const cmdlets = spoken.filter(isCmdletName);
  return others ? [] : [...new Set(cmdlets)].slice(0, mostNames);
}

/** More than that are not asked for by name. */
const mostNames = 50;
