import { existsSync, statSync } from 'node:fs';
import { FailureError, localFailure } from '../domain/index.ts';
import { loadedWriting, loadWriting, type Writing } from './writing.ts';

/** A holder keeps the lock for milliseconds; one that is older than this belongs to a process that was killed. */
const stale = 5_000;

/**
 * Runs `work` while no other exterm does for the same file. Waits up to about 15 s, which outlasts the lock of a killed
 * process. FailureError `local.locked` when it stays locked.
 */
export async function withLock<T>(file: string, work: (writing: Writing) => Promise<T>): Promise<T> {
  const writing = await loadWriting();
  let release: () => Promise<void>;
  try {
    release = await writing.lockfile.lock(file, {
      realpath: false,
      stale,
      // Spread at random: waiters that saw the same stale lock must not all take it over in the same instant.
      retries: { retries: 200, factor: 1.2, minTimeout: 5, maxTimeout: 100, randomize: true },
      // Being suspended in the middle is not fatal: whoever took over wrote a whole file, and so do we.
      onCompromised: () => {},
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ELOCKED') throw cause;
    throw new FailureError(localFailure('local.locked', { file }), { cause });
  }
  try {
    return await work(writing);
  } finally {
    // A lock that was taken over is no longer ours to release.
    await release().catch(() => {});
  }
}

/**
 * The same without waiting, for the last moments of a process: undefined where the lock is not free, or where this
 * process has never written.
 */
export function withLockSync<T>(file: string, work: (writing: Writing) => T): T | undefined {
  const writing = loadedWriting();
  if (!writing) return undefined;
  let release: () => void;
  try {
    release = writing.lockfile.lockSync(file, { realpath: false, stale, onCompromised: () => {} });
  } catch {
    return undefined;
  }
  try {
    return work(writing);
  } finally {
    release();
  }
}

/** Whether somebody holds the file's lock and is alive enough to keep it fresh; for tests and the doctor. */
export function isLocked(file: string): boolean {
  const folder = `${file}.lock`;
  return existsSync(folder) && statSync(folder).mtimeMs > Date.now() - stale;
}
