import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PowerShellTransport } from '../../../domain/index.ts';

/** Names in the order in which they are looked for: the bridge wants a newer PowerShell than Windows comes with. */
export function candidatesOn(platform: NodeJS.Platform, transport?: PowerShellTransport): readonly string[] {
  if (platform !== 'win32') return ['pwsh', 'pwsh-preview'];
  return transport === 'bridge' ? ['pwsh.exe', 'powershell.exe'] : ['powershell.exe', 'pwsh.exe'];
}

/**
 * The PowerShell to start: NODE_POWERSHELL, which node-powershell puts before everything, then the one that is asked
 * for, then the first on PATH. Undefined where PATH has none.
 */
export function findExecutable(
  asked: string | undefined,
  environment: NodeJS.ProcessEnv,
  transport?: PowerShellTransport,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const given = process.env['NODE_POWERSHELL'] || asked;
  if (given) return given;
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of candidatesOn(platform, transport)) {
    const found = folders.map((folder) => join(folder, name)).find(platform === 'win32' ? isFile : isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** By its name alone: an alias of the Store's programs can be started, and not looked into. */
function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
