import { isIP } from 'node:net';
import { krb5 } from '../domain/index.ts';
import type { AuthScheme, ConnectionAuth, ConnectionFacts } from '../http/index.ts';
import { authFailure } from './failures.ts';
import { codeText, kerberosToAddress, kerberosToLocalhost } from './gss/codes.ts';
import { GssCredential, type PasswordAccount, type TicketHolder } from './gss/credential.ts';
import type { GssNative } from './gss/native.ts';
import { kerberosMechanism, spnegoMechanism } from './gss/oids.ts';
import { GssError } from './gss/status.ts';
import { GssConnection } from './negotiated.ts';
import type { SealProtocol } from './sealed-body.ts';
import { SharedCredential } from './shared-credential.ts';

export interface GssSchemeOptions {
  readonly load: () => Promise<GssNative>;
  /**
   * The account and a copy of its password, or whose ticket to use. Asked each time a ticket is needed; the scheme wipes
   * the copy.
   */
  readonly source: () => PasswordAccount | TicketHolder;
  /** `HTTP/ex01.contoso.com`; made of the URL's host when left out. */
  readonly servicePrincipalName?: string | undefined;
  /** Hands the ticket on to the server; never where left out. */
  readonly delegates?: boolean | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: (() => number) | undefined;
}

interface Flavour {
  readonly name: 'Kerberos' | 'Negotiate';
  readonly protocol: SealProtocol;
  readonly mechanism: Uint8Array;
}

/**
 * Authentication by the system's GSS-API. On http every body is sealed from then on; on https TLS protects it, and the
 * server's certificate is bound to the authentication. Delegation happens only where it was asked for.
 */
abstract class GssScheme implements AuthScheme {
  readonly #flavour: Flavour;
  readonly #options: GssSchemeOptions;
  readonly #credential: SharedCredential;

  constructor(flavour: Flavour, options: GssSchemeOptions) {
    this.#flavour = flavour;
    this.#options = options;
    this.#credential = new SharedCredential(() => this.#acquire(), options.now ?? (() => performance.now()));
  }

  get name(): string {
    return this.#flavour.name;
  }

  refusal(url: URL): string | undefined {
    if (this.#options.servicePrincipalName !== undefined) return undefined;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const code = host.toLowerCase() === 'localhost' ? kerberosToLocalhost : isIP(host) ? kerberosToAddress : undefined;
    if (code === undefined) return undefined;
    return `Kerberos needs the server's full name instead of ${host} (${codeText(code)}).`;
  }

  async prepare(): Promise<void> {
    try {
      const { credential, giveBack } = await this.#credential.borrow();
      giveBack();
      if (credential.lifetime <= 0) throw new GssError(0, krb5.ticketExpired, 'The ticket has expired');
    } catch (error) {
      throw authFailure(error, '');
    }
  }

  begin(facts: ConnectionFacts): ConnectionAuth {
    const { load, servicePrincipalName, delegates = false } = this.#options;
    return new GssConnection(facts, {
      ...this.#flavour,
      load,
      credential: this.#credential,
      servicePrincipalName: servicePrincipalName ?? `HTTP/${facts.url.hostname}`,
      delegates,
    });
  }

  async #acquire(): Promise<GssCredential> {
    const gss = await this.#options.load();
    const source = this.#options.source();
    const negotiates = this.#flavour.mechanism === spnegoMechanism;
    if (!('password' in source)) return GssCredential.ofTicket(gss, source, negotiates);
    try {
      return await GssCredential.ofPassword(gss, source, negotiates);
    } finally {
      source.password.fill(0);
    }
  }
}

/** Kerberos tokens as they are: what Exchange's PowerShell directory takes. */
export class KerberosScheme extends GssScheme {
  constructor(options: GssSchemeOptions) {
    super({ name: 'Kerberos', protocol: 'Kerberos', mechanism: kerberosMechanism }, options);
  }
}

/** SPNEGO (RFC 4559), with nothing but Kerberos to choose from. */
export class NegotiateScheme extends GssScheme {
  constructor(options: GssSchemeOptions) {
    super({ name: 'Negotiate', protocol: 'SPNEGO', mechanism: spnegoMechanism }, options);
  }
}
