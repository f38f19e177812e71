import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Lease } from '../../source/domain/index.ts';
import { findSandbox, ManualClock, startSandbox } from '../../source/sandbox/index.ts';
import { openSettings } from '../../source/storage/index.ts';
import { password, real, WatchedFaults } from '../commands/exterm.ts';
import { settingsFolder } from './journey.ts';

const program = join(import.meta.dirname, '../../bin/exterm.js');
const endless = ['run', 'ex01', 'Write-SandboxFlood -Lines 100000000'];

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** exterm as it is shipped, in a process of its own. */
class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the first results have come. */
  readonly begun: Promise<unknown>;

  constructor(folder: string, argv: readonly string[], stdout: 'pipe' | number = 'pipe') {
    this.process = spawn(process.execPath, [program, ...argv], {
      env: { ...process.env, EXTERM_CONFIG_DIR: folder },
      stdio: ['pipe', stdout, 'pipe'],
    });
    let out = '';
    let err = '';
    this.process.stdout?.on('data', (chunk: Buffer) => {
      // A flood is only counted on to go on; its beginning is enough.
      if (out.length < 1_000_000) out += chunk;
    });
    this.process.stderr!.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    this.begun = this.process.stdout ? once(this.process.stdout, 'data') : Promise.resolve();
    this.ended = once(this.process, 'close').then(([code, signal]) => ({ code, signal, stdout: out, stderr: err }));
    onTestFinished(async () => {
      this.process.kill('SIGKILL');
      await this.ended;
    });
  }
}

async function exterm(folder: string, argv: readonly string[], input = ''): Promise<Ended> {
  const child = new Child(folder, argv);
  child.process.stdin!.on('error', () => {}).end(input);
  return child.ended;
}

