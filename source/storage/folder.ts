import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import { codeOf } from './file-trouble.ts';
import { patiently } from './patience.ts';
import { keepToUser } from './windows-folder.ts';

export interface StorageNotice {
  readonly what: string;
  /** Path of the file that holds what stood there. */
  readonly kept: string;
}

/** Where everything lies: EXTERM_CONFIG_DIR where it is set, otherwise the system's place for this user. Made if missing. */
export function configFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const chosen = environment['EXTERM_CONFIG_DIR'];
  const folder = chosen ? path.resolve(chosen) : envPaths('exterm', { suffix: '' }).config;
  makePrivateFolder(folder);
  return folder;
}

/** Makes the folder for the user alone. One that exists is left as it is: the user may share it on purpose. */
export function makePrivateFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    throw Object.assign(new Error('A file is in the way.'), { code: 'EEXIST', path: folder });
  }
  if (!found) {
    makeFolders(folder);
    // The mode of mkdir is cut by the umask, never widened; this is for folders that were made meanwhile.
    chmodSync(folder, 0o700);
    // Modes mean nothing there. Where it cannot be done, the folder has the rights of the one above: a profile is private.
    if (process.platform === 'win32') keepToUser(folder);
  }
}

/**
 * Makes the folder, and those above it that are missing. What Node calls recursive says of a file system that is read-only
 * that there is no such folder, and never ends where a folder cannot be made in one that is there (/proc).
 */
export function makeFolders(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const above = path.dirname(folder);
    const isThere = (one: string) => statSync(one, { throwIfNoEntry: false })?.isDirectory() === true;
    if (codeOf(error) === 'EEXIST' && isThere(folder)) return;
    if (codeOf(error) !== 'ENOENT' || above === folder || isThere(above)) throw error;
    makeFolders(above);
    mkdirSync(folder, { mode: 0o700 });
  }
}

/** The first of a series of names that is free: `ledger.json.damaged-1`, `-2`, … */
function freeName(series: string): string {
  for (let n = 1; ; n++) {
    const candidate = `${series}-${n}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/** Moves a file out of the way, whole; `why` becomes a part of its name. */
export function keepFileAside(file: string, why = 'damaged'): string {
  const kept = freeName(`${file}.${why}`);
  patiently(() => renameSync(file, kept));
  return kept;
}

/** The damaged file that was moved out of that one's way last; undefined where there is none. */
export function keptAside(file: string, why = 'damaged'): string | undefined {
  let last: string | undefined;
  for (let n = 1; existsSync(`${file}.${why}-${n}`); n++) last = `${file}.${why}-${n}`;
  return last;
}

/** Keeps what a file holds beside it; the file stays where it is until another takes its place. */
export function copyAside(file: string, why: string): string {
  const kept = freeName(`${file}.${why}`);
  copyFileSync(file, kept, constants.COPYFILE_EXCL);
  return kept;
}

/** Writes damaged parts of a file into one beside it. */
export function keepPartsAside(file: string, parts: readonly string[]): string {
  const kept = freeName(`${file}.damaged`);
  writeFileSync(kept, `${parts.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  return kept;
}
