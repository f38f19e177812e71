/** Progress of a catalogue's import: how many cmdlets have come, of how many, which one last, and how long it will take. */
export interface ImportProgress {
  readonly received: number;
  /** Undefined where the endpoint refuses to count first. */
  readonly total: number | undefined;
  /** The cmdlet that came last. */
  readonly current: string | undefined;
  /** When the import began; milliseconds of the caller's clock. */
  readonly startedAt: number;
  readonly updatedAt: number;
}

export function startImport(now: number): ImportProgress {
  return { received: 0, total: undefined, current: undefined, startedAt: now, updatedAt: now };
}

/** Share done, 0 to 1; undefined while the total is not known. */
export function importFraction(progress: ImportProgress): number | undefined {
  if (progress.total === undefined) return undefined;
  return progress.total === 0 ? 1 : Math.min(1, progress.received / progress.total);
}

/** Milliseconds that are left at the pace so far; undefined until there is something to go by. */
export function importTimeLeft(progress: ImportProgress, now: number): number | undefined {
  const fraction = importFraction(progress);
  const elapsed = now - progress.startedAt;
  if (fraction === undefined || fraction === 0 || elapsed <= 0) return undefined;
  return Math.round((elapsed / fraction) * (1 - fraction));
}
