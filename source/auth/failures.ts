import { HttpFailure, type HttpFailureFacts } from '../http/index.ts';
import { MultipartError } from './sealed-body.ts';
import { SecurityError, TokenError } from './security/error.ts';

/** The library's own words and code, or what a check of ours found. */
function saidBy(error: Error): Pick<HttpFailureFacts, 'said' | 'errorCode' | 'reason' | 'principal' | 'wanted'> {
  if (!(error instanceof SecurityError) || error instanceof TokenError) return { reason: error.message };
  return { said: error.message, ...(error.code === 0 ? {} : { errorCode: error.code }), ...error.facts };
}

/** The failure of authentication that an error of the library stands for; anything else comes back as it is. */
export function authFailure(error: unknown, origin: string, facts: { status?: number } = {}): unknown {
  if (!(error instanceof SecurityError)) return error;
  const problem = error instanceof TokenError ? 'unsealable' : 'mechanism';
  return new HttpFailure('auth', { origin, problem, ...saidBy(error), ...facts }, error);
}

/** The failure of an answer's body that is not sealed as it has to be; anything unknown comes back as it is. */
export function sealFailure(error: unknown, origin: string, status: number): unknown {
  if (!(error instanceof SecurityError || error instanceof MultipartError)) return error;
  // The code of a library is that of a message: it says nothing of who signs in.
  const { errorCode: _, ...said } = saidBy(error);
  return new HttpFailure('protocol', { ...unsealed(origin, status), ...said }, error);
}

/** An answer that came readable where it had to be sealed. */
export function unsealedFailure(origin: string, status: number): HttpFailure {
  return new HttpFailure('protocol', { ...unsealed(origin, status), reason: 'It came readable' });
}

function unsealed(origin: string, status: number): HttpFailureFacts {
  return { origin, problem: 'unsealed', status, sent: true, answered: true };
}
