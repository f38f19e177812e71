import { isAbort } from '../../async/abort.ts';
import { deadline } from '../../async/deadline.ts';
import { classify, type EngineSession, type Failure, type ProbeAnswer, traitsOf } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { SessionAttempt } from './attempt.ts';
import { type SessionFacts, timeLeft } from './facts.ts';

/** A loss this close to the end of the count is the count's end; milliseconds. */
const margin = 60_000;
/** How long the server may take to say how long the shell has idled, and to answer a use of it; milliseconds. */
const answerLimit = 10_000;
const touchLimit = 60_000;

type Times = Pick<SessionFacts, 'lastActivity' | 'idleTimeout'>;

export interface CountdownListener {
  /** The shell was used, so that the count starts anew, or the server counts otherwise. */
  changed(times: Times): void;
  /** The shell is gone: as the server said, or by the count alone where there is no failure. */
  over(failure: Failure | undefined): void;
  /** The server did not take the use that was to keep the shell. */
  notKept(failure: Failure): void;
}

/** The time until the server ends the shell of a session that nobody uses. */
export class Countdown {
  readonly #session: EngineSession;
  readonly #attempt: Pick<SessionAttempt, 'used' | 'located'>;
  readonly #deps: Pick<AppDeps, 'clock' | 'timers'>;
  readonly #listener: CountdownListener;
  #times: Times;
  #isAsking = false;
  /** Nobody answers questions about this shell. */
  #cannotAsk = false;

  /** It starts now. */
  constructor(
    session: EngineSession,
    attempt: Pick<SessionAttempt, 'used' | 'located'>,
    deps: Pick<AppDeps, 'clock' | 'timers'>,
    listener: CountdownListener,
  ) {
    this.#session = session;
    this.#attempt = attempt;
    this.#deps = deps;
    this.#listener = listener;
    this.#times = { lastActivity: deps.clock(), idleTimeout: session.idleTimeout };
    session.onTraffic(() => this.#used());
  }

  get times(): Times {
    return this.#times;
  }

  /** Milliseconds; undefined while the server's idle timeout is not known. */
  get left(): number | undefined {
    return timeLeft(this.#times, this.#deps.clock());
  }

  /** Whether a shell that is gone now may have idled out. */
  get isNearlyOver(): boolean {
    return (this.left ?? 0) <= margin;
  }

  /** Asks the server about the shell and corrects the count by its own. */
  async correct(): Promise<void> {
    if (this.#isAsking || (this.#cannotAsk && this.left !== 0)) return;
    this.#isAsking = true;
    const { lastActivity } = this.#times;
    const limit = deadline(this.#deps.timers, answerLimit);
    try {
      const answer = await this.#session.probe(limit.signal);
      // A use meanwhile is newer than the answer.
      if (this.#times.lastActivity === lastActivity) this.#accept(answer);
    } catch (error) {
      const failure = failureOf(error);
      if (traitsOf(failure).shellIsGone) this.#listener.over(failure);
      // A lost connection is the engine's to tell, and then the count alone speaks.
      else if (this.left === 0) this.#listener.over(undefined);
    } finally {
      limit.clear();
      this.#isAsking = false;
    }
  }

  /** Uses the shell, so that the server's idle time starts anew. */
  async touch(): Promise<void> {
    const limit = deadline(this.#deps.timers, touchLimit);
    try {
      await this.#session.touch(limit.signal);
    } catch (error) {
      const unanswered = { layer: 'network', network: 'responseTimeout' } as const;
      const failure = isAbort(error) ? classify(this.#attempt.located(unanswered)) : failureOf(error);
      this.#listener.notKept({ ...failure, what: `It could not be kept alive. ${failure.what}` });
    } finally {
      limit.clear();
    }
  }

  #accept(answer: ProbeAnswer): void {
    if (answer.kind === 'cannotAsk') {
      this.#cannotAsk = true;
      if (this.left === 0) this.#listener.over(undefined);
      return;
    }
    const now = this.#deps.clock();
    if (answer.kind === 'activity') {
      const { inactivity, idleTimeout = this.#times.idleTimeout } = answer;
      this.#change({ lastActivity: now - inactivity, idleTimeout });
    } else if (this.left === 0) {
      // A server that still has the shell after the count's end has seen traffic that we have not.
      this.#change({ ...this.#times, lastActivity: now });
    }
  }

  #change(times: Times): void {
    this.#times = times;
    this.#listener.changed(times);
  }

  #used(): void {
    const now = this.#deps.clock();
    if (now === this.#times.lastActivity) return;
    this.#attempt.used(now);
    this.#change({ ...this.#times, lastActivity: now });
  }
}
