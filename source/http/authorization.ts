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
