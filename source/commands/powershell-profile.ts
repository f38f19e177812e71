import type { Command } from 'commander';
import { listedNames, type PowerShellSettings } from '../domain/index.ts';
import { usageError } from './exit.ts';

/** What `connections add` and `edit` were told for the powershell engine. An empty text takes a setting away. */
export interface PowerShellProfileOptions {
  readonly powershell?: string;
  readonly loadProfile?: boolean;
  readonly prefix?: string;
  readonly formatTypes?: string;
}

export function powerShellOptions(command: Command): Command {
  return command
    .option('--powershell <executable>', 'powershell engine: name or path of the PowerShell to start')
    .option('--load-profile', 'powershell engine: run your PowerShell profile first')
    .option('--prefix <text>', 'powershell engine: goes before the noun of each cmdlet, Get-<text>Mailbox')
    .option('--format-types <names>', 'powershell engine: types whose format data are imported, separated by commas');
}

/** The settings told over those there were; undefined where none is left. Usage error with what is wrong. */
export function powerShellSettings(
  { powershell, loadProfile, prefix, formatTypes }: PowerShellProfileOptions,
  before: PowerShellSettings = {},
): PowerShellSettings | undefined {
  const settings = Object.entries({
    executable: told(powershell, before.executable, executable),
    loadProfile: (loadProfile ?? before.loadProfile) || undefined,
    prefix: told(prefix, before.prefix, nounPrefix),
    formatTypeNames: told(formatTypes, before.formatTypeNames, typeNames),
  }).filter(([, value]) => value !== undefined);
  return settings.length === 0 ? undefined : (Object.fromEntries(settings) as PowerShellSettings);
}

/** The value told, taken away by an empty text, or what it was before. */
export function told<T>(text: string | undefined, before: T | undefined, read: (text: string) => T): T | undefined {
  if (text === undefined) return before;
  return text === '' ? undefined : read(text);
}

function executable(text: string): string {
  if (text.length > 2048 || /\p{Cc}/u.test(text)) throw usageError('--powershell takes a name or a path.');
  return text;
}

function nounPrefix(text: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]{0,39}$/.test(text)) {
    throw usageError(`"${text}" cannot stand before a noun: --prefix takes letters and digits, at most 40.`);
  }
  return text;
}

function typeNames(text: string): readonly string[] {
  const names = listedNames(text);
  const odd = names.find((name) => !/^[\w.+*?]{1,256}$/.test(name));
  if (odd !== undefined) throw usageError(`"${odd}" is not the name of a type; * and ? are wildcards.`);
  if (names.length === 0) throw usageError('--format-types names no type.');
  return names;
}
