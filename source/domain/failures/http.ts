import { type CatalogueEntries, type Circumstances, enableRemotePowerShell } from './entry.ts';

/** What kind of thing the answer says that it is. */
function answerType({ facts: { contentType, httpStatus } }: Circumstances): string {
  if (contentType) return `The answer is ${contentType.slice(0, 80)}. `;
  return httpStatus === undefined
    ? ''
    : `The answer (HTTP ${httpStatus}) does not say what it is: it has no Content-Type. `;
}

/** Plain HTTP answers instead of WSMan. Many Windows texts are made from nothing but the status. */
export const httpFailures = {
  'http.503': {
    step: 'access',
    kind: 'connection',
    retryCanHelp: true,
    codes: [0x80338112],
    errorIds: ['CannotConnectWinRMService'],
    statuses: [503],
    texts: [/connection to the specified remote host was refused\. Verify that the WS-Management service is running/i],
    what: (c) => `${c.host} does not serve PowerShell for this account at the moment (HTTP 503).`,
    why: 'The application pool MSExchangePowerShellAppPool is stopped or restarting, or the account is not enabled for remote PowerShell.',
    next: (c) =>
      `Try again in a minute. If it stays so, an administrator runs ${enableRemotePowerShell(c)} and checks the application pool.`,
  },
  'http.404': {
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x80338113],
    errorIds: ['URLNotAvailable'],
    statuses: [404],
    texts: [/response saying the requested HTTP URL was not available/i],
    what: (c) => `${c.host} has no PowerShell at this URL (HTTP 404).`,
    why: 'The path or port is wrong, the http binding of the site is missing or bound to another name, or a proxy answered.',
    next: (c) => `Exchange's URL is http://${c.host}/PowerShell/ on port 80: correct the connection.`,
  },
  'http.403': {
    kind: 'connection',
    retryCanHelp: false,
    statuses: [403],
    texts: [/HTTP status code of 403/i],
    what: (c) => `${c.host} forbids this access (HTTP 403).`,
    why: 'Most often the PowerShell virtual directory has "Require SSL" set, which Exchange does not expect there.',
    next: 'An administrator clears Require SSL on the PowerShell virtual directory in IIS; or use an https URL.',
  },
  'http.400': {
    isOddOnly: true,
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x80338171],
    statuses: [400, 431],
    texts: [/HTTP bad request status \(400\)/i],
    what: (c) =>
      `${c.host} refused the request before it looked at it (HTTP ${c.facts.layer === 'http' ? c.facts.httpStatus : 400}).`,
    why: 'Most often the Kerberos token is too large for its web server: the account is in many groups. It can also be a host name that the site does not know.',
    next: 'Try an account in fewer groups. An administrator raises MaxFieldLength and MaxRequestBytes of HTTP.sys on the server (Services\\HTTP\\Parameters), and starts it again.',
  },
  'http.method': {
    isOddOnly: true,
    kind: 'connection',
    retryCanHelp: false,
    statuses: [405, 406, 410, 415, 501],
    what: (c) => `${c.host} takes no PowerShell remoting at this URL (HTTP ${c.facts.httpStatus}).`,
    why: 'Something answers there that does not know such requests: another site, a proxy, or a wrong path.',
    next: (c) => `Exchange's URL is http://${c.host}/PowerShell/ on port 80: correct the connection.`,
  },
  'http.empty': {
    isOddOnly: true,
    kind: 'connection',
    retryCanHelp: false,
    mayLeaveShell: true,
    networks: ['protocol.upgrade'],
    statuses: [101, 202, 204, 205, 304],
    what: (c) => `${c.host} answered without an answer to the request (HTTP ${c.facts.httpStatus}).`,
    why: (c) =>
      c.facts.httpStatus === 101
        ? 'It wants to go on in another protocol, which nobody asked it for.'
        : 'PowerShell remoting always has something to say. A proxy, a cache or another service answers in its place.',
    next: "Check the URL, and what stands between here and the server; use the server's own name.",
  },
  'http.413': {
    kind: 'session',
    retryCanHelp: false,
    codes: [0x80338111],
    statuses: [413],
    texts: [/request size exceeded the configured MaxEnvelopeSize/i],
    what: (c) => `The request was larger than ${c.host} takes (HTTP 413).`,
    why: "It exceeds the server's MaxEnvelopeSizekb.",
    next: 'Send less at once: fewer items in an argument. An administrator can raise winrm/config MaxEnvelopeSizekb.',
  },
  'http.555': {
    kind: 'connection',
    retryCanHelp: true,
    statuses: [555],
    texts: [/HTTP status code of 555/i],
    what: (c) => `Exchange's front end on ${c.host} found no back-end server for this account (HTTP 555).`,
    why: "The database or server that holds the account's mailbox could not be located.",
    next: 'Try again, then another server; an administrator checks the databases and the health of the front end.',
  },
  'http.500': {
    kind: 'connection',
    retryCanHelp: true,
    mayLeaveShell: true,
    codes: [0x80338170],
    errorIds: ['WinRMHttpError'],
    statuses: [500],
    texts: [/HTTP server error status \(500\)/i],
    what: (c) => `${c.host} failed while it handled the request, and says nothing of the cause (HTTP 500).`,
    why: 'The installation may be damaged: ExchangeInstallPath is not set, or path or pool of the PowerShell directory were changed.',
    next: 'An administrator looks for event 10113 of WinRM in the System log and checks the PowerShell virtual directory.',
  },
  'http.gateway': {
    kind: 'connection',
    retryCanHelp: true,
    mayLeaveShell: true,
    statuses: [408, 502, 504],
    what: (c) => `A gateway before ${c.host} got no proper answer from it (HTTP ${c.facts.httpStatus ?? 502}).`,
    why: 'A proxy or load balancer stands in between, and the server behind it did not answer.',
    next: "Try again; if it stays so, use the server's own name instead of the load balancer's.",
  },
  'http.contenttype': {
    step: 'access',
    kind: 'connection',
    retryCanHelp: false,
    codes: [0x803380f7],
    texts: [/cannot determine the content type of the HTTP response/i],
    what: (c) => `${c.host} answered with something that is not PowerShell remoting.`,
    why: (c) =>
      `${answerType(c)}The account is not enabled for remote PowerShell, a proxy or logon page answered, or the modules kerbauth and WSMan of IIS are missing.`,
    next: (c) =>
      `An administrator runs ${enableRemotePowerShell(c)}. Then check the URL, proxies, and the IIS modules of the server.`,
  },
  decrypt: {
    kind: 'connection',
    retryCanHelp: false,
    mayLeaveShell: true,
    codes: [0x803380f9],
    networks: ['protocol.unsealed'],
    texts: [/encrypted message body has an invalid format/i],
    what: (c) => `An encrypted answer of ${c.host} could not be opened.`,
    why: 'Its body is damaged, compressed on the way, or not sealed as it should be.',
    next: 'Check for a proxy or a load balancer that changes or compresses answers; connect to the server by its own name.',
  },
} satisfies CatalogueEntries;
