import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openProcesses } from '../../source/storage/index.ts';
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

  it.skipIf(process.platform === 'win32')('is told by ps where there is no /proc', async () => {
    const other = openProcesses('darwin');
    const own = lease(other.own);
    expect(other.own.processStarted).not.toBe('');
    expect((await other.judge([own]))(own)).toBe('this');
    const parent = lease({ ...other.own, pid: process.ppid, processStarted: 'before that' });
    expect((await other.judge([parent]))(parent)).toBe('gone');
  });
});
