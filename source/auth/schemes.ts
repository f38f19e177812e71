import type { ServerAccess } from '../domain/index.ts';
import type { AuthScheme } from '../http/index.ts';
import { loadSecurity } from './library.ts';
import { KerberosScheme, NegotiateScheme, type SchemeOptions } from './scheme.ts';
import type { SecurityProvider } from './security/provider.ts';

export interface SchemesOptions {
  /** For the authentications that no security library is needed for. */
  readonly otherwise: (access: ServerAccess) => AuthScheme;
  readonly load?: () => Promise<SecurityProvider>;
  /** Credential cache that tickets are taken from; the user's default one when left out. */
  readonly ticketCache?: string;
  readonly now?: () => number;
}

/**
 * How each connection proves who the user is: the credential where there is one, else the ticket of the connection's
 * user or of whoever is logged on. The credential is borrowed; who wipes it ends the scheme with it.
 */
export function createSchemes(options: SchemesOptions): (access: ServerAccess) => AuthScheme {
  const { otherwise, load = loadSecurity, ticketCache, now } = options;
  return (access) => {
    const { connection, credential } = access;
    const given: SchemeOptions = {
      load,
      source: () =>
        credential
          ? { user: credential.user, password: credential.password.use((bytes) => Uint8Array.from(bytes)) }
          : { user: connection.user, cache: ticketCache },
      servicePrincipalName: connection.servicePrincipalName,
      delegates: connection.delegate,
      allowsNtlm: connection.allowNtlm,
      now,
    };
    if (connection.authentication === 'Kerberos') return new KerberosScheme(given);
    if (connection.authentication === 'Negotiate') return new NegotiateScheme(given);
    return otherwise(access);
  };
}
