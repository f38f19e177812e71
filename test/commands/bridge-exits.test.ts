import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeWith } from '../peers/describe-with.ts';
import { hostEnvironment } from '../peers/powershell/build.ts';
import { wholePowerShell } from '../peers/powershell/whole.ts';
import { describeInCi } from '../support/in-ci.ts';
import { beginSandbox, Child, endSandbox, exterm, files, leases, shells } from '../support/program.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { Exterm, nothing } from './exterm.ts';

/** The import takes the longest of the lines, and is no matter here. */
const withoutImport = (lines: string) => lines.replace(/; Import-PSSession .*/, '').trimEnd();

describeWith(await wholePowerShell(), 'a PowerShell that has taken the lines of exterm bridge', (executable) => {
  /** Somebody's PowerShell, in which those lines are typed. */
  function typing(...lines: readonly string[]): ChildProcessWithoutNullStreams {
    const folder = mkdtempSync(join(tmpdir(), 'typing-'));
    const pwsh = spawn(executable, ['-NoLogo', '-NoProfile', '-Interactive'], { env: hostEnvironment(folder) });
    const ended = once(pwsh, 'close');
    for (const stream of [pwsh.stdout, pwsh.stderr]) stream.resume();
    pwsh.stdin.on('error', () => undefined).write(`${lines.join('\n')}\n`);
    onTestFinished(async () => {
      pwsh.kill('SIGKILL');
      await ended;
      removeFolder(folder);
    });
    return pwsh;
  }

  const endsTheBridge = async (last: string) => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['bridge', 'ex01']);
    const lines = withoutImport(await command.prints('Import-PSSession'));
    typing(lines, 'Invoke-Command $Session { Get-AcceptedDomain }', last);
    expect(await command.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('ex01 is open there') });
    expect(await exterm.left()).toEqual(nothing);
  };

  it('that disposes of the runspace ends the bridge, and nothing is left', () =>
    endsTheBridge('$Session.Runspace.Dispose()'));

  // To the bridge it is what is killed.
  describeInCi('and as well', () => {
    it('that ends by itself ends the bridge, and nothing is left', () => endsTheBridge('exit'));
  });

  it('that is killed ends the bridge, and nothing is left', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['bridge', 'ex01']);
    const pwsh = typing(withoutImport(await command.prints('Import-PSSession')));
    await command.asks('ex01 is open there');
    pwsh.kill('SIGKILL');
    expect(await command.ended).toMatchObject({ code: 0 });
    expect(await exterm.left()).toEqual(nothing);
  });

  it('outlives a bridge that is killed: the session is in the ledger, and clean removes it', async () => {
    const folder = temporaryFolder();
    await beginSandbox(folder, 'native');
    onTestFinished(() => endSandbox(folder));
    const temporary = temporaryFolder();
    const bridge = new Child(folder, ['bridge', 'ex01'], { environment: { ...process.env, TMPDIR: temporary } });
    let lines = '';
    for await (const chunk of bridge.process.stdout!.iterator({ destroyOnReturn: false })) {
      lines += chunk;
      if (lines.includes('Import-PSSession')) break;
    }
    typing(withoutImport(lines));
    const lock = join(folder, 'ledger.json.lock');
    await files(folder, () => leases(folder).length > 0 && !existsSync(lock));
    bridge.process.kill('SIGKILL');
    await bridge.ended;
    const [lease, ...others] = leases(folder);
    expect(others).toEqual([]);
    expect(lease).toMatchObject({ connection: 'ex01', pid: bridge.process.pid });
    expect(await exterm(folder, ['clean', '--orphans', '--yes'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^ex01  ${lease!.shellId}  (removed|was gone already)\n$`)),
    });
    expect(leases(folder)).toEqual([]);
    expect(await shells(folder)).toEqual([]);
    // Once its client has come there is no pipe to leave.
    expect(readdirSync(temporary)).toEqual([]);
  });
});
