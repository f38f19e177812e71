import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Who writes a file in pieces is done with it by then; milliseconds. */
const pause = 200;

/**
 * Calls back when another program, or this one, has changed the file and lets it rest. Gives what ends it. Where the system cannot tell
 * (some network file systems), nothing is told: the file is read at the next start.
 */
export function watchFile(file: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  try {
    // The folder: a file that is replaced takes its own watcher with it.
    const watcher = watch(dirname(file), { persistent: false }, (_event, name) => {
      if (name !== null && name !== basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, pause).unref();
    });
    watcher.on('error', () => watcher.close());
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch {
    return () => {};
  }
}
