import type { CatalogueEntries } from './entry.ts';

const orNative = 'or use the native engine: exterm connections edit <name> --engine native.';

/** What goes wrong with the PowerShell of this computer. */
/** What the system says of a program that it did not start, in words where they are known. */
function notStarted(text: string): string {
  const [, program, code] = /^spawn (.+) (ENOENT|EACCES)$/.exec(text) ?? [];
  if (code === 'ENOENT') return `There is no program ${program}.`;
  return code === 'EACCES' ? `This user may not run ${program}.` : text;
}

export const powershellFailures = {
  'powershell.missing': {
    step: 'powershell.executable',
    kind: 'local',
    retryCanHelp: false,
    networks: ['powershell.missing'],
    what: 'PowerShell could not be started.',
    why: (c) => notStarted(c.text) || 'PATH has none.',
    next: `Install PowerShell and see that pwsh (on Windows powershell) is on PATH, name it in NODE_POWERSHELL, ${orNative}`,
  },
  'powershell.version': {
    step: 'powershell.version',
    kind: 'local',
    retryCanHelp: false,
    networks: ['powershell.version'],
    what: 'The PowerShell of this computer is too old.',
    why: (c) => `It is version ${c.text}. Windows PowerShell 5.1 or PowerShell 7.3 and later is needed.`,
    next: `On Windows 7 SP1, Windows Server 2008 R2 SP1, 2012 and 2012 R2 and Windows 8.1 install .NET Framework 4.5.2 or later, then Windows Management Framework 5.1; elsewhere a current PowerShell 7; ${orNative}`,
  },
  'powershell.language': {
    step: 'powershell.language',
    kind: 'local',
    retryCanHelp: false,
    networks: ['powershell.language'],
    what: 'The PowerShell of this computer is restricted and cannot be driven.',
    why: (c) => `Its language mode is ${c.text}: an application control policy (AppLocker, App Control) sets that.`,
    next: `Ask an administrator to allow PowerShell's full language for you, ${orNative}`,
  },
  'powershell.left': {
    kind: 'session',
    retryCanHelp: false,
    mayLeaveShell: true,
    wasAsked: true,
    networks: ['powershell.left'],
    what: (c) => `The session on ${c.host} was ended as asked.`,
    why: (c) => c.text || 'A line ended it.',
    next: 'Connect again; the transcript stays.',
  },
  'powershell.profile': {
    kind: 'local',
    retryCanHelp: false,
    networks: ['powershell.profile'],
    what: 'Your PowerShell profile ended with an error.',
    why: (c) => c.text || 'PowerShell says no more.',
    next: 'Mend the profile, or connect without it: exterm connections edit <name> --no-load-profile',
  },
  'powershell.ended': {
    kind: 'session',
    retryCanHelp: true,
    mayLeaveShell: true,
    networks: ['powershell.ended'],
    what: 'The PowerShell process of the session has ended.',
    why: (c) => c.text || 'It crashed, or something ended it.',
    next: 'Connect again; the transcript stays. What is left open on the server is in the ledger and can be cleaned up.',
  },
} satisfies CatalogueEntries;
