import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Connection, FailureError } from '../../source/domain/index.ts';
import { configFolder, openSettings, type StorageNotice, takeLock } from '../../source/storage/index.ts';
import { turns } from '../support/hand-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let notices: StorageNotice[];

beforeEach(() => {
  folder = temporaryFolder();
  notices = [];
});

const open = () => openSettings(folder, (notice) => notices.push(notice));
const content = () => JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'));
const ex01: Connection = {
  name: 'ex01',
  url: 'http://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Kerberos',
  engine: 'auto',
  user: 'mira@contoso.com',
  cmdlets: ['Get-*'],
  closeAfterIdleMinutes: 10,
  caFile: '/etc/ssl/contoso.pem',
  redirectHosts: ['ex02.contoso.com', 'mail.contoso.com:8443'],
};

describe('the saved connections', () => {
  it('are there for the next exterm, every field of them', async () => {
    expect(await open().save(ex01)).toBeUndefined();
    expect(open().connections()).toEqual([ex01]);
  });

  it('are seen by an exterm that was started before they were saved', async () => {
    const earlier = open();
    await open().save(ex01);
    expect(earlier.connections()).toEqual([ex01]);
    expect(await earlier.save({ ...ex01, name: 'ex02' })).toBeUndefined();
    expect(open().connections()).toHaveLength(2);
  });

  it('wait with what they save until another exterm has saved, and lose nothing of that', async () => {
    const settings = open();
    await settings.save(ex01);
    const lock = await takeLock(settings.file);
    const changes = [
      settings.save({ ...ex01, name: 'ex03' }),
      settings.arrange(['ex02', 'ex01']),
      settings.savePreferences({ mouse: true }),
    ];
    await turns(100);
    expect(settings.connections()).toEqual([ex01]);
    writeFileSync(
      settings.file,
      JSON.stringify({ version: 1, connections: [...content().connections, { ...ex01, name: 'ex02' }] }),
    );
    lock.release();
    await Promise.all(changes);
    expect(settings.connections().map(({ name }) => name)).toEqual(expect.arrayContaining(['ex01', 'ex02', 'ex03']));
    expect(settings.preferences().mouse).toBe(true);
  });

  it('say what keeps them from being saved, and of which file', async () => {
    const settings = open();
    await settings.save(ex01);
    // What stands in the way of the lock stands in the way of whoever wants to save.
    writeFileSync(`${settings.file}.lock`, '');
    const problem = await settings.save({ ...ex01, name: 'ex02' });
    expect(problem).toMatch(
      /^The connection could not be saved: .*config\.json\.lock is in the way\. exterm makes a folder/,
    );
    await expect(settings.savePreferences({ mouse: true })).rejects.toThrow(FailureError);
  });

  it('tell where those are that cannot be read any more, while there is no other', async () => {
    const file = path.join(folder, 'config.json');
    expect(open().lost()).toBeUndefined();
    writeFileSync(file, '{broken');
    expect(open().lost()).toBe(`${file}.damaged-1`);
    expect(open().lost()).toBe(`${file}.damaged-1`);
    await open().save(ex01);
    expect(open().lost()).toBeUndefined();
    writeFileSync(file, JSON.stringify({ version: 99, connections: [{ name: 'ex01', later: true }] }));
    expect(open().lost()).toBe(file);
  });

  it('are put into another order, with what a later exterm has put into them', async () => {
    const settings = open();
    for (const name of ['ex01', 'ex02', 'ex03']) await settings.save({ ...ex01, name });
    const { connections } = content();
    writeFileSync(
      path.join(folder, 'config.json'),
      JSON.stringify({ version: 1, connections: connections.with(2, { ...connections[2], later: 'kept' }) }),
    );
    await settings.arrange(['ex03', 'EX01']);
    expect(settings.connections().map(({ name }) => name)).toEqual(['ex03', 'ex02', 'ex01']);
    expect(content().connections[0]).toMatchObject({ name: 'ex03', later: 'kept' });
  });

  it('refuse a second of the same name in any case, and say so', async () => {
    const settings = open();
    await settings.save(ex01);
    expect(await settings.save({ ...ex01, name: 'EX01' })).toBe('There is a connection "ex01" already.');
    expect(settings.connections()).toEqual([ex01]);
  });

  it('can be renamed, changed and removed', async () => {
    const settings = open();
    await settings.save(ex01);
    expect(await settings.save({ ...ex01, name: 'Ex1' }, 'EX01')).toBeUndefined();
    expect(settings.connections().map(({ name }) => name)).toEqual(['Ex1']);
    expect(await settings.save(ex01, 'nobody')).toContain('no connection "nobody"');
    expect([await settings.remove('ex1'), await settings.remove('ex1'), settings.connections()]).toEqual([
      true,
      false,
      [],
    ]);
  });

  it('are refused where redirections may lead to what is no host', async () => {
    const settings = open();
    expect(await settings.save({ ...ex01, redirectHosts: ['ex02', 'http://ex03/'] })).toContain(
      '"http://ex03/" is not a host',
    );
    expect(settings.connections()).toEqual([]);
  });

  it('are refused with a reason where they are wrong, and nothing is changed', async () => {
    const settings = open();
    expect(await settings.save({ ...ex01, url: 'nonsense' })).toContain('is not a URL');
    expect(await settings.save({ ...ex01, closeAfterIdleMinutes: -1 })).toContain('could not be saved');
    expect(open().connections()).toEqual([]);
  });

  // Where nobody can make a file.
  it.runIf(process.platform === 'linux')('that cannot be written say why, and what to do', async () => {
    const settings = openSettings('/proc/self', () => {});
    const file = '/proc/self/config.json';
    const problem = await settings.save(ex01);
    expect(problem).toMatch(
      /^The connection could not be saved: exterm cannot write \/proc\/self\/config\.json\. [A-Z]/,
    );
    expect(problem).toContain('choose another folder with EXTERM_CONFIG_DIR');
    expect(problem).not.toMatch(/\bE[A-Z]{4,}\b/);
    const refused = { failure: { what: `exterm cannot write ${file}.`, why: expect.stringMatching(/^[A-Z][a-z]/) } };
    await expect(settings.savePreferences({ bell: false })).rejects.toMatchObject(refused);
  });

  it.skipIf(process.platform === 'win32')('are readable by the user alone', async () => {
    const settings = open();
    await settings.save(ex01);
    expect(statSync(settings.file).mode & 0o777).toBe(0o600);
  });
});

