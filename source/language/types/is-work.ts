import type { Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';

/** Whether what a member gave is still to be waited for. No value has a `next` of its own. */
export const isWork = (result: unknown): result is Work<Value> =>
  typeof result === 'object' && result !== null && typeof (result as { next?: unknown }).next === 'function';
