import { readFileSync } from 'node:fs';
import { untold } from './alive.ts';
import { windowsStartTimes } from './windows-processes.ts';

/** Loaded when another program is asked, which only other systems than Linux and Windows have need of. */
const programs = () => process.getBuiltinModule('node:child_process');

/**
 * When processes started, for those that run; a time is one spelling of the system's, to be compared and never read, and
 * empty where the system does not tell.
 * - Linux: the boot's own id and field 22 of /proc/<pid>/stat, clock ticks since the boot;
 * - Windows: GetProcessTimes, ticks of 100 ns since 1601;
 * - macOS, BSD: `ps -o lstart`.
 */
export async function startTimes(
  pids: readonly number[],
  platform: NodeJS.Platform,
): Promise<ReadonlyMap<number, string>> {
  if (pids.length === 0) return new Map();
  if (platform === 'linux') return linuxTimes(pids);
  if (platform === 'win32') return windowsStartTimes(pids);
  const output = await new Promise<string>((resolve) => {
    programs().execFile(...question(pids), (_error, stdout) => resolve(stdout));
  });
  return saidByPs(pids, output);
}

/** When this process started; empty where the system does not tell. */
export function ownStartTime(platform: NodeJS.Platform): string {
  const { pid } = process;
  if (platform === 'linux') return linuxTimes([pid]).get(pid) ?? '';
  if (platform === 'win32') return windowsStartTimes([pid]).get(pid) ?? '';
  try {
    return saidByPs([], String(programs().execFileSync(...question([])))).get(pid) ?? '';
  } catch {
    return '';
  }
}

/** This process is asked for as well: an answer without it is none, whatever the exit code says. */
function question(pids: readonly number[]) {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const words = ['-o', 'pid=,lstart=', '-p', [process.pid, ...pids].join(',')];
  return ['ps', words, { env, timeout: 10_000 }] as const;
}

/** Lines of a pid and a time. */
function saidByPs(pids: readonly number[], output: string): ReadonlyMap<number, string> {
  const lines = output.split('\n').map((line) => /^\s*(\d+)\s+(.+?)\s*$/.exec(line));
  const times = new Map(lines.flatMap((match) => (match ? [[Number(match[1]), match[2]!] as const] : [])));
  return times.has(process.pid) ? times : untold(pids);
}

function linuxTimes(pids: readonly number[]): ReadonlyMap<number, string> {
  return new Map(
    pids.flatMap((pid) => {
      const time = startedOnLinux(pid);
      return time === undefined ? [] : [[pid, time] as const];
    }),
  );
}

function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, brackets too: count the fields from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    if (state === 'Z' || state === 'X') return undefined;
    return `${bootId()}:${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
