import { isInCi } from './in-ci.ts';

/**
 * What random inputs begin with: the same each time, so that a change is judged by itself. The long runs give another.
 */
export const seed = Number(process.env['EXTERM_SEED'] ?? 1);
if (!Number.isSafeInteger(seed)) throw new TypeError('EXTERM_SEED is a whole number.');

/** So many random inputs of those that take long: a third of `few`, the same each time; `few` in CI, `many` in the long runs. */
export const howMany = (few: number, many: number) =>
  process.env['EXTERM_SEED'] === undefined ? Math.ceil(isInCi ? few : few / 3) : many;