describe('a damaged settings file', () => {
  it('is kept aside and said, and exterm starts as if new', () => {
    writeFileSync(path.join(folder, 'config.json'), '{"connections": [');
    expect(open().connections()).toEqual([]);
    expect(notices).toHaveLength(1);
    expect(readFileSync(notices[0]!.kept, 'utf8')).toBe('{"connections": [');
  });

  it('gives up the connections in it that are whole', () => {
    const broken = { ...ex01, name: 'ex02', authentication: 'Magic' };
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ connections: [broken, ex01, 7] }));
    expect(open().connections()).toEqual([ex01]);
    expect(readFileSync(notices[0]!.kept, 'utf8')).toContain('Magic');
  });

  it.each(['[{"name":"PRECIOUS"}]', '"PRECIOUS"', 'null'])('is kept before it is written over: %s', async (content) => {
    writeFileSync(path.join(folder, 'config.json'), content);
    expect(await open().save(ex01)).toBeUndefined();
    expect(readFileSync(path.join(folder, 'config.json.damaged-1'), 'utf8')).toBe(content);
    expect(notices).toHaveLength(1);
    expect(open().connections()).toEqual([ex01]);
  });

  it('is told of by what was saved from it and what is missing', () => {
    const long = 'x'.repeat(100);
    const connections = [
      { ...ex01, engine: 'quick', name: 'ex02' },
      ex01,
      7,
      { ...ex01, name: 'EX01' },
      { ...ex01, name: long },
      { ...ex01, name: 'no address', url: '' },
    ];
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ connections, colours: ['red'] }));
    expect(open().connections()).toEqual([ex01]);
    expect(notices.map(({ what }) => what)).toEqual([
      'The settings were damaged. 1 connection was saved from them; missing: ' +
        `"ex02", one without a name, "${long.slice(0, 40)}", "EX01", "no address".`,
    ]);
    // The file is in order again, and nobody needs to write for that.
    expect(open().connections()).toEqual([ex01]);
    expect(notices).toHaveLength(1);
    expect(content()).toMatchObject({ version: 1, colours: ['red'] });
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it('is met in the middle of a run as well', async () => {
    const settings = open();
    await settings.save(ex01);
    writeFileSync(settings.file, 'garbage');
    expect(settings.connections()).toEqual([]);
    expect(await settings.save(ex01)).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'config.json.damaged-1']);
  });
});

