import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../source/domain/index.ts';
import { configFolder, openSettings, type StorageNotice } from '../../source/storage/index.ts';

let folder: string;
let notices: StorageNotice[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'exterm-settings-'));
  notices = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openSettings(folder, (notice) => notices.push(notice));
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
  it('are there for the next exterm, every field of them', () => {
    expect(open().save(ex01)).toBeUndefined();
    expect(open().connections()).toEqual([ex01]);
  });

  it('are seen by an exterm that was started before they were saved', () => {
    const earlier = open();
    open().save(ex01);
    expect(earlier.connections()).toEqual([ex01]);
    expect(earlier.save({ ...ex01, name: 'ex02' })).toBeUndefined();
    expect(open().connections()).toHaveLength(2);
  });

  it('refuse a second of the same name in any case, and say so', () => {
    const settings = open();
    settings.save(ex01);
    expect(settings.save({ ...ex01, name: 'EX01' })).toBe('There is a connection "ex01" already.');
    expect(settings.connections()).toEqual([ex01]);
  });

  it('can be renamed, changed and removed', () => {
    const settings = open();
    settings.save(ex01);
    expect(settings.save({ ...ex01, name: 'Ex1' }, 'EX01')).toBeUndefined();
    expect(settings.connections().map(({ name }) => name)).toEqual(['Ex1']);
    expect(settings.save(ex01, 'nobody')).toContain('no connection "nobody"');
    expect([settings.remove('ex1'), settings.remove('ex1'), settings.connections()]).toEqual([true, false, []]);
  });

  it('are refused where redirections may lead to what is no host', () => {
    const settings = open();
    expect(settings.save({ ...ex01, redirectHosts: ['ex02', 'http://ex03/'] })).toContain(
      '"http://ex03/" is not a host',
    );
    expect(settings.connections()).toEqual([]);
  });

  it('are refused with a reason where they are wrong, and nothing is changed', () => {
    const settings = open();
    expect(settings.save({ ...ex01, url: 'nonsense' })).toContain('is not a URL');
    expect(settings.save({ ...ex01, closeAfterIdleMinutes: -1 })).toContain('could not be saved');
    expect(open().connections()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('are readable by the user alone', () => {
    const settings = open();
    settings.save(ex01);
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

  it('is met in the middle of a run as well', () => {
    const settings = open();
    settings.save(ex01);
    writeFileSync(settings.file, 'garbage');
    expect(settings.connections()).toEqual([]);
    expect(settings.save(ex01)).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'config.json.damaged-1']);
  });
});

describe('the folder', () => {
  it('is the one that EXTERM_CONFIG_DIR names, made for the user alone', () => {
    const wanted = path.join(folder, 'a', 'b');
    expect(configFolder({ EXTERM_CONFIG_DIR: wanted })).toBe(wanted);
    if (process.platform !== 'win32') expect(statSync(wanted).mode & 0o777).toBe(0o700);
  });
});
