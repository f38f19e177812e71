import { deadline } from '../../async/deadline.ts';
import { type EngineSession, type Failure, type ProbeAnswer, traitsOf } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { type SessionFacts, timeLeft } from './facts.ts';

/** A loss this close to the end of the count is the count's end; milliseconds. */
const margin = 60_000;
/** How long the server may take to say how long the shell has idled, and to answer a use of it; milliseconds. */
const answerLimit = 10_000;
const touchLimit = 60_000;

type Times = Pick<SessionFacts, 'lastActivity' | 'idleTimeout'>;

export interface CountdownListener {
  /** The shell was used: the count starts anew. */
  used(at: number): void;
  /** The server counts otherwise. */
  corrected(times: Times): void;
}

/** The shell is gone for want of use: as the server said, or by the count alone where there is no failure. */
export interface CountdownEnd {
  readonly failure: Failure | undefined;
}

/** The time until the server ends the shell of a session that nobody uses. */
export class Countdown {
  readonly #session: EngineSession;
  readonly #deps: Pick<AppDeps, 'clock' | 'timers'>;
  readonly #listener: CountdownListener;
  #times: Times;
  #isAsking = false;
  /** Nobody answers questions about this shell. */
  #cannotAsk = false;

  /** It starts now. */
  constructor(session: EngineSession, deps: Pick<AppDeps, 'clock' | 'timers'>, listener: CountdownListener) {
    this.#session = session;
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

  /** Asks the server about the shell and corrects the count by its own. Gives what shows that the shell is gone. */
  async correct(): Promise<CountdownEnd | undefined> {
    if (this.#isAsking || (this.#cannotAsk && this.left !== 0)) return undefined;
    this.#isAsking = true;
    const { lastActivity } = this.#times;
    const limit = deadline(this.#deps.timers, answerLimit);
    try {
      const answer = await this.#session.probe(limit.signal);
      // A use meanwhile is newer than the answer.
      return this.#times.lastActivity === lastActivity ? this.#accept(answer) : undefined;
    } catch (error) {
      const failure = failureOf(error);
      if (traitsOf(failure).shellIsGone) return { failure };
      // A lost connection is the engine's to tell, and then the count alone speaks.
      return this.#endByCount;
    } finally {
      limit.clear();
      this.#isAsking = false;
    }
  }

  /** Uses the shell, so that the server's idle time starts anew. Rejects with FailureError and AbortError. */
  async touch(): Promise<void> {
    const limit = deadline(this.#deps.timers, touchLimit);
    await this.#session.touch(limit.signal).finally(limit.clear);
  }

  #accept(answer: ProbeAnswer): CountdownEnd | undefined {
    if (answer.kind === 'cannotAsk') {
      this.#cannotAsk = true;
      return this.#endByCount;
    }
    const now = this.#deps.clock();
    if (answer.kind === 'activity') {
      const { inactivity, idleTimeout = this.#times.idleTimeout } = answer;
      this.#correct({ lastActivity: now - inactivity, idleTimeout });
    } else if (this.left === 0) {
      // A server that still has the shell after the count's end has seen traffic that we have not.
      this.#correct({ ...this.#times, lastActivity: now });
    }
    return undefined;
  }

  get #endByCount(): CountdownEnd | undefined {
    return this.left === 0 ? { failure: undefined } : undefined;
  }

  #correct(times: Times): void {
    this.#times = times;
    this.#listener.corrected(times);
  }

  #used(): void {
    const now = this.#deps.clock();
    if (now === this.#times.lastActivity) return;
    this.#times = { ...this.#times, lastActivity: now };
    this.#listener.used(now);
  }
}
