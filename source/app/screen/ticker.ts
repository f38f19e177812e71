import type { StoreApi } from 'zustand/vanilla';
import { inBackground } from '../../async/background.ts';
import { warningDue } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { timeLeft } from '../session/facts.ts';
import type { Feedback } from './feedback.ts';
import type { LiveSession } from './live-session.ts';
import type { AppState, SessionView } from './state.ts';

/** An idle session's countdown is compared with the server's own this often; milliseconds. */
const probeInterval = 60_000;

/** And a touch that did not keep it alive is repeated this often at most. */
const touchInterval = 60_000;

/** The idle timeout where the server does not say its own; milliseconds. */
const usualTimeout = 900_000;

/** The cause of the warning that a session is about to end. */
const endOf = (name: string) => `the end of ${name}`;

interface Watch {
  /** The shortest remaining time that a warning was given for. */
  warned: number;
  probedAt: number;
  touchedAt: number;
  working: boolean;
}

/**
 * The only clock of the screen: a second's beat while anything counts down, and then nothing. With each beat it warns,
 * corrects, keeps alive, closes and expires.
 */
export class Ticker {
  readonly #deps: AppDeps;
  readonly #store: StoreApi<AppState>;
  readonly #feedback: Feedback;
  readonly #sessions: () => Iterable<LiveSession>;
  readonly #watches = new WeakMap<LiveSession, Watch>();
  #cancel: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(deps: AppDeps, store: StoreApi<AppState>, feedback: Feedback, sessions: () => Iterable<LiveSession>) {
    this.#deps = deps;
    this.#store = store;
    this.#feedback = feedback;
    this.#sessions = sessions;
  }

  start(): void {
    this.#unsubscribe = this.#store.subscribe(() => this.#arm());
    this.#arm();
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #arm(): void {
    if (this.#cancel || !needsTime(this.#store.getState())) return;
    const now = this.#deps.clock();
    // The clock may have stood still in the store while nothing counted down.
    this.#cancel = this.#deps.timers.after(1000 - (now % 1000), () => {
      this.#cancel = undefined;
      this.#tick();
      this.#arm();
    });
    if (this.#store.getState().now !== now) this.#store.setState({ now });
  }

  #tick(): void {
    const now = this.#deps.clock();
    this.#store.setState({ now });
    for (const session of this.#sessions()) {
      const view = this.#store.getState().sessions[session.name];
      if (view?.state === 'ready') this.#attend(session, view, now);
      else this.#feedback.settled(endOf(session.name));
    }
  }

  #attend(session: LiveSession, view: SessionView, now: number): void {
    const watch = this.#watches.get(session) ?? {
      warned: Number.POSITIVE_INFINITY,
      probedAt: 0,
      touchedAt: 0,
      working: false,
    };
    this.#watches.set(session, watch);
    if (watch.working) return;
    if (view.keepAliveUntil !== undefined && now >= view.keepAliveUntil) session.keepAlive(undefined);
    const { countdown } = session.driver;
    const idle = now - (view.lastActivity ?? now);
    const left = timeLeft(view, now);
    const isKept = left !== 0 && view.keepAliveUntil !== undefined && now < view.keepAliveUntil;
    const restful = (view.idleTimeout ?? usualTimeout) / 3;
    if (view.closesAt !== undefined && now >= view.closesAt) {
      const minutes = session.driver.connection.closeAfterIdleMinutes;
      this.#feedback.flash(
        'info',
        `${session.name} was closed after ${minutes} idle minutes.`,
        'Connect it again when you need it.',
        session.name,
      );
      this.#during(watch, session.close());
    } else if (countdown && isKept && idle >= restful && now - watch.touchedAt >= Math.min(touchInterval, restful)) {
      watch.touchedAt = now;
      this.#during(watch, countdown.touch());
    } else if (countdown && (left === 0 || (idle >= probeInterval && now - watch.probedAt >= probeInterval))) {
      watch.probedAt = now;
      this.#during(watch, countdown.correct());
    }
    this.#warn(session.name, view, watch, left);
  }

  #warn(name: string, view: SessionView, watch: Watch, left: number | undefined): void {
    if (left === undefined || left > watch.warned) {
      watch.warned = Number.POSITIVE_INFINITY;
      this.#feedback.settled(endOf(name));
    }
    const due = warningDue(left, view.idleTimeout);
    if (due === undefined || due >= watch.warned) return;
    watch.warned = due;
    const minutes = due / 60_000;
    this.#feedback.flash(
      'warning',
      `${name} ends in ${minutes === 1 ? 'a minute' : `${minutes} minutes`} unless it is used.`,
      'Run a line, keep it alive (F7), or disconnect it (F6).',
      name,
      endOf(name),
    );
  }

  #during(watch: Watch, work: Promise<void>): void {
    watch.working = true;
    // The driver tells its own failures; this would be one that nobody foresaw.
    const failed = (error: unknown) => this.#feedback.failed(failureOf(error));
    const over = work.finally(() => {
      watch.working = false;
    });
    inBackground(over, failed);
  }
}

function needsTime(state: AppState): boolean {
  if (state.quitting) return true;
  return Object.values(state.sessions).some(
    ({ state: one }) => !['closed', 'failed', 'broken', 'expired'].includes(one),
  );
}
