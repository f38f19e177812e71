import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { scriptLine } from '../../source/commands/run-line.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { Exterm, nothing, offered } from './exterm.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a script', () => {
  it('runs with its arguments, against the server and this computer', async () => {
    const exterm = await Exterm.begin();
    const path = script(
      'report.ps1',
      `param([int]$Count = 1, [string]$Path, [switch]$Loud)
function Get-Line($mailbox) { "{0}: {1}" -f $mailbox.Alias, $mailbox.Database }
$boxes = Get-Mailbox -ResultSize $Count
if ($Loud) { "$($boxes.Count) mailboxes" }
$boxes | ForEach-Object { Get-Line $_ } | Set-Content $Path
`,
    );
    const out = join(folder, 'out put.txt');
    const result = await exterm.run(['run', 'ex01', '--file', path, '--', '-Count', '3', '-Path', out, '-Loud']);
    expect(result).toMatchObject({ code: 0, stdout: '3 mailboxes\n' });
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(3);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('ends with the code of its exit, and nothing behind it runs', async () => {
    const exterm = await Exterm.begin();
    const path = script('end.ps1', "'before'\nexit 3\n'behind'\n");
    expect(await exterm.run(['run', 'ex01', '--file', path])).toEqual({ code: 3, stdout: 'before\n', stderr: '' });
    expect((await exterm.run(['run', 'ex01', 'exit 5'])).code).toBe(5);
    expect((await exterm.run(['run', 'ex01', "Write-Error 'x'; exit 0"])).code).toBe(0);
    expect((await exterm.run(['run', 'ex01', "throw 'x'"])).code).toBe(1);
  });

  it.each([
    ["& ./inner.ps1\n'after'", 0],
    ['$true | Out-Null; exit $true', 1],
    ["exit '7'", 7],
    ["exit 'abc'", 0],
    ['Write-Error x\n& ./inner.ps1\nexit 0', 0],
    ["Write-Error 'x'", 1],
    ["Write-Error 'x'\n'behind'", 1],
    ["function f([int]$a) { }\nf 'x'", 1],
    ["Write-Error 'x' -ErrorAction SilentlyContinue", 0],
    ["try { [int]'x' } catch { 'caught' }", 0],
  ])('ends with what its own exit says: %j', async (text, code) => {
    const exterm = await Exterm.begin();
    script('inner.ps1', 'exit 3');
    const path = script('outer.ps1', `Set-Location $PSScriptRoot\n${text}\n`);
    expect((await exterm.run(['run', 'ex01', '--file', path])).code).toBe(code);
  });

  it('that is no PowerShell, or not understood, is quoted itself, and not the line that calls it', async () => {
    const exterm = await Exterm.begin();
    const wrong = script('wrong.ps1', "'first'\nGet-Item )\n'last'\n");
    const read = await exterm.run(['run', 'ex01', '--file', wrong]);
    expect(read).toMatchObject({ code: 1, stdout: '' });
    expect(read.stderr).toMatch(/^ERROR: line 2: .*\n {2}Get-Item \)\n {11}~\n/);
    const jobs = script('jobs.ps1', "'first'\nStart-Job { 1 }\n");
    const caller = script('caller.ps1', `'begun'\n. '${jobs}'\n'never'\n`);
    const refused = await exterm.run(['run', 'ex01', '--file', caller]);
    expect(refused).toMatchObject({ code: 1, stdout: 'begun\n' });
    expect(refused.stderr).toContain('line 2: Jobs are not run here: Start-Job.\n  Start-Job { 1 }\n');
    expect(refused.stderr).toContain('WARNING: Line 3 of caller.ps1 was not run.');
  });

  it('of which a parameter is missing says so, where nobody can be asked', async () => {
    const exterm = await Exterm.begin();
    const path = script('asks.ps1', 'param([Parameter(Mandatory)][string]$Name) "[$Name]"');
    const { code, stderr } = await exterm.run(['run', 'ex01', '--file', path]);
    expect(code).toBe(1);
    expect(stderr).toContain('Cannot process command because of one or more missing mandatory parameters: Name.');
  });

  it.each(["$name = Read-Host 'Your name'", "Get-Credential -UserName mira -Message 'Your name'"])(
    'that asks ends where nobody can answer, and what it asks is no result: %s',
    async (question) => {
      const exterm = await Exterm.begin();
      const path = script(
        'asks.ps1',
        `'begun'\ntry { ${question}; 'on' } catch { 'caught' } finally { 'tidied' }\n'on'`,
      );
      const { code, stdout, stderr } = await exterm.run(['run', 'ex01', '--file', path]);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^begun\n(?:.*\n)*tidied\n$/);
      expect(stdout).not.toMatch(/: $|^on$|^caught$/m);
      expect(stderr).toMatch(/^A command on this computer asks: (?:Your name|Password for user mira)\n/);
      expect(stderr).toContain('WARNING: Line 3 of asks.ps1 was not run.');
      expect(stderr).not.toContain('ERROR');
    },
  );

  it.each([
    ['powershell', ['Get-ExchangeCertificate does not', "With PowerShell the server's cmdlets do not see"]],
    ['native', ['Get-ExchangeCertificate does not']],
  ] as const)('is told beforehand what its cmdlets lack with the engine %s', async (engine, caveats) => {
    const exterm = await Exterm.begin({
      saved: () => [{ ...offered('ex01'), engine }],
      // What is said beforehand is not the engine's: one stands in for the other.
      deps: (deps) => ({ ...deps, engines: { ...deps.engines, powershell: new NativeEngine({}) } }),
    });
    const path = script('stops.ps1', "$ErrorActionPreference = 'Stop'\nGet-ExchangeCertificate | Out-Null\n");
    const { stderr } = await exterm.run(['run', 'ex01', '--file', path]);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.replace(/^WARNING: /, '')),
    ).toEqual(caveats.map((words) => expect.stringContaining(words)));
    const line = await exterm.run(['run', 'ex01', "$ErrorActionPreference = 'Stop'; Get-Queue | Out-Null"]);
    expect(line.stderr).toBe('');
  });

  it('of one statement that fails leaves nothing that was not run', async () => {
    const exterm = await Exterm.begin();
    const { stderr } = await exterm.run(['run', 'ex01', '--file', script('one.ps1', "throw 'no'")]);
    expect(stderr).toContain('no');
    expect(stderr).not.toContain('Not run');
  });

  it('comes from standard input', async () => {
    const exterm = await Exterm.begin();
    const text = 'param($Name)\n$x = 1..3 | Measure-Object -Sum\n"$Name $($x.Sum)"\n';
    expect(await exterm.run(['run', 'ex01', '-', '--', 'a b'], text)).toEqual({
      code: 0,
      stdout: 'a b 6\n',
      stderr: '',
    });
    expect(await exterm.run(['run', 'ex01', '-'], '1 + 1')).toEqual({ code: 0, stdout: '2\n', stderr: '' });
  });

  it('that is not there, or not understood, runs not at all', async () => {
    const exterm = await Exterm.begin();
    const missing = await exterm.run(['run', 'ex01', '--file', join(folder, 'nosuch.ps1')]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('there is no such file');
    const path = script('jobs.ps1', "Set-Content done.txt 'x'\nStart-Job { 1 }\n");
    const refused = await exterm.run(['run', 'ex01', '--file', path]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Start-Job');
    expect(await exterm.left()).toEqual(nothing);
  });

  it('has what the profile has set, unless that is left out', async () => {
    const profile = script('profile.ps1', "function hello { 'hello' }\n$greeting = 'hi'\n");
    const exterm = await Exterm.begin({
      deps: (deps) => ({ ...deps, engines: { ...deps.engines, native: new NativeEngine({}, profile) } }),
    });
    expect((await exterm.run(['run', 'ex01', 'hello; $greeting'])).stdout).toBe('hello\nhi\n');
    expect((await exterm.run(['run', 'ex01', '--no-profile', '"[$greeting]"'])).stdout).toBe('[]\n');
  });

  it('runs also where the profile is wrong, which is said', async () => {
    const profile = script('profile.ps1', 'if (');
    const exterm = await Exterm.begin({
      deps: (deps) => ({ ...deps, engines: { ...deps.engines, native: new NativeEngine({}, profile) } }),
    });
    const { stdout, stderr } = await exterm.run(['run', 'ex01', "'on'"]);
    expect(stdout).toBe('on\n');
    expect(stderr).toContain('profile.ps1');
  });
});

