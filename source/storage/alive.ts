/** All that is known is who runs. */
export function untold(pids: readonly number[]): ReadonlyMap<number, string> {
  return new Map(pids.filter(isAlive).map((pid) => [pid, '']));
}

/** Whether that process runs, for all that is known: one that nobody may ask does. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
