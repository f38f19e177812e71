import { isAlive, untold } from './alive.ts';
import { koffi } from './koffi.ts';

/** PROCESS_QUERY_LIMITED_INFORMATION: enough, and given for other users' processes too. */
const limitedInformation = 0x1000;
const stillActive = 259;

/** What Windows tells of processes; a handle is 0 where there is none. */
export interface WindowsProcesses {
  open(access: number, inherit: number, pid: number): bigint | number;
  /** Each of the four times is 8 bytes. */
  times(handle: bigint | number, created: Buffer, ended: Buffer, kernel: Buffer, user: Buffer): number;
  exitCode(handle: bigint | number, code: Buffer): number;
  close(handle: bigint | number): number;
}

let declared: WindowsProcesses | undefined;

function declare(): WindowsProcesses {
  const kernel = koffi().load('kernel32.dll');
  const bytes = 'void *';
  return {
    open: kernel.func('OpenProcess', 'uintptr_t', ['uint32_t', 'int32_t', 'uint32_t']),
    times: kernel.func('GetProcessTimes', 'int32_t', ['uintptr_t', bytes, bytes, bytes, bytes]),
    exitCode: kernel.func('GetExitCodeProcess', 'int32_t', ['uintptr_t', bytes]),
    close: kernel.func('CloseHandle', 'int32_t', ['uintptr_t']),
  };
}

/** By a call of the system, which takes less than a millisecond; without koffi only who runs is known. */
export function windowsStartTimes(
  pids: readonly number[],
  load: () => WindowsProcesses = () => (declared ??= declare()),
): ReadonlyMap<number, string> {
  let windows: WindowsProcesses;
  try {
    windows = load();
  } catch {
    return untold(pids);
  }
  return new Map(
    pids.flatMap((pid) => {
      const time = startedOnWindows(windows, pid);
      return time === undefined ? [] : [[pid, time] as const];
    }),
  );
}

function startedOnWindows(windows: WindowsProcesses, pid: number): string | undefined {
  const handle = windows.open(limitedInformation, 0, pid);
  // It may be one that nobody may look at.
  if (Number(handle) === 0) return isAlive(pid) ? '' : undefined;
  try {
    const [created, code, unused] = [Buffer.alloc(8), Buffer.alloc(4), Buffer.alloc(8)];
    // One that has ended is there as long as somebody has a handle of it.
    if (windows.exitCode(handle, code) !== 0 && code.readUInt32LE() !== stillActive) return undefined;
    if (windows.times(handle, created, unused, unused, unused) === 0) return '';
    return `${created.readBigUInt64LE()}`;
  } finally {
    windows.close(handle);
  }
}
