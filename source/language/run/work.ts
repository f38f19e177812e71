/**
 * Work that may have to wait: a generator that yields what it waits for and is resumed with what came of it. What has
 * nothing to wait for runs through without a turn of the event loop, which async functions cannot.
 */
export type Work<Result> = Generator<Promise<unknown>, Result, unknown>;

/** Waits for a promise within work. */
export function* waitFor<Result>(promise: Promise<Result>): Work<Result> {
  return (yield promise) as Result;
}

/** Drives work to its end. `check` is called before each resumption, and ends the work by what it throws. */
export async function drive<Result>(work: Work<Result>, check: () => void = () => {}): Promise<Result> {
  let step = work.next();
  while (!step.done) {
    let result: unknown;
    try {
      result = await step.value;
      check();
    } catch (error) {
      step = work.throw(error);
      continue;
    }
    step = work.next(result);
  }
  return step.value;
}

/** The result of work that must not wait; undefined where it would have to, and then it is ended. */
export function runAtOnce<Result>(work: Work<Result>): { readonly result: Result } | undefined {
  const step = work.next();
  if (step.done) return { result: step.value };
  work.return(undefined as Result);
  return undefined;
}
