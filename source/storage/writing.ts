import type lockfile from 'proper-lockfile';
import type writeFileAtomic from 'write-file-atomic';

export interface Writing {
  readonly lockfile: typeof lockfile;
  readonly writeFileAtomic: typeof writeFileAtomic;
}

let loaded: Writing | undefined;

/**
 * What a shared file is locked and written with: loaded at the first write, since most starts write nothing. The lock's
 * library comes first and stays: it listens to signals and only counts, and while a file is written another copy of it
 * compares the listeners with that count, and sends the signal again where they are as many.
 */
export async function loadWriting(): Promise<Writing> {
  const { default: lockfile } = await import('proper-lockfile');
  const { default: writeFileAtomic } = await import('write-file-atomic');
  loaded ??= { lockfile, writeFileAtomic };
  return loaded;
}

/** The same for who cannot wait; undefined where this process has written nothing yet. */
export function loadedWriting(): Writing | undefined {
  return loaded;
}
