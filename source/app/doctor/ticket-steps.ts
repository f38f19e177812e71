import { deadline } from '../../async/deadline.ts';
import { type Failure, FailureError, judgeClock, judgeTicket, type TicketFacts, traitsOf } from '../../domain/index.ts';
import { failureOf } from '../failing.ts';
import type { Access } from '../sign-in/access.ts';
import { noAnswer, stepLimit, type Walk } from './walk.ts';

/**
 * Clock, ticket and service name: one question to the domain, whose answer tells which of them is wrong. Rejects with the
 * failure where other credentials may help, and leaves its step running.
 */
export async function examineTickets(on: Walk, access: Access, ahead: number | undefined): Promise<void> {
  const { exam, deps, connection, signal } = on;
  const ask = deps.diagnosis?.engines[exam.diagnosis.engine]?.ticket;
  if (!ask || !exam.has('clock') || exam.obstacle('clock') !== undefined) return;
  exam.begin('clock');
  const timed = deadline(deps.timers, stepLimit, signal);
  let facts: TicketFacts | undefined;
  let failure: Failure | undefined;
  try {
    facts = await ask({ ...access, signal: timed.signal });
  } catch (error) {
    if (signal.aborted) throw error;
    failure = failureOf(timed.signal.aborted ? noAnswer(connection) : error);
  } finally {
    timed.clear();
  }
  const wrong = failure && (traitsOf(failure).ticketStep ?? 'ticket');
  if (wrong === 'clock') return exam.fail('clock', failure!);
  exam.end('clock', judgeClock(wrong !== 'ticket', ahead));
  exam.begin('ticket');
  if (wrong === 'ticket') {
    if (failure!.kind === 'credentials') throw new FailureError(failure!);
    return exam.fail('ticket', failure!);
  }
  exam.end('ticket', judgeTicket(facts ?? withoutName(access)));
  exam.begin('spn');
  if (failure) exam.fail('spn', failure);
  else exam.end('spn', { state: 'ok', detail: facts!.servicePrincipalName });
}

function withoutName({ connection, credential }: Access): TicketFacts {
  return { principal: credential?.user ?? connection.user, secondsLeft: undefined, servicePrincipalName: '' };
}
