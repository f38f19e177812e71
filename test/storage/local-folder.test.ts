import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { localFolder, openHistory, storedPlaces } from '../../source/storage/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let root: string;
let settings: string;
let place: string;

beforeEach(() => {
  root = temporaryFolder();
  [settings, place] = [path.join(root, 'roaming'), path.join(root, 'local', 'exterm')];
  mkdirSync(settings);
});

const find = (platform: NodeJS.Platform = 'win32', environment = {}) =>
  localFolder(settings, { environment, platform, place });

describe('what belongs to this computer', () => {
  it('lies in the local profile of Windows, and beside the settings elsewhere', () => {
    expect([find(), find('linux'), find('win32', { EXTERM_CONFIG_DIR: settings })]).toEqual([
      place,
      settings,
      settings,
    ]);
    expect(existsSync(place)).toBe(true);
  });

  it('is moved there once; the settings stay', () => {
    const [before, after] = [storedPlaces(settings), storedPlaces(place)];
    writeFileSync(before.settings, '{}');
    writeFileSync(before.ledger, 'leases');
    openHistory(settings).append({ id: '1', connection: 'ex01', line: 'Get-Mailbox' });
    find();
    expect(openHistory(place).read('ex01')).toMatchObject([{ line: 'Get-Mailbox' }]);
    expect(readFileSync(after.ledger, 'utf8')).toBe('leases');
    expect([before.settings, before.ledger, before.histories].map(existsSync)).toEqual([true, false, false]);
    writeFileSync(before.ledger, 'of an older exterm');
    find();
    expect(readFileSync(after.ledger, 'utf8')).toBe('leases');
  });
});
