import { mkdtempSync } from 'node:fs';
import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The socket in its folder. */
export const pipeFile = 'p';

/** What `mkdtemp` makes a pipe's folder of; its owner's process id is in the name. */
export function pipeFolderPrefix(pid: number): string {
  return `exterm-${pid}-`;
}

const pipeFolder = /^exterm-(\d{1,10})-[A-Za-z0-9]{6}$/;

/** A folder of this process's own for what Import-PSSession writes: a module in a folder of a name that it chooses. */
export function makeImportFolder(): string {
  return mkdtempSync(join(tmpdir(), pipeFolderPrefix(process.pid)));
}

/**
 * Removes the folders of processes that were killed before their PowerShell came, or together with it, as far as they are
 * this user's. A folder that holds anything else than the socket or an import's module stays. Never rejects.
 */
export async function removeLeftPipes(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.filter(isLeft).map((name) => removeLeft(join(folder, name))));
}

function isLeft(name: string): boolean {
  const pid = Number(pipeFolder.exec(name)?.[1]);
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

const moduleFolder = /^tmp_[\w.]+$/;
const moduleFile = /^tmp_[\w.]+\.(?:psm1|psd1|ps1xml)$/;

async function removeModule(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) if (moduleFile.test(name)) await unlink(join(path, name));
  await rmdir(path);
}

async function removeLeft(path: string): Promise<void> {
  try {
    const found = await lstat(path);
    if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) return;
    for (const name of await readdir(path)) {
      const inside = join(path, name);
      if (name === pipeFile && (await lstat(inside)).isSocket()) await unlink(inside);
      else if (moduleFolder.test(name)) await removeModule(inside);
    }
    await rmdir(path);
  } catch {
    // Another exterm was quicker, or it is not ours to remove.
  }
}
