import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProcesses } from '../../source/storage/index.ts';
import { type WindowsProcesses, windowsStartTimes } from '../../source/storage/windows-processes.ts';
import { lease } from '../support/lease.ts';

const processes = openProcesses();
const ask = async (change: Parameters<typeof lease>[0]) => {
  const one = lease({ ...processes.own, ...change });
  return (await processes.judge([one]))(one);
};

describe('the process of a lease', () => {
  it('is this one where pid and start time are', async () => {
    expect(await ask({})).toBe('this');
  });

  it('is gone where the pid was given out again', async () => {
    expect(await ask({ processStarted: 'before that' })).toBe('gone');
    expect(await ask({ pid: process.ppid, processStarted: 'before that' })).toBe('gone');
  });

  it('is unknown where it ran on another computer', async () => {
    expect(await ask({ host: 'another-console' })).toBe('unknown');
  });

  it('is alive while it runs, and gone when it has ended', async () => {
    const print = `import { openProcesses } from ${JSON.stringify(import.meta.resolve('../../source/storage/index.ts'))};
      console.log(JSON.stringify(openProcesses().own)); process.stdin.resume();`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', print], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    const other = JSON.parse(String(line));
    expect(await ask(other)).toBe('alive');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await ask(other)).toBe('gone');
  });

  it('is alive while its pid is where the start time is not known', async () => {
    expect(await ask({ pid: process.ppid, processStarted: '' })).toBe('alive');
    expect(await ask({ processStarted: '' })).toBe('alive');
    expect(await ask({ pid: await endedPid(), processStarted: '' })).toBe('gone');
  });

  it.skipIf(process.platform === 'win32')('is told by ps where there is no /proc', async () => {
    const other = openProcesses('darwin');
    const own = lease(other.own);
    expect(other.own.processStarted).not.toBe('');
    expect((await other.judge([own]))(own)).toBe('this');
    const parent = lease({ ...other.own, pid: process.ppid, processStarted: 'before that' });
    expect((await other.judge([parent]))(parent)).toBe('gone');
  });

  it.skipIf(process.platform === 'win32')('is alive while its pid is where ps gives no answer', async () => {
    const { PATH } = process.env;
    onTestFinished(() => {
      process.env['PATH'] = PATH;
    });
    process.env['PATH'] = '/nowhere';
    const other = openProcesses('darwin');
    const [parent, ended] = [
      lease({ ...other.own, pid: process.ppid }),
      lease({ ...other.own, pid: await endedPid() }),
    ];
    const state = await other.judge([parent, ended]);
    expect([other.own.processStarted, state(parent), state(ended)]).toEqual(['', 'alive', 'gone']);
  });
});

describe('processes of Windows', () => {
  const started = 133_800_000_000_000_000n;
  const windows = (given: Partial<WindowsProcesses> = {}) => {
    const closed: (number | bigint)[] = [];
    const port: WindowsProcesses = {
      open: (access, inherit, pid) => (access === 0x1000 && inherit === 0 ? pid : 0),
      times: (_handle, created) => created.writeBigUInt64LE(started),
      exitCode: (_handle, code) => code.writeUInt32LE(259),
      close: (handle) => closed.push(handle),
      ...given,
    };
    return { closed, ask: (...pids: number[]) => windowsStartTimes(pids, () => port) };
  };

  it('have their start time, and no handle is kept', () => {
    const { ask, closed } = windows();
    expect([...ask(4242, 77)]).toEqual([
      [4242, `${started}`],
      [77, `${started}`],
    ]);
    expect(closed).toEqual([4242, 77]);
  });

  it('have ended with an exit code, although somebody holds them', () => {
    expect([...windows({ exitCode: (_handle, code) => code.writeUInt32LE(1) }).ask(4242)]).toEqual([]);
  });

  it('run, with a time that nobody knows, where they may not be looked at', async () => {
    const { ask, closed } = windows({ open: () => 0 });
    expect([...ask(process.ppid, await endedPid())]).toEqual([[process.ppid, '']]);
    expect(closed).toEqual([]);
    expect([...windows({ times: () => 0 }).ask(5)]).toEqual([[5, '']]);
  });

  it('run or not, and no more is known, without koffi', async () => {
    const absent = () => {
      throw new Error('Cannot find module koffi');
    };
    expect([...windowsStartTimes([process.ppid, await endedPid()], absent)]).toEqual([[process.ppid, '']]);
  });
});

/** A pid that nobody has. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid!;
}
