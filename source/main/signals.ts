/** The signals that ask the program to end. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Signal = (typeof signals)[number];

/**
 * Loads the storage and leaves the answer to signals to the program. conf's atomic writer would send each signal once
 * more, which would pass for the user's impatience and leave sessions open; its temporary files are removed at the
 * process's exit as well. The lock's library also listens, and only counts: it stays, for while a file is written
 * another copy of it compares the listeners with that count, and sends the signal again where they are as many.
 */
export async function loadStorage() {
  await import('../storage/lock.ts');

  const before = new Map(signals.map((signal) => [signal, new Set(process.listeners(signal))]));
  const storage = await import('../storage/index.ts');
  for (const [signal, kept] of before) {
    for (const listener of process.listeners(signal)) if (!kept.has(listener)) process.off(signal, listener);
  }
  return storage;
}
