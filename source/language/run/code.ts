import type { Frame } from './frame.ts';
import type { Work } from './work.ts';

/** A compiled piece of a text: at once where no command is in it, work where one may be. One of the two is there. */
export type Code<Result> =
  | { readonly sync: (frame: Frame) => Result; readonly wait?: undefined }
  | { readonly sync?: undefined; readonly wait: (frame: Frame) => Work<Result> };

export const constant = <Result>(value: Result): Code<Result> => ({ sync: () => value });

/** Runs a piece, whichever it is. */
export function* run<Result>(code: Code<Result>, frame: Frame): Work<Result> {
  return code.sync ? code.sync(frame) : yield* code.wait(frame);
}

export function map<A, Result>(a: Code<A>, make: (a: A, frame: Frame) => Result): Code<Result> {
  if (a.sync) {
    const { sync } = a;
    return { sync: (frame) => make(sync(frame), frame) };
  }
  const { wait } = a;
  return {
    *wait(frame) {
      return make(yield* wait(frame), frame);
    },
  };
}

export function map2<A, B, Result>(a: Code<A>, b: Code<B>, make: (a: A, b: B, frame: Frame) => Result): Code<Result> {
  if (a.sync && b.sync) {
    const [left, right] = [a.sync, b.sync];
    return { sync: (frame) => make(left(frame), right(frame), frame) };
  }
  return {
    *wait(frame) {
      const left = a.sync ? a.sync(frame) : yield* a.wait(frame);
      return make(left, b.sync ? b.sync(frame) : yield* b.wait(frame), frame);
    },
  };
}

/** The pieces from left to right. */
export function all<A>(codes: readonly Code<A>[]): Code<A[]> {
  const syncs = codes.flatMap(({ sync }) => (sync ? [sync] : []));
  if (syncs.length === codes.length) return { sync: (frame) => syncs.map((sync) => sync(frame)) };
  return {
    *wait(frame) {
      const results: A[] = [];
      for (const code of codes) results.push(code.sync ? code.sync(frame) : yield* code.wait(frame));
      return results;
    },
  };
}

/** What follows is work, once the piece is known. */
export function andThen<A, Result>(a: Code<A>, next: (a: A, frame: Frame) => Work<Result>): Code<Result> {
  return {
    *wait(frame) {
      return yield* next(a.sync ? a.sync(frame) : yield* a.wait(frame), frame);
    },
  };
}
