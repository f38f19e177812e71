import { krb5 } from '../kerberos-codes.ts';
import type { CatalogueEntries, Circumstances } from './entry.ts';

const serviceOf = (c: Circumstances) => c.facts.details?.['service'] ?? `HTTP/${c.host}`;
const someone = (user: string | undefined) => user ?? 'this user';

/** What a key distribution centre says of an account, a ticket or a clock. Windows' codes for the same stand beside. */
export const kerberosFailures = {
  'krb.clientunknown': {
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: false,
    codes: [krb5.clientUnknown, 1317, 0xc0000064],
    what: (c) => `The domain does not know ${someone(c.facts.user)}.`,
    why: 'The user name is misspelt, or it is not the user principal name.',
    next: 'Enter the user principal name, such as chris@contoso.com: what follows the @ is the realm that is asked.',
  },
  'krb.username': {
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: false,
    codes: [2202],
    what: 'Kerberos cannot use a user name of this form.',
    why: 'It needs a user principal name; CONTOSO\\chris is the old form.',
    next: 'Enter it as chris@contoso.com.',
  },
  'krb.locked': {
    verdict: 'unknown',
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: false,
    codes: [krb5.revoked, 1909, 1331, 0xc0000234, 0xc0000072],
    what: (c) => `The account of ${someone(c.facts.user)} is locked or disabled.`,
    why: 'Too many wrong passwords lock an account for a while; an administrator can disable it.',
    next: (c) =>
      `Wait until the lock ends, or ask an administrator: Unlock-ADAccount or Enable-ADAccount for ${c.account}.`,
  },
  'krb.accountexpired': {
    verdict: 'unknown',
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: false,
    codes: [krb5.accountExpired, 1793, 0xc0000193],
    what: (c) => `The account of ${someone(c.facts.user)} has expired.`,
    why: 'It was set up to end on a certain day, and that day has passed.',
    next: (c) => `An administrator extends it: Set-ADAccountExpiration ${c.account} -DateTime <date>.`,
  },
  'krb.passwordexpired': {
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: false,
    codes: [krb5.passwordExpired, 1330, 1907, 0xc0000071, 0xc0000224],
    what: (c) => `The password of ${someone(c.facts.user)} has expired.`,
    why: 'It is older than the domain allows, or has to be changed at the first logon.',
    next: 'Change it on a computer of the domain or with kpasswd, then enter the new one.',
  },
  'krb.policy': {
    verdict: 'unknown',
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: true,
    codes: [krb5.policy, krb5.notYet, 1327, 1328, 1329],
    what: (c) => `The domain does not let ${someone(c.facts.user)} log on now or from here.`,
    why: 'Logon hours, allowed workstations or an authentication policy of the account forbid it.',
    next: 'Try at a permitted time and computer, or ask an administrator to look at the account.',
  },
  'krb.skew': {
    ticketStep: 'clock',
    step: 'authentication',
    kind: 'connection',
    retryCanHelp: false,
    codes: [krb5.skew, krb5.replySkew, krb5.ticketNotYet, 1398, 0x80090324],
    what: 'The clocks of this computer, the domain and the server are too far apart for Kerberos.',
    why: 'Kerberos allows five minutes, so that old tickets cannot be used again.',
    next: 'Set the clock of this computer from the network (timedatectl set-ntp true; on Windows w32tm /resync), then that of the server.',
  },
  'krb.realmunknown': {
    step: 'authentication',
    kind: 'connection',
    retryCanHelp: false,
    codes: [krb5.realmUnknown, krb5.noDefaultRealm],
    what: 'It is not known here which computer is the key distribution centre of that domain.',
    why: 'DNS has no _kerberos records for the realm, and krb5.conf does not name it.',
    next: "Check what follows the @ of the user name, use the domain's DNS servers (VPN), or add the realm to /etc/krb5.conf in capitals.",
  },
  'krb.expired': {
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: false,
    codes: [krb5.ticketExpired, 0x80090328],
    what: 'The Kerberos ticket has expired.',
    why: 'A ticket lasts some hours, ten as a rule, and was not renewed.',
    next: 'Get a new one (kinit; on Windows lock and unlock the computer), or enter user principal name and password.',
  },
  'krb.otherticket': {
    step: 'authentication',
    kind: 'credentials',
    retryCanHelp: false,
    codes: [krb5.cacheMismatch],
    what: (c) => `The Kerberos ticket on this computer is not of ${someone(c.facts.user)}.`,
    why: (c) => {
      const { principal, wanted } = c.facts.details ?? {};
      if (!principal || !wanted) return 'Somebody else has signed in here.';
      return `The ticket that is here is of ${principal}, not of ${wanted}.`;
    },
    next: 'Enter the password, get a ticket for that user with kinit, or change the user of the connection.',
  },
  'krb.encryption': {
    step: 'authentication',
    kind: 'connection',
    retryCanHelp: false,
    codes: [krb5.noEncryption, krb5.encryptionUnsupported, 0x80090331, 0x80090342, 0x80090348],
    networks: ['auth.unsealable'],
    what: 'This computer and the domain have no Kerberos encryption in common.',
    why: 'One side allows only old kinds (RC4, DES), the other only AES.',
    next: 'An administrator enables AES for the account of user or service (msDS-SupportedEncryptionTypes) and sets its password anew.',
  },
  'krb.replay': {
    step: 'authentication',
    kind: 'connection',
    retryCanHelp: true,
    codes: [krb5.replay],
    what: (c) => `${c.host} has seen this Kerberos request before and refused it.`,
    why: 'Something on the way repeated it, or two requests were made in the same instant.',
    next: 'Connect again. If it stays so, look for a proxy on the way.',
  },
  'krb.refused': {
    step: 'authentication',
    kind: 'connection',
    retryCanHelp: false,
    networks: ['auth.ticket'],
    what: (c) => `${c.host} refused the Kerberos ticket for ${serviceOf(c)}, although the domain gave one.`,
    why: 'Its service principal name is not that of the account which serves PowerShell there, its clock is wrong, or the Kerberos module of IIS is missing.',
    next: (c) =>
      `Check with klist which service the ticket is for, and with setspn -Q ${serviceOf(c)} whose it is; compare the clocks; a load-balanced name needs an alternate service account.`,
  },
} satisfies CatalogueEntries;
