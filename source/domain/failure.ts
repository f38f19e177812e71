/**
 * A failure is a classified error: what happened, why, and what to do next. Engines throw `FailureError`; everything
 * above shows its `Failure`. `failure-catalogue.ts` turns codes, statuses and texts into one.
 */
export interface Failure {
  /** Stable id such as `quota.shells`; `unknown` where the catalogue has no entry. */
  readonly id: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  /** Whether the same attempt can succeed later without anybody changing anything. */
  readonly retryCanHelp: boolean;
  /** `credentials`: asking again for user and password makes sense. */
  readonly kind: 'credentials' | 'connection' | 'session' | 'command' | 'local';
  /** What the other side said, wrappers stripped, control characters kept for the formatter to neutralise. */
  readonly original?: string;
  /** Facts for support: WSMan code as hex, HTTP status, FQEID, Exchange's request id and servers. */
  readonly details?: Readonly<Record<string, string>>;
}

/** The one error type that engines and use cases throw on purpose. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.what, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** What an engine knows of an error before it is classified. Codes count before text: servers speak many languages. */
export interface FailureFacts {
  /** Where it came from. */
  readonly layer: 'network' | 'http' | 'auth' | 'wsman' | 'powershell' | 'local';
  /** Kind of the http room's failure, such as `dns`, `refused`, `tls`. */
  readonly network?: string;
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
