import os from 'node:os';
import { sep } from 'node:path';
import type { Surroundings } from '../engine/native/index.ts';

/** What the language is told of this computer and of who works on it. */
export function surroundingsOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): Surroundings {
  const machineName = machineOf(environment, platform);
  return {
    platform,
    machineName,
    userName: orElse(() => os.userInfo().username, environment['USER'] ?? environment['USERNAME'] ?? ''),
    userDomainName: environment['USERDOMAIN'] ?? machineName,
    newLine: os.EOL,
    currentFolder: () => orElse(() => process.cwd(), ''),
    temporaryFolder: `${os.tmpdir()}${sep}`,
    homeFolder: orElse(() => os.homedir(), ''),
    processorCount: os.availableParallelism(),
    variable: (name) => environment[name],
  };
}

/** The NetBIOS name on Windows; elsewhere the host's name without its domain. */
function machineOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const netBios = platform === 'win32' ? environment['COMPUTERNAME'] : undefined;
  return netBios ?? os.hostname().split('.')[0] ?? '';
}

/** An account without an entry, and a folder that is gone, are no reason to fail. */
function orElse(find: () => string, otherwise: string): string {
  try {
    return find();
  } catch {
    return otherwise;
  }
}

/**
 * The name of the user's culture, such as `de-DE`, as Node tells it. Empty, the invariant one, where the system is told
 * to have none (LANG=C, or nothing at all, as .NET takes it) or the locale cannot be known.
 */
export function cultureOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, told = toldByNode): string {
  if (platform !== 'win32') {
    const [locale = ''] = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]).filter(Boolean);
    if (/^(?:C|POSIX)?(?:\.|$)/i.test(locale)) return '';
  }
  return orElse(() => new Intl.Locale(told()).baseName, '');
}

const toldByNode = () => new Intl.DateTimeFormat().resolvedOptions().locale;
