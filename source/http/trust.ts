import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** The server's certificate is always verified: against the certificates that Node and the system trust, and these. */
export interface TlsOptions {
  /** Further authorities to trust, PEM. */
  readonly ca?: string | readonly string[] | undefined;
  /** Name that the certificate has to be for; the URL's host when left out. */
  readonly serverName?: string | undefined;
}

/** OpenSSL's and Node's codes of the checks that fail most, in words that follow "No secure connection to …: ". */
export const certificateProblems: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is self-signed and not trusted here. Give its CA file to the connection',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate chain ends in an authority not trusted here. Give its CA file to the connection',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the authority of its certificate is not trusted here. Give its CA file to the connection',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the authority of its certificate is not trusted here. Give its CA file to the connection',
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it on the server',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Check the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is not for the name {name}. Connect by a name that the certificate holds',
};

/** By the further authorities: making one costs tens of milliseconds, and every channel of a session needs it. */
const trust = new Map<string, SecureContext>();

/** Throws an Error of node:crypto or a RangeError for a text that is not PEM: TLS itself would pass over it in silence. */
export function trustOf({ ca = [] }: TlsOptions): SecureContext {
  const further = typeof ca === 'string' ? [ca] : ca;
  const key = further.join('\n');
  const known = trust.get(key);
  if (known) return known;
  further.forEach(checkPem);
  const ordinary = new Set([...getCACertificates('default'), ...getCACertificates('system')]);
  const context = createSecureContext({ ca: [...ordinary, ...further], minVersion: 'TLSv1.2' });
  trust.set(key, context);
  return context;
}

function checkPem(text: string): void {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs);
  if (!blocks) throw new RangeError('The text holds no PEM certificate');
  for (const block of blocks) new X509Certificate(block);
}
