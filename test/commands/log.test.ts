import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Exterm, offered } from './exterm.ts';

const recordOf = (exterm: Exterm) => join(exterm.folder, 'record.jsonl');

it('nothing is kept until it is asked for', async () => {
  const exterm = await Exterm.begin();
  await exterm.run(['run', 'ex01', 'Get-AcceptedDomain']);
  expect(existsSync(recordOf(exterm))).toBe(false);
  const { code, stdout, stderr } = await exterm.run(['log']);
  expect([code, stdout.trim().split('\n').length]).toEqual([0, 2]);
  expect(stderr).toContain('exterm log --keep');
});

it('what was run is kept with what came of it, and found again', async () => {
  const exterm = await Exterm.begin();
  expect((await exterm.run(['log', '--keep'])).stderr).toBe('The record is kept on disk.\n');
  await exterm.run(['run', 'ex01', 'Get-AcceptedDomain']);
  await exterm.run(['run', 'ex02', 'Get-Mailbox nobody-there']);
  const command = exterm.start(['run', 'ex01', 'Remove-Mailbox ravi'], { columns: 80 });
  await command.asks('[?] Help: ');
  command.stdin.write('n\n');
  await command.ended;

  const json = async (...words: readonly string[]) =>
    JSON.parse((await exterm.run(['log', '--output', 'json', ...words])).stdout) as Record<string, unknown>[];
  const [first, second, third] = await json();
  expect(first).toMatchObject({ connection: 'ex01', server: 'ex01', line: 'Get-AcceptedDomain', outcome: 'completed' });
  expect(first).toMatchObject({ objects: 3, errors: 0, questions: [], time: expect.stringMatching(/^2\d{3}-.*Z$/) });
  expect(second).toMatchObject({ connection: 'ex02', objects: 0, errors: 1 });
  expect(third).toMatchObject({ questions: expect.arrayContaining(['→ No']) });
  const linesOf = async (...words: readonly string[]) => (await json(...words)).map(({ line }) => line);
  expect(await linesOf('--failed')).toEqual(['Get-Mailbox nobody-there']);
  expect(await linesOf('--contains', 'remove-')).toEqual(['Remove-Mailbox ravi']);
  expect(await linesOf('ex02')).toEqual(['Get-Mailbox nobody-there']);
  expect(await linesOf('--last', '1')).toEqual(['Remove-Mailbox ravi']);
  expect(await linesOf('--since', '1h')).toHaveLength(3);
  const { stdout } = await exterm.run(['log', '--failed']);
  expect(stdout).toMatch(/ex02 +Get-Mailbox nobody-there +.* · 0 objects · 1 error/);

  expect((await exterm.run(['log', '--forget', '--no-keep'])).stderr).toContain('What was kept is removed.');
  expect(existsSync(recordOf(exterm))).toBe(false);
});

it('the lines of a connection that was removed since are found by its name', async () => {
  const exterm = await Exterm.begin({ saved: () => [offered('ex01'), offered('ex02')] });
  await exterm.run(['log', '--keep']);
  await exterm.run(['run', 'ex01,ex02', 'Get-AcceptedDomain']);
  expect((await exterm.run(['connections', 'remove', 'ex02'])).code).toBe(0);
  const found = async (...names: readonly string[]) => {
    const { code, stdout, stderr } = await exterm.run(['log', '--output', 'json', ...names]);
    return code === 0 ? (JSON.parse(stdout) as { connection: string }[]).map(({ connection }) => connection) : stderr;
  };
  expect(await found('EX02')).toEqual(['ex02']);
  expect((await found('ex*')).length).toBe(2);
  expect(await found('ex03')).toMatch(/^There is no connection "ex03"\..*Known are: ex01, ex02\./);
});

it('no secret is kept: neither a line that holds one nor an answer that was typed hidden', async () => {
  const exterm = await Exterm.begin({ saved: () => [offered('ex01')] });
  await exterm.run(['log', '--keep']);
  await exterm.run(['run', 'ex01', "Get-Mailbox -Password 'Nobody-Reads-1'"]);
  const command = exterm.start(['run', 'ex01', 'New-Mailbox'], { columns: 80 });
  await command.asks('Name: ');
  command.stdin.write('Newcomer\n');
  await command.asks('Password: ');
  command.stdin.write('Nobody-Reads-2\r');
  await command.asks('UserPrincipalName: ');
  command.stdin.write('newcomer@contoso.com\n');
  await command.ended;
  const kept = readFileSync(recordOf(exterm), 'utf8');
  expect(kept).not.toContain('Nobody-Reads');
  expect(kept).toContain('Password: [secret]');
  expect((await exterm.run(['log'])).stdout).toContain('(a line that may hold a secret)');
});
