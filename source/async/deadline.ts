import { abortError } from './abort.ts';

/** Milliseconds that a timer may be late; one that is later has stood still with the program, or with the whole computer. */
const lateness = 1000;

/** What is waited once more then: an answer may have come meanwhile, and nobody has looked. */
const secondWait = 5000;

/**
 * Calls `expired` after that many milliseconds or `aborted` when the signal fires, whichever is first, and neither after
 * the function that it returns was called. A signal that has fired already counts at once. Time in which the program stood
 * still is nobody's delay.
 *
 * @param now milliseconds that only go forward
 */
export function watchDeadline(
  milliseconds: number | undefined,
  signal: AbortSignal | undefined,
  expired: () => void,
  aborted: () => void,
  now = () => performance.now(),
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = (time: number) => {
    const due = now() + time;
    const over = () => (now() - due > lateness ? wait(Math.min(time, secondWait)) : end(expired));
    timer = setTimeout(over, time);
  };
  const onAbort = () => end(aborted);
  const stop = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  function end(then: () => void): void {
    stop();
    then();
  }
  if (milliseconds !== undefined) wait(milliseconds);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  return stop;
}

/** The only source of delays, so that tests turn the clock by hand. */
export interface Timers {
  /** Calls back once after so many milliseconds; gives what cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface Deadline {
  readonly signal: AbortSignal;
  /** Lets go of the timer. */
  clear(): void;
}

/** A signal that aborts after so many milliseconds, or with one of the others. */
export function deadline(timers: Timers, milliseconds: number, ...others: readonly AbortSignal[]): Deadline {
  const controller = new AbortController();
  const cancel = timers.after(milliseconds, () => controller.abort(abortError()));
  return { signal: AbortSignal.any([controller.signal, ...others]), clear: cancel };
}

/** Aborts so many milliseconds after the other signal does. */
export function withGrace(signal: AbortSignal, grace: number): AbortSignal {
  const controller = new AbortController();
  const start = () => {
    setTimeout(() => controller.abort(), grace).unref();
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return controller.signal;
}
