/**
 * Work that may have to wait: a generator that yields what it waits for and is resumed with what came of it. What has
 * nothing to wait for runs through without a turn of the event loop, which async functions cannot.
 */
export type Work<Result> = Generator<Promise<unknown> | DeepCall, Result, unknown>;

/** Work to be run by whoever drives, not on the stack of who asks for it: calls may nest deeper than a stack reaches. */
class DeepCall {
  readonly work: Work<unknown>;

  constructor(work: Work<unknown>) {
    this.work = work;
  }
}

/** Waits for a promise within work. */
export function* waitFor<Result>(promise: Promise<Result>): Work<Result> {
  return (yield promise) as Result;
}

/** Runs work that may nest deep; what it gives. */
export function* callDeep<Result>(work: Work<Result>): Work<Result> {
  return (yield new DeepCall(work)) as Result;
}

type Step<Result> =
  | { readonly isDone: true; readonly result: Result }
  | { readonly isDone: false; readonly waitsFor: Promise<unknown> };

/** Work with the calls that are open in it. */
class Calls<Result> {
  readonly #open: Work<unknown>[];

  constructor(work: Work<Result>) {
    this.#open = [work];
  }

  /** Goes on until it has to wait or is done. Throws what the work throws. */
  resume(how: 'next' | 'throw', given?: unknown): Step<Result> {
    let action = how;
    let value = given;
    for (;;) {
      const work = this.#open.at(-1)!;
      try {
        const step = action === 'throw' ? work.throw(value) : work.next(value);
        action = 'next';
        value = undefined;
        if (step.done) {
          this.#open.pop();
          if (this.#open.length === 0) return { isDone: true, result: step.value as Result };
          value = step.value;
        } else if (step.value instanceof DeepCall) this.#open.push(step.value.work);
        else return { isDone: false, waitsFor: step.value };
      } catch (error) {
        this.#open.pop();
        if (this.#open.length === 0) throw error;
        action = 'throw';
        value = error;
      }
    }
  }

  abandon(): void {
    for (const work of this.#open.toReversed()) work.return(undefined);
  }
}

/**
 * Drives work to its end. When `signal` aborts, what the work waits for is waited for no longer, and the signal's reason
 * is thrown into it, once: what it does on its way out may wait again.
 */
export async function drive<Result>(work: Work<Result>, signal?: AbortSignal): Promise<Result> {
  const calls = new Calls(work);
  const stop = signal && new Stop(signal);
  try {
    let step = calls.resume('next');
    while (!step.isDone) {
      let result: unknown;
      let failed = false;
      try {
        result = await (stop ? stop.orStopped(step.waitsFor) : step.waitsFor);
      } catch (error) {
        failed = true;
        result = error;
      }
      step = calls.resume(failed ? 'throw' : 'next', result);
    }
    return step.result;
  } finally {
    stop?.end();
  }
}

/** Ends a wait when a signal aborts: the first one only. */
class Stop {
  readonly #signal: AbortSignal;
  #reject: ((error: unknown) => void) | undefined;
  #isSpent = false;
  readonly #listener = () => this.#reject?.(this.#signal.reason);

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#listener);
  }

  orStopped(promise: Promise<unknown>): Promise<unknown> {
    if (this.#isSpent) return promise;
    return new Promise((resolve, reject) => {
      this.#reject = (error) => {
        this.#isSpent = true;
        reject(error);
      };
      promise.then(resolve, reject);
      if (this.#signal.aborted) this.#listener();
    });
  }

  end(): void {
    this.#signal.removeEventListener('abort', this.#listener);
  }
}

/** The result of work that must not wait; undefined where it would have to, and then it is ended. */
export function runAtOnce<Result>(work: Work<Result>): { readonly result: Result } | undefined {
  const calls = new Calls(work);
  const step = calls.resume('next');
  if (step.isDone) return { result: step.result };
  // Nobody waits for it any more, however it ends.
  step.waitsFor.catch(() => undefined);
  calls.abandon();
  return undefined;
}
