import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectStage, connectStages } from '../../../source/domain/index.ts';
import { pipeFolderPrefix, removeLeftPipes } from '../../../source/engine/powershell/process/left-pipes.ts';
import type { FaultStage } from '../../../source/sandbox/server/fault-plan.ts';
import { runLine } from '../../contract/engine-contract.ts';
import { caches } from '../../peers/dotnet.ts';
import { describeInCi } from '../../support/in-ci.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { children, isAlive, processesWith, until } from './processes.ts';
import { failureOf, Lab, never } from './support.ts';
import type { VictimOrder } from './victim.ts';
import { describeWithPowerShell } from './with-powershell.ts';

const imports = { names: ['*-Mailbox'], onProgress: () => undefined, signal: never };

function killPowerShell(): void {
  for (const pid of children()) process.kill(pid, 'SIGKILL');
}

describe.skipIf(process.platform === 'win32')('a pipe of a process that was killed', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'left-'));
  });
  afterAll(() => removeFolder(folder));

  it('is removed by the next one, and nothing else is', async () => {
    const ended = spawn(process.execPath, ['-e', '']);
    await once(ended, 'close');
    const names = {
      left: `${pipeFolderPrefix(ended.pid!)}abcDEF`,
      empty: `${pipeFolderPrefix(ended.pid!)}000000`,
      others: `${pipeFolderPrefix(ended.pid!)}111111`,
      live: `${pipeFolderPrefix(process.pid)}222222`,
      alike: `exterm-${ended.pid}-settings`,
      imported: `${pipeFolderPrefix(ended.pid!)}444444`,
      odd: `${pipeFolderPrefix(ended.pid!)}555555`,
      link: `${pipeFolderPrefix(ended.pid!)}333333`,
    };
    for (const name of [names.left, names.empty, names.others, names.live, names.alike]) mkdirSync(join(folder, name));
    const server = createServer().listen(join(folder, names.live, 'p'));
    await once(server, 'listening');
    const left = createServer().listen(join(folder, names.left, 'p'));
    await once(left, 'listening');
    writeFileSync(join(folder, names.others, 'p'), 'not a socket');
    symlinkSync(join(folder, names.live), join(folder, names.link));
    const moduleIn = (owner: string, file: string) => {
      mkdirSync(join(folder, owner, 'tmp_3lgcm4l4.kyu'), { recursive: true });
      writeFileSync(join(folder, owner, 'tmp_3lgcm4l4.kyu', file), '');
    };
    moduleIn(names.imported, 'tmp_3lgcm4l4.kyu.psm1');
    moduleIn(names.imported, 'tmp_3lgcm4l4.kyu.format.ps1xml');
    moduleIn(names.odd, 'mailboxes.csv');
    await removeLeftPipes(folder);
    const { left: _, empty: __, imported: ___, ...kept } = names;
    expect(readdirSync(folder).sort()).toEqual(Object.values(kept).sort());
    expect([names.others, names.live].map((name) => readdirSync(join(folder, name)))).toEqual([['p'], ['p']]);
    server.close();
    left.close();
  });
});

