import type { Stats } from 'node:fs';
import { copyFile, cp, mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, parse, resolve, sep } from 'node:path';
import { FileFailure, type FileInfo, type FilePort, type FileWriter } from '../language/index.ts';
import { expandPattern } from './expand.ts';
import { asFileFailure } from './failure.ts';
import { openWriter, type WriteOptions } from './file-writer.ts';

const chunk = 256 * 1024;
/** Files of a folder that are asked about at a time. */
const together = 64;

/** The files of this computer as a session sees them: with a place of its own that relative paths begin at. */
export class LocalFiles implements FilePort {
  #location: string;

  constructor(location: string = process.cwd()) {
    this.#location = location;
  }

  get location(): string {
    return this.#location;
  }

  async setLocation(path: string): Promise<void> {
    const target = this.resolve(path);
    const there = await attempt(target, 'change', () => stat(target));
    if (!there.isDirectory()) throw new FileFailure(`The item '${target}' is not a directory.`, 'notFolder');
    this.#location = target;
  }

  resolve(path: string): string {
    const plain = path.replace(/^(?:Microsoft\.PowerShell\.Core\\)?FileSystem::/i, '');
    const native = sep === '/' ? plain.replaceAll('\\', '/') : plain;
    const atHome = /^~(?=$|[\\/])/.test(native) ? homedir() + native.slice(1) : native;
    return resolve(this.#location, atHome);
  }

  async expand(pattern: string): Promise<readonly string[]> {
    const whole = this.resolve(pattern);
    return attempt(whole, 'read', () => expandPattern(whole, parse(whole).root));
  }

  async info(path: string): Promise<FileInfo | undefined> {
    const target = this.resolve(path);
    try {
      return infoOf(target, await stat(target));
    } catch (error) {
      const failure = asFileFailure(error, target, 'read');
      if (failure instanceof FileFailure && failure.kind === 'notFound') return undefined;
      throw failure;
    }
  }

  async list(path: string): Promise<readonly FileInfo[]> {
    const target = this.resolve(path);
    const names = await attempt(target, 'change', () => readdir(target));
    const found: FileInfo[] = [];
    for (let at = 0; at < names.length; at += together) {
      const some = await Promise.all(names.slice(at, at + together).map((name) => this.#infoIn(target, name)));
      for (const info of some) if (info) found.push(info);
    }
    return found;
  }

  /** What vanished meanwhile, or leads nowhere, is not there. */
  async #infoIn(folder: string, name: string): Promise<FileInfo | undefined> {
    const path = join(folder, name);
    return stat(path).then(
      (there) => infoOf(path, there),
      () => undefined,
    );
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    const target = this.resolve(path);
    const handle = await attempt(target, 'read', () => open(target, 'r'));
    try {
      for (;;) {
        const { bytesRead, buffer } = await attempt(target, 'read', () => handle.read(new Uint8Array(chunk), 0, chunk));
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  write(path: string, options: WriteOptions): Promise<FileWriter> {
    return openWriter(this.resolve(path), options);
  }

  async makeFolder(path: string): Promise<void> {
    const target = this.resolve(path);
    await attempt(target, 'write', () => mkdir(target, { recursive: true }));
  }

  async remove(path: string, { recurse }: { readonly recurse?: boolean }): Promise<void> {
    const target = this.resolve(path);
    if (target === parse(target).root) throw new FileFailure(`Access to the path '${target}' is denied.`, 'denied');
    await attempt(target, 'change', async () => {
      if (recurse) await rm(target, { recursive: true });
      else if ((await stat(target)).isDirectory()) await rmdir(target);
      else await unlink(target);
    });
  }

  async move(from: string, to: string): Promise<void> {
    const [source, target] = [this.resolve(from), this.resolve(to)];
    await attempt(source, 'change', async () => {
      try {
        await rename(source, target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
        await cp(source, target, { recursive: true, errorOnExist: true, force: false, preserveTimestamps: true });
        await rm(source, { recursive: true });
      }
    });
  }

  async copy(from: string, to: string): Promise<void> {
    const [source, target] = [this.resolve(from), this.resolve(to)];
    await attempt(target, 'write', () => copyFile(source, target));
  }
}

async function attempt<Result>(
  path: string,
  purpose: 'read' | 'write' | 'change',
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asFileFailure(error, path, purpose);
  }
}

const infoOf = (path: string, there: Stats): FileInfo => ({
  path,
  name: basename(path),
  kind: there.isDirectory() ? 'folder' : 'file',
  length: there.isDirectory() ? 0 : there.size,
  modified: there.mtimeMs,
  created: there.birthtimeMs,
});
