import { codeOf } from './file-trouble.ts';

export interface Patience {
  readonly platform?: NodeJS.Platform;
  /** Milliseconds. */
  readonly pause?: (milliseconds: number) => void;
}

/** What Windows says of a file that another program looks at just now: an exterm, a virus scanner, an indexer. */
const busy = ['EPERM', 'EACCES', 'EBUSY'];
const limit = 1_000;
const step = 20;

export function isBusy(error: unknown, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' && busy.includes(codeOf(error) ?? '');
}

/** Does it again for a second where a file is in use. Throws what was thrown last. */
export function patiently<T>(work: () => T, { platform, pause = stand }: Patience = {}): T {
  for (let waited = 0; ; waited += step) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error, platform) || waited >= limit) throw error;
      pause(step);
    }
  }
}

/** The same for what does not hold up the process. */
export async function patientlyLater<T>(work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += step) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || waited >= limit) throw error;
      await new Promise((resolve) => setTimeout(resolve, step));
    }
  }
}

function stand(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
