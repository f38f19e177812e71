import { orAborted } from '../../async/abort.ts';
import {
  type Catalogue,
  type EngineSession,
  FailureError,
  type ImportProgress,
  localFailure,
  startImport,
} from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';

/** How long an import waits for the next command, and for the last; milliseconds. A slow server needs a minute or two. */
export const importSilence = 120_000;
export const longestImport = 900_000;

/**
 * Fetches the catalogue, telling how far it has come. FailureError where the server says nothing for too long or never
 * comes to an end: the engine is told to stop, and not waited for.
 */
export async function importCatalogue(
  session: EngineSession,
  names: readonly string[] | 'none',
  signal: AbortSignal,
  { clock, timers }: Pick<AppDeps, 'clock' | 'timers'>,
  told: (progress: ImportProgress) => void,
): Promise<Catalogue> {
  if (names === 'none') return { cmdlets: [] };
  let progress = startImport(clock());
  const over = new AbortController();
  const after = (milliseconds: number, id: 'import.silent' | 'import.endless') =>
    timers.after(milliseconds, () => {
      const { received } = progress;
      over.abort(new FailureError(localFailure(id, { received, minutes: milliseconds / 60_000 })));
    });
  const cancelEnd = after(longestImport, 'import.endless');
  let cancelSilence = after(importSilence, 'import.silent');
  const imported = session.importCatalogue({
    names,
    signal: AbortSignal.any([signal, over.signal]),
    onProgress: (step) => {
      cancelSilence();
      cancelSilence = after(importSilence, 'import.silent');
      progress = { ...progress, ...step, updatedAt: clock() };
      told(progress);
    },
  });
  try {
    return await orAborted(imported, over.signal);
  } finally {
    cancelEnd();
    cancelSilence();
  }
}
