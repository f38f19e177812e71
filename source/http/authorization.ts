/** A user name and password as a server finds them in an Authorization header. */
export interface BasicCredentials {
  readonly user: string;
  readonly password: Uint8Array;
}

/**
 * The Basic value of an Authorization header (RFC 7617), in UTF-8. The bytes of the password are read and left as they
 * are. Throws RangeError for a user name with a colon, which the scheme cannot carry.
 */
export function basicAuthorization(user: string, password: Uint8Array): string {
  if (user.includes(':')) throw new RangeError('A user name with a colon cannot be sent with Basic authentication');
  const name = Buffer.from(`${user}:`, 'utf8');
  const joined = Buffer.alloc(name.length + password.byteLength);
  try {
    joined.set(name);
    joined.set(password, name.length);
    return `Basic ${joined.toString('base64')}`;
  } finally {
    joined.fill(0);
  }
}

/** The server's side of `basicAuthorization`; undefined for another scheme or a value that is none. */
export function readBasicAuthorization(header: string | undefined): BasicCredentials | undefined {
  const match = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '');
  if (!match) return undefined;
  const bytes = Buffer.from(match[1]!, 'base64');
  const colon = bytes.indexOf(0x3a);
  if (colon < 0) return undefined;
  return { user: bytes.toString('utf8', 0, colon), password: new Uint8Array(bytes.subarray(colon + 1)) };
}

/** Characters of WWW-Authenticate that are looked at, all values together; a Negotiate token is the longest of their kind. */
const longestChallenges = 65_536;

/**
 * Names of the schemes that values of WWW-Authenticate offer, in their order and without repeats: a value may hold one
 * challenge or several with their parameters (RFC 9110 11.6.1). What stands beyond 64 KiB is not looked at.
 */
export function offeredSchemes(challenges: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  let left = longestChallenges;
  for (const value of challenges) {
    for (const part of splitOutsideQuotes(value.slice(0, left))) {
      const name = /^([!#$%&'*+.^_`|~\w-]+)(?:\s+(?![\s=])|$)/.exec(part.trim())?.[1];
      if (name !== undefined) names.set(name.toLowerCase(), name);
    }
    left -= value.length;
    if (left <= 0) break;
  }
  return [...names.values()];
}

/** The parts between commas that stand in no quoted string; looks at each character once, however quotes are closed. */
function splitOutsideQuotes(value: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let i = 0; i < value.length; i++) {
    const character = value[i];
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted && character === '\\') i++;
    else if (!isQuoted && character === ',') {
      parts.push(value.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(value.slice(from));
  return parts;
}
