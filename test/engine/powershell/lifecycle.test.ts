import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverRejects } from '../../../source/async/background.ts';
import type { EngineSession } from '../../../source/domain/index.ts';
import { runLine } from '../../contract/engine-contract.ts';
import { powerShellShim } from '../../peers/powershell/whole.ts';
import { describeInCi, isInCi } from '../../support/in-ci.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { children, isAlive, until } from './processes.ts';
import { Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

const processId = '[System.Diagnostics.Process]::GetCurrentProcess().Id';

async function pidOf(session: EngineSession): Promise<number> {
  const { records } = await runLine(session, processId);
  const [record] = records;
  return record?.stream === 'output' ? Number(record.value) : Number.NaN;
}

/** Four at a time: more PowerShells that start at once only take each other's time. */
async function inFours(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

describeWithPowerShell('the life of a session', (executable) => {
  let lab: Lab;
  let folder: string;
  const before = process.env['TMPDIR'];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'life-'));
    process.env['TMPDIR'] = folder;
    lab = await Lab.start(executable);
  });
  afterAll(async () => {
    await lab.sandbox.stop();
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    removeFolder(folder);
  });

  it('that PowerShell dies in is lost, with its last words and no hang, and its shell can still be removed', async () => {
    const session = await lab.connect();
    const pid = await pidOf(session);
    const lost = new Promise((resolve) => session.onLost(resolve));
    const run = session.run("[Console]::Error.WriteLine('farewell'); while ($true) { }", {
      width: 80,
      prompts: { ask: () => new Promise(() => undefined) },
    });
    for await (const batch of run.records)
      if (batch.some((record) => record.stream === 'text' && record.text === 'farewell')) break;
    process.kill(pid, 'SIGKILL');
    expect(await run.outcome).toEqual({ state: 'lost' });
    expect(await lost).toMatchObject({
      network: 'powershell.ended',
      text: expect.stringMatching(/SIGKILL.*farewell/s),
    });
    expect((await runLine(session, '1')).outcome).toEqual({ state: 'lost' });
    expect(await session.close(never)).toBe('removed');
    expect(lab.shells).toBe(0);
  });

  it('is over when the user types exit', async () => {
    const session = await lab.connect();
    // Who hears of it closes at once, as the screen does.
    const lost = new Promise((resolve) => {
      session.onLost((facts) => {
        resolve(facts);
        neverRejects(session.close(never));
      });
    });
    expect((await runLine(session, '1; exit')).outcome).toEqual({ state: 'completed', exitCode: 0 });
    expect(await lost).toMatchObject({ network: 'powershell.left', text: expect.stringContaining('exit') });
    await session.close(never);
    expect(lab.shells).toBe(0);
  });

  it.skipIf(!existsSync(powerShellShim))('is ended by force behind the shim that started it, too', async () => {
    const patient = await Lab.start(powerShellShim, { engine: { timeouts: { stop: 300, stopAgain: 50 } } });
    const session = await patient.connect();
    const pid = await pidOf(session);
    expect(children()).not.toContain(pid);
    const run = session.run("'begun'; [System.Threading.Thread]::Sleep(600000)", {
      width: 80,
      prompts: { ask: () => new Promise(() => undefined) },
    });
    for await (const _ of run.records) break;
    run.stop();
    expect(await run.outcome).toEqual({ state: 'lost' });
    // It is no child of this process, whose end would be told: after the signal the system takes its time.
    await until(() => !isAlive(pid));
    expect(await session.close(never)).toBe('removed');
    await patient.sandbox.stop();
  });

  const withoutShim = existsSync(powerShellShim) ? describeInCi : describe;
  withoutShim('that no shim has started', () => {
    it('ends a line that cannot be stopped with the process', async () => {
      const patient = await Lab.start(executable, { engine: { timeouts: { stop: 300, stopAgain: 50 } } });
      const session = await patient.connect();
      const run = session.run("'begun'; [System.Threading.Thread]::Sleep(600000)", {
        width: 80,
        prompts: { ask: () => new Promise(() => undefined) },
      });
      for await (const _ of run.records) break;
      expect(await run.outcome).toEqual({ state: 'lost' });
      await session.close(never);
      await patient.sandbox.stop();
    });
  });

  it('that is closed ends, though its line cannot be stopped and the server does not answer', async () => {
    const hasty = { start: 180_000, stop: 300, stopAgain: 50, end: 300, closeGrace: 300 };
    const hanging = await Lab.start(executable, { engine: { timeouts: hasty } });
    const session = await hanging.connect();
    const pid = await pidOf(session);
    const run = session.run("'begun'; [System.Threading.Thread]::Sleep(600000)", {
      width: 80,
      prompts: { ask: () => new Promise(() => undefined) },
    });
    for await (const _ of run.records) break;
    hanging.sandbox.faults.add({ at: 'delete', fault: { kind: 'hang' }, times: 100 });
    // Its deadline is over: the server gets a moment, the process none.
    expect(await session.close(AbortSignal.abort())).toBe('unknown');
    expect((await run.outcome).state).toBe('lost');
    expect(isAlive(pid)).toBe(false);
    await hanging.sandbox.stop();
  });

  it('ends with its process when it is closed, and touches nothing of the folder it was started in', async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(join(home, 'kept'), '');
    const here = process.cwd();
    // Workers cannot change their folder; PowerShell's own location is what its modules go by.
    const session = await lab.connect();
    const pid = await pidOf(session);
    expect(isAlive(pid)).toBe(true);
    await runLine(session, `Set-Location '${home}'; [Environment]::CurrentDirectory = '${home}'`);
    await session.importCatalogue({ names: ['*-Mailbox'], onProgress: () => undefined, signal: never });
    expect(await session.close(never)).toBe('removed');
    expect(isAlive(pid)).toBe(false);
    expect(process.cwd()).toBe(here);
    expect(readdirSync(home)).toEqual(['kept']);
    removeFolder(home);
  });

  const cycles = Number(process.env['EXTERM_TEST_CYCLES'] ?? (isInCi ? 5 : 2));
  it(`leaves nothing after ${cycles} times connect, run, stop and close, up to twenty of them side by side`, {
    timeout: 300_000,
  }, async () => {
    const pids: number[] = [];
    const use = async (session: EngineSession, size: number) => {
      pids.push(await pidOf(session));
      const { records } = await runLine(
        session,
        `Invoke-Command -Session $Session { Get-Mailbox -ResultSize ${size} }`,
      );
      expect(records.filter(({ stream }) => stream === 'output')).toHaveLength(size);
      // The server waits for an answer that nobody gives: the line has begun there, and costs nothing while it lasts.
      const asked = Promise.withResolvers<void>();
      const run = session.run(`Invoke-Command -Session $Session { Remove-Mailbox ${lab.credential().user} }`, {
        width: 80,
        prompts: {
          ask: () => {
            asked.resolve();
            return new Promise(() => undefined);
          },
        },
      });
      await asked.promise;
      run.stop();
      expect(await run.outcome).toEqual({ state: 'stopped' });
      expect(await session.close(never)).toBe('removed');
    };
    const sessions: EngineSession[] = [];
    await inFours(Math.min(cycles, 20), async () => void sessions.push(await lab.connect()));
    expect(lab.shells).toBe(sessions.length);
    await inFours(cycles, async (index) => use(sessions.shift() ?? (await lab.connect()), (index % 20) + 1));
    expect(pids).toHaveLength(cycles);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(lab.shells).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});
