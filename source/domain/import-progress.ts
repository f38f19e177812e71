import type { ImportStep } from './engine.ts';

/** Progress of a catalogue's import: how many cmdlets have come, of how many, which one last, and how long it will take. */
export interface ImportProgress extends ImportStep {
  /** When the import began; milliseconds of the caller's clock. */
  readonly startedAt: number;
  readonly updatedAt: number;
}

export function startImport(now: number): ImportProgress {
  return { received: 0, total: undefined, current: undefined, startedAt: now, updatedAt: now };
}

/** Share done, 0 to 1; undefined while neither the total is known nor an estimate. */
export function importFraction(progress: ImportProgress): number | undefined {
  if (progress.total === undefined) return progress.share;
  return progress.total === 0 ? 1 : Math.min(1, progress.received / progress.total);
}

/** Milliseconds that are left at the pace so far; undefined until there is a count to go by. */
export function importTimeLeft(progress: ImportProgress, now: number): number | undefined {
  const fraction = progress.total === undefined ? undefined : importFraction(progress);
  const elapsed = now - progress.startedAt;
  if (fraction === undefined || fraction === 0 || elapsed <= 0) return undefined;
  return Math.round((elapsed / fraction) * (1 - fraction));
}