describeWithPowerShell('what is killed', (executable) => {
  const onLinux = describe.skipIf(process.platform !== 'linux');
  let folder: string;
  let lab: Lab;
  const before = process.env['TMPDIR'];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kill-'));
    process.env['TMPDIR'] = folder;
    lab = await Lab.start(executable);
  });
  afterEach(() => lab.closeSessions());
  afterAll(async () => {
    await lab.sandbox.stop();
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    removeFolder(folder);
  });
  const nothingIsLeft = () => {
    expect(children()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  };

  onLinux('PowerShell', () => {
    it('while it starts fails the attempt', async () => {
      const attempt = failureOf(lab.connect());
      await until(() => children().length > 0);
      killPowerShell();
      expect(await attempt).toMatchObject({ id: 'powershell.ended' });
      nothingIsLeft();
    });

    const at = (stages: readonly ConnectStage[]) => {
      it.each(stages)('at the stage %s fails the attempt, and leaves no shell', async (at) => {
        const attempt = lab.connect({ onStage: (stage) => stage === at && killPowerShell() });
        expect(await failureOf(attempt)).toMatchObject({
          id: 'powershell.ended',
          why: expect.stringContaining('SIGKILL'),
        });
        expect(lab.shells).toBe(0);
        nothingIsLeft();
      });
    };
    at([connectStages.at(-1)!]);
    describeInCi('before the last stage', () => at(connectStages.slice(0, -1)));

    it('while it imports loses the session, whose shell can still be removed', async () => {
      const session = await lab.connect();
      const lost = new Promise((resolve) => session.onLost(resolve));
      const importing = session.importCatalogue({ ...imports, onProgress: killPowerShell });
      expect(await failureOf(importing)).toMatchObject({ id: 'powershell.ended' });
      expect(await lost).toMatchObject({ network: 'powershell.ended' });
      expect((await runLine(session, '1')).outcome).toEqual({ state: 'lost' });
      expect(await session.close(never)).toBe('removed');
      expect(lab.shells).toBe(0);
      nothingIsLeft();
    });

    it('while it closes leaves no shell', async () => {
      const session = await lab.connect();
      const closing = session.close(never);
      killPowerShell();
      expect(await closing).toBe('removed');
      expect(lab.shells).toBe(0);
      nothingIsLeft();
    });
  });

  onLinux('the server', () => {
    let other: Lab;
    afterEach(async () => {
      await other.closeSessions();
      await other.sandbox.stop();
    });

    const killedAt = (at: FaultStage) => other.sandbox.faults.add({ at, fault: { kind: 'kill-server' } });
    beforeEach(async () => {
      other = await Lab.start(executable);
    });

    const failsAt = (stages: readonly FaultStage[]) => {
      it.each(stages)('at the request %s fails the attempt', async (at) => {
        killedAt(at);
        expect((await failureOf(other.connect())).kind).toBe('connection');
        nothingIsLeft();
      });
    };
    failsAt(['create']);
    describeInCi('before and after it', () => failsAt(['connect', 'pool-receive']));

    it('while PowerShell imports loses the session', async () => {
      const session = await other.connect();
      const lost = new Promise((resolve) => session.onLost(resolve));
      killedAt('pipeline-receive');
      expect((await failureOf(session.importCatalogue(imports))).kind).toMatch(/^(?:connection|session)$/);
      expect(await lost).toMatchObject({ layer: 'network' });
      expect(await session.close(never)).toBe('unknown');
      nothingIsLeft();
    });

    it('while a line runs ends it as lost', async () => {
      const session = await other.connect();
      killedAt('pipeline-receive');
      const { outcome } = await runLine(session, 'Invoke-Command -Session $Session { Get-Mailbox }');
      expect(outcome).toEqual({ state: 'lost' });
      expect(await session.close(never)).toBe('unknown');
      nothingIsLeft();
    });

    it('while the session closes leaves it unknown whether the shell is gone', async () => {
      const session = await other.connect();
      killedAt('delete');
      expect(await session.close(never)).toBe('unknown');
      nothingIsLeft();
    });
  });

  onLinux('exterm', () => {
    // Before PowerShell has come, and in its opening: at the others it waits as it does there, and in a line it is killed in
    // the journeys.
    const points = ['start', 'open'] as const;
    const more = ['negotiate', 'authenticate', 'import', 'run', 'close'] as const;

    const takesAlong = async (at: VictimOrder['at']) => {
      const mark = `EXTERM_TEST_MARK=${randomUUID()}`;
      const [name, value] = mark.split('=') as [string, string];
      const victim = spawn(process.execPath, [fileURLToPath(new URL('./victim.ts', import.meta.url))], {
        env: { ...process.env, [name]: value, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(caches, 'victim') },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const { user, password, url } = lab.sandbox.servers[0]!;
      victim.stdin.end(JSON.stringify({ at, executable, url, user, password } satisfies VictimOrder));
      const told = text(victim.stdout);
      expect(await once(victim, 'close')).toEqual([null, 'SIGKILL']);
      await until(() => processesWith(mark).length === 0);
      const ids = (await told).split('\n');
      for (const { id } of lab.sandbox.shells('ex01')) {
        expect(ids).toContain(id.toLowerCase());
        await lab.engine.deleteShell(lab.access(), id);
      }
      // Only before its PowerShell has come is there a folder to leave.
      if (at !== 'start') expect(readdirSync(folder)).toEqual([]);
      await removeLeftPipes(folder);
      expect(readdirSync(folder)).toEqual([]);
      expect(isAlive(victim.pid!)).toBe(false);
    };
    const title = 'at %s takes its PowerShell along, and has told the id of any shell that stays';
    it.each(points)(title, takesAlong);
    describeInCi('at the others', () => {
      it.each(more)(title, takesAlong);
    });
  });
});
