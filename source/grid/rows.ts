import type { PsValue } from '../objects/index.ts';

/** The objects of a result in the order in which they came; more may come. */
export interface Rows {
  readonly length: number;
  /** Undefined: it lies on disk and has to be fetched first. */
  at(index: number): PsValue | undefined;
}

/**
 * Work on many rows in pieces of well under a millisecond: whoever runs it may let the event loop go on after each. It
 * gives the number of a row that has to be fetched before it goes on, or undefined where it may only be paused.
 */
export type Work<T> = Generator<number | undefined, T, void>;

/** Rows between two places where work may be paused. */
export const piece = 128;

/** The row's object; asks for it where it lies on disk. Null where it cannot be had at all. */
export function* fetched(rows: Rows, index: number): Work<PsValue> {
  const value = rows.at(index);
  if (value !== undefined) return value;
  yield index;
  return rows.at(index) ?? null;
}
