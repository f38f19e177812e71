import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { AuthoritiesProblem } from './failure.ts';

/** The server's certificate is always verified: against the certificates that Node and the system trust, and these. */
export interface TlsOptions {
  /** Further authorities to trust, PEM. */
  readonly ca?: string | readonly string[] | undefined;
  /** Name that the certificate has to be for; the URL's host when left out. */
  readonly serverName?: string | undefined;
}

/** By the further authorities: making one costs tens of milliseconds, and every channel of a session needs it. */
const trust = new Map<string, SecureContext>();

export interface AuthoritiesFault {
  readonly problem: AuthoritiesProblem;
  /** Which certificate of the text it is, from 1 on. */
  readonly certificate?: number;
}

/** Further authorities that cannot be used. */
export class AuthoritiesError extends Error {
  readonly fault: AuthoritiesFault;
  constructor(fault: AuthoritiesFault) {
    super(fault.problem);
    this.name = 'AuthoritiesError';
    this.fault = fault;
  }
}

/** Throws AuthoritiesError for a text that is not PEM: TLS itself would pass over it in silence. */
export function trustOf({ ca = [] }: TlsOptions): SecureContext {
  const further = typeof ca === 'string' ? [ca] : ca;
  const key = further.join('\n');
  const known = trust.get(key);
  if (known) return known;
  for (const text of further) {
    const fault = certificatesFault(text);
    if (fault !== undefined) throw new AuthoritiesError(fault);
  }
  const ordinary = new Set([...getCACertificates('default'), ...getCACertificates('system')]);
  const context = createSecureContext({ ca: [...ordinary, ...further], minVersion: 'TLSv1.2' });
  trust.set(key, context);
  return context;
}

/** Why a text cannot be used as further authorities, or undefined where it can. */
export function certificatesFault(text: string): AuthoritiesFault | undefined {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs);
  if (!blocks) return { problem: 'no-certificate' };
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch {
      return { problem: 'damaged-certificate', certificate: index + 1 };
    }
  }
  return undefined;
}
