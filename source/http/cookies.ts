interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since 1970; undefined for as long as the session lasts. */
  readonly expires: number | undefined;
}

const maxCookies = 64;
const maxCookieLength = 4096;
/** The cookie with its attributes. */
const maxLineLength = 2 * maxCookieLength;

/**
 * The cookies of one session, shared by its channels: Exchange's front end sends `X-BackEndCookie`, and wants it back to
 * lead all of a session's requests to one mailbox server. All channels of a session have one host, so domains are not
 * told apart; paths are compared without regard to case, as IIS does. Holds at most 64 cookies of 4096 characters.
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes values of Set-Cookie; a cookie that cannot be sent back as it came is left out. */
  store(values: readonly string[], url: URL): void {
    for (const value of values) this.#storeOne(value, url);
  }

  /** The value of a Cookie header for a request to that URL; undefined without any. */
  header(url: URL): string | undefined {
    const path = url.pathname.toLowerCase();
    const pairs: string[] = [];
    for (const [name, cookie] of this.#cookies) {
      if (cookie.expires !== undefined && cookie.expires <= this.#now()) this.#cookies.delete(name);
      else if ((!cookie.secure || url.protocol === 'https:') && covers(cookie.path, path)) {
        pairs.push(`${name}=${cookie.value}`);
      }
    }
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  #storeOne(line: string, url: URL): void {
    if (line.length > maxLineLength) return;
    const [pair = '', ...attributes] = line.split(';');
    if (pair.length > maxCookieLength) return;
    const match = /^([!#$%&'*+.^_`|~\w-]+)\s*=\s*([\x21-\x3a\x3c-\x7e]*)$/.exec(pair.trim());
    if (!match) return;
    const [, name = '', value = ''] = match;
    const given = new Map(
      attributes.map((attribute) => {
        const [key = '', ...rest] = attribute.split('=');
        return [key.trim().toLowerCase(), rest.join('=').trim()];
      }),
    );
    const path = given.get('path');
    const cookie: Cookie = {
      value,
      path: (path?.startsWith('/') ? path : defaultPath(url)).toLowerCase(),
      secure: given.has('secure'),
      expires: this.#expiry(given.get('max-age'), given.get('expires')),
    };
    this.#cookies.delete(name);
    if (cookie.expires !== undefined && cookie.expires <= this.#now()) return;
    if (this.#cookies.size < maxCookies) this.#cookies.set(name, cookie);
  }

  #expiry(maxAge: string | undefined, expires: string | undefined): number | undefined {
    if (maxAge !== undefined && /^-?\d{1,12}$/.test(maxAge)) return this.#now() + Number(maxAge) * 1000;
    const date = expires === undefined ? Number.NaN : Date.parse(expires);
    return Number.isNaN(date) ? undefined : date;
  }
}

/** RFC 6265 5.1.4. */
function defaultPath(url: URL): string {
  return url.pathname.slice(0, url.pathname.lastIndexOf('/')) || '/';
}

function covers(cookiePath: string, path: string): boolean {
  if (cookiePath === path) return true;
  return path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}
