import type { ServerAccess } from '../../domain/index.ts';
import type { AuthScheme, Lookup, ProxyEnvironment } from '../../http/index.ts';
import type { Delay } from './retry.ts';

/** How long the engine waits; all in milliseconds. */
export interface ServerTimeouts {
  /** Name, TCP and TLS together. */
  readonly connect: number;
  /** Each request but those below. */
  readonly operation: number;
  /** A Receive, until the server says that nothing has come and is asked again. */
  readonly poll: number;
  /** The server's answer on top of the operation's own time. */
  readonly answerMargin: number;
  /** A stopped pipeline until it is terminated, and as long again until it is given up. */
  readonly stop: number;
  /** The request that deletes a shell. */
  readonly close: number;
  /** What a Delete still gets after the caller's deadline for closing has passed. */
  readonly closeGrace: number;
}

/** PowerShell's own: 180 s for opening and operations, 60 s for closing; polls of 20 s (wire.md). */
export const defaultServerTimeouts: ServerTimeouts = {
  connect: 30_000,
  operation: 180_000,
  poll: 20_000,
  answerMargin: 30_000,
  stop: 10_000,
  close: 60_000,
  closeGrace: 2_000,
};

/** How a server is reached, whichever engine asks. */
export interface ServerOptions {
  /** How the pauses between tries to open a shell are waited for; real time when left out. */
  readonly delay?: Delay;
  readonly timeouts?: Partial<ServerTimeouts>;
  /** How to prove who the user is where it is not Basic. Throws FailureError where it cannot be done here. */
  readonly schemeFor?: (access: ServerAccess) => AuthScheme;
  readonly lookup?: Lookup;
  /** Where the usual variables for HTTP proxies are looked for (`process.env`); no proxies are used without. */
  readonly environment?: ProxyEnvironment;
}