describe('what a script meets', () => {
  it.each([
    ['System.Management.Automation.RemoteException', 'found'],
    ['Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException', 'found'],
    ['System.IO.IOException', 'other'],
  ])('an error of the server is a %s', async (type, expected) => {
    const exterm = await Exterm.begin();
    const line = `try { Get-Mailbox nosuch -ErrorAction Stop } catch [${type}] { 'found' } catch { 'other' }`;
    expect((await exterm.run(['run', 'ex01', line])).stdout).toBe(`${expected}\n`);
  });

  it('the first lines of a script for the shell on a server are taken', async () => {
    const exterm = await Exterm.begin();
    const path = script(
      'header.ps1',
      `if (-not (Get-PSSnapin -Name *Exchange* -ErrorAction SilentlyContinue)) { 'none' }
Connect-ExchangeServer -Auto -ClientApplication:ManagementShell -AllowClobber
Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn -ErrorAction SilentlyContinue
Add-Type -AssemblyName System.Web
Add-PSSnapin Quest.ActiveRoles
(Get-Mailbox mira).Alias
`,
    );
    const { stdout, stderr } = await exterm.run(['run', 'ex01', '--file', path]);
    expect(stdout).toBe('mira\n');
    expect(stderr).toContain("No snap-in 'Quest.ActiveRoles' is here");
  });

  it('names of a state stand where texts do, as PowerShell lays out what a server has sent', async () => {
    const exterm = await Exterm.begin();
    const line = "Get-Queue | ? Identity -like '*\\?' | ft Identity, Status, MessageCount | Out-String";
    expect((await exterm.run(['run', 'ex01', line])).stdout.trim().split('\n').slice(0, 3)).toEqual([
      'Identity Status MessageCount',
      '-------- ------ ------------',
      'EX01\\8   Ready             0',
    ]);
  });

  it('which cmdlets there are is told where it is asked by pattern, verb or noun', async () => {
    const exterm = await Exterm.begin();
    const line = '(Get-Command -Noun MailboxStat*).Name; (gcm Get-MailboxP*).Name; (Get-Command -Verb Mount).Name';
    const { stdout } = await exterm.run(['run', 'ex01', line]);
    expect(stdout).toBe('Get-MailboxStatistics\nGet-MailboxPermission\nMount-Database\n');
  });

  it('a text goes whole into a pipe, and is broken for a terminal', async () => {
    const exterm = await Exterm.begin();
    const text = 'word '.repeat(99).trim();
    expect((await exterm.run(['run', 'ex01', `'${text}'`])).stdout).toBe(`${text}\n`);
    expect((await exterm.run(['run', 'ex01', '"Mira`tDB01"'])).stdout).toBe('Mira\tDB01\n');
    const watched = exterm.start(['run', 'ex01', `'${text}'`], { columns: 80 });
    watched.stdin.end();
    expect((await watched.ended).stdout.split('\n').length).toBeGreaterThan(6);
  });
});

