import { orAborted } from '../async/abort.ts';
import { challengesOf, redirectOf } from './answer.ts';
import type { AuthAnswer, ConnectionAuth } from './auth.ts';
import type { HttpRedirect } from './exchange.ts';
import { HttpFailure } from './failure.ts';
import type { RawAnswer } from './round-trip.ts';

export interface Legs {
  readonly url: URL;
  readonly auth: ConnectionAuth;
  /** Sends an empty POST with that Authorization value. */
  readonly post: (token: string) => Promise<RawAnswer>;
  readonly signal: AbortSignal;
}

/** Negotiate needs two or three. */
const maxLegs = 8;

/**
 * The legs of a connection's authentication, until its scheme is content; none for a scheme without them. Gives the
 * redirection that came instead of an answer to one. Throws HttpFailure.
 */
export async function authenticate({ url, auth, post, signal }: Legs): Promise<HttpRedirect | undefined> {
  const leg = (answer?: AuthAnswer) => unlessAborted(auth.next?.(answer) ?? Promise.resolve(undefined), signal, url);
  let token = await leg();
  for (let legs = 0; token !== undefined; legs++) {
    if (legs >= maxLegs) throw new HttpFailure('auth', { origin: url.origin, problem: 'unfinished' });
    const answer = await post(token);
    const redirect = redirectOf(answer);
    if (redirect) return redirect;
    token = await leg({ status: answer.status, challenges: challengesOf(answer) });
  }
  return undefined;
}

/** A scheme may wait for others than this server, a KDC for one, and know nothing of the request that waits for it. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, url: URL): Promise<T> {
  try {
    return await orAborted(work, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw new HttpFailure('aborted', { origin: url.origin });
    throw error;
  }
}
