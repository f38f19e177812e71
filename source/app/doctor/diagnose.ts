import { abortError, isAbort } from '../../async/abort.ts';
import {
  type Connection,
  type Diagnosis,
  type DiagnosisStepId,
  diagnosisStep,
  type Failure,
  localFailure,
  wipe,
} from '../../domain/index.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { SessionAttempt } from '../session/attempt.ts';
import { engineFor } from '../shells/survey.ts';
import { type Access, withCredentials } from '../sign-in/access.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import { Examination } from './examination.ts';
import { lendingFlow, openSession } from './opening-steps.ts';
import { examineSession, examineShells } from './session-steps.ts';
import { examineTickets } from './ticket-steps.ts';
import type { Walk } from './walk.ts';
import { examineEndpoint, examinePowerShell } from './way-steps.ts';

export interface DiagnoseRequest {
  readonly connection: Connection;
  readonly deps: AppDeps;
  readonly flow: CredentialFlow;
  readonly signal: AbortSignal;
  /** Shells that sessions of this process hold, lower case; none when left out. */
  readonly claims?: () => ReadonlySet<string>;
  /** Called with each change of a step. */
  readonly onChange: (diagnosis: Diagnosis) => void;
}

/**
 * Walks the way from this computer to a working session. A shell that it opens is in the ledger from before it exists,
 * and is removed. Rejects with an AbortError when `signal` aborts; anything else that goes wrong is in the diagnosis.
 */
export async function diagnose(request: DiagnoseRequest): Promise<Diagnosis> {
  const { connection, deps, signal } = request;
  const engine = engineKindOf(connection, deps);
  const about = { connection: connection.name, url: connection.url, engine };
  const exam = new Examination(about, planOf(connection, deps), { clock: deps.clock, onChange: request.onChange });
  try {
    const target = await locate(exam, request);
    if (target) await examine({ exam, deps, connection: target, signal }, request);
  } catch (error) {
    if (signal.aborted) throw abortError();
    exam.fail(
      exam.running ?? firstOfSignIn(exam),
      isAbort(error) ? localFailure('local.notAnswered') : failureOf(error),
    );
  }
  if (signal.aborted) throw abortError();
  exam.finish();
  return exam.diagnosis;
}

function planOf(connection: Connection, deps: AppDeps): (id: DiagnosisStepId) => boolean {
  const kind = engineKindOf(connection, deps);
  const engine = deps.diagnosis?.engines[kind];
  const isAsked = {
    sandbox: connection.sandboxServer !== undefined,
    powershell: kind === 'powershell' && engine?.inspect !== undefined,
    network: deps.diagnosis !== undefined,
    tls: deps.diagnosis !== undefined && connection.url.toLowerCase().startsWith('https:'),
    domain: connection.authentication !== 'Basic' && engine?.ticket !== undefined,
    server: true,
  };
  return (id) => isAsked[diagnosisStep(id).asks];
}

/** The connection with its real URL; undefined where the sandbox cannot be started. */
async function locate(
  exam: Examination,
  { connection, deps, signal }: DiagnoseRequest,
): Promise<Connection | undefined> {
  if (connection.sandboxServer === undefined) return connection;
  exam.begin('sandbox');
  try {
    const { url, credential } = await deps.sandbox.open(connection.sandboxServer, signal);
    wipe(credential);
    exam.moveTo(url);
    exam.end('sandbox', { state: 'ok', detail: `${connection.sandboxServer} is at ${url}.` });
    return { ...connection, url };
  } catch (error) {
    if (signal.aborted) throw error;
    exam.fail('sandbox', failureOf(error));
    return undefined;
  }
}

async function examine(on: Walk, request: DiagnoseRequest): Promise<void> {
  const { exam } = on;
  await examinePowerShell(on);
  const ahead = await examineEndpoint(on);
  const first = firstOfSignIn(exam);
  // Nobody is asked for a password that leads nowhere.
  if (exam.obstacle(first) !== undefined || exam.obstacle('authentication') !== undefined) return;
  if (!on.deps.engines[exam.diagnosis.engine])
    return exam.fail(
      'authentication',
      localFailure('local.noEngine', { engine: exam.diagnosis.engine, isAsked: false }),
    );
  // That there is no ticket is a finding of its own, so the ticket is tried.
  const { sandbox } = on.deps;
  await withCredentials(request.connection, { sandbox }, request.flow, on.signal, async (access) => {
    exam.restartFrom(first);
    try {
      await examineTickets(on, access, ahead);
      if (exam.obstacle('authentication') === undefined) await examineInside(on, request, access);
    } finally {
      wipe(access.credential);
    }
  });
}

/** Everything that takes an account: one shell is opened for it and removed again. */
async function examineInside(on: Walk, { connection, claims }: DiagnoseRequest, access: Access): Promise<void> {
  const { exam, deps } = on;
  const engine = deps.engines[exam.diagnosis.engine] ?? engineFor(connection, deps);
  const troubles: Failure[] = [];
  const options = { flow: lendingFlow(access), prompts: { ask: () => Promise.reject(abortError()) } };
  const attempt = new SessionAttempt(connection, engine, options, deps, (error) => troubles.push(failureOf(error)));
  const session = await openSession(on, attempt);
  let isGone = false;
  try {
    if (session) attempt.opened(session.idleTimeout, deps.clock());
    await examineShells(on, engine, access, { own: session?.shellId, claims: claims?.() ?? new Set() });
    if (session) await examineSession(on, session, engine.capabilities.language === 'powershell');
  } finally {
    if (session && !on.signal.aborted) exam.begin('removal');
    if (session) isGone = await attempt.close(undefined);
  }
  if (!session) return;
  if (!isGone) exam.fail('removal', localFailure('doctor.unremoved', { shellId: session.shellId }));
  else if (troubles[0]) exam.fail('removal', troubles[0]);
  else exam.end('removal', { state: 'ok', detail: 'Nothing is left on the server.' });
}

function firstOfSignIn(exam: Examination): DiagnosisStepId {
  return exam.has('clock') ? 'clock' : 'authentication';
}
