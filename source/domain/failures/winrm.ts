import type { CatalogueEntries } from './entry.ts';

/** WinRM's client does what this computer's administrators allow it; ours does not ask it. */
const otherClient =
  "Let PowerShell go over exterm's client (exterm connections edit <name> --transport bridge, PowerShell 7.3 or later), or take the native engine.";

const orSet = (setting: string, value = '$true') =>
  `${otherClient} Or change WinRM, in an elevated PowerShell: Set-Item WSMan:\\localhost\\Client\\${setting} ${value}`;

const refusal = { step: 'authentication', kind: 'connection', retryCanHelp: false } as const;

/** What the WSMan client of Windows refuses by its own settings, before anything is sent. */
export const winrmFailures = {
  'winrm.unencrypted': {
    ...refusal,
    codes: [0x803380de],
    texts: [/Unencrypted traffic is currently disabled in the client configuration/i],
    what: "This computer's WinRM client sends nothing that is not encrypted.",
    why: 'The setting Client\\AllowUnencrypted is false, and Basic over plain http encrypts nothing.',
    next: `Use https or Kerberos. ${orSet('AllowUnencrypted')}`,
  },
  'winrm.basic': {
    ...refusal,
    codes: [0x803380df],
    texts: [/Basic authentication is currently disabled in the client configuration/i],
    what: "Basic authentication is switched off in this computer's WinRM client.",
    why: 'The setting Client\\Auth\\Basic is false.',
    next: orSet('Auth\\Basic'),
  },
  'winrm.negotiate': {
    ...refusal,
    codes: [0x803380e1],
    texts: [/Negotiate authentication is currently disabled in the client configuration/i],
    what: "Negotiate is switched off in this computer's WinRM client.",
    why: 'The setting Client\\Auth\\Negotiate is false.',
    next: orSet('Auth\\Negotiate'),
  },
  'krb.disabled': {
    ...refusal,
    codes: [0x803380e2],
    errorIds: ['ClientKerberosDisabled'],
    texts: [/Kerberos authentication is currently disabled in the client configuration/i],
    what: "Kerberos is switched off in this computer's WinRM client.",
    why: 'The setting Client\\Auth\\Kerberos is false.',
    next: orSet('Auth\\Kerberos'),
  },
  trustedhosts: {
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x803380e4],
    errorIds: ['ServerNotTrusted'],
    texts: [/must be added to the TrustedHosts configuration setting/i],
    what: (c) => `This computer does not trust ${c.host} without Kerberos.`,
    why: 'Negotiate fell back from Kerberos, and that is allowed only to trusted hosts.',
    next: (c) =>
      `Use Kerberos and the server's full name: Exchange takes nothing else by default. ${orSet('TrustedHosts', `${c.host} -Concatenate`)}`,
  },
} satisfies CatalogueEntries;
