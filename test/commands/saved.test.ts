import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { Exterm, nothing, offered } from './exterm.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const setOffice = [
  'saved',
  'add',
  'Set office',
  'Set-Mailbox $Identity -CustomAttribute1 $Office; Get-Mailbox $Identity | Select-Object Alias, CustomAttribute1',
  '--ask',
  'Identity',
  '--ask',
  'Office:text=Oslo',
];

it('a line is saved under a name, shown, run with values, and removed', async () => {
  const exterm = await Exterm.begin();
  expect((await exterm.run(['saved'])).stderr).toContain('No command is saved yet');
  const added = await exterm.run(setOffice);
  expect(added).toMatchObject({ code: 0, stdout: '' });
  expect(added.stderr).toBe(
    'Saved "Set office". It is called so: --saved "Set office" -- -Identity <text> [-Office <text>]\n',
  );
  expect((await exterm.run(['saved', 'list'])).stdout).toMatch(/Set office +Identity, Office +all +Set-Mailbox/);
  expect(JSON.parse((await exterm.run(['saved', 'show', 'set OFFICE'])).stdout)).toMatchObject({
    name: 'Set office',
    parameters: [{ name: 'Identity' }, { name: 'Office', kind: 'text', initial: 'Oslo' }],
  });

  const run = (...words: readonly string[]) => exterm.run(['run', 'ex01', '--saved', 'Set office', ...words]);
  expect((await run('--output', 'csv', '--', '-Identity', 'ravi')).stdout).toContain('ravi,Oslo');
  // What is given stays a text, whatever stands in it.
  const nasty = 'x\'’; Remove-Mailbox mira; "$(1)" #';
  const result = await run('--output', 'json', '--', `-Office:${nasty}`, '-identity', 'ravi');
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(result.stdout)).toMatchObject([{ CustomAttribute1: nasty }]);
  expect((await exterm.run(['run', 'ex01', 'Get-Mailbox mira', '--output', 'json'])).code).toBe(0);
  expect(await exterm.left()).toEqual(nothing);

  expect((await exterm.run(['saved', 'remove', 'Set office'])).code).toBe(0);
  expect((await exterm.run(['saved', 'list', '--json'])).stdout).toBe('[]\n');
});

it('says what is missing, what is wrong and what is not meant', async () => {
  const exterm = await Exterm.begin({ saved: () => [offered('ex01'), { ...offered('ex02'), groups: ['prod'] }] });
  await exterm.run([...setOffice, '--for', '@prod']);
  const run = async (...words: readonly string[]) => {
    const { code, stderr } = await exterm.run(['run', ...words]);
    return `${code} ${stderr}`;
  };
  expect(await run('ex02', '--saved', 'Set ofice')).toMatch(/^2 .*Did you mean "Set office"\?/);
  expect(await run('ex01', '--saved', 'Set office')).toMatch(/^2 "Set office" is meant for @prod, and ex01 is not/);
  expect(await run('ex02', '--saved', 'Set office')).toMatch(/^2 It needs a value for Identity\. It is called so/);
  expect(await run('ex02', '--saved', 'Set office', '--', '-Town', 'x')).toMatch(/^2 "-Town" is no parameter of it/);
  expect(await run('ex02', '--saved', 'Set office', '--', '-Identity')).toMatch(/^2 -Identity takes a value/);
  expect(await run('ex02', '--saved', 'Set office', '--file', 'x.ps1')).toMatch(/^2 --saved and --file/);
  const add = async (...words: readonly string[]) => (await exterm.run(['saved', 'add', ...words])).stderr;
  expect(await add('Set office', 'Get-Queue')).toContain('There is a saved command "Set office" already.');
  expect(await add('x', 'Get-Mailbox (')).toContain('The line is not whole');
  expect(await add('x')).toContain('Say what to save');
  expect(await add('x', 'Get-Mailbox $a', '--ask', 'b')).toContain('The line has no $b');
  expect(await add('x', 'Get-Mailbox $a', '--ask', 'a:date')).toContain('--ask takes');
});

it('a file of somebody else’s is added, and a damaged one told of and left alone', async () => {
  const exterm = await Exterm.begin();
  const shared = join(folder, 'shared.json');
  const two = [
    { name: 'Queues', line: 'Get-Queue' },
    { name: 'Domains', line: 'Get-AcceptedDomain' },
  ];
  writeFileSync(shared, JSON.stringify({ version: 1, commands: two }));
  expect((await exterm.run(['saved', 'import', shared])).stderr).toBe('Added 2 commands.\n');
  expect((await exterm.run(['saved', 'import', shared])).stderr).toContain('There are already: "Queues", "Domains".');
  expect((await exterm.run(['saved', 'import', shared, '--replace'])).code).toBe(0);
  expect(JSON.parse((await exterm.run(['saved', 'list', '--json'])).stdout)).toEqual(two);
  writeFileSync(shared, '{"commands": [{}]}');
  expect((await exterm.run(['saved', 'import', shared])).stderr).toContain('Nothing was added.');

  const file = join(exterm.folder, 'commands.json');
  writeFileSync(file, '{ "commands": [');
  for (const words of [['list'], ['add', 'x', 'Get-Queue'], ['remove', 'Queues'], ['import', '-']]) {
    const { stderr } = await exterm.run(['saved', ...words], JSON.stringify({ commands: two }));
    expect(stderr).toContain(`${file}: It is no JSON object. It stays as it is`);
  }
  expect(readFileSync(file, 'utf8')).toBe('{ "commands": [');
});
