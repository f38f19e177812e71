import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';

/** Whether something has to be driven before it is a value. */
export function isWork<Result>(value: unknown): value is Work<Result> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { throw?: unknown }).throw === 'function' &&
    Symbol.iterator in value
  );
}

/** The value, waited for where it has to be. */
export function* settle<Result extends Value | undefined>(value: Result | Work<Result>): Work<Result> {
  return isWork<Result>(value) ? yield* value : value;
}
