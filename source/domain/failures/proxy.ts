import type { CatalogueEntries, Circumstances } from './entry.ts';

const proxy = (c: Circumstances) => {
  const label = c.facts.details?.['proxy'];
  return label ? `The proxy ${label}` : 'A proxy';
};
const around = (c: Circumstances) => `name ${c.host} in no_proxy to go without it`;

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
    networks: ['proxy.unreachable'],
    what: (c) => `${proxy(c)} that stands before ${c.host} cannot be used.`,
    why: (c) => c.text || 'It does not answer.',
    next: (c) => `Check the variables http_proxy, https_proxy and all_proxy, or ${around(c)}.`,
  },
} satisfies CatalogueEntries;
