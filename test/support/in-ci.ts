import { describe } from 'vitest';

/** Whether second variants of what has been tried are tried as well. */
export const isInCi = Boolean(process.env['CI']);

/**
 * Second variants of what other tests here have tried already, each of which takes a second or more: in CI all of them are
 * tried, elsewhere they are skipped and counted in the line that says why.
 */
export function describeInCi(name: string, suite: () => void): void {
  if (isInCi) describe(name, suite);
  else describe.skip(`${name} (skipped: more of what was tried is tried in CI, or with CI=1.)`, suite);
}
