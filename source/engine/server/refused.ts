import { FailureError, mayLeaveShell } from '../../domain/index.ts';
import { HttpFailure } from '../../http/index.ts';
import { isShellGone } from '../../wsman/index.ts';
import { FaultAnswer, PlainAnswer } from './answers.ts';
import type { Correspondent } from './correspondent.ts';
import { failureOf } from './failures.ts';

/**
 * Whether a Create that failed this way has certainly opened nothing: it never left, sign-in was refused as HTTP does it
 * (by a 401 that says what is taken instead), or WS-Management itself said no. Whoever stands before the server may put
 * an answer of its own in the place of the server's: a page, a bare 401, or the word that the shell is gone, which is no
 * answer to a Create.
 */
export function isRefused(error: unknown, to: Correspondent): boolean {
  if (error instanceof HttpFailure) {
    const { sent, status, offered = [] } = error.facts;
    return sent !== true || (status === 401 && offered.length > 0);
  }
  // What exterm itself finds wrong, such as no Kerberos on this computer, it finds before anything is sent.
  if (error instanceof FailureError) return !mayLeaveShell(error.failure);
  return error instanceof FaultAnswer && !isShellGone(error.fault) && !mayLeaveShell(failureOf(error, to).failure);
}

/** The word of an application pool that does not run: who asks for a shell again need not look for the last one first. */
export function isNotRunning(create: unknown): boolean {
  return statusOf(create) === 503;
}

/**
 * Whether the Delete after it met the same closed door: a 503, or a status of 3xx or 4xx that is nobody's but the door's.
 * Nothing passes there, so nothing was opened behind it.
 */
export function isClosedDoor(create: unknown, del: unknown): boolean {
  const status = statusOf(create);
  if (status === undefined || statusOf(del) !== status) return false;
  return status === 503 || (status >= 300 && status < 500);
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof PlainAnswer) return error.status;
  return error instanceof HttpFailure ? error.facts.status : undefined;
}
