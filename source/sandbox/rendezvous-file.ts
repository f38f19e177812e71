import path from 'node:path';

/** Where a running sandbox says how it is reached. Without that file there is none. */
export function rendezvousFile(folder: string): string {
  return path.join(folder, 'sandbox.json');
}
