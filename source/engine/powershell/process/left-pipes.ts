import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The socket in its folder. */
export const pipeFile = 'p';

/** What `mkdtemp` makes a pipe's folder of; its owner's process id is in the name. */
export function pipeFolderPrefix(pid: number): string {
  return `exterm-${pid}-`;
}

const pipeFolder = /^exterm-(\d{1,10})-[A-Za-z0-9]{6}$/;

/**
 * Removes the pipes' folders of processes that were killed before their PowerShell came, as far as they are this
 * user's. A folder that holds anything else than the socket stays. Never rejects.
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

async function removeLeft(path: string): Promise<void> {
  try {
    const found = await lstat(path);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return;
    const socket = join(path, pipeFile);
    const inside = await lstat(socket).catch(() => undefined);
    if (inside?.isSocket()) await unlink(socket);
    await rmdir(path);
  } catch {
    // Another exterm was quicker, or it is not ours to remove.
  }
}
