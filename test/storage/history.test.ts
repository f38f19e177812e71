import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type HistoryEntry, historyLimit } from '../../source/domain/index.ts';
import { looksSecret, openHistory, redact } from '../../source/storage/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { isWine } from '../support/wine.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const entry = (connection: string, line: string, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `${connection} ${line}`,
  connection,
  line,
  ...change,
});
const append = (connection: string, line: string) => openHistory(folder).append(entry(connection, line));
const read = (connection: string) =>
  openHistory(folder)
    .read(connection)
    .map(({ line }) => line);
const fileOf = (connection: string) => path.join(folder, 'history', `on-${connection}.jsonl`);

describe('the history on disk', () => {
  it('is kept for the longest name in any script', () => {
    const [one, other] = [`${'漢'.repeat(39)}甲`, `${'漢'.repeat(39)}乙`];
    append(one, 'Get-Mailbox');
    append(other, 'Get-Queue');
    expect([read(one), read(other)]).toEqual([['Get-Mailbox'], ['Get-Queue']]);
    openHistory(folder).remove(one);
    expect([read(one), read(other)]).toEqual([[], ['Get-Queue']]);
  });

  it('brings the lines back, oldest first, those of several rows and odd signs too', () => {
    const lines = ['Get-Mailbox', 'Get-Queue |\n  Select Name', '"ü" \u2028 \ud800'];
    for (const line of lines) append('ex01', line);
    expect(read('EX01')).toEqual(lines);
    expect(read('ex02')).toEqual([]);
  });

  it('has of each line when and where it ran, for how long, and what came of it', () => {
    const first = entry('ex01', 'Get-Mailbox', { at: 1_700_000_000_000, server: 'ex01.contoso.com' });
    openHistory(folder).append(first);
    append('ex01', 'Get-Queue');
    openHistory(folder).ended(first, { milliseconds: 1200, outcome: 'completed', errors: 2 });
    expect(openHistory(folder).read('ex01')).toEqual([
      { ...first, milliseconds: 1200, outcome: 'completed', errors: 2 },
      entry('ex01', 'Get-Queue'),
    ]);
  });

  it('loses nothing of what an older exterm has kept, and goes on in its file', () => {
    mkdirSync(path.join(folder, 'history'));
    writeFileSync(fileOf('ex01'), '"Get-Mailbox"\n"Get-Queue |\\n  Select Name"\n');
    append('ex01', 'Get-Recipient');
    expect(read('ex01')).toEqual(['Get-Mailbox', 'Get-Queue |\n  Select Name', 'Get-Recipient']);
    const ids = openHistory(folder)
      .read('ex01')
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(readFileSync(fileOf('ex01'), 'utf8')).toMatch(/^"Get-Mailbox"\n/);
  });

  it('is cut down to its limit, with what came of the lines and what a later exterm has added', () => {
    append('ex01', 'first');
    const many = Array.from({ length: 2 * historyLimit }, (_, n) => [
      `${JSON.stringify({ id: `${n}`, line: `line ${n}`, later: n })}\n`,
      `${JSON.stringify({ id: `${n}`, outcome: 'stopped' })}\n`,
    ]);
    writeFileSync(fileOf('ex01'), many.flat().join(''));
    expect(read('ex01')).toHaveLength(historyLimit);
    const rows = readFileSync(fileOf('ex01'), 'utf8').trim().split('\n');
    expect(rows).toHaveLength(historyLimit);
    const last = 2 * historyLimit - 1;
    expect(JSON.parse(rows.at(-1)!)).toEqual({ id: `${last}`, line: `line ${last}`, later: last, outcome: 'stopped' });
    expect(openHistory(folder).read('ex01').at(-1)).toEqual(
      entry('ex01', `line ${last}`, { id: `${last}`, outcome: 'stopped' }),
    );
  });

  it('leaves out what is damaged', () => {
    append('ex01', 'whole');
    const odd = '{"id":7,"line":"odd","at":"x","outcome":"y","errors":null}';
    writeFileSync(fileOf('ex01'), `"whole"\n"half\n5\n{"id":"x","outcome":"stopped"}\n${odd}\n{"line":3}\n"other"\n`);
    expect(read('ex01')).toEqual(['whole', 'odd', 'other']);
    expect(openHistory(folder).read('ex01')[1]).toEqual({ id: 'ex01 1', connection: 'ex01', line: 'odd' });
  });

  it('never leaves its folder, whatever a connection is called', () => {
    append('../../x', 'line');
    expect(readdirSync(folder)).toEqual(['history']);
    expect(readdirSync(path.join(folder, 'history'))).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('is readable by the user alone', () => {
    append('ex01', 'line');
    expect(statSync(path.join(folder, 'history')).mode & 0o777).toBe(0o700);
    expect(statSync(fileOf('ex01')).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('is not written through a link: it goes on in a file of its own', () => {
    const target = path.join(folder, 'target');
    writeFileSync(target, '"before"\n');
    mkdirSync(path.join(folder, 'history'));
    symlinkSync(target, fileOf('ex01'));
    append('ex01', 'after');
    expect(read('ex01')).toEqual(['before', 'after']);
    expect(readFileSync(target, 'utf8')).toBe('"before"\n');
    expect(lstatSync(fileOf('ex01')).isFile()).toBe(true);
  });

  it('goes with a connection that gets another name, behind what was there of that name', () => {
    append('ex01', 'Get-Mailbox');
    append('mail', 'Get-Queue');
    openHistory(folder).rename('ex01', 'EX01');
    expect(read('ex01')).toEqual(['Get-Mailbox']);
    openHistory(folder).rename('ex01', 'mail');
    openHistory(folder).rename('nobody', 'mail');
    expect([read('ex01'), read('mail')]).toEqual([[], ['Get-Queue', 'Get-Mailbox']]);
    expect(readdirSync(path.join(folder, 'history'))).toEqual(['on-mail.jsonl']);
  });

  it('forgets a removed connection', () => {
    append('ex01', 'line');
    openHistory(folder).remove('ex01');
    expect(read('ex01')).toEqual([]);
  });

  // Windows appends at the end that a file has at that moment, as POSIX does; Wine at the one that it had a moment before.
  it.skipIf(isWine)('takes the lines of several exterms at once, each whole', async () => {
    const script = path.join(import.meta.dirname, 'history-writer.ts');
    const writers = ['a', 'b', 'c'].map((name) =>
      spawn(process.execPath, [script, folder, name], { stdio: 'inherit' }),
    );
    await Promise.all(writers.map((writer) => once(writer, 'exit')));
    const entries = openHistory(folder).read('ex01');
    expect(entries).toHaveLength(300);
    expect(entries.filter(({ outcome }) => outcome === 'completed')).toHaveLength(300);
  });
});

describe('a line that holds a secret', () => {
  it.each([
    "New-Mailbox Mira -Password (ConvertTo-SecureString 'Geheim1!' -AsPlainText -Force)",
    'ConvertTo-SecureString Geheim1! -a -f',
    "Set-Mailbox Mira -Password 'Geheim1!'",
    'Set-Mailbox Mira -NewPassword:Geheim1!',
    "$password = 'Geheim1!'",
    '$adminPwd="Geheim1!"',
    "[pscredential]::new('mira', $x)",
    "New-Object System.Net.NetworkCredential('mira','Geheim1!')",
    'Connect-Thing -ApiKey abc123',
    "$pw = 'Geheim1!'",
    "$PW='Geheim1!'",
    "$global:pass = 'Geheim1!'",
    "$admin_pw2 = [string] 'Geheim1!'",
    "$dbPass = ('Geheim1!')",
    "$cred = 'mira:Geheim1!'",
    "$creds, $x = 'mira:Geheim1!', 1",
    `$${'{pw}'} = 'Geheim1!'`,
    "$pw += 'Geheim1!'",
    '$pw = @"\nGeheim1!\n"@',
    '$pw = Geheim1!',
    "[string]$kennwort = 'Geheim1!'",
    "if ($pw -ceq 'Geheim1!') { }",
    'Set-Variable pw Geheim1!',
    'sv -Name cred -Value Geheim1!',
    "@{ User = 'mira'; Pw = 'Geheim1!' }",
    "$user.Pass = 'Geheim1!'",
    'Connect-X -Credential a:secret',
    "Connect-X -Cred 'contoso\\a:secret'",
    'curl -u mira:Geheim1! http://ex01/',
    'Set-X -Pass Geheim1!',
    'Set-X -Passw Geheim1!',
    'Set-X –Password Geheim1!',
    'cmdkey /add:ex01 /user:mira /pass:Geheim1!',
    'tool --password=Geheim1!',
    '$secure.AppendChar("G")',
    'Get-Thing https://mira:Geheim1!@ex01/',
    "irm http://ex01 -Headers @{ Authorization = 'Basic bWlyYTpHZWhlaW0=' }",
  ])('is not kept: %s', (line) => {
    expect(looksSecret(line)).toBe(true);
    expect(append('ex01', line)).toBe(false);
    expect(read('ex01')).toEqual([]);
  });

  it.each([
    'Get-Mailbox -ResultSize 5',
    'New-Mailbox Mira -Password $password',
    'New-Mailbox Mira -Password (Read-Host -AsSecureString)',
    'Set-User mira -ResetPasswordOnNextLogon $true',
    'Get-PasswordPolicy',
    '$passwordPolicy = Get-Thing',
    '$pw = Read-Host -AsSecureString',
    '$cred = Get-Credential',
    '$cred = $other',
    'Connect-X -Credential mira',
    "Connect-X -Credential 'contoso\\mira'",
    'Connect-X -Credential $cred',
    'Get-Mailbox -Filter "Name -eq 1" | Select-Object -First 1 -PassThru',
    "$bypass = 'x'",
    'Set-MailboxDatabase DB01 -Server ex01:443',
    'Get-Thing https://ex01.contoso.com:443/owa',
    '$users = Get-Mailbox',
    "Get-Mailbox | Where-Object { $_.Name -eq 'Mira' }",
    'Get-MailboxStatistics -Database DB01 | Sort-Object TotalItemSize',
  ])('and one that holds none is: %s', (line) => expect(looksSecret(line)).toBe(false));
});

describe('a text for a log', () => {
  it.each([
    ['Authorization: Basic bWlyYTpHZWhlaW0=', 'Authorization: Basic [secret]'],
    ['Set-Cookie: X-BackEndCookie=abc; path=/', 'Set-Cookie: [secret]'],
    ['http://mira:Geheim@ex01/', 'http://mira:[secret]@ex01/'],
    ["Set-Mailbox Mira -Password 'Geheim 1!' -Force", 'Set-Mailbox Mira -Password [secret] -Force'],
    ['{"password":"Geheim","user":"mira"}', '{"password":[secret],"user":"mira"}'],
    ['opened shell 1F2E', 'opened shell 1F2E'],
  ])('loses its secrets: %s', (text, safe) => expect(redact(text)).toBe(safe));
});
