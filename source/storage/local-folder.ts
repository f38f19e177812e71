import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import { codeOf } from './file-trouble.ts';
import { makePrivateFolder } from './folder.ts';
import { patiently } from './patience.ts';
import { storedPlaces } from './places.ts';

export interface LocalFolderOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  /** Where it is where the system's own place is not meant. */
  readonly place?: string;
}

/**
 * Where what belongs to this computer lies: ledger, histories, the sandbox. It is the folder of the settings, but on Windows,
 * whose profiles roam: there the settings go with the user, and what was open from here stays here. What an earlier exterm
 * left beside the settings is moved, once.
 */
export function localFolder(settings: string, options: LocalFolderOptions): string {
  const { environment, platform = process.platform } = options;
  if (platform !== 'win32' || environment['EXTERM_CONFIG_DIR']) return settings;
  const folder = options.place ?? envPaths('exterm', { suffix: '' }).data;
  makePrivateFolder(folder);
  const [from, to] = [storedPlaces(settings), storedPlaces(folder)];
  for (const name of ['ledger', 'histories'] as const) moveOnce(from[name], to[name]);
  return folder;
}

/** Another exterm may do the same at this moment. */
function moveOnce(from: string, to: string): void {
  if (path.resolve(from) === path.resolve(to) || !existsSync(from) || existsSync(to)) return;
  try {
    patiently(() => renameSync(from, to));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    // A roaming folder may be on another drive.
    if (codeOf(error) !== 'EXDEV') throw error;
    cpSync(from, to, { recursive: true, force: false });
    rmSync(from, { recursive: true, force: true });
  }
}
