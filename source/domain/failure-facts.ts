/** `credentials`: asking again for user and password makes sense. */
export type FailureKind = 'credentials' | 'connection' | 'session' | 'command' | 'local';

/**
 * What an engine calls a failure that no code or text of another side speaks for: the way to the server, what was met
 * here, and Node's own codes.
 */
export const failureWords = [
  'dns',
  'refused',
  'timeout',
  'connectTimeout',
  'responseTimeout',
  'unreachable',
  'reset',
  'lost',
  'commandLost',
  'protocol',
  'malformed',
  'protocol.not-http',
  'protocol.encoded',
  'protocol.upgrade',
  'tooLarge',
  'tls',
  'redirect',
  'redirect.insecure',
  'redirect.limit',
  'redirect.late',
  'redirect.invalid',
  'aborted',
  'certificate.expired',
  'certificate.notYetValid',
  'certificate.name',
  'certificate.selfSigned',
  'certificate.issuer',
  'certificate.weak',
  'certificate.purpose',
  'certificate.revoked',
  'caFile',
  'caFile.missing',
  'caFile.forbidden',
  'caFile.folder',
  'caFile.too-large',
  'caFile.unreadable',
  'caFile.no-certificate',
  'caFile.damaged-certificate',
  'proxy.auth',
  'proxy.refused',
  'proxy.gateway',
  'proxy',
  'proxy.unreachable',
  'proxy.variable',
  'proxy.handshake',
  'proxy.answer',
  'proxy.intrusion',
  'protocol.unsealed',
  'auth.credentials',
  'scheme',
  'auth',
  'auth.offer',
  'auth.unsupported',
  'auth.readable',
  'auth.elsewhere',
  'auth.unfinished',
  'auth.unproven',
  'auth.unprotected',
  'auth.mechanism',
  'auth.unsealable',
  'auth.ticket',
  'powershell.missing',
  'powershell.version',
  'powershell.language',
  'powershell.profile',
  'powershell.ended',
  'powershell.left',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'EPIPE',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_REVOKED',
] as const;
export type FailureWord = (typeof failureWords)[number];

/** What an engine knows of an error before it is classified. Codes count before text: servers speak many languages. */
export interface FailureFacts {
  /** Where it came from. */
  readonly layer: 'network' | 'http' | 'auth' | 'wsman' | 'powershell' | 'local';
  readonly network?: FailureWord;
  readonly httpStatus?: number;
  readonly contentType?: string;
  /** WSMan or Windows code, unsigned 32 bits. */
  readonly code?: number;
  readonly fqeid?: string;
  readonly text?: string;
  /** Connection's host and port, for the sentences. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  /** Authentication schemes that the server offered in a 401. */
  readonly offered?: readonly string[];
  /** Anything else worth keeping for support, already free of secrets. */
  readonly details?: Readonly<Record<string, string>>;
}
