/** `credentials`: asking again for user and password makes sense. */
export type FailureKind = 'credentials' | 'connection' | 'session' | 'command' | 'local';

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
