import { clockText, durationText } from '../duration.ts';
import type { OwnFailures } from './entry.ts';

/** When a shell was used last, and how long the server lets it idle, in milliseconds; undefined where nobody knows. */
interface IdledOut {
  readonly connection: string;
  readonly lastUse: number | undefined;
  readonly idleTimeout: number | undefined;
}

/** What exterm itself meets on this computer, or concludes without a server's word. */
export const localFailures = {
  'local.noEngine': ({ engine, isAsked }: { engine: string; isAsked: boolean }) => ({
    what: `The ${engine} engine is not there on this computer.`,
    why: isAsked ? 'It is needed to ask the server.' : 'The connection asks for it.',
    next: 'Take an engine that there is: exterm connections edit <name> --engine auto.',
  }),
  'change.refused': ({ connection, commands }: { connection: string; commands: readonly string[] }) => ({
    kind: 'command' as const,
    what: `${commands.join(', ')} was not run.`,
    why: `The connection ${connection} is read-only: only Get-, Test-, Search-, Measure- and Export- pass, and what they need.`,
    next: `Use a connection that may change something, or take the mark away: exterm connections edit ${connection} --no-read-only`,
  }),
  'change.unconfirmed': ({ connection, commands }: { connection: string; commands: readonly string[] }) => ({
    kind: 'command' as const,
    what: `${commands.join(', ')} was not run.`,
    why: `The connection ${connection} asks before a change, and its name was not given.`,
    next: `Run it again and type ${connection} when it asks; with exterm run and exterm bridge, --confirm-name ${connection} says it beforehand.`,
  }),
  'shell.unclosed': ({ connection }: { connection: string }) => ({
    what: `The server has not confirmed that the session on ${connection} is closed.`,
    why: 'It did not answer in time. The session may still count against the quota of your account.',
    next: `It is in the ledger and is removed when ${connection} is connected again, by ^O, or by: exterm clean --orphans`,
  }),
  'local.noBridge': {
    what: 'This exterm has no bridge to offer.',
    why: 'It was put together without one.',
    next: 'Run the command here instead: exterm run <connection> <command>',
  },
  'local.noUser': ({ connection }: { connection: string }) => ({
    what: `"${connection}" does not say who signs in.`,
    why: 'Passwords are remembered by the account.',
    next: `Name it: exterm connections edit ${connection} --user <user principal name>.`,
  }),
  'local.keyRing': ({ reason }: { reason: string | undefined }) => ({
    what: 'The key ring cannot be used.',
    why: reason ?? 'This exterm was put together without one.',
    next: 'Without it exterm asks for the password, or reads it with --password-stdin.',
  }),
  'local.needsPassword': ({ connection }: { connection: string }) => ({
    what: `${connection} was not asked for its shells.`,
    why: 'That needs a password, and none is at hand.',
    next: 'Connect it, then look again; or clean up, which asks for the password.',
  }),
  'local.noPassword': ({ connection }: { connection: string }) => ({
    kind: 'credentials' as const,
    what: `${connection} was not signed in to.`,
    why: 'That needs a password, and none was given.',
    next: 'Run it in a terminal, which asks for the password, or give it on standard input: --password-stdin.',
  }),
  'local.refusedBefore': ({ connection, user, by }: { connection: string; user: string; by: string }) => ({
    kind: 'credentials' as const,
    what: `${connection} was not signed in to.`,
    why: `${by} have refused the password of ${user}, and an account locks after some wrong ones.`,
    next: 'Try again with the right one.',
  }),
  'local.notAnswered': {
    what: 'The password was not given.',
    why: 'The question for it was cancelled.',
    next: 'Run the doctor again and answer it.',
  },
  'local.locked': ({ file, pid, host }: { file: string; pid?: number; host?: string }) => ({
    retryCanHelp: true,
    what: `${file} is locked by another exterm${pid === undefined ? '' : ` (process ${pid} on ${host})`}.`,
    why: 'Another exterm is writing it, or was suspended while it did.',
    next: 'Let the other exterm go on (fg, where it was suspended with Ctrl+Z) or end it, then try again.',
  }),
  'local.lockInTheWay': ({ lock }: { lock: string }) => ({
    what: `${lock} is in the way.`,
    why: 'exterm makes a folder of that name while it writes, and what is there now is nothing that an exterm made.',
    next: 'Move it away, then try again; or choose another folder with EXTERM_CONFIG_DIR.',
  }),
  'local.file': ({ what, file, reason }: { what: 'read' | 'write'; file: string; reason: string }) => ({
    what: `exterm cannot ${what} ${file}.`,
    why: reason,
    next: 'Make that possible, or choose another folder with EXTERM_CONFIG_DIR.',
  }),
  'local.spool': ({ folder, reason }: { folder: string; reason: string }) => ({
    what: `Results cannot be kept in ${folder} any more. ${reason}`,
    why: 'What memory has no room for goes there.',
    next: 'Lines run as before; of what they give only as much is kept as memory holds, until exterm is started again.',
  }),
  'local.ledgerFull': ({ file, leases }: { file: string; leases: number }) => ({
    what: `The ledger holds ${leases} sessions and takes no more.`,
    why: `Sessions that were left behind were never cleaned up (${file}).`,
    next: 'Clean them up: `exterm clean --orphans`.',
  }),
  'local.unconfirmed': ({ shellId }: { shellId: string }) => ({
    what: `The server has not confirmed that shell ${shellId} is gone.`,
    why: 'It did not answer in time when the session was closed.',
    next: 'Look for orphans again in a while; the ledger remembers it.',
  }),
  'local.claimed': ({ shellId }: { shellId: string }) => ({
    what: `Shell ${shellId} is in use by a running exterm.`,
    why: 'It was opened or taken over since the list was made.',
    next: 'Look at the list again; remove it with exterm clean --id if you are sure.',
  }),
  'shells.timeout': ({ connection }: { connection: string }) => ({
    kind: 'connection' as const,
    retryCanHelp: true,
    what: `${connection} did not list its shells in time.`,
    why: 'It is out of reach or overloaded.',
    next: `Name it to wait for it: exterm sessions ${connection}`,
  }),
  'import.silent': ({ received, minutes }: { received: number; minutes: number }) => ({
    kind: 'session' as const,
    retryCanHelp: true,
    what: `The server stopped in the middle of its list of cmdlets (${received} had come).`,
    why: `Nothing of it came for ${minutes} minutes.`,
    next: 'Connect again, or name the cmdlets that you need: exterm connections edit <name> --cmdlets <names>.',
  }),
  'import.endless': ({ received, minutes }: { received: number; minutes: number }) => ({
    kind: 'session' as const,
    retryCanHelp: true,
    what: `The server's list of cmdlets came to no end within ${minutes} minutes.`,
    why: `It is very slow, or it is no list of an Exchange server (${received} had come).`,
    next: 'Connect again, or name the cmdlets that you need: exterm connections edit <name> --cmdlets <names>.',
  }),
  'shell.idle': ({ connection, lastUse, idleTimeout }: IdledOut) => {
    const used = lastUse === undefined ? 'It was not used' : `It was last used at ${clockText(lastUse)}`;
    const limit = idleTimeout === undefined ? 'that idles' : `after ${durationText(idleTimeout)} without use`;
    return {
      kind: 'session' as const,
      what: `The session on ${connection} has idled out.`,
      why: `${used}, and the server ends a session ${limit}.`,
      next: 'Connect again; the transcript stays. F7 keeps the next one alive.',
    };
  },
  'sandbox.server': ({ server, others }: { server: string; others: readonly string[] }) => ({
    what: `The sandbox that runs has no server "${server}".`,
    why: `It was started with ${others.join(', ')}.`,
    next: 'Wait for it to end (5 minutes without a session), or end it, and connect again.',
  }),
  'sandbox.locked': {
    retryCanHelp: true,
    what: 'The sandbox could not be started.',
    why: 'Another exterm has been starting it for a long time.',
    next: 'End the other exterm, or start the sandbox by hand: exterm sandbox --foreground.',
  },
  'sandbox.start': ({ reason }: { reason: string }) => ({
    retryCanHelp: true,
    what: 'The sandbox could not be started.',
    why: reason,
    next: 'Start it by hand to see more: exterm sandbox --foreground.',
  }),
  'kerberos.koffi': {
    what: 'Kerberos cannot be used on this computer.',
    why: 'The package koffi, by which exterm reaches the Kerberos library of the system, is not installed or does not load here.',
    next: 'Install exterm again with its optional packages: npm install --include=optional.',
  },
  'kerberos.missing': ({ library }: { library: string }) => ({
    what: 'Kerberos cannot be used on this computer.',
    why: `The Kerberos library of the system, ${library}, is not installed or does not load.`,
    next: 'Debian and Ubuntu: apt install libgssapi-krb5-2. Fedora and RHEL: dnf install krb5-libs. SUSE: zypper install krb5. Alpine: apk add krb5-libs. Arch: pacman -S krb5.',
  }),
  'kerberos.platform': ({ platform }: { platform: string }) => ({
    what: 'Kerberos cannot be used on this computer.',
    why: `exterm knows no Kerberos library for ${platform}.`,
    next: 'Use Basic authentication over https where the server offers it, or Linux.',
  }),
} satisfies OwnFailures;
