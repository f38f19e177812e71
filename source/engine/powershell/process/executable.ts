import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names in the order in which they are looked for. */
export function candidatesOn(platform: NodeJS.Platform): readonly string[] {
  return platform === 'win32' ? ['powershell.exe', 'pwsh.exe'] : ['pwsh', 'pwsh-preview'];
}

/**
 * The PowerShell to start: NODE_POWERSHELL, which node-powershell puts before everything, then the one that is asked
 * for, then the first on PATH. Undefined where PATH has none.
 */
export function findExecutable(
  asked: string | undefined,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const given = process.env['NODE_POWERSHELL'] || asked;
  if (given) return given;
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of candidatesOn(platform)) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