describe('what this version does not know', () => {
  const later = { ...ex01, colour: 'red', powershell: { executable: 'pwsh', edition: 'Core' } };

  it('stays where something else is changed: sections, fields, and those of what is changed', async () => {
    writeFileSync(
      path.join(folder, 'config.json'),
      JSON.stringify({ connections: [later], 'pane.order': { by: 'name' } }),
    );
    const settings = open();
    const [shown] = settings.connections();
    expect(shown).toEqual({ ...ex01, powershell: { executable: 'pwsh' } });
    await settings.save({ ...shown!, name: 'Ex1', user: 'ola@contoso.com' }, 'ex01');
    await settings.save({ ...ex01, name: 'ex02' });
    await settings.remove('ex02');
    expect(content()).toEqual({
      version: 1,
      connections: [{ ...later, name: 'Ex1', user: 'ola@contoso.com' }],
      'pane.order': { by: 'name' },
    });
    expect(notices).toEqual([]);
  });

  it('is no damage in a later version’s file, which is kept before it is changed', async () => {
    const before = JSON.stringify({ version: 2, connections: [later, { ...ex01, name: 'ex02', engine: 'quick' }] });
    writeFileSync(path.join(folder, 'config.json'), before);
    const settings = open();
    expect(settings.connections().map(({ name }) => name)).toEqual(['ex01']);
    expect(notices).toEqual([
      {
        what: 'A later exterm wrote the settings; of its connections this one does not understand "ex02".',
        kept: settings.file,
      },
    ]);
    expect(readFileSync(settings.file, 'utf8')).toBe(before);
    expect(await settings.save({ ...ex01, name: 'ex03' })).toBeUndefined();
    const kept = path.join(folder, 'config.json.version-2-1');
    expect(readFileSync(kept, 'utf8')).toBe(before);
    expect(notices[1]).toEqual({ what: 'The settings of a later exterm were changed by this one.', kept });
    expect(content()).toMatchObject({ version: 1, connections: [later, { name: 'ex03' }] });
  });
});

describe('the folder', () => {
  it('is the one that EXTERM_CONFIG_DIR names, made for the user alone', () => {
    const wanted = path.join(folder, 'a', 'b');
    expect(configFolder({ EXTERM_CONFIG_DIR: wanted })).toBe(wanted);
    if (process.platform !== 'win32') expect(statSync(wanted).mode & 0o777).toBe(0o700);
  });

  it('is none where EXTERM_CONFIG_DIR names a file', () => {
    const file = path.join(folder, 'notes.txt');
    writeFileSync(file, '');
    expect(() => configFolder({ EXTERM_CONFIG_DIR: file })).toThrow(
      expect.objectContaining({ code: 'EEXIST', path: file }),
    );
  });
});
