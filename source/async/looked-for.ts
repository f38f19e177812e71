/** Calls back whenever something may have changed, until the function that it gives is called. */
export type Waker = (wake: () => void) => () => void;

/**
 * Resolves with the first thing that `look` finds. It looks at once, when the signal fires, and whenever it is woken;
 * once it has found something, neither the signal nor who woke it keeps a listener of this.
 */
export function lookedFor<T>(look: () => T | undefined, signal: AbortSignal, wakers: readonly Waker[]): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const ends: (() => void)[] = [];
  let isFound = false;
  const again = () => {
    const found = isFound ? undefined : look();
    if (found === undefined) return;
    isFound = true;
    for (const end of ends.splice(0)) end();
    resolve(found);
  };
  ends.push(...wakers.map((waker) => waker(again)));
  signal.addEventListener('abort', again);
  ends.push(() => signal.removeEventListener('abort', again));
  again();
  return promise;
}
