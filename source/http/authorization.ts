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

/**
 * Names of the schemes that values of WWW-Authenticate offer, in their order and without repeats: a value may hold one
 * challenge or several with their parameters (RFC 9110 11.6.1).
 */
export function offeredSchemes(challenges: readonly string[]): readonly string[] {
  const names = challenges.flatMap((value) =>
    splitOutsideQuotes(value)
      .map((part) => /^\s*([!#$%&'*+.^_`|~\w-]+)(?:\s+(?!=)|\s*$)/.exec(part)?.[1])
      .filter((name) => name !== undefined),
  );
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

function splitOutsideQuotes(value: string): readonly string[] {
  return value.match(/(?:[^,"]|"(?:[^"\\]|\\.)*"|")+/g) ?? [];
}
