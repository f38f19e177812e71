import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { FailureError, localFailure } from '../domain/index.ts';
import { codeOf, fileTrouble } from './file-trouble.ts';
import { type Holder, LockFolder } from './lock-folder.ts';
import { patiently, patientlyLater } from './patience.ts';
import { type OwnProcess, ownProcess, stateOf } from './processes.ts';

export interface LockOptions {
  /** Whose name is on the lock; this process's. */
  readonly own?: OwnProcess;
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** How long to wait for it, in milliseconds: 15 s. */
  readonly limit?: number;
}

/** A process on this computer is asked after when its lock has been seen for so long, and again each time. */
const lookEvery = 250;
/** Nobody can see from here whether a process of another computer lives; a write takes it milliseconds. */
const longestElsewhere = 10_000;

/**
 * Replaces the file by what `next` gives, which reads it, as one step: no other exterm writes it in between. `next` is
 * called anew where the lock was taken away before the file was replaced; undefined leaves the file as it is. Nothing is
 * written through a link: the file takes its place. FailureError `local.locked` where another process holds the lock
 * until the limit, and `local.file` at once where the system refuses.
 */
export async function rewrite(file: string, next: () => string | undefined, options: LockOptions = {}): Promise<void> {
  try {
    for (;;) {
      const { page, release } = await takeLock(file, options);
      try {
        const text = next();
        if (text === undefined || (await putInPlace(page, file, text))) return;
      } finally {
        release();
      }
    }
  } catch (error) {
    throw fileTrouble('write', file, error);
  }
}

/** The same without waiting, for the last moments of a process: false where the lock is not free. */
export function rewriteSync(file: string, next: () => string | undefined): boolean {
  const lock = new LockFolder(file, ownProcess());
  try {
    const page = lock.take();
    if (page === undefined) return false;
    try {
      const text = next();
      if (text === undefined) return true;
      const descriptor = openSync(page, 'r+');
      try {
        writeFileSync(descriptor, text);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      patiently(() => renameSync(page, file));
      return true;
    } finally {
      lock.release(page);
    }
  } finally {
    lock.end();
  }
}

/**
 * Takes the lock of a file, once it is free, its holder is gone, or its holder elsewhere has not let go of it for too
 * long. `page` is where the holder may write what is to replace the file. Rejects with FailureError `local.locked`,
 * and with what the system says.
 */
export async function takeLock(
  file: string,
  { own = ownProcess(), pause = realPause, limit = 15_000 }: LockOptions = {},
): Promise<{ readonly page: string; release(): void }> {
  const lock = new LockFolder(file, own);
  let waited = 0;
  let seen: { readonly page: string; readonly since: number; look: number } | undefined;
  try {
    for (;;) {
      const page = lock.take();
      if (page !== undefined) return { page, release: () => lock.release(page) };
      const holder = lock.holder();
      if (holder?.page !== seen?.page) {
        seen = holder && { page: holder.page, since: waited, look: waited + lookEvery };
      }
      if (holder && seen && waited >= seen.look) {
        seen.look += lookEvery;
        const state = await stateOf(holder);
        if (state === 'gone' || (state === 'unknown' && waited - seen.since >= longestElsewhere)) lock.takeFrom(holder);
      }
      if (waited >= limit) throw locked(file, holder);
      // At random: those who wait must not all come at the same instant.
      const next = 5 + Math.random() * Math.min(100, 5 + waited / 4);
      await pause(next);
      waited += next;
    }
  } finally {
    lock.end();
  }
}

/** False where the page is not there any more: the lock was taken away. */
async function putInPlace(page: string, file: string, text: string): Promise<boolean> {
  try {
    // Never makes the file: a page that is gone must stay gone.
    const handle = await open(page, 'r+');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await patientlyLater(() => rename(page, file));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function locked(file: string, holder: Holder | undefined): FailureError {
  return new FailureError(
    localFailure('local.locked', { file, ...(holder && { pid: holder.pid, host: holder.host }) }),
  );
}

function realPause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
