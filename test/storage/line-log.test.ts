import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepLine } from '../../source/app/line-log.ts';
import type { LoggedLine } from '../../source/domain/index.ts';
import { openLineLog, openSettings } from '../../source/storage/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { isWine } from '../support/wine.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const entry = (line: string): LoggedLine => ({
  at: Date.UTC(2026, 0, 5, 9),
  connection: 'ex01',
  server: 'ex01.contoso.com',
  line,
  milliseconds: 12,
  outcome: 'completed',
  questions: [],
  objects: 1,
  errors: 0,
});

describe('the record on disk', () => {
  it('is off until the settings say otherwise, and keeps what stands there when it is off again', async () => {
    const settings = openSettings(folder, () => {});
    const log = openLineLog(folder, () => settings.preferences().record);
    log.append(entry('Get-Mailbox'));
    expect(existsSync(log.file)).toBe(false);
    await settings.savePreferences({ record: true });
    expect(openSettings(folder, () => {}).preferences().record).toBe(true);
    log.append(entry('Get-Queue'));
    await settings.savePreferences({ record: false });
    log.append(entry('Get-User'));
    expect(log.read()).toEqual([entry('Get-Queue')]);
    log.forget();
    expect(log.read()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is a file that the user alone can read', () => {
    const log = openLineLog(folder, () => true);
    log.append(entry('Get-Queue'));
    expect(statSync(log.file).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('is not written through a link: it goes on in a file of its own', () => {
    const log = openLineLog(folder, () => true);
    log.append(entry('Get-Queue'));
    const target = join(folder, 'target');
    renameSync(log.file, target);
    symlinkSync(target, log.file);
    log.append(entry('Get-User'));
    expect(log.read()).toEqual([entry('Get-Queue'), entry('Get-User')]);
    expect(readFileSync(target, 'utf8')).not.toContain('Get-User');
    expect(lstatSync(log.file).isFile()).toBe(true);
  });

  // Wine opens a folder as a file, and fails when it is written to; Windows says at once that it is one.
  it.skipIf(isWine)('that cannot be written says so, in words and with its path', () => {
    const log = openLineLog(folder, () => true);
    mkdirSync(log.file);
    expect(keepLine({ lineLog: log }, entry('Get-Queue'))).toMatchObject({
      what: `exterm cannot write ${log.file}.`,
      why: 'A folder of that name is there, where a file should be.',
    });
  });

  it('is bounded: the older half goes when the newer is full', () => {
    const log = openLineLog(folder, () => true);
    log.append(entry('first'));
    appendFileSync(log.file, `${' '.repeat(8 * 1024 * 1024)}\n`);
    log.append(entry('second'));
    expect(statSync(log.file).size).toBeLessThan(1000);
    expect(log.read().map(({ line }) => line)).toEqual(['first', 'second']);
    appendFileSync(log.file, `${' '.repeat(8 * 1024 * 1024)}\n`);
    log.append(entry('third'));
    expect(log.read().map(({ line }) => line)).toEqual(['second', 'third']);
  });

  it('cuts a pasted script, and leaves out what it cannot read', () => {
    const log = openLineLog(folder, () => true);
    writeFileSync(log.file, 'no JSON\n{"at":1}\n[]\n');
    log.append(entry('x'.repeat(100_000)));
    expect(log.read().map(({ line }) => line?.length)).toEqual([16 * 1024 + 1]);
  });
});
