import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SavedCommand } from '../../source/domain/index.ts';
import { openSavedCommands } from '../../source/storage/index.ts';
import { takeLock } from '../../source/storage/lock.ts';
import { turns } from '../support/hand-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = path.join(folder, 'commands.json');
});

const quota: SavedCommand = {
  name: 'Set quota',
  description: 'What a mailbox may grow to.',
  line: 'Set-Mailbox $Identity -ProhibitSendQuota $Quota',
  parameters: [{ name: 'Identity' }, { name: 'Quota', kind: 'number', initial: '50GB' }],
  on: ['@prod'],
};

const namesIn = (where: string) =>
  openSavedCommands(where)
    .read()
    .commands.map(({ name }) => name)
    .sort();

describe('the file of saved commands', () => {
  it('has what was saved, in the order of saving, for every exterm that reads it', async () => {
    expect(openSavedCommands(folder).read()).toEqual({ commands: [] });
    expect(await openSavedCommands(folder).save(quota)).toBeUndefined();
    expect(await openSavedCommands(folder).save({ name: 'Queues', line: 'Get-Queue' })).toBeUndefined();
    expect(openSavedCommands(folder).read()).toEqual({ commands: [quota, { name: 'Queues', line: 'Get-Queue' }] });
    expect(await openSavedCommands(folder).save({ name: 'Mail queues', line: 'Get-Queue' }, 'QUEUES')).toBeUndefined();
    expect(await openSavedCommands(folder).remove('set QUOTA')).toBeUndefined();
    expect(
      openSavedCommands(folder)
        .read()
        .commands.map(({ name }) => name),
    ).toEqual(['Mail queues']);
    expect(readdirSync(folder)).toEqual(['commands.json']);
  });

  it('waits until another exterm has saved, and loses nothing of that', async () => {
    const saved = openSavedCommands(folder);
    await saved.save(quota);
    const lock = await takeLock(file);
    const changes = [saved.save({ name: 'Queues', line: 'Get-Queue' }), saved.remove('Set quota')];
    await turns(100);
    expect(saved.read().commands).toEqual([quota]);
    writeFileSync(
      file,
      JSON.stringify({ version: 1, commands: [quota, { name: 'Domains', line: 'Get-AcceptedDomain' }] }),
    );
    lock.release();
    expect(await Promise.all(changes)).toEqual([undefined, undefined]);
    expect(namesIn(folder)).toEqual(['Domains', 'Queues']);
  });

  it('loses nothing of exterms that save at once, in processes of their own', async () => {
    const script = path.join(import.meta.dirname, 'saved-commands-writer.ts');
    const run = promisify(execFile);
    await Promise.all(['a', 'b', 'c'].map((name) => run(process.execPath, [script, folder, name, '20'])));
    const expected = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: 10 }, (_, n) => `${name}${2 * n}`));
    expect(namesIn(folder)).toEqual(expected.sort());
    expect(readdirSync(folder)).toEqual(['commands.json']);
  });

  it('keeps what it does not know: sections, fields of commands and of parameters', async () => {
    const odd = {
      version: 1,
      team: { name: 'Messaging' },
      commands: [
        { ...quota, colour: 'red', parameters: [{ name: 'Identity', unit: 'x' }, { name: 'Quota' }] },
        { name: 'Other', line: 'Get-Queue', owner: 'Mira' },
      ],
    };
    writeFileSync(file, JSON.stringify(odd));
    const saved = openSavedCommands(folder);
    expect(saved.read().commands[0]).toEqual({ ...quota, parameters: [{ name: 'Identity' }, { name: 'Quota' }] });
    const { description: _gone, ...rest } = quota;
    expect(await saved.save({ ...rest, parameters: [{ name: 'identity' }] }, 'Set quota')).toBeUndefined();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...odd,
      commands: [{ ...rest, colour: 'red', parameters: [{ name: 'identity', unit: 'x' }] }, odd.commands[1]],
    });
  });

  it.each([
    ['{"version": 1, "commands": [', 'It is no JSON object.', []],
    ['[]', 'It is no JSON object.', []],
    ['{"commands": {}}', 'no list', []],
    ['{"version": "1", "commands": []}', '"version" is no number', []],
    ['{"version": 2, "commands": [{"name": "a", "line": "b"}]}', 'A later exterm wrote it, in version 2.', ['a']],
    ['{"commands": [{"name": "a", "line": "b"}, {"name": "c"}, 5]}', 'not understood: "c", number 3.', ['a']],
    ['{"commands": [{"name": "a", "line": "b"}, {"name": "A", "line": "c"}]}', 'not understood: "A".', ['a']],
    ['{"commands": [{"name": "a", "line": "b", "parameters": [{"name": "x", "kind": "y"}]}]}', 'understood: "a".', []],
    ['{"commands": [{"name": " a", "line": "b"}]}', 'understood: " a".', []],
  ])('%s is told of, read as far as it goes, and never written over', async (content, said, names) => {
    writeFileSync(file, content);
    const saved = openSavedCommands(folder);
    const { commands, problem } = saved.read();
    expect(commands.map(({ name }) => name)).toEqual(names);
    expect(problem).toContain(said);
    expect(problem).toContain(file);
    for (const refused of [await saved.save(quota), await saved.save(quota, 'a'), await saved.remove('a')]) {
      expect(refused).toBe(problem);
    }
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it.each([
    [{ ...quota, name: '' }, 'It needs a name.'],
    [{ ...quota, name: 'x'.repeat(61) }, 'at most 60'],
    [{ ...quota, name: 'a\u202eb' }, 'control characters'],
    [{ ...quota, name: 'QUEUES' }, 'There is a saved command "Queues" already.'],
    [{ ...quota, line: "New-Mailbox x -Password 'secret'" }, 'as if it held a secret'],
    [{ ...quota, line: 'x'.repeat(70_000) }, 'too long'],
  ])('refuses %j', async (command, said) => {
    const saved = openSavedCommands(folder);
    await saved.save({ name: 'Queues', line: 'Get-Queue' });
    expect(await saved.save(command)).toContain(said);
    expect(saved.read().commands).toHaveLength(1);
  });

  it('reads the file that somebody else has shared', () => {
    const text = JSON.stringify({ version: 1, commands: [quota] });
    expect(openSavedCommands(folder).parse(`\ufeff${text}`)).toEqual({ commands: [quota] });
    expect(openSavedCommands(folder).parse('no').problem).toBe('It is no JSON object.');
  });
});
