import { existsSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock, startSandbox } from '../../../source/sandbox/index.ts';
import { openSettings } from '../../../source/storage/index.ts';
import { password, real, WatchedFaults } from '../../commands/exterm.ts';
import { describeInCi } from '../../support/in-ci.ts';
import {
  beginSandbox,
  Child,
  endSandbox,
  exterm,
  files,
  leases,
  type ProgramEngine,
  sessions,
  shells,
} from '../../support/program.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** On Windows one program cannot send another a signal: to try that kills it. */
const noSignals = process.platform === 'win32';

/**
 * What ends exterm from outside, with its session. `whole` has what every engine ends by in the same way, too; without it, what
 * is before a line and behind it is tried in CI.
 */
export function killed({ engine, environment, remotely }: ProgramEngine, { whole }: { readonly whole: boolean }): void {
  const alike = whole ? describe : describeInCi;
  const endless = ['run', 'ex01', remotely('Write-SandboxFlood -Lines 100000000')];
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exterm-killed-'));
    await beginSandbox(folder, engine);
  });

  afterAll(async () => {
    await endSandbox(folder);
    removeFolder(folder);
  });

  const ends = (signal: NodeJS.Signals, code: number) => {
    it.skipIf(noSignals)(`${signal} ends a command with ${code}, and leaves no session behind`, async () => {
      const child = new Child(folder, endless, { environment });
      await child.begun;
      child.process.kill(signal);
      expect(await child.ended).toMatchObject({ code, signal: null, stderr: '' });
      expect(leases(folder)).toEqual([]);
      expect(await shells(folder)).toEqual([]);
    });
  };

  describe('an exterm that is killed without a chance', () => {
    it('in the middle of a command leaves a line that says whose the session was, and clean removes it', async () => {
      const killed = new Child(folder, endless, { environment });
      await killed.begun;
      expect(leases(folder)).toMatchObject([{ connection: 'ex01', pid: killed.process.pid }]);
      expect(await sessions(folder)).toMatchObject([{ whose: 'another exterm', orphan: false }]);
      expect(await shells(folder)).toHaveLength(1);
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
  });

  alike('an exterm that is killed in its beginning', () => {
    it('while it connects leaves nothing that clean would not find', async () => {
      const killed = new Child(folder, endless, { environment });
      // Not before the ledger is written: the lock of one that is killed is waited out, which is the ledger's own test.
      const lock = join(folder, 'ledger.json.lock');
      await files(folder, () => leases(folder).length > 0 && !existsSync(lock));
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
      expect(await shells(folder)).toEqual([]);
    });
  });

  describe('a signal', () => {
    ends('SIGINT', 130);
    if (whole) ends('SIGHUP', 129);
    if (whole) describeInCi('that asks for the end', () => ends('SIGTERM', 143));
  });

  alike('a second signal', () => {
    it.skipIf(noSignals)('does not wait for a server that hangs: the ledger keeps what is left', async () => {
      const own = temporaryFolder();
      const faults = new WatchedFaults();
      const sandbox = await startSandbox(
        { leftOpen: 0, endAfter: 0, mailboxes: 5 },
        { clock: new ManualClock(), faults },
      );
      onTestFinished(() => sandbox.stop());
      await openSettings(own, () => {}).save(real(sandbox, 'mail', { engine }));
      faults.add({ at: 'delete', fault: { kind: 'hang' }, times: 100 });
      const child = new Child(own, ['run', 'mail', 'Get-AcceptedDomain', '--password-stdin'], { environment });
      child.process.stdin!.end(password);
      await faults.hit;
      child.process.kill('SIGINT');
      child.process.kill('SIGTERM');
      const { code, signal, stderr } = await child.ended;
      // Which of the two the process is told of first is the system's choice.
      expect([130, 143]).toContain(code);
      expect({ signal, stderr }).toEqual({
        signal: null,
        stderr: expect.stringContaining('Sessions may be left open: exterm clean --orphans removes them.\n'),
      });
      expect(leases(own)).toMatchObject([{ connection: 'mail', pid: child.process.pid }]);
    });
  });

  alike('standard output', () => {
    it('that is closed by its reader (| head) ends the command, and leaves no session behind', async () => {
      const child = new Child(folder, endless, { environment });
      await child.begun;
      child.process.stdout!.destroy();
      expect(await child.ended).toMatchObject({ code: 130, stderr: '' });
      expect(leases(folder)).toEqual([]);
      expect(await shells(folder)).toEqual([]);
    });
  });

  if (!whole) return;
  describe('standard output or standard error', () => {
    it.skipIf(!existsSync('/dev/full'))('of a command that writes once and ends is missed, too', async () => {
      const child = new Child(folder, ['where'], { stdout: openSync('/dev/full', 'w'), environment });
      const { code, stderr } = await child.ended;
      expect(stderr).toMatch(/^Standard output could not be written: ENOSPC.*\n$/);
      expect(code).toBe(1);
    });

    it.skipIf(!existsSync('/dev/full'))('that cannot be written is said, and leaves no session behind', async () => {
      const child = new Child(folder, endless, { stdout: openSync('/dev/full', 'w'), environment });
      const { code, stderr } = await child.ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Standard output could not be written: ENOSPC.*\n$/);
      expect(leases(folder)).toEqual([]);
      expect(await shells(folder)).toEqual([]);
    });

    it('carries results only: a standard error that is closed stops nothing', async () => {
      const child = new Child(folder, ['run', 'ex01,ex02', "Get-Mailbox nobody; Get-Mailbox nobody; 'done'"], {
        environment,
      });
      child.process.stderr!.destroy();
      expect(await child.ended).toMatchObject({
        code: 1,
        stdout: 'PSComputerName: ex01\ndone\n\nPSComputerName: ex02\ndone\n',
      });
    });
  });
}
