import { deadline } from '../../async/deadline.ts';
import type { EngineSession, Failure, HostPrompts } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { closeTimeout } from './attempt.ts';
import { type SessionFacts, timeLeft } from './facts.ts';

/** A loss this close to the end of the count is the count's end; milliseconds. */
const margin = 60_000;

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
  /** The endpoint does not answer questions about its shells. */
  #isRefused = false;

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

  /**
   * Asks the server about the shell and corrects the count by its own. The question itself is not taken for use: a Get
   * is no operation on the shell's streams, so the server's idle timer goes on.
   */
  async correct(): Promise<CountdownEnd | undefined> {
    if (this.#isAsking || (this.#isRefused && this.left !== 0)) return undefined;
    this.#isAsking = true;
    const limit = deadline(this.#deps.timers, closeTimeout);
    try {
      const activity = await this.#session.probe(limit.signal);
      // A server that still answers for the shell after the countdown's end has seen traffic that we have not.
      const idle = activity?.inactivity ?? (this.left === 0 ? 0 : undefined);
      this.#times = {
        lastActivity: idle === undefined ? this.#times.lastActivity : this.#deps.clock() - idle,
        idleTimeout: activity?.idleTimeout ?? this.#times.idleTimeout,
      };
      this.#listener.corrected(this.#times);
      return undefined;
    } catch (error) {
      return this.#refused(failureOf(error));
    } finally {
      limit.clear();
      this.#isAsking = false;
    }
  }

  /**
   * Uses the shell a little, so that the server's idle timer starts anew: a cmdlet that every endpoint has to have, whose
   * output is thrown away. A Get would not do, see `correct`.
   */
  async touch(prompts: HostPrompts): Promise<void> {
    const run = this.#session.run('Get-Command -Name Get-Command', { width: 80, prompts });
    for await (const _records of run.records) {
      // Only the traffic counts.
    }
    await run.outcome;
  }

  /** An endpoint may refuse the question, and then the count alone speaks. A lost connection is the engine's to tell. */
  #refused(failure: Failure): CountdownEnd | undefined {
    if (failure.id === 'shell.notfound') return { failure };
    if (this.left === 0) return { failure: undefined };
    this.#isRefused = true;
    return undefined;
  }

  #used(): void {
    const now = this.#deps.clock();
    if (this.#isAsking || now === this.#times.lastActivity) return;
    this.#times = { ...this.#times, lastActivity: now };
    this.#listener.used(now);
  }
}
