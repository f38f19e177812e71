import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import { access, chmod, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { FileFailure, type FileWriter } from '../language/index.ts';
import { asFileFailure } from './failure.ts';

export interface WriteOptions {
  readonly append?: boolean;
  readonly noClobber?: boolean;
  readonly force?: boolean;
}

/** A file that is written: the new one beside the old, until it is closed; what is added goes straight to its end. */
export async function openWriter(path: string, options: WriteOptions): Promise<FileWriter> {
  try {
    // Through a link the file that it leads to is written, and the link stays.
    const target = await realpath(path).catch(() => path);
    const there = await stat(target).catch(() => undefined);
    await check(path, target, there, options);
    if (options.append || (there && !there.isFile())) return await direct(target, path);
    return await beside(target, path, there?.mode);
  } catch (error) {
    throw asFileFailure(error, path, 'write');
  }
}

async function check(path: string, target: string, there: Stats | undefined, options: WriteOptions): Promise<void> {
  if (!there) return;
  if (there.isDirectory()) throw new FileFailure(`Access to the path '${path}' is denied.`, 'denied');
  if (options.noClobber) throw new FileFailure(`The file '${path}' already exists.`, 'exists');
  const isWritable = await access(target, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isWritable) return;
  if (!options.force) throw new FileFailure(`Access to the path '${path}' is denied.`, 'denied');
  await chmod(target, there.mode | 0o200);
}

async function direct(target: string, path: string): Promise<FileWriter> {
  const handle = await open(target, 'a');
  return {
    write: (bytes) => writeAll(handle, bytes, path),
    close: () => handle.close(),
    abandon: () => handle.close(),
  };
}

async function beside(target: string, path: string, mode: number | undefined): Promise<FileWriter> {
  const half = `${target}.${crypto.randomUUID().slice(0, 13)}`;
  const handle = await open(half, 'wx', mode === undefined ? 0o666 : mode & 0o777);
  const abandon = async () => {
    await handle.close().catch(() => {});
    await rm(half, { force: true });
  };
  return {
    write: (bytes) => writeAll(handle, bytes, path),
    abandon,
    async close() {
      try {
        await handle.sync();
        await handle.close();
        await rename(half, target);
      } catch (error) {
        await abandon();
        throw asFileFailure(error, path, 'write');
      }
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, path: string): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
  } catch (error) {
    throw asFileFailure(error, path, 'write');
  }
}
