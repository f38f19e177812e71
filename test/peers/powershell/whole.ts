import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { takeLock } from '../../../source/storage/index.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { type BuiltProgram, caches, dotnetVersion } from '../dotnet.ts';
import { powerShellHost } from './build.ts';

/** The same as that of the small host's package, whose compiled engine it takes. */
const version = '7.6.9';
const target = join(caches, `powershell-${version}`);
const isWindows = process.platform === 'win32';
const run = promisify(execFile);
const tool = ['.store', 'powershell', version, 'powershell', version, 'tools', 'net10.0', 'any'].join('/');

/** What dotnet puts there: a program that starts PowerShell as its child. */
export const powerShellShim = join(target, isWindows ? 'pwsh.exe' : 'pwsh');
const launcher = isWindows ? powerShellShim : join(target, 'start-pwsh');

/**
 * A whole PowerShell, installed by dotnet once and kept in a cache; EXTERM_TEST_PWSH names another one. What is started is
 * PowerShell itself, where dotnet has more than its shim for that. `missing` says why there is none; with CI set that is
 * an error.
 */
export async function wholePowerShell(): Promise<BuiltProgram> {
  const given = process.env['EXTERM_TEST_PWSH'];
  if (given) return { executable: given };
  const found = await installed();
  if ('missing' in found && process.env['CI']) throw new Error(`PowerShell is required here. ${found.missing}`);
  return found;
}

async function installed(): Promise<BuiltProgram> {
  if (existsSync(launcher)) return { executable: launcher };
  const found = await dotnetVersion();
  if (found === undefined) return { missing: 'dotnet is not on PATH: install a .NET SDK of version 10 or later.' };
  if (Number.parseInt(found, 10) < 10)
    return { missing: `dotnet is ${found}: a .NET SDK of version 10 or later is needed.` };
  const host = await powerShellHost();
  if ('missing' in host) return host;
  mkdirSync(caches, { recursive: true });
  const lock = await takeLock(target, { limit: 300_000 });
  try {
    if (!existsSync(launcher)) await install(dirname(host.executable));
    return { executable: launcher };
  } catch (error) {
    const output = (error as { stdout?: string }).stdout?.trim() || String(error);
    return { missing: `dotnet could not install PowerShell: ${output.split('\n').slice(-5).join(' ')}` };
  } finally {
    lock.release();
  }
}

/** Beside the target, so that an installation that was cut off is never taken for a whole one. */
async function install(host: string): Promise<void> {
  const work = `${target}.installing`;
  for (const folder of [work, target]) removeFolder(folder);
  await run('dotnet', ['tool', 'install', '--tool-path', work, 'PowerShell', '--version', version], {
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
    timeout: 240_000,
  });
  if (!isWindows) {
    const script = join(work, 'start-pwsh');
    writeFileSync(script, `#!/bin/sh\nexec dotnet "$(dirname "$0")/${tool}/unix/pwsh.dll" "$@"\n`);
    chmodSync(script, 0o755);
  }
  // The tool's engine is not compiled, as that of PowerShell's own packages is: each start would take three times as long.
  const engine = 'System.Management.Automation.dll';
  copyFileSync(join(host, engine), join(work, tool, isWindows ? 'win' : 'unix', engine));
  renameSync(work, target);
}
