import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whatHappened } from '../../source/main/unexpected.ts';
import { configFolder, makeFolders } from '../../source/storage/folder.ts';
import { removeFolder } from '../support/remove-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'exterm-folder-'));
});
afterEach(() => removeFolder(root));

/** What a person reads where the folder cannot be had. */
const said = (folder: string) => {
  try {
    configFolder({ EXTERM_CONFIG_DIR: folder });
  } catch (error) {
    return whatHappened(error);
  }
  return undefined;
};

describe('the folder of the settings', () => {
  it('is made with those above it that are missing, and is the one that is there', () => {
    const folder = path.join(root, 'a', 'b', 'c');
    makeFolders(folder);
    makeFolders(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
    expect(said(folder)).toBeUndefined();
  });

  it('says what stands in its way, and what to do', () => {
    const file = path.join(root, 'file');
    writeFileSync(file, '');
    expect(said(file)).toBe(
      `exterm cannot use ${file}. A file of that name is there, where a folder should be.\nMake that possible, or choose another folder with EXTERM_CONFIG_DIR.\n`,
    );
    // Windows says of what is below a file that it is not there.
    const below = process.platform === 'win32' ? 'A file of that name is there' : 'A part of its path is no folder.';
    expect(said(path.join(file, 'below'))).toContain(below);
    const readOnly = Object.assign(new Error('EROFS: read-only file system, mkdir'), { code: 'EROFS', path: root });
    expect(whatHappened(readOnly)).toContain(`exterm cannot use ${root}. Its file system is read-only.`);
  });

  // Node's own recursion never ends there.
  it.runIf(process.platform === 'linux')('comes to an end where nobody can make a folder', () => {
    expect(said('/proc/exterm/settings')).toContain('exterm cannot use /proc/exterm');
  });
});