function leases(folder: string): readonly Lease[] {
  const file = join(folder, 'ledger.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

async function sessions(folder: string): Promise<readonly Record<string, unknown>[]> {
  const { code, stdout } = await exterm(folder, ['sessions', '--json']);
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

/** Resolves when the folder's files fulfil the condition; looks again at each change. */
async function files(folder: string, holds: () => boolean): Promise<void> {
  const watcher = watch(folder);
  try {
    while (!holds()) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
}

/** Ends the sandbox of that folder by the pid in its rendezvous file. */
async function endSandbox(folder: string): Promise<void> {
  const rendezvous = await findSandbox(folder);
  if (!rendezvous) return;
  const gone = files(folder, () => !existsSync(join(folder, 'sandbox.json')));
  process.kill(rendezvous.pid, 'SIGTERM');
  await gone;
}

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exterm-killed-'));
  const options = ['--test-cmdlets', '--left-open', '0', '--mailboxes', '20'];
  const starter = spawn(process.execPath, [program, 'sandbox', ...options], {
    env: { ...process.env, EXTERM_CONFIG_DIR: folder },
    stdio: 'ignore',
  });
  expect(await once(starter, 'close')).toEqual([0, null]);
});

afterAll(async () => {
  await endSandbox(folder);
  rmSync(folder, { recursive: true, force: true });
});

describe('an exterm that is killed without a chance', () => {
  it('in the middle of a command leaves a line that says whose the session was, and clean removes it', async () => {
    const killed = new Child(folder, endless);
    await killed.begun;
    expect(leases(folder)).toMatchObject([{ connection: 'ex01', pid: killed.process.pid }]);
    expect(await sessions(folder)).toMatchObject([{ whose: 'another exterm', orphan: false }]);
    killed.process.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ code: null, signal: 'SIGKILL' });

    const [lease] = leases(folder);
    expect(await sessions(folder)).toMatchObject([
      {
        id: lease!.shellId,
        connection: 'ex01',
        server: lease!.url,
        state: 'Connected',
        whose: 'ended exterm',
        orphan: true,
        why: expect.stringContaining(`(process ${killed.process.pid}) has ended without closing it`),
      },
    ]);
    expect(await exterm(folder, ['clean', '--orphans', '--yes'])).toMatchObject({
      code: 0,
      stdout: `ex01  ${lease!.shellId}  removed\n`,
      stderr: '',
    });
    expect(leases(folder)).toEqual([]);
    expect(await sessions(folder)).toEqual([]);
  });

  it('while it connects leaves nothing that clean would not find', async () => {
    const killed = new Child(folder, endless);
    await files(folder, () => leases(folder).length > 0);
    killed.process.kill('SIGKILL');
    await killed.ended;
    const [lease, ...others] = leases(folder);
    expect(others).toEqual([]);
    const { code, stdout } = await exterm(folder, ['clean', '--orphans', '--yes']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^ex01  ${lease!.shellId}  (removed|was gone already)\n$`)),
    });
    expect(leases(folder)).toEqual([]);
    expect(await sessions(folder)).toEqual([]);
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends a command with %i, and leaves no session behind', async (signal, code) => {
    const child = new Child(folder, endless);
    await child.begun;
    child.process.kill(signal);
    expect(await child.ended).toMatchObject({ code, signal: null, stderr: '' });
    expect(leases(folder)).toEqual([]);
    expect(await sessions(folder)).toEqual([]);
  });

  it('that comes twice does not wait for a server that hangs: the ledger keeps what is left', async () => {
    const own = settingsFolder();
    const faults = new WatchedFaults();
    const sandbox = await startSandbox(
      { leftOpen: 0, endAfter: 0, mailboxes: 5 },
      { clock: new ManualClock(), faults },
    );
    onTestFinished(() => sandbox.stop());
    openSettings(own, () => {}).save(real(sandbox, 'mail'));
    faults.add({ at: 'delete', fault: { kind: 'hang' }, times: 100 });
    const child = new Child(own, ['run', 'mail', 'Get-AcceptedDomain', '--password-stdin']);
    child.process.stdin!.end(password);
    await faults.hit;
    child.process.kill('SIGINT');
    child.process.kill('SIGTERM');
    expect(await child.ended).toMatchObject({
      code: 143,
      signal: null,
      stderr: expect.stringContaining('Sessions may be left open: exterm clean --orphans removes them.\n'),
    });
    expect(leases(own)).toMatchObject([{ connection: 'mail', pid: child.process.pid }]);
  });
});

describe('standard output', () => {
  it('that is closed by its reader (| head) ends the command, and leaves no session behind', async () => {
    const child = new Child(folder, endless);
    await child.begun;
    child.process.stdout!.destroy();
    expect(await child.ended).toMatchObject({ code: 130, stderr: '' });
    expect(leases(folder)).toEqual([]);
    expect(await sessions(folder)).toEqual([]);
  });

  it.skipIf(!existsSync('/dev/full'))('that cannot be written is said, and leaves no session behind', async () => {
    const child = new Child(folder, endless, openSync('/dev/full', 'w'));
    const { code, stderr } = await child.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Standard output could not be written: ENOSPC.*\n$/);
    expect(leases(folder)).toEqual([]);
    expect(await sessions(folder)).toEqual([]);
  });

  it('carries results only: a standard error that is closed stops nothing', async () => {
    const child = new Child(folder, ['run', 'ex01,ex02', "Get-Mailbox nobody; Get-Mailbox nobody; 'done'"]);
    child.process.stderr!.destroy();
    expect(await child.ended).toMatchObject({
      code: 1,
      stdout: 'PSComputerName: ex01\ndone\n\nPSComputerName: ex02\ndone\n',
    });
  });
});

describe('the sandbox', () => {
  it('is started by the first command that needs it, outlives it, and is found by the next', async () => {
    const own = settingsFolder();
    onTestFinished(() => endSandbox(own));
    const run = ['run', 'ex01', 'Get-AcceptedDomain | Select-Object -First 1 -ExpandProperty Name'];
    expect(await exterm(own, run)).toEqual({ code: 0, signal: null, stdout: 'contoso.com\n', stderr: '' });
    const first = await findSandbox(own);
    expect(first).toBeDefined();
    const { code, stdout, stderr } = await exterm(own, ['sandbox', '--servers', '1']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(new RegExp(`^It ran already, .* process ${first!.pid};`)),
    });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ url }) => url)).toEqual([...first!.servers.map(({ url }) => url), undefined]);
    expect(lines.at(-1)).toEqual({ ready: true });
  });
});

describe('without a terminal', () => {
  it('no command at all gives the usage on standard error', async () => {
    const { code, stdout, stderr } = await exterm(folder, []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: exterm /);
    expect(stderr).toMatch(/The screen needs a terminal; here there is none\. Choose a command\.\n$/);
  });

  it('a folder that cannot be used is said in a sentence', async () => {
    const file = join(settingsFolder(), 'file');
    writeFileSync(file, '');
    for (const place of [file, join(file, 'folder')]) {
      const { code, stdout, stderr } = await exterm(place, ['connections']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('choose another folder with EXTERM_CONFIG_DIR');
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
