import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ensureSandbox,
  findSandbox,
  rendezvousFile,
  runSandboxProcess,
  sandboxArguments,
} from '../../../source/sandbox/index.ts';
import { isAlive, until } from '../../engine/powershell/processes.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { WsmanConnection } from './support/client.ts';
import { TestOrganisation } from './support/organisation.ts';

const main = fileURLToPath(new URL('support/main.ts', import.meta.url));

let folder: string;
const started = new Set<number>();

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'exterm-sandbox-'));
});

afterEach(async () => {
  for (const pid of started) await end(pid);
  started.clear();
  removeFolder(folder);
});

/** Stops a sandbox that a test has started, and waits for it to be gone. */
async function end(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    return; // It is gone.
  }
  await until(() => !isAlive(pid));
}

async function ensure(env: NodeJS.ProcessEnv = {}) {
  const result = await ensureSandbox({
    folder,
    spawn: { command: process.execPath, args: [main], env: { ...process.env, ...env } },
    options: { servers: 2, idleTimeout: 600_000 },
  });
  started.add(result.pid);
  return result;
}

describe('the launcher', () => {
  it('starts a sandbox of its own process, and finds it the next time', async () => {
    const first = await ensure();
    expect(first.isNew).toBe(true);
    expect(first.pid).not.toBe(process.pid);
    expect(first.servers.map(({ name }) => name)).toEqual(['ex01', 'ex02']);
    const second = await ensure();
    expect(second).toEqual({ ...first, isNew: false });
    expect(await findSandbox(folder)).toEqual(second);
    const connection = new WsmanConnection(first.servers[0]!);
    expect((await connection.post('')).status).toBe(200);
    connection.close();
  });

  it('hands the options on, and writes no secret into the rendezvous file', async () => {
    const { pid, servers } = await ensure();
    const text = await readFile(rendezvousFile(folder), 'utf8');
    expect(JSON.parse(text)).toEqual({
      pid,
      started: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      version: 'sandbox --foreground --servers 2 --idle-timeout 600',
      servers: servers.map(({ name, url }) => ({ name, url })),
    });
  });

  it('starts one sandbox when several ask at once', async () => {
    const all = await Promise.all([ensure(), ensure(), ensure()]);
    expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('starts anew when the one in the file is gone', async () => {
    const first = await ensure();
    await end(first.pid);
    // On Windows it is killed, and can remove nothing.
    expect(existsSync(rendezvousFile(folder))).toBe(process.platform === 'win32');
    const rendezvous = { pid: first.pid, started: '', version: '', servers: first.servers };
    writeFileSync(rendezvousFile(folder), JSON.stringify(rendezvous));
    expect(await findSandbox(folder)).toBeUndefined();
    expect((await ensure()).isNew).toBe(true);
  });

  it('is not taken in by another program on the same port', async () => {
    const stranger = createServer((_request, response) => response.writeHead(401).end());
    await new Promise<void>((resolve) => {
      stranger.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/PowerShell/`;
    const write = (text: string) => writeFileSync(rendezvousFile(folder), text);
    write(JSON.stringify({ pid: process.pid, started: '', version: '', servers: [{ name: 'ex01', url }] }));
    expect(await findSandbox(folder)).toBeUndefined();
    write('{ not json');
    expect(await findSandbox(folder)).toBeUndefined();
    stranger.close();
  });

  it('sends no password to an address that is not 127.0.0.1, whoever answers there', async () => {
    const { pid, servers } = await ensure();
    const elsewhere = servers.map(({ name, url }) => ({ name, url: url.replace('127.0.0.1', 'localhost') }));
    writeFileSync(rendezvousFile(folder), JSON.stringify({ pid, started: '', version: '', servers: elsewhere }));
    expect(await findSandbox(folder)).toBeUndefined();
  });

  it('says why a sandbox could not be started', async () => {
    await expect(ensure({ SANDBOX_TEST_FAILS: '1' })).rejects.toMatchObject({
      failure: {
        id: 'sandbox.start',
        why: 'Its process ended with exit code 3: The organisation is closed today.',
        next: expect.stringContaining('exterm sandbox --foreground'),
      },
    });
    await expect(
      ensureSandbox({ folder, spawn: { command: path.join(folder, 'nothing'), args: [] } }),
    ).rejects.toMatchObject({ failure: { id: 'sandbox.start', why: expect.stringContaining('could not be run') } });
  });

  it('gives up when it is told to', async () => {
    const abort = new AbortController();
    const pending = ensureSandbox({
      folder,
      spawn: { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] },
      signal: abort.signal,
    });
    abort.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
  });

  it('writes options as the command line takes them, and leaves the usual ones out', () => {
    expect(sandboxArguments({})).toEqual([]);
    expect(
      sandboxArguments({ servers: 1, idleTimeout: 60_000, maxShells: 18, leftOpen: 0, latency: 20, testCmdlets: true }),
    ).toEqual(['--servers', '1', '--idle-timeout', '60', '--left-open', '0', '--latency', '20', '--test-cmdlets']);
  });
});

describe('the process', () => {
  function start(signal: AbortSignal, from: string | undefined = folder) {
    const stdout = new PassThrough();
    const ended = runSandboxProcess({
      options: { leftOpen: 0 },
      folder: from,
      version: '1.2.3',
      stdout,
      signal,
      surroundings: { organisation: new TestOrganisation() },
    });
    return { stdout, ended };
  }

  async function linesUntilReady(stdout: PassThrough): Promise<unknown[]> {
    let text = '';
    for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
      if (text.includes('ready')) break;
    }
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  }

  it('prints a line a server, then that it is ready, and stops when it is told to', async () => {
    const stop = new AbortController();
    const { stdout, ended } = start(stop.signal);
    expect(await linesUntilReady(stdout)).toEqual([
      expect.objectContaining({ name: 'ex01', user: 'mira@contoso.com', password: 'Sandbox-Only-1' }),
      expect.objectContaining({
        name: 'ex02',
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/PowerShell\/$/),
      }),
      { ready: true },
    ]);
    expect((await findSandbox(folder))?.pid).toBe(process.pid);
    stop.abort();
    expect(await ended).toBe('stopped');
    expect(existsSync(rendezvousFile(folder))).toBe(false);
  });

  it('leaves the rendezvous of a sandbox that lives in peace', async () => {
    const running = await ensure();
    const stop = new AbortController();
    const { stdout, ended } = start(stop.signal);
    await linesUntilReady(stdout);
    expect((await findSandbox(folder))?.pid).toBe(running.pid);
    stop.abort();
    await ended;
    expect((await findSandbox(folder))?.pid).toBe(running.pid);
  });

  it('stops when it was told to before it had started', async () => {
    expect(await start(AbortSignal.abort()).ended).toBe('stopped');
  });
});
