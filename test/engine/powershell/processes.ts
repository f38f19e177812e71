import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** What the system shows of a process; undefined for one that is gone, or whose end nobody has collected yet. */
function statusOf(pid: number | string): { readonly parent: number } | undefined {
  try {
    const [, state, parent] = /\) (\S) (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))!;
    return state === 'Z' ? undefined : { parent: Number(parent) };
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') return statusOf(pid) !== undefined;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function allProcesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Processes that this one has started. Linux only. */
export function children(): readonly number[] {
  return allProcesses().filter((pid) => statusOf(pid)?.parent === process.pid);
}

/** Processes in whose environment the variable stands. Linux only. */
export function processesWith(variable: string): readonly number[] {
  return allProcesses().filter((pid) => {
    try {
      return statusOf(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(variable);
    } catch {
      return false;
    }
  });
}

/** Waits until something holds that no event tells of: what another process does. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10);
}
