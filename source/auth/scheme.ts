import { isIP } from 'node:net';
import { krb5 } from '../domain/index.ts';
import type { AuthRefusal, AuthScheme, ConnectionAuth, ConnectionFacts } from '../http/index.ts';
import { authFailure } from './failures.ts';
import { NegotiatedConnection } from './negotiated.ts';
import type { SealProtocol } from './sealed-body.ts';
import { SecurityError } from './security/error.ts';
import type {
  Mechanism,
  PasswordAccount,
  SecurityCredential,
  SecurityProvider,
  TicketHolder,
} from './security/provider.ts';
import { SharedCredential } from './shared-credential.ts';

/** WSMan's codes for what makes Kerberos impossible before anything is sent. */
const kerberosToAddress = 0x8033810b;
const kerberosToLocalhost = 0x8033810e;

export interface SchemeOptions {
  readonly load: () => Promise<SecurityProvider>;
  /**
   * The account and a copy of its password, or whose ticket to use. Asked each time a ticket is needed; the scheme wipes
   * the copy.
   */
  readonly source: () => PasswordAccount | TicketHolder;
  /** `HTTP/ex01.contoso.com`; made of the URL's host when left out. */
  readonly servicePrincipalName?: string | undefined;
  /** Hands the ticket on to the server; never where left out. */
  readonly delegates?: boolean | undefined;
  /** NTLM may do where Negotiate finds no Kerberos; never where left out. */
  readonly allowsNtlm?: boolean | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: (() => number) | undefined;
}

/**
 * Authentication by the system's security library. On http every body is sealed from then on; on https TLS protects it, and the
 * server's certificate is bound to the authentication. Delegation happens only where it was asked for.
 */
abstract class SecurityScheme implements AuthScheme {
  readonly name: Mechanism;
  readonly #protocol: SealProtocol;
  readonly #options: SchemeOptions;
  readonly #credential: SharedCredential;

  constructor(name: Mechanism, protocol: SealProtocol, options: SchemeOptions) {
    this.name = name;
    this.#protocol = protocol;
    this.#options = options;
    this.#credential = new SharedCredential(() => this.#acquire(), options.now ?? (() => performance.now()));
  }

  refusal(url: URL): AuthRefusal | undefined {
    if (this.#options.servicePrincipalName !== undefined) return undefined;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const errorCode =
      host.toLowerCase() === 'localhost' ? kerberosToLocalhost : isIP(host) ? kerberosToAddress : undefined;
    return errorCode === undefined ? undefined : { problem: 'host', errorCode };
  }

  async prepare(): Promise<void> {
    try {
      const { credential, giveBack } = await this.#credential.borrow();
      giveBack();
      if (credential.secondsLeft !== undefined && credential.secondsLeft <= 0) {
        throw new SecurityError(krb5.ticketExpired, 'The ticket has expired');
      }
    } catch (error) {
      throw authFailure(error, '');
    }
  }

  begin(facts: ConnectionFacts): ConnectionAuth {
    const { servicePrincipalName, delegates = false, allowsNtlm = false } = this.#options;
    return new NegotiatedConnection(facts, {
      name: this.name,
      protocol: this.#protocol,
      credential: this.#credential,
      servicePrincipalName: servicePrincipalName ?? `HTTP/${facts.url.hostname}`,
      delegates,
      allowsNtlm: allowsNtlm && this.name === 'Negotiate',
    });
  }

  async #acquire(): Promise<SecurityCredential> {
    const provider = await this.#options.load();
    const source = this.#options.source();
    try {
      return await provider.acquire(source, this.name);
    } finally {
      if ('password' in source) source.password.fill(0);
    }
  }
}

/** Kerberos tokens as they are: what Exchange's PowerShell directory takes. */
export class KerberosScheme extends SecurityScheme {
  constructor(options: SchemeOptions) {
    super('Kerberos', 'Kerberos', options);
  }
}

/** SPNEGO (RFC 4559), with nothing but Kerberos to choose from unless NTLM is allowed. */
export class NegotiateScheme extends SecurityScheme {
  constructor(options: SchemeOptions) {
    super('Negotiate', 'SPNEGO', options);
  }
}
