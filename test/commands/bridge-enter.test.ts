import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { describeWith } from '../peers/describe-with.ts';
import { hostEnvironment } from '../peers/powershell/build.ts';
import { wholePowerShell } from '../peers/powershell/whole.ts';
import { Exterm, nothing } from './exterm.ts';

describeWith(await wholePowerShell(), 'a PowerShell that enters the session of exterm bridge', (executable) => {
  it('sees what commands give and say, and is back at its own prompt after exit', { timeout: 120_000 }, async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['bridge', 'ex01']);
    const lines = (await command.prints('Import-PSSession')).replace(/; Import-PSSession .*/, '').trimEnd();
    const pwsh = spawn(executable, ['-NoLogo', '-NoProfile', '-Interactive'], {
      env: hostEnvironment(process.env['TMPDIR'] ?? '/tmp'),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const typed = [
      '"listed: $((Get-PSSession) -eq $Session)"',
      'Enter-PSSession $Session',
      'Get-AcceptedDomain',
      'Get-Mailbox nope',
      'exit',
      '"here again: $($Session.State)"',
    ];
    pwsh.stdin.end(`${[lines, ...typed, 'Remove-PSSession $Session', 'exit'].join('\n')}\n`);
    const shown = await text(pwsh.stdout);
    expect(shown).toMatch(/Name +DomainName/);
    // It comes to 80 columns, wherever the words then stand.
    expect(shown.replaceAll(/\s+/g, ' ')).toContain(
      "Get-Mailbox: The operation couldn't be performed because object 'nope' couldn't be found",
    );
    expect(shown).toContain('listed: True');
    expect(shown).toContain('here again: Opened');
    expect(await command.ended).toMatchObject({ code: 0 });
    expect(await exterm.left()).toEqual(nothing);
  });
});
