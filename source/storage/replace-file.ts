import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { patiently } from './patience.ts';

/**
 * Puts a text in the file's place as a whole, readable by the user alone. Nothing is written through a link: the file
 * takes its place. For files that only one process changes, or where the last one may win.
 */
export function replaceFileSync(file: string, text: string): void {
  const half = `${file}.${crypto.randomUUID().slice(0, 13)}`;
  const descriptor = openSync(half, 'wx', 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    patiently(() => renameSync(half, file));
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