describe('a layout', () => {
  const rows =
    "$r = 'anna', 'ben', 'carl' | % { [pscustomobject]@{ Name = $_; Kind = 'k' + $_.Length; Size = 1234.5 } }; ";
  it.each([
    ['$r | ft', 'Name Kind   Size\n---- ----   ----\nanna k4   1234.5\nben  k3   1234.5\ncarl k4   1234.5\n'],
    [
      "$r | ft Name, @{ n = 'GB'; e = { $_.Size }; f = 'N2' }",
      'Name       GB\n----       --\nanna 1,234.50\nben  1,234.50\ncarl 1,234.50\n',
    ],
    ['$r | ft Name, Size -HideTableHeaders', 'anna 1234.5\nben  1234.5\ncarl 1234.5\n'],
    [
      '$r | sort Kind -Stable | ft Name -GroupBy Kind',
      '   Kind: k3\n\nName\n----\nben\n\n   Kind: k4\n\nName\n----\nanna\ncarl\n',
    ],
    [
      "$r | ft @{ e = 'Name'; width = 3 }, @{ e = 'Kind'; align = 'right'; width = 6 }",
      'Na…   Kind\n---   ----\nan…     k4\nben     k3\nca…     k4\n',
    ],
    ['$r | fw -AutoSize', 'anna ben  carl\n'],
    ['[pscustomobject]@{ A = 1..6 } | fl', 'A : {1, 2, 3, 4…}\n'],
    ['$FormatEnumerationLimit = -1; [pscustomobject]@{ A = 1..6 } | fl', 'A : {1, 2, 3, 4, 5, 6}\n'],
    ['$FormatEnumerationLimit = 5; [pscustomobject]@{ A = 1..6 } | ft', 'A\n-\n{1, 2, 3, 4, 5…}\n'],
    ['$FormatEnumerationLimit = 1; [pscustomobject]@{ A = 1..6 } | fw A', '{1…}\n'],
    ['$r[0] | fl Name, Size', 'Name : anna\nSize : 1234.5\n'],
  ])('of %s', async (line, expected) => {
    const exterm = await Exterm.begin();
    expect((await exterm.run(['run', 'ex01', rows + line])).stdout).toBe(expected);
  });
});

describe('arguments of a script', () => {
  it.each([
    [['-Days', '3'], "& 'x' -Days 3"],
    [['-Name', 'Adele Vance'], "& 'x' -Name 'Adele Vance'"],
    [["it's", '$x', ';', '(1)'], "& 'x' 'it''s' '$x' ';' '(1)'"],
    [['-Loud:$false', '-1.5', '-a;b'], "& 'x' -Loud:$false -1.5 '-a;b'"],
  ])('%j', (words, line) => {
    expect(scriptLine("& 'x'", words)).toBe(line);
  });
});
