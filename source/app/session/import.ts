import { type Catalogue, type EngineSession, type ImportProgress, startImport } from '../../domain/index.ts';

/** Fetches the catalogue, telling how far it has come. */
export function importCatalogue(
  session: EngineSession,
  names: readonly string[] | 'none',
  signal: AbortSignal,
  clock: () => number,
  told: (progress: ImportProgress) => void,
): Promise<Catalogue> {
  if (names === 'none') return Promise.resolve({ cmdlets: [] });
  let progress = startImport(clock());
  return session.importCatalogue({
    names,
    signal,
    onProgress: (step) => {
      progress = { ...progress, ...step, updatedAt: clock() };
      told(progress);
    },
  });
}
