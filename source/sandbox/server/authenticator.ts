import { timingSafeEqual } from 'node:crypto';

/** What came of an Authorization header. */
export type Authentication =
  | {
      readonly outcome: 'accepted';
      /** User principal name. */
      readonly user: string;
      /** For the answer's WWW-Authenticate, where the scheme proves the server's side too. */
      readonly answer?: string;
      /** Set where bodies of this connection travel sealed. */
      readonly seal?: BodySeal;
    }
  /** The scheme needs another round; `challenge` goes into WWW-Authenticate of a 401. */
  | { readonly outcome: 'continue'; readonly challenge: string }
  | { readonly outcome: 'refused' };

/** Opens what the client sealed and seals the answer; both name the content type that goes with the bytes. */
export interface BodySeal {
  open(body: SealedBody): SealedBody;
  close(body: SealedBody): SealedBody;
}

export interface SealedBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** One authentication scheme. A context belongs to one TCP connection (wire.md), so each connection gets its own. */
export interface Authenticator {
  /** The scheme's name in WWW-Authenticate and Authorization. */
  readonly scheme: string;
  /** What WWW-Authenticate says to a request without credentials. */
  readonly challenge: string;
  forConnection(): ConnectionAuthenticator;
}

export interface ConnectionAuthenticator {
  /** @param credentials what follows the scheme's name in the Authorization header */
  authenticate(credentials: string): Authentication | Promise<Authentication>;
}

/**
 * HTTP Basic (RFC 7617).
 * @param users lower-cased sign-in names, each with the user principal name it stands for
 */
export function basicAuthenticator(users: ReadonlyMap<string, string>, password: string): Authenticator {
  const authenticate = (credentials: string): Authentication => {
    const text = Buffer.from(credentials, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 0) return { outcome: 'refused' };
    const user = users.get(text.slice(0, colon).toLowerCase());
    if (user === undefined || !sameText(password, text.slice(colon + 1))) return { outcome: 'refused' };
    return { outcome: 'accepted', user };
  };
  return {
    scheme: 'Basic',
    challenge: 'Basic realm="exterm sandbox"',
    forConnection: () => ({ authenticate }),
  };
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
