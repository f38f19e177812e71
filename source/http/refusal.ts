import { challengesOf } from './answer.ts';
import { offeredSchemes } from './authorization.ts';
import { HttpFailure } from './failure.ts';
import type { RawAnswer } from './round-trip.ts';

/** What a 401 says: the credentials were refused, or the server does not take the scheme at all. */
export function credentialsRefusal(answer: RawAnswer, url: URL, scheme: string): HttpFailure {
  const offered = offeredSchemes(challengesOf(answer));
  const has = offered.some((one) => one.toLowerCase() === scheme.toLowerCase());
  const isTaken = has || offered.length === 0;
  const requestId = answer.message.headers['request-id'];
  return new HttpFailure('auth', {
    problem: isTaken ? 'credentials' : 'offer',
    origin: url.origin,
    status: answer.status,
    offered,
    requestId: Array.isArray(requestId) ? requestId[0] : requestId,
    sent: true,
    answered: true,
  });
}
