import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchDeadline } from '../../source/async/deadline.ts';

let now = 0;
let told: string[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [now, told] = [0, []];
});
afterEach(() => {
  vi.useRealTimers();
});

const watch = (milliseconds: number | undefined, signal?: AbortSignal) =>
  watchDeadline(
    milliseconds,
    signal,
    () => told.push('expired'),
    () => told.push('aborted'),
    () => now,
  );

/** Time passes, and the program stands still for so much of it before its timers run. */
function pass(milliseconds: number, standingStill = 0): void {
  now += milliseconds + standingStill;
  vi.advanceTimersByTime(milliseconds);
}

describe('a deadline', () => {
  it('expires once its time is over, and not before', () => {
    watch(20_000);
    pass(19_999);
    expect(told).toEqual([]);
    pass(1);
    pass(60_000);
    expect(told).toEqual(['expired']);
  });

  it('waits once more where the program has stood still: an answer that came meanwhile was not read', () => {
    watch(20_000);
    pass(20_000, 75_000);
    expect(told).toEqual([]);
    pass(5000);
    expect(told).toEqual(['expired']);
  });

  it('is none once it was let go of, or the signal has fired', () => {
    watch(20_000)();
    const ending = new AbortController();
    watch(20_000, ending.signal);
    ending.abort();
    pass(60_000);
    expect(told).toEqual(['aborted']);
    watch(undefined, ending.signal);
    expect(told).toEqual(['aborted', 'aborted']);
  });
});
