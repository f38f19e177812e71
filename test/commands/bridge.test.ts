import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EngineSession } from '../../source/domain/index.ts';
import { sandboxHelpDeskUser } from '../../source/sandbox/index.ts';
import { runLine } from '../contract/engine-contract.ts';
import { Lab, never } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { Exterm, nothing, password, real } from './exterm.ts';

describeWithPowerShell('exterm bridge', (executable) => {
  /** A PowerShell that somebody has open: all of its language, and nothing to do with the bridges under test. */
  let lab: Lab;
  let session: EngineSession;
  beforeAll(async () => {
    lab = await Lab.start(executable);
    session = await lab.connect();
  });
  afterAll(async () => {
    await session.close(never);
    await lab.sandbox.stop();
  });

  /** The import takes the longest of it, and is one test's subject. */
  const withoutImport = (lines: string) => lines.replace(/; Import-PSSession .*/, '');

  it('gives the connection to a PowerShell that takes its lines, until that removes the session', async () => {
    // Who may do little has little to import.
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'ex01', { user: sandboxHelpDeskUser })] });
    const command = exterm.start(['bridge', 'ex01', '--password-stdin']);
    command.stdin.end(`${password}\n`);
    const lines = await command.prints('Import-PSSession');
    expect(lines.trimEnd().split('\n')).toHaveLength(3);
    expect(await exterm.left()).toEqual(nothing);
    expect((await runLine(session, lines)).records.filter(({ stream }) => stream === 'error')).toEqual([]);
    await command.asks('ex01 is open there as $Session.');
    const [lease] = await exterm.deps.ledger.list();
    expect(lease).toMatchObject({ connection: 'ex01', pid: process.pid, idleTimeout: 900_000 });
    expect(exterm.sandbox.shells('ex01').map(({ id }) => id.toLowerCase())).toEqual([lease!.shellId.toLowerCase()]);
    const { records } = await runLine(session, 'Get-Mailbox -ResultSize 2');
    expect(records.map(({ stream }) => stream)).toEqual(['output', 'output', 'warning']);
    await runLine(session, 'Remove-PSSession $Session');
    expect(await command.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('the session is closed.') });
    expect(await exterm.left()).toEqual(nothing);
  });

  it('tells PowerShell of a change that was not run as nobody could be asked, and runs one that was confirmed', async () => {
    for (const [options, expected] of [
      [[], [expect.stringContaining('Set-Mailbox was not run. The connection ex01 asks before a change')]],
      [['--confirm-name', 'ex01'], []],
    ] as const) {
      const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'ex01', { asking: true })] });
      const command = exterm.start(['bridge', 'ex01', '--password-stdin', ...options]);
      command.stdin.write(`${password}\n`);
      const lines = await command.prints('Import-PSSession');
      await runLine(session, withoutImport(lines));
      const change = 'Invoke-Command -Session $Session { Set-Mailbox mira -CustomAttribute1 changed }';
      const { records } = await runLine(session, change);
      expect(records.map((record) => (record.stream === 'error' ? record.error.message : record.stream))).toEqual(
        expected,
      );
      await runLine(session, 'Remove-PSSession $Session');
      expect(await command.ended).toMatchObject({ code: 0 });
      expect(await exterm.left()).toEqual(nothing);
    }
  });

  it('ends with the session when it is interrupted', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['bridge', 'ex01']);
    const lines = await command.prints('Import-PSSession');
    await runLine(session, withoutImport(lines));
    await command.asks('ex01 is open there');
    command.interrupt();
    expect(await command.ended).toMatchObject({ code: 130 });
    expect((await runLine(session, '$Session.State')).records).toMatchObject([{ stream: 'output' }]);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('that nobody has taken is interrupted too', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['bridge', 'ex01']);
    await command.prints('Import-PSSession');
    command.interrupt();
    expect(await command.ended).toMatchObject({ code: 130 });
    expect(await exterm.left()).toEqual(nothing);
  });

  it('says that the password was refused, here and to PowerShell', async () => {
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'lab')] });
    const command = exterm.start(['bridge', 'lab', '--password-stdin']);
    command.stdin.end(`not ${password}\n`);
    const lines = await command.prints('Import-PSSession');
    const { records } = await runLine(session, withoutImport(lines));
    expect(records.some(({ stream }) => stream === 'error')).toBe(true);
    expect(await command.ended).toMatchObject({ code: 4, stderr: expect.stringMatching(/Why: .*\n {2}Next: /) });
    expect(await exterm.left()).toEqual(nothing);
  });

  it('wants a connection that there is', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['bridge', 'ex09'])).toMatchObject({ code: 2, stdout: '' });
  });
});
