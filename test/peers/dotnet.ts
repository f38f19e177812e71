import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { takeLock } from '../../source/storage/index.ts';
import { removeFolder } from '../support/remove-folder.ts';

export const caches = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const run = promisify(execFile);

export interface DotnetProgram {
  /** Of the executable, and of the cache's folder. */
  readonly name: string;
  readonly sources: string;
  /** A `.dll` that another program loads, instead of an executable. */
  readonly isLibrary?: boolean;
}

export type BuiltProgram = { readonly executable: string } | { readonly missing: string };

/**
 * A program of the tests, built by dotnet once for the sources as they are now and kept in a cache. `missing` says why
 * there is none: no dotnet, none new enough, or no package source. With CI set that is an error.
 */
export async function dotnetProgram(program: DotnetProgram): Promise<BuiltProgram> {
  const built = await build(program);
  if ('missing' in built && process.env['CI']) throw new Error(`${program.name} is required here. ${built.missing}`);
  return built;
}

function build({ name, sources, isLibrary = false }: DotnetProgram): Promise<BuiltProgram> {
  const cache = join(caches, name);
  const target = join(cache, sourceHash(sources));
  const executable = join(target, isLibrary ? `${name}.dll` : executableName(name));
  return made(cache, executable, () => publish(sources, target).catch(() => publish(sources, target, plainBuild)));
}

const executableName = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name);

/** What `make` leaves at that place; made by one process at a time. */
async function made(cache: string, executable: string, make: () => Promise<unknown>): Promise<BuiltProgram> {
  if (existsSync(executable)) return { executable };
  const version = await dotnetVersion();
  if (version === undefined) return { missing: 'dotnet is not on PATH: install a .NET SDK of version 10 or later.' };
  if (Number.parseInt(version, 10) < 10)
    return { missing: `dotnet is ${version}: a .NET SDK of version 10 or later is needed.` };
  mkdirSync(cache, { recursive: true });
  const lock = await takeLock(cache, { limit: 300_000 });
  try {
    if (!existsSync(executable)) await make();
    return { executable };
  } catch (error) {
    const output = (error as { stdout?: string }).stdout?.trim() || String(error);
    return { missing: `dotnet could not make it: ${output.split('\n').slice(-5).join(' ')}` };
  } finally {
    lock.release();
  }
}

/** Without what needs a further package: it starts more slowly, and does the same. */
const plainBuild = ['-p:PublishReadyToRun=false', '-p:UseCurrentRuntimeIdentifier=false'];

/** Builds beside the target, so that a build that was cut off is never taken for a whole one. */
async function publish(sources: string, target: string, options: readonly string[] = []): Promise<void> {
  const work = `${target}.building`;
  removeFolder(work);
  cpSync(sources, work, { recursive: true });
  await dotnet(['build', '-c', 'Release', '-o', join(work, 'out'), '--nologo', '-v', 'quiet', ...options], work);
  renameSync(join(work, 'out'), target);
  removeFolder(work);
}

const dotnet = (args: readonly string[], cwd: string) =>
  run('dotnet', [...args], {
    cwd,
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
    timeout: 240_000,
    maxBuffer: 16 * 1024 * 1024,
  });

function sourceHash(sources: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).toSorted()) hash.update(name).update(readFileSync(join(sources, name)));
  return hash.digest('hex').slice(0, 16);
}

export async function dotnetVersion(): Promise<string | undefined> {
  try {
    return (await run('dotnet', ['--version'])).stdout.trim();
  } catch {
    return undefined;
  }
}
