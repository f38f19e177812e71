import { isIPv4 } from 'node:net';
import type { AuthRefusal, AuthScheme, ConnectionAuth, ConnectionFacts } from './auth.ts';
import { basicAuthorization } from './authorization.ts';
import { HttpFailure } from './failure.ts';

export interface BasicSchemeOptions {
  readonly user: string;
  /**
   * Gives the password's UTF-8 bytes each time a request needs them. They are a copy of the scheme's own: it wipes them
   * as soon as the header is built.
   */
  readonly secret: () => Uint8Array | Promise<Uint8Array>;
  /** The connection says in words that the password may cross the network readable. */
  readonly allowBasicOverHttp?: boolean | undefined;
}

/**
 * Basic authentication (RFC 7617): the password itself goes with every request. So it is kept to TLS and to this
 * machine, unless the connection says otherwise.
 */
export class BasicScheme implements AuthScheme {
  readonly name = 'Basic';
  readonly #options: BasicSchemeOptions;

  constructor(options: BasicSchemeOptions) {
    this.#options = options;
  }

  refusal(url: URL): AuthRefusal | undefined {
    if (url.protocol === 'https:' || this.#options.allowBasicOverHttp || isLoopbackHost(url.hostname)) return undefined;
    return { problem: 'readable' };
  }

  begin(facts: ConnectionFacts): ConnectionAuth {
    // A name that means this machine may still have been resolved to another one.
    if (!facts.encrypted && !this.#options.allowBasicOverHttp && !isLoopbackAddress(facts.remoteAddress)) {
      const address = facts.remoteAddress;
      throw new HttpFailure('auth', { origin: facts.url.origin, problem: 'elsewhere', address, sent: false });
    }
    return { authorization: () => this.#authorization(), dispose: () => undefined };
  }

  async #authorization(): Promise<string> {
    const secret = await this.#options.secret();
    try {
      return basicAuthorization(this.#options.user, secret);
    } finally {
      secret.fill(0);
    }
  }
}

function isLoopbackHost(hostname: string): boolean {
  return hostname.toLowerCase() === 'localhost' || isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''));
}

function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}
