import type { OwnFailures } from './entry.ts';

const connection = 'connection' as const;
const setClocks =
  'Set the clock of this computer from the network (timedatectl set-ntp true; on Windows w32tm /resync), then that of the server.';

/** What the doctor warns of although a session can be opened. */
export const doctorWarnings = {
  'doctor.certificateEnds': ({ until }: { until: string }) => ({
    kind: connection,
    what: `The certificate of the server ends on ${until}.`,
    why: 'From then on connections over https are refused.',
    next: 'Renew it on the server.',
  }),
  'doctor.status': ({ status, host }: { status: number; host: string }) => ({
    kind: connection,
    what: `The server answered ${status} instead of asking who you are (401).`,
    why: 'It may not be an Exchange server, or something before it answers in its place.',
    next: `Exchange's URL is http://${host}/PowerShell/ on port 80: compare the connection's.`,
  }),
  'doctor.noSchemes': ({ status, own }: { status: number; own: string }) => ({
    kind: connection,
    what: 'The server does not say which authentication it takes.',
    why: status === 401 ? 'Its answer names none.' : `It answered ${status}, which asks for none.`,
    next: `The connection's own, ${own}, is tried in the next steps.`,
  }),
  'doctor.negotiateOnly': ({ host, name }: { host: string; name: string }) => ({
    kind: connection,
    what: `${host} offers Negotiate, which carries Kerberos too.`,
    why: 'Kerberos by itself is not named in its answer.',
    next: `If authentication fails: exterm connections edit ${name} --authentication Negotiate.`,
  }),
  'doctor.serverClock': {
    kind: connection,
    what: 'The clock of the server is more than five minutes off this one.',
    why: 'Kerberos allows five minutes.',
    next: setClocks,
  },
  'doctor.ticketEnds': ({ minutes }: { minutes: number }) => ({
    kind: connection,
    what: 'The Kerberos ticket ends soon.',
    why: `It is good for ${minutes} more minutes.`,
    next: 'Get a new one (kinit; on Windows lock and unlock the computer) before you begin something long.',
  }),
  'doctor.ntlm': {
    kind: connection,
    what: 'Kerberos cannot be used with this server, and the connection allows NTLM instead.',
    why: 'By NTLM the server cannot prove who it is: whoever answers in its place is not noticed.',
    next: "Use the server's full name, so that Kerberos can be used, and take the permission back: --no-allow-ntlm.",
  },
  'doctor.shells': ({ orphans, limit }: { orphans: number; limit: number }) => ({
    kind: connection,
    what: orphans > 0 ? 'Sessions were left open on the server.' : 'The account has many sessions open.',
    why: `They count against the sessions that the account may have, ${limit} by default.`,
    next: orphans > 0 ? 'Remove them: exterm clean --orphans.' : 'See whose they are: exterm sessions.',
  }),
  'doctor.exchangeCertificate': {
    kind: connection,
    what: 'Get-ExchangeCertificate does not fully support remote PowerShell.',
    why: 'Some of the properties of a certificate do not come over the wire.',
    next: 'Use the Exchange Management Shell to see all of them.',
  },
  'doctor.slow': ({ milliseconds }: { milliseconds: number }) => ({
    kind: connection,
    what: `A request takes ${milliseconds} ms.`,
    why: 'The server is far away or busy.',
    next: 'Import only the cmdlets that you need (--cmdlets), or use a server that is nearer.',
  }),
  'doctor.unremoved': ({ shellId }: { shellId: string }) => ({
    kind: connection,
    retryCanHelp: true,
    what: `The server has not confirmed that shell ${shellId} is gone.`,
    why: 'It did not answer when it was asked to remove it.',
    next: 'Remove it later: exterm clean --orphans. The ledger remembers it.',
  }),
} satisfies OwnFailures;
