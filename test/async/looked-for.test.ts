import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { lookedFor } from '../../source/async/looked-for.ts';

/** Something that can be looked at, and tells who listens when it is another. */
function watched<T>() {
  const listening = new Set<() => void>();
  let value: T | undefined;
  return {
    listening,
    look: () => value,
    set: (next: T) => {
      value = next;
      for (const wake of listening) wake();
    },
    waker: (wake: () => void) => {
      listening.add(wake);
      return () => listening.delete(wake);
    },
  };
}

it('finds what is there, or comes, and leaves no listener behind', async () => {
  const { signal } = new AbortController();
  const one = watched<string>();
  const found = lookedFor(one.look, signal, [one.waker]);
  expect(one.listening.size).toBe(1);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  one.set('here');
  expect(await found).toBe('here');
  expect(await lookedFor(one.look, signal, [one.waker])).toBe('here');
  expect(one.listening.size).toBe(0);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

it('looks once more when the signal fires', async () => {
  const stopping = new AbortController();
  const one = watched<string>();
  const found = lookedFor(() => (stopping.signal.aborted ? 'stopped' : one.look()), stopping.signal, [one.waker]);
  stopping.abort();
  expect(await found).toBe('stopped');
  expect(one.listening.size).toBe(0);
});
