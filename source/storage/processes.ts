import { hostname } from 'node:os';
import type { Lease, ProcessState } from '../domain/index.ts';
import { ownStartTime, startTimes } from './start-times.ts';

/** What a lease says of the process that opened its shell. */
export interface OwnProcess {
  readonly pid: number;
  /** A process is known by its pid and the time when it started, because pids are given out again. Empty: unknown. */
  readonly processStarted: string;
  readonly host: string;
}

/** Who this process is, and whether those of leases still run. */
export interface Processes {
  readonly own: OwnProcess;
  /** Looks each process up once, then answers for leases. `unknown` for those of another computer. */
  judge(leases: readonly Lease[]): Promise<(lease: Lease) => ProcessState>;
}

/** The system is asked when somebody wants to know: nothing here is needed for the first frame. */
export function openProcesses(platform: NodeJS.Platform = process.platform): Processes {
  let own: OwnProcess | undefined;
  const who = () => (own ??= platform === process.platform ? ownProcess() : whoIsThis(platform));
  return {
    get own() {
      return who();
    },
    judge: (leases) => judge(leases, who(), platform),
  };
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
  return { pid: process.pid, processStarted: ownStartTime(platform), host: hostname() };
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
    if (one.pid === own.pid && one.processStarted === own.processStarted) return 'this';
    const time = one.pid === own.pid ? own.processStarted : started.get(one.pid);
    if (time === undefined) return 'gone';
    // Where a time is not known, it may be the same process: nothing of a living one is ever taken away.
    const isSame = time === '' || one.processStarted === '' || time === one.processStarted;
    return isSame ? 'alive' : 'gone';
  };
}

function isHere(one: OwnProcess, host: string): boolean {
  return one.host.toLowerCase() === host.toLowerCase();
}
