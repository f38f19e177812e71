import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Lease, ProcessState } from '../domain/index.ts';

/** Loaded when another program is asked, which Linux has no need of. */
const programs = () => process.getBuiltinModule('node:child_process');

/** What a lease says of the process that opened its shell. */
export interface OwnProcess {
  readonly pid: number;
  readonly processStarted: string;
  readonly host: string;
}

/** Who this process is, and whether those of leases still run. */
export interface Processes {
  readonly own: OwnProcess;
  /** Looks each process up once, then answers for leases. `unknown` for those of another computer. */
  judge(leases: readonly Lease[]): Promise<(lease: Lease) => ProcessState>;
}

/**
 * A process is known by its pid and the time when it started, because pids are given out again:
 * - Linux: field 22 of /proc/<pid>/stat (clock ticks since the boot), after the boot's own id;
 * - macOS, BSD: `ps -o lstart`;
 * - Windows: Get-Process's StartTime, by Windows PowerShell, which every Windows has.
 */
export function openProcesses(platform: NodeJS.Platform = process.platform): Processes {
  const own = platform === process.platform ? ownProcess() : whoIsThis(platform);
  return { own, judge: (leases) => judge(leases, own, platform) };
}

let known: OwnProcess | undefined;

/** Who this process is; the system is asked once. */
export function ownProcess(): OwnProcess {
  known ??= whoIsThis(process.platform);
  return known;
}

/** Whether that process still runs; `unknown` where it is one of another computer. */
export async function stateOf(one: OwnProcess): Promise<ProcessState> {
  return (await judge([one], ownProcess(), process.platform))(one);
}

function whoIsThis(platform: NodeJS.Platform): OwnProcess {
  return { pid: process.pid, processStarted: startedSync(process.pid, platform), host: hostname() };
}

async function judge(
  all: readonly OwnProcess[],
  own: OwnProcess,
  platform: NodeJS.Platform,
): Promise<(one: OwnProcess) => ProcessState> {
  const pids = new Set(all.filter((one) => isHere(one, own.host)).map(({ pid }) => pid));
  pids.delete(own.pid);
  const started = await startTimes([...pids], platform);
  return (one) => {
    if (!isHere(one, own.host)) return 'unknown';
    if (one.pid === own.pid) return one.processStarted === own.processStarted ? 'this' : 'gone';
    if (!started) return isAlive(one.pid) ? 'alive' : 'gone';
    return started.get(one.pid) === one.processStarted ? 'alive' : 'gone';
  };
}

function isHere(one: OwnProcess, host: string): boolean {
  return one.host.toLowerCase() === host.toLowerCase();
}

/** Start times of those that run; undefined where the system could not be asked. */
async function startTimes(
  pids: readonly number[],
  platform: NodeJS.Platform,
): Promise<ReadonlyMap<number, string> | undefined> {
  if (pids.length === 0) return new Map();
  if (platform === 'linux') {
    return new Map(pids.map((pid) => [pid, startedOnLinux(pid)] as const).filter(hasTime));
  }
  const [command, args] = question(pids, platform);
  const output = await new Promise<string | undefined>((resolve) => {
    programs().execFile(
      command,
      args,
      { env: plainEnvironment(), windowsHide: true, timeout: 10_000 },
      (error, stdout) => {
        // ps ends with 1 when one of the processes is not there, and lists the others all the same.
        resolve(error && typeof error.code !== 'number' ? undefined : stdout);
      },
    );
  });
  return output === undefined ? undefined : parsedTimes(output);
}

function startedSync(pid: number, platform: NodeJS.Platform): string {
  if (platform === 'linux') return startedOnLinux(pid) ?? '';
  const [command, args] = question([pid], platform);
  try {
    const output = programs().execFileSync(command, args, {
      env: plainEnvironment(),
      encoding: 'utf8',
      timeout: 10_000,
    });
    return parsedTimes(output).get(pid) ?? '';
  } catch {
    return '';
  }
}

function question(pids: readonly number[], platform: NodeJS.Platform): [string, string[]] {
  if (platform !== 'win32') return ['ps', ['-o', 'pid=,lstart=', '-p', pids.join(',')]];
  const script = `Get-Process -Id ${pids.join(',')} -ErrorAction SilentlyContinue | ForEach-Object { "$($_.Id) $($_.StartTime.ToFileTimeUtc())" }`;
  return ['powershell.exe', ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script]];
}

/** Lines of a pid and a time; the time's spelling is compared, never read. */
function parsedTimes(output: string): ReadonlyMap<number, string> {
  const lines = output.split('\n').map((line) => /^\s*(\d+)\s+(.+?)\s*$/.exec(line));
  return new Map(lines.flatMap((match) => (match ? [[Number(match[1]), match[2]!] as const] : [])));
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

function hasTime(entry: readonly [number, string | undefined]): entry is readonly [number, string] {
  return entry[1] !== undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One spelling of times, whatever the user's language. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
}
