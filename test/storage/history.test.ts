import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyLimit } from '../../source/domain/index.ts';
import { looksSecret, openHistory, redact } from '../../source/storage/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'exterm-history-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the history on disk', () => {
  it('is kept for the longest name in any script', () => {
    const [one, other] = [`${'漢'.repeat(39)}甲`, `${'漢'.repeat(39)}乙`];
    const history = openHistory(folder);
    history.append(one, 'Get-Mailbox');
    history.append(other, 'Get-Queue');
    expect([history.read(one), history.read(other)]).toEqual([['Get-Mailbox'], ['Get-Queue']]);
    history.remove(one);
    expect([history.read(one), history.read(other)]).toEqual([[], ['Get-Queue']]);
  });

  it('brings the lines back, oldest first, those of several rows and odd signs too', () => {
    const lines = ['Get-Mailbox', 'Get-Queue |\n  Select Name', '"ü" \u2028 \ud800'];
    for (const line of lines) openHistory(folder).append('ex01', line);
    expect(openHistory(folder).read('EX01')).toEqual(lines);
    expect(openHistory(folder).read('ex02')).toEqual([]);
  });

  it('is cut down to its limit', async () => {
    const history = openHistory(folder);
    const name = `${folder}/history/on-ex01.jsonl`;
    history.append('ex01', 'first');
    const many = Array.from({ length: 2 * historyLimit + 5 }, (_, n) => `${JSON.stringify(`line ${n}`)}\n`);
    writeFileSync(name, many.join(''));
    expect(history.read('ex01')).toHaveLength(historyLimit);
    await expect.poll(() => readFileSync(name, 'utf8').split('\n')).toHaveLength(historyLimit + 1);
    expect(history.read('ex01').at(-1)).toBe(`line ${2 * historyLimit + 4}`);
  });

  it('leaves out what is damaged', () => {
    const history = openHistory(folder);
    history.append('ex01', 'whole');
    writeFileSync(`${folder}/history/on-ex01.jsonl`, '"whole"\n"half\n5\n"other"\n');
    expect(history.read('ex01')).toEqual(['whole', 'other']);
  });

  it('never leaves its folder, whatever a connection is called', () => {
    openHistory(folder).append('../../x', 'line');
    expect(readdirSync(folder)).toEqual(['history']);
    expect(readdirSync(path.join(folder, 'history'))).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('is readable by the user alone', () => {
    openHistory(folder).append('ex01', 'line');
    expect(statSync(path.join(folder, 'history')).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder, 'history', 'on-ex01.jsonl')).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('is not written through a link: it goes on in a file of its own', () => {
    const target = path.join(folder, 'target');
    const name = path.join(folder, 'history', 'on-ex01.jsonl');
    writeFileSync(target, '"before"\n');
    mkdirSync(path.dirname(name));
    symlinkSync(target, name);
    openHistory(folder).append('ex01', 'after');
    expect(openHistory(folder).read('ex01')).toEqual(['before', 'after']);
    expect(readFileSync(target, 'utf8')).toBe('"before"\n');
    expect(lstatSync(name).isFile()).toBe(true);
  });

  it('forgets a removed connection', () => {
    const history = openHistory(folder);
    history.append('ex01', 'line');
    history.remove('ex01');
    expect(history.read('ex01')).toEqual([]);
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
    openHistory(folder).append('ex01', line);
    expect(openHistory(folder).read('ex01')).toEqual([]);
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
