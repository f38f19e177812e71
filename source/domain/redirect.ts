import type { Connection } from './connection.ts';

/** Where a server may send a connection. Pure: who follows is the engine. */

/** Redirections that are followed one after another (exchange.md's figure, PowerShell's own). */
export const mostRedirects = 5;

export type RedirectVerdict =
  | { readonly follow: URL }
  /** `unlisted`: a host that the connection does not allow; `insecure`: from https to http. */
  | { readonly refused: 'invalid' | 'insecure' | 'unlisted'; readonly to?: URL };

/**
 * Whether to follow a Location header. The connection's own host is allowed, by http or https; another one only where
 * `hosts` names it. An entry without a port stands for the schemes' own ports and the one in use, so that credentials
 * never reach another service of that host.
 */
export function judgeRedirect(location: string | undefined, from: URL, hosts: readonly string[]): RedirectVerdict {
  if (location === undefined || location === '' || !URL.canParse(location, from.href)) return { refused: 'invalid' };
  const to = new URL(location, from.href);
  if (!/^https?:$/.test(to.protocol) || to.hostname === '' || to.username !== '' || to.password !== '') {
    return { refused: 'invalid' };
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') return { refused: 'insecure', to };
  to.hash = '';
  const isUsualPort = to.port === '' || to.port === from.port;
  const allowed = [from.hostname, ...hosts].some((host) => {
    const wanted = host.toLowerCase();
    return wanted === `${to.hostname}:${portOf(to)}` || (wanted === to.hostname && isUsualPort);
  });
  return allowed ? { follow: to } : { refused: 'unlisted', to };
}

/** The connection as it is used behind a redirection: another host has another name, and is not trusted with a ticket. */
export function movedTo(connection: Connection, url: string): Connection {
  if (new URL(url).hostname === new URL(connection.url).hostname) return { ...connection, url };
  const { servicePrincipalName: _name, delegate: _trusted, allowNtlm: _unproven, ...rest } = connection;
  return { ...rest, url };
}

/** Why a text can't be a host that redirections may lead to, or undefined where it can. */
export function redirectHostProblem(text: string): string | undefined {
  if (/^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:\d{1,5})?$/i.test(text)) return undefined;
  return `"${text}" is not a host that redirections may lead to: give a full name such as ex02.contoso.com, with a port if it is not 80 or 443.`;
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}
