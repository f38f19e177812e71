import { shortened } from '../failure-text.ts';
import type { CatalogueEntries, Circumstances } from './entry.ts';

const where = (c: Circumstances) => (c.port === undefined ? c.host : `${c.host}, port ${c.port}`);
const portOf = (c: Circumstances) => c.port ?? 80;

/** As a server wrote it, cut short. */
function locationOf(c: Circumstances): string | undefined {
  const location = c.facts.details?.['location'];
  return location === undefined ? undefined : shortened(location, { characters: 300 });
}
const atLocation = (c: Circumstances) => (locationOf(c) ? `: ${locationOf(c)}` : '');

function redirectHost(c: Circumstances): string | undefined {
  const location = c.facts.details?.['location'];
  const host = location !== undefined && URL.canParse(location) ? new URL(location).host : undefined;
  // No name is longer (RFC 1035 2.3.4), and a port may follow.
  return host !== undefined && host.length <= 261 ? host : undefined;
}

/** The way to the server: names, ports, TLS, connections that end. */
/** OpenSSL's words for bytes that are no record of TLS. */
const speaksNoTls = (text: string) => /wrong version number|packet length too long|http request/i.test(text);

export const networkFailures = {
  dns: {
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x803381b9],
    errorIds: ['ComputerNotFound'],
    networks: ['dns', 'ENOTFOUND', 'EAI_AGAIN'],
    texts: [/server name cannot be resolved/i],
    what: (c) => `The name ${c.host} was not found.`,
    why: 'Name resolution (DNS) knows no such server: the name is misspelled, or this computer asks the wrong DNS server.',
    next: 'Check the name: it must be the full one, such as mailbox01.contoso.com. Connect the VPN if the server needs it.',
  },
  'connect.refused': {
    kind: 'connection',
    retryCanHelp: true,
    codes: [0x80338012, 10061],
    errorIds: ['CannotConnect'],
    networks: ['refused', 'ECONNREFUSED'],
    texts: [/client cannot connect to the destination specified in the request/i],
    what: (c) => `${where(c)} refused the connection.`,
    why: 'The computer is there, but nothing listens on that port: IIS is stopped, or the port is wrong (5985 is not Exchange).',
    next: (c) => `Check on the server that the Default Web Site runs and listens on port ${portOf(c)}.`,
  },
  'net.timeout': {
    kind: 'connection',
    retryCanHelp: true,
    mayLeaveShell: true,
    codes: [0x80338126, 10060],
    errorIds: ['WinRMOperationTimeout'],
    networks: [
      'timeout',
      'connectTimeout',
      'responseTimeout',
      'unreachable',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
    ],
    texts: [/WinRM cannot complete the operation\. Verify that the specified computer name is valid/i],
    what: (c) => `${where(c)} did not answer in time.`,
    why: 'A firewall drops the traffic, there is no route to the server, or it is overloaded.',
    next: (c) =>
      `Check that TCP port ${portOf(c)} is open between this computer and the server, and the VPN if there is one.`,
  },
  'net.reset': {
    kind: 'connection',
    retryCanHelp: true,
    mayLeaveShell: true,
    networks: ['reset', 'lost', 'ECONNRESET', 'EPIPE'],
    what: (c) => `The connection to ${where(c)} ended in the middle.`,
    why: 'The server, or something between here and there, closed it: a restart of the server or of IIS, a proxy, a lost network.',
    next: 'Connect again. What is left open on the server is in the ledger and can be cleaned up.',
  },
  'net.command': {
    kind: 'session',
    retryCanHelp: false,
    networks: ['commandLost'],
    what: (c) => `The connection to ${where(c)} was lost while the command ran. The session is still there.`,
    why: 'The server, or something between here and there, closed it. Whether the command did its work is not known, and output may be missing.',
    next: 'See whether it did before you run it again.',
  },
  'rpc.unavailable': {
    kind: 'connection',
    retryCanHelp: true,
    codes: [1722, 0x800706ba],
    what: (c) => `A service that PowerShell needs on ${c.host} does not answer.`,
    why: 'The RPC server is unavailable: the server is still starting, or one of its services is stopped.',
    next: 'Try again in a minute. If it stays so, an administrator looks at the services of the server.',
  },
  'net.protocol': {
    kind: 'connection',
    retryCanHelp: false,
    mayLeaveShell: true,
    networks: ['protocol', 'malformed'],
    what: (c) => `${where(c)} answered with something that is not PowerShell remoting.`,
    why: 'The answer was damaged, too large, or comes from something else than a PowerShell endpoint.',
    next: 'Check the URL, and whether a proxy changes what passes through it.',
  },
  'net.nothttp': {
    kind: 'connection',
    retryCanHelp: false,
    mayLeaveShell: true,
    networks: ['protocol.not-http'],
    what: (c) => `${where(c)} did not answer with HTTP.`,
    why: 'Another service listens there, or something on the way answers in the place of the web server.',
    next: "Check that the port in the connection's URL is that of the web server.",
  },
  'net.encoded': {
    kind: 'connection',
    retryCanHelp: false,
    mayLeaveShell: true,
    networks: ['protocol.encoded'],
    what: (c) => `${where(c)} sent an answer in an encoding that it was asked not to use.`,
    why: (c) =>
      `It is ${c.facts.details?.['encoding']?.slice(0, 40) ?? 'compressed'}; a proxy or a load balancer may do that.`,
    next: "Use the server's own name, or have compression switched off for the PowerShell directory.",
  },
  'net.toolarge': {
    kind: 'connection',
    retryCanHelp: false,
    mayLeaveShell: true,
    networks: ['tooLarge'],
    what: (c) => `An answer of ${where(c)} is larger than what is taken.`,
    why: (c) =>
      `The limit is ${c.facts.details?.['limit'] ?? 'that of an envelope'}: no PowerShell endpoint sends more at once.`,
    next: 'Check the URL, and whether a proxy answers in the place of the server.',
  },
  ssl: {
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x803381ba],
    networks: ['tls'],
    texts: [/SSL connection cannot be established/i],
    what: (c) => `No secure connection to ${where(c)} could be made.`,
    why: (c) => {
      if (speaksNoTls(c.text)) return 'What answers on that port is not TLS: it is plain http, or another service.';
      return c.facts.layer === 'network' && c.text
        ? `The certificate or TLS of the server did not pass: ${c.text}`
        : 'The server has no https there, or its certificate did not pass the check.';
    },
    next: (c) =>
      `${speaksNoTls(c.text) ? 'Take the port of https, which is 443, or http:// in the URL of the connection. ' : ''}Exchange's own way is http://${c.host}/PowerShell/ with Kerberos. For https name the right authority in the connection (--ca-file) or have the certificate mended.`,
  },
  redirect: {
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x80338199],
    errorIds: ['RedirectInformationRequired'],
    networks: ['redirect'],
    texts: [/request needs to be sent to a different machine/i, /Redirect location reported/i],
    what: (c) => `${c.host} sends this account to another server.`,
    why: (c) => {
      const location = locationOf(c) ?? /Redirect location reported\s*:\s*(\S{1,500})/i.exec(c.text)?.[1];
      const to = location ? ` It names ${location.slice(0, 500).replace(/["'.]+$/, '')}.` : '';
      return `The mailbox is served by another site or version.${to} Redirections are followed only to hosts that the connection allows.`;
    },
    next: (c) => {
      const host = redirectHost(c);
      return host === undefined
        ? 'If you trust the server it names, save a connection with that URL.'
        : `If you trust ${host} with your credentials, allow it: exterm connections edit <name> --redirect-host ${host}; or save a connection with that URL.`;
    },
  },
  'redirect.insecure': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['redirect.insecure'],
    what: (c) => `${c.host} sends this https connection on to plain http.`,
    why: 'That would give up the protection that the connection asks for, so it is never followed.',
    next: (c) =>
      `If the network is to be trusted, save a connection with the URL that it names${atLocation(c)}; else an administrator corrects HTTP Redirect in IIS.`,
  },
  'redirect.limit': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['redirect.limit'],
    what: (c) => `${c.host} sends the request from one place to the next without an end.`,
    why: 'Five redirections were followed. They most likely go round in a circle.',
    next: (c) => `Save a connection with the server's own URL. The last redirection led on${atLocation(c)}.`,
  },
  'redirect.late': {
    kind: 'session',
    retryCanHelp: true,
    networks: ['redirect.late'],
    what: (c) => `${c.host} sends the requests of an open session elsewhere${atLocation(c)}.`,
    why: 'The session is on the server where it was opened; a load balancer or a change in IIS leads its requests away.',
    next: "Connect again. If it happens often, put one server's own name into the URL.",
  },
  'redirect.invalid': {
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x803381b7],
    errorIds: ['RedirectLocationInvalid'],
    networks: ['redirect.invalid'],
    statuses: [301, 302, 303, 307, 308],
    texts: [/redirect message redirecting the client but the location URL is invalid/i],
    what: (c) => `${c.host} sends the request elsewhere, but does not say to a usable place.`,
    why: 'The answer is a redirection whose location is missing or is not a URL of http or https.',
    next: 'Check that the URL ends in /PowerShell/; an administrator checks HTTP Redirect of that virtual directory in IIS.',
  },
  aborted: {
    kind: 'session',
    retryCanHelp: true,
    mayLeaveShell: true,
    codes: [995],
    errorIds: ['WinRMOperationAborted'],
    networks: ['aborted'],
    texts: [/I\/O operation has been aborted because of either a thread exit or an application request/i],
    what: (c) => `The operation on ${c.host} was broken off.`,
    why: 'The connection under it was dropped or the operation was cancelled.',
    next: 'Connect again.',
  },
} satisfies CatalogueEntries;
