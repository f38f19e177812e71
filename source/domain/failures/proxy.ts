import type { CatalogueEntries, Circumstances } from './entry.ts';

const proxy = (c: Circumstances) => {
  const label = c.facts.details?.['proxy'];
  return label ? `The proxy ${label}` : 'A proxy';
};
const around = (c: Circumstances) => `name ${c.host} in no_proxy to go without it`;

const variables = 'the variables http_proxy, https_proxy and all_proxy';
const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);

/** HTTP proxies on the way, named by the usual variables or not. */
export const proxyFailures = {
  'http.proxy': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['proxy.auth'],
    statuses: [407],
    what: (c) => `${proxy(c)} wants credentials of its own (HTTP 407).`,
    why: 'The request went to an HTTP proxy instead of the server, with no user and password for it or with wrong ones.',
    next: (c) =>
      `Put them into the variable (http://user:password@host:port), or ${around(c)}. Only Basic authentication is done to proxies.`,
  },
  'proxy.refused': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['proxy.refused'],
    what: (c) => `${proxy(c)} does not let this computer through to ${c.host} (HTTP ${c.facts.httpStatus ?? 403}).`,
    why: 'Its rules forbid that host or port; many let only 443 through.',
    next: (c) => `Have the proxy allow it, or ${around(c)}.`,
  },
  'proxy.gateway': {
    kind: 'connection',
    retryCanHelp: true,
    mayLeaveShell: true,
    networks: ['proxy.gateway'],
    what: (c) => `${proxy(c)} got no connection to ${c.host} (HTTP ${c.facts.httpStatus ?? 502}).`,
    why: 'It does not know the name, the server does not answer it, or the server is not to be reached from there.',
    next: (c) => `Proxies seldom reach servers inside: ${around(c)}. Else check the name and that the server runs.`,
  },
  'proxy.unreachable': {
    kind: 'connection',
    retryCanHelp: true,
    networks: ['proxy', 'proxy.unreachable'],
    what: (c) => `${proxy(c)} that stands before ${c.host} cannot be reached.`,
    why: (c) => {
      const { code, timeout } = c.facts.details ?? {};
      if (code === 'ECONNREFUSED') return 'Nothing listens on that port there.';
      if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name has no address here.';
      if (timeout) return `It made no connection within ${timeout}.`;
      return code ? `There is no way to it (${code}).` : 'It broke the connection.';
    },
    next: (c) => `Check ${variables}, or ${around(c)}.`,
  },
  'proxy.variable': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['proxy.variable'],
    what: (c) =>
      `The variable ${c.facts.details?.['variable'] ?? 'for proxies'} does not name a proxy that can be used.`,
    why: 'It has to be http://host:port or http://user:password@host:port.',
    next: (c) => `Correct it, or ${around(c)}.`,
  },
  'proxy.tls': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['proxy.handshake'],
    what: (c) => `No secure connection to ${lowerFirst(proxy(c))} could be made.`,
    why: (c) => (c.text ? `TLS says: ${c.text}` : 'Its certificate did not pass the check.'),
    next: (c) => `Check ${variables}: https there means TLS to the proxy itself. Or ${around(c)}.`,
  },
  'proxy.answer': {
    kind: 'connection',
    retryCanHelp: true,
    networks: ['proxy.answer', 'proxy.intrusion'],
    what: (c) => `${proxy(c)} does not answer as a proxy does.`,
    why: (c) =>
      c.facts.network === 'proxy.intrusion'
        ? 'It sent bytes of its own into the connection.'
        : 'It broke off, or something else than a proxy listens there.',
    next: (c) => `Check ${variables}, or ${around(c)}.`,
  },
} satisfies CatalogueEntries;
