import { BlockList, isIP, isIPv4 } from 'node:net';
import { basicAuthorization } from './authorization.ts';
import { HttpFailure } from './failure.ts';

/** Variables by name: those of the process, or a test's own. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/** An HTTP proxy that a request goes through. */
export interface HttpProxy {
  /** Scheme, host and port; without user and password. */
  readonly url: URL;
  /** Host and port as they are shown. */
  readonly label: string;
  /** The value of Proxy-Authorization; undefined where the variable names no user. Never to be logged. */
  authorization(): string | undefined;
}

/**
 * The proxy for a URL by the usual variables: http_proxy, https_proxy and all_proxy, kept from hosts in no_proxy; lower
 * case counts before upper case. This computer is always reached directly. Throws HttpFailure of the kind proxy, without
 * the variable's value, for one that is not an http or https URL.
 */
export function proxyFor(url: URL, environment: ProxyEnvironment): HttpProxy | undefined {
  const host = bareHost(url.hostname);
  if (isThisComputer(host)) return undefined;
  const own = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const name = [own, 'all_proxy'].find((candidate) => variable(environment, candidate) !== undefined);
  if (name === undefined) return undefined;
  if (isExempt(host, portOf(url), variable(environment, 'no_proxy') ?? '')) return undefined;
  return parseProxy(variable(environment, name)!, name, url);
}

function variable(environment: ProxyEnvironment, name: string): string | undefined {
  const value = (environment[name] ?? environment[name.toUpperCase()])?.trim();
  return value === '' ? undefined : value;
}

function parseProxy(value: string, name: string, target: URL): HttpProxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const user = decoded(url?.username ?? '');
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '' || user.includes(':')) {
    const { origin } = target;
    throw new HttpFailure('proxy', { origin, problem: 'variable', variable: name, sent: false, answered: false });
  }
  const password = decoded(url.password);
  const origin = new URL(url.origin);
  const label = `${url.hostname}:${portOf(url)}`;
  return {
    url: origin,
    label,
    authorization: () => (user === '' ? undefined : basicAuthorization(user, Buffer.from(password, 'utf8'))),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Whether no_proxy names the host. Entries are parted by commas or blanks: `*`, a name (which stands for those below it
 * too, with or without a dot or `*.` before it), an address, a network such as 10.0.0.0/8; all but `*` and networks may
 * end in a port. From Windows' settings come patterns such as `10.*`, and `<local>`: names without a dot.
 */
function isExempt(host: string, port: number, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || isInNetwork(host, entry) || isLike(host, entry) || isNamed(host, port, entry));
}

function isLike(host: string, entry: string): boolean {
  if (entry.toLowerCase() === '<local>') return isIP(host) === 0 && !host.includes('.');
  const parts = entry.toLowerCase().split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0 || !host.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = host.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = rest.at(-1)!;
  return host.length - last.length >= at && host.endsWith(last);
}

function isNamed(host: string, port: number, entry: string): boolean {
  // An IPv6 address without brackets has colons that part no port.
  const parts = isIP(entry) === 0 ? /^(.*?)(?::(\d{1,5}))?$/.exec(entry) : undefined;
  const name = bareHost((parts?.[1] ?? entry).replace(/^\*?\./, ''));
  if (parts?.[2] !== undefined && Number(parts[2]) !== port) return false;
  if (name === '') return false;
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isInNetwork(host: string, entry: string): boolean {
  const network = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(entry);
  const family = isIP(host);
  if (!network || family === 0 || isIP(network[1]!) !== family) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const bits = Number(network[2]);
  if (bits > (family === 4 ? 32 : 128)) return false;
  const block = new BlockList();
  block.addSubnet(network[1]!, bits, type);
  return block.check(host, type);
}

function isThisComputer(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1') return true;
  return isIPv4(host) && host.startsWith('127.');
}

/** Lower case, without the brackets of an IPv6 address and the dot that ends a full name. */
function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** A URL's port, the scheme's own where it names none. */
export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}
