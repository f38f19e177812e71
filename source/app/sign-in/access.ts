import {
  advised,
  type Connection,
  type Credential,
  type Failure,
  FailureError,
  localFailure,
  wipe,
} from '../../domain/index.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { CredentialFlow } from './credentials.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A connection with its real URL, and the credential to use now. The holder wipes the credential. */
export interface Access {
  readonly connection: Connection;
  credential: Credential | undefined;
}

/** Access without asking anybody; `no server` for a sandbox that does not run. FailureError where a password is needed. */
async function knownAccess(
  connection: Connection,
  deps: Pick<AppDeps, 'sandbox'>,
  flow: Pick<CredentialFlow, 'known'>,
  signal: AbortSignal,
): Promise<Access | 'no server'> {
  if (connection.sandboxServer !== undefined) {
    const found = await deps.sandbox.find(connection.sandboxServer, signal);
    if (!found) return 'no server';
    return { connection: { ...connection, url: found.url, user: found.credential.user }, credential: found.credential };
  }
  const credential = await flow.known(connection);
  if (!credential && connection.authentication === 'Basic')
    throw new FailureError(localFailure('local.needsPassword', { connection: connection.name }));
  return { connection, credential };
}

/** Calls `use` with what is known without asking, once, and wipes it; 'no server' as `knownAccess` does. */
export async function withKnown<T>(
  connection: Connection,
  deps: Pick<AppDeps, 'sandbox'>,
  flow: Pick<CredentialFlow, 'known' | 'settled'>,
  signal: AbortSignal,
  use: (access: Access) => Promise<T>,
): Promise<T | 'no server'> {
  const access = await knownAccess(connection, deps, flow, signal);
  if (access === 'no server') return access;
  let verdict: Verdict = 'unknown';
  try {
    const result = await use(access);
    verdict = 'accepted';
    return result;
  } catch (error) {
    if (!signal.aborted) verdict = verdictOf(failureOf(error));
    throw error;
  } finally {
    flow.settled(access.credential, verdict);
    wipe(access.credential);
  }
}

/**
 * Calls `use` with credentials until they are accepted. A sandbox knows its own. Basic asks first; the others use the
 * ticket of whoever is logged on, and ask where there is none or it is refused. Without engines to look for a ticket, it
 * is tried. Before a person is asked for the first time, the way to the server is looked at. Asks at most
 * `flow.attempts` times. The access that `use`
 * was given last belongs to its holder, who wipes it whatever came of it; refused ones before it are wiped here.
 */
export async function withCredentials<T>(
  connection: Connection,
  deps: Pick<AppDeps, 'sandbox'> & Partial<Pick<AppDeps, 'engines' | 'defaultEngine' | 'diagnosis'>>,
  flow: CredentialFlow,
  signal: AbortSignal,
  use: (access: Access) => Promise<T>,
): Promise<T> {
  if (connection.sandboxServer !== undefined) {
    const { url, credential } = await deps.sandbox.open(connection.sandboxServer, signal);
    return use({ connection: { ...connection, url, user: credential.user }, credential });
  }
  let asked = 0;
  /** Somebody has looked already. */
  let isReached = false;
  let credential = await flow.known(connection);
  let reason = '';
  const ask = async () => {
    if (!isReached && flow.asksPerson) await obstacle(connection, deps, signal);
    isReached = true;
    asked += 1;
    credential = await flow.ask(
      { connection: connection.name, user: credential?.user ?? connection.user ?? '', attempt: asked, reason },
      signal,
    );
  };
  if (!credential && connection.authentication === 'Basic') await ask();
  else if (!credential) {
    const problem = await ticketProblem(connection, deps, signal);
    reason = problem ? `${problem.what} ${problem.why}` : '';
    if (problem) await ask();
  }
  for (;;) {
    const tried = credential;
    isReached = true;
    try {
      const result = await use({ connection, credential });
      flow.settled(tried, 'accepted');
      return result;
    } catch (error) {
      const failure = failureOf(error);
      const isRefused = failure.kind === 'credentials' && !signal.aborted;
      flow.settled(tried, signal.aborted ? 'unknown' : verdictOf(failure));
      if (!isRefused) throw error;
      if (asked >= flow.attempts) throw new FailureError(lastTry(failure, asked), { cause: error });
      reason = failure.what;
      wipe(credential);
      await ask();
    }
  }
}

/** Rejects with what stands in the way whatever the password is, as far as that is cheap to find out. */
async function obstacle(
  connection: Connection,
  { diagnosis, defaultEngine = 'native' }: Partial<Pick<AppDeps, 'diagnosis' | 'defaultEngine'>>,
  signal: AbortSignal,
): Promise<void> {
  await diagnosis?.engines[engineKindOf(connection, { defaultEngine })]?.obstacle?.({ connection, signal });
}

async function ticketProblem(
  connection: Connection,
  { engines, defaultEngine = 'native' }: Partial<Pick<AppDeps, 'engines' | 'defaultEngine'>>,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const engine = engines?.[engineKindOf(connection, { defaultEngine })];
  return engine?.ticketProblem?.({ connection, credential: undefined, signal });
}

function lastTry(failure: Failure, tries: number): Failure {
  return tries < 2 ? failure : advised(failure, 'lastTry', { tries });
}
