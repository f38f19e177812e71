import { abortError } from '../../async/abort.ts';
import { deadline } from '../../async/deadline.ts';
import {
  type ConnectStage,
  type Credential,
  copyOf,
  type DiagnosisStepId,
  diagnosisStep,
  type EngineSession,
  type Failure,
  FailureError,
  type Finding,
  localFailure,
  traitsOf,
} from '../../domain/index.ts';
import { failureOf } from '../failing.ts';
import type { SessionAttempt } from '../session/attempt.ts';
import type { Access } from '../sign-in/access.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { Examination } from './examination.ts';
import { noAnswer, type Walk } from './walk.ts';

/** Milliseconds for signing in and opening the shell with its runspaces. */
const openLimit = 180_000;

/** Lends what is known; whoever takes it wipes its copy. Nobody is asked. */
export function lendingFlow({ credential }: Access): CredentialFlow {
  return {
    attempts: 0,
    known: async () => credential && copyOf(credential),
    ask: (): Promise<Credential> => Promise.reject(abortError()),
    settled: () => {},
  };
}

/**
 * Signs in and opens a shell; one request answers for several steps, and its stage and failure tell which. Undefined
 * where that failed. Rejects with the failure where other credentials may help, and leaves its step running.
 */
export async function openSession(on: Walk, attempt: SessionAttempt): Promise<EngineSession | undefined> {
  const { exam, deps, connection, signal } = on;
  const timed = deadline(deps.timers, openLimit, signal);
  const abort = () => attempt.abort();
  timed.signal.addEventListener('abort', abort, { once: true });
  exam.begin('authentication');
  const stage = (reached: ConnectStage) => {
    if (reached === 'open') authenticated(exam);
    else if (reached === 'negotiate') created(exam);
  };
  let shellId = '';
  const named = (id: string) => {
    shellId = id;
  };
  try {
    const session = await attempt.connect({ begun: () => {}, named, stage });
    created(exam);
    exam.end('open', openFinding(session));
    return session;
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = failureOf(timed.signal.aborted ? noAnswer(connection) : error);
    await attempt.settle(failure);
    if (exam.running === 'authentication' && failure.kind === 'credentials') throw new FailureError(failure);
    blame(exam, failure);
    await watchLeftover(on, shellId);
    return undefined;
  } finally {
    timed.signal.removeEventListener('abort', abort);
    timed.clear();
  }
}

function authenticated(exam: Examination): void {
  if (exam.running !== 'authentication') return;
  exam.end('authentication', { state: 'ok', detail: 'Accepted.' });
  exam.begin('configuration');
}

function created(exam: Examination): void {
  authenticated(exam);
  if (exam.running !== 'configuration') return;
  exam.end('configuration', { state: 'ok', detail: 'The server has it.' });
  exam.end('access', { state: 'ok', detail: 'Enabled.' });
  exam.end('quota', { state: 'ok', detail: 'Not used up.' });
  exam.begin('open');
}

function openFinding({ shellId, idleTimeout }: EngineSession): Finding {
  const idle = idleTimeout === undefined ? '' : `, ends after ${Math.round(idleTimeout / 60_000)} min without use`;
  return { state: 'ok', detail: `Shell ${shellId}${idle}.` };
}

/** What a refusal at a step says of those before it: the server looks at them in this order. */
const proven: Readonly<Partial<Record<DiagnosisStepId, readonly DiagnosisStepId[]>>> = {
  quota: ['configuration', 'access'],
  roles: ['configuration', 'access'],
};

/** Marks the step that the failure lies in, those that it proves, and those that it leaves open. */
function blame(exam: Examination, failure: Failure): void {
  const { running } = exam;
  const { step: named, proves } = traitsOf(failure);
  const isSignIn = named === 'authentication' || failure.kind === 'credentials';
  const later = named !== undefined && !isSignIn && exam.has(named) ? named : undefined;
  const step = later ?? (isSignIn || running === 'authentication' ? 'authentication' : 'open');
  // A refusal of what comes later is an answer to somebody whom the server knows.
  if (running === 'authentication' && later && diagnosisStep(later).asks === 'server') authenticated(exam);
  for (const id of proves ?? proven[step] ?? []) {
    if (exam.step(id)?.state === 'waiting' || exam.running === id)
      exam.end(id, { state: 'ok', detail: 'Not refused.' });
  }
  const left = exam.running;
  exam.fail(step, failure);
  if (left !== undefined && left !== step) exam.leaveOpen(left, step);
}

/** The server may have a shell although opening it failed: then its line is still in the ledger. */
async function watchLeftover({ exam, deps }: Walk, shellId: string): Promise<void> {
  const wanted = shellId.toLowerCase();
  const isLeft = (await deps.ledger.list()).some((lease) => lease.shellId.toLowerCase() === wanted);
  if (isLeft) exam.fail('removal', localFailure('doctor.unremoved', { shellId }));
}
