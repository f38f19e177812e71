import type { CertificateCheck, CertificateFacts } from './certificate.ts';

export type HttpFailureKind =
  /** The host name has no address, or could not be looked up. */
  | 'dns'
  /** The host answered that nothing listens on the port. */
  | 'refused'
  /** No route to the host. */
  | 'unreachable'
  | 'connect-timeout'
  | 'response-timeout'
  /** The connection broke before the answer began, or broke with an error within it. */
  | 'reset'
  | 'tls'
  /** The server ended the connection before the answer was complete. */
  | 'truncated'
  | 'too-large'
  /** By the caller: its signal, or close(). */
  | 'aborted'
  /** Credentials refused, or a scheme that must not or cannot be used here. */
  | 'auth'
  /** A proxy that cannot be reached, that refused, or that no variable names properly. */
  | 'proxy'
  /** An answer that is not HTTP, or of a kind that was ruled out (a content encoding, say). */
  | 'protocol';

export interface HttpFailureFacts {
  /** Scheme, host and port, without path and query. */
  readonly origin: string;
  /** The system's, TLS's or parser's code: ECONNREFUSED, CERT_HAS_EXPIRED, HPE_INVALID_CONSTANT … */
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  /** Authentication schemes that the server named in a 401, as it spelled them: `['Negotiate', 'Basic']`. */
  readonly offered?: readonly string[] | undefined;
  /** The server's request-id header: what support asks for. */
  readonly requestId?: string | undefined;
  /** Something of the request was given to the connection, so the server may have acted on it. */
  readonly sent?: boolean | undefined;
  /** At least one byte of an answer came. */
  readonly answered?: boolean | undefined;
  readonly timeoutMs?: number | undefined;
  /** The check that the certificate did not pass, and the certificate, as far as TLS got to see it. */
  readonly check?: CertificateCheck | undefined;
  readonly certificate?: CertificateFacts | undefined;
  /** Host and port of the proxy on the way. */
  readonly proxy?: string | undefined;
}

/** What became of an exchange that has no answer. The message says what happened, why, and what to look at next. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  readonly facts: HttpFailureFacts;

  constructor(kind: HttpFailureKind, message: string, facts: HttpFailureFacts, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HttpFailure';
    this.kind = kind;
    this.facts = facts;
  }
}

/** The code of a system or library error; of several attempts (one for each address), the first one's. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
