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
  /** The further authorities given to the connection cannot be used. */
  | 'authorities'
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

/** What exactly it was, where a kind has several causes that want different remedies. */
export type HttpProblem =
  /** auth: the credentials were refused. */
  | 'credentials'
  /** auth: the server does not take the scheme; `offered` is what it takes. */
  | 'offer'
  /** auth: the password would cross the network readable. */
  | 'readable'
  /** auth: the same, because a name that means this machine led elsewhere; `address` is where. */
  | 'elsewhere'
  /** auth: the mechanism cannot be used with the URL's host; `errorCode` says why. */
  | 'host'
  /** auth: the server asked for more and more legs. */
  | 'unfinished'
  /** auth: the server did not prove who it is. */
  | 'unproven'
  /** auth: the mechanism that was agreed on does not encrypt. */
  | 'unprotected'
  /** auth: messages cannot be encrypted in the form that travels. */
  | 'unsealable'
  /** auth: the server refused the ticket. */
  | 'ticket'
  /** auth: an answer without a token, whose `status` says why. */
  | 'status'
  /** protocol: the answer changes to another protocol. */
  | 'upgrade'
  /** auth: the mechanism failed; `said` and `errorCode` are its words. */
  | 'mechanism'
  /** proxy: the variable named by `variable` names none that can be used. */
  | 'variable'
  /** proxy: it cannot be reached, or made no connection in time. */
  | 'unreachable'
  /** proxy: TLS to the proxy itself. */
  | 'handshake'
  /** proxy: it did not answer as one. */
  | 'answer'
  /** proxy: it sent bytes of its own into the tunnel. */
  | 'intrusion'
  /** proxy: it answered with a refusal; see `status`. */
  | 'refusal'
  /** protocol: the answer is no HTTP. */
  | 'not-http'
  /** protocol: the answer is of a content encoding, `encoding`, that was not asked for. */
  | 'encoded'
  /** protocol: an answer that has to be sealed is readable, or cannot be opened. */
  | 'unsealed'
  /** authorities: they hold no certificate, or a damaged one. */
  | AuthoritiesProblem;

export type AuthoritiesProblem = 'no-certificate' | 'damaged-certificate';

export interface HttpFailureFacts {
  /** Scheme, host and port, without path and query. */
  readonly origin: string;
  /** The system's, TLS's or parser's code: ECONNREFUSED, CERT_HAS_EXPIRED, HPE_INVALID_CONSTANT … */
  readonly code?: string | undefined;
  readonly problem?: HttpProblem | undefined;
  /** Kerberos', Windows' or WSMan's code, unsigned 32 bits. */
  readonly errorCode?: number | undefined;
  /** What the system or one of its libraries says, in its own words and language. */
  readonly said?: string | undefined;
  /** What a check of our own found, in a few words for support. */
  readonly reason?: string | undefined;
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
  /** The limit that an answer was larger than, in bytes. */
  readonly maxBytes?: number | undefined;
  readonly encoding?: string | undefined;
  readonly address?: string | undefined;
  /** Name of an environment variable. */
  readonly variable?: string | undefined;
  /** Whose ticket is here, and whose was wanted. */
  readonly principal?: string | undefined;
  readonly wanted?: string | undefined;
  /** The service principal name that a ticket was for. */
  readonly service?: string | undefined;
  /** The check that the certificate did not pass, and the certificate, as far as TLS got to see it. */
  readonly check?: CertificateCheck | undefined;
  readonly certificate?: CertificateFacts | undefined;
  /** Host and port of the proxy on the way. */
  readonly proxy?: string | undefined;
}

/**
 * What became of an exchange that has no answer: a kind and facts. Sentences for people are made from them elsewhere; the
 * message is for whoever reads a trace, and holds nothing that a server sent.
 */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  readonly facts: HttpFailureFacts;

  constructor(kind: HttpFailureKind, facts: HttpFailureFacts, cause?: unknown) {
    const { origin, problem, code, status } = facts;
    const words = [kind, problem, code, status].filter((word) => word !== undefined);
    super(`${words.join(' ')} (${origin})`, cause === undefined ? undefined : { cause });
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
