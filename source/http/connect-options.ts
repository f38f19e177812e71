import type { LookupAddress } from 'node:dns';
import type { HttpProxy } from './proxy.ts';
import type { TlsOptions } from './trust.ts';

export type ConnectionStage = 'resolve' | 'tcp' | 'tls' | 'authenticate';

/** A step on the way to a connection that can be used. `milliseconds` is what the step has taken so far. */
export interface StageEvent {
  readonly stage: ConnectionStage;
  readonly state: 'begun' | 'done' | 'failed';
  readonly milliseconds: number;
  /** Host and port of the proxy that the step goes to or through. */
  readonly proxy?: string | undefined;
}

/** Addresses of a host name; the system's resolver in production. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface ConnectOptions {
  readonly url: URL;
  readonly tls?: TlsOptions | undefined;
  /** Goes between: it is asked for a tunnel where the URL says https, and for each request where it says http. */
  readonly proxy?: HttpProxy | undefined;
  /** For the name, TCP, the proxy's tunnel and TLS together. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly lookup?: Lookup | undefined;
  readonly onStage?: ((event: StageEvent) => void) | undefined;
}
