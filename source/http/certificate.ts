import type { PeerCertificate } from 'node:tls';

/** The check that a server's certificate did not pass. */
export type CertificateCheck =
  | 'expired'
  | 'notYetValid'
  /** It is for other names than the one that was connected to. */
  | 'name'
  | 'selfSigned'
  | 'issuer'
  /** A key or a signature of a kind that is too easily forged. */
  | 'weak'
  | 'purpose'
  | 'revoked';

/** What a certificate says of itself: the peer's words, so they are cut short and never obeyed. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses that it is for, at most 20. */
  readonly names: readonly string[];
  /** As the certificate writes them: `Feb  1 00:00:00 2020 GMT`. */
  readonly validFrom: string;
  readonly validTo: string;
}

const checks: Readonly<Record<string, CertificateCheck>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name',
  HOSTNAME_MISMATCH: 'name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'selfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'issuer',
  CERT_UNTRUSTED: 'issuer',
  INVALID_CA: 'issuer',
  INVALID_PURPOSE: 'purpose',
  CERT_REVOKED: 'revoked',
};

/** The check that an error of TLS stands for; undefined for one that is not about the certificate. */
export function failedCheck(error: unknown): CertificateCheck | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = Object.hasOwn(checks, code) ? checks[code] : undefined;
  // OpenSSL's checks of strength have no code of their own in Node.
  return known ?? (/too (?:weak|small)/i.test(error.message) ? 'weak' : undefined);
}

const mostNames = 20;
const longestName = 255;

/** Undefined where there is none: TLS did not get so far. */
export function certificateFacts(certificate: PeerCertificate | undefined): CertificateFacts | undefined {
  if (!certificate?.raw) return undefined;
  return {
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    names: (certificate.subjectaltname ?? '')
      .split(', ')
      .slice(0, mostNames)
      .map((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1]?.slice(0, longestName) ?? '')
      .filter((name) => name !== ''),
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
  };
}

/** A name in a certificate may come once or several times, or be another one than CN. */
function commonName(name: PeerCertificate['subject'] | undefined): string {
  const found: unknown = name?.CN ?? name?.O ?? '';
  return `${Array.isArray(found) ? found[0] : found}`.slice(0, longestName);
}
