import { isAbort } from '../../async/abort.ts';
import {
  type Catalogue,
  type Engine,
  type EngineSession,
  FailureError,
  type Granted,
  judgeExchangeCertificate,
  judgeRoles,
  judgeRoundTrip,
  judgeShells,
  mostHelpers,
  reportShells,
  type ServerShell,
  sameShell,
  shellsUnlisted,
} from '../../domain/index.ts';
import { failureOf } from '../failing.ts';
import { judge } from '../shells/survey.ts';
import type { Access } from '../sign-in/access.ts';
import { type Walk, walk } from './walk.ts';

/** A whole import takes minutes on a large server that is far away. Milliseconds. */
const importLimit = 600_000;
const roundTrips = 5;
const exchangeCertificate = 'Get-ExchangeCertificate';

/** The account's shells on the server, but for the one that the examination has open. */
export async function examineShells(
  on: Walk,
  engine: Engine,
  access: Access,
  { own, claims }: { readonly own: string | undefined; readonly claims: ReadonlySet<string> },
): Promise<void> {
  await walk(on, 'shells', async (signal) => {
    const { deps, connection } = on;
    let listed: readonly ServerShell[];
    try {
      listed = await engine.listShells({ ...access, signal });
    } catch (error) {
      if (signal.aborted || !(error instanceof FailureError)) throw error;
      return shellsUnlisted(failureOf(error));
    }
    const others = listed.filter(({ shellId }) => own === undefined || !sameShell(shellId, own));
    const leases = await deps.ledger.list();
    const processOf = await judge(leases, claims, deps);
    return judgeShells(reportShells(connection.name, leases, others, processOf, deps.clock()));
  });
}

/** What the account may run, and how long a request takes. */
export async function examineSession(on: Walk, session: EngineSession, isPowerShell: boolean): Promise<void> {
  const { connection } = on;
  let granted: Granted | undefined;
  await walk(
    on,
    'roles',
    async (signal) => {
      granted = await countGranted(session, isPowerShell, signal);
      return judgeRoles(granted, connection);
    },
    importLimit,
  );
  await walk(on, 'certificate', async (signal) => {
    const names =
      granted && 'names' in granted
        ? granted.names
        : namesOf(await session.importCatalogue({ names: [exchangeCertificate], onProgress: () => {}, signal }));
    return judgeExchangeCertificate(names.some((name) => name.toLowerCase() === exchangeCertificate.toLowerCase()));
  });
  await walk(on, 'roundTrip', async (signal) => {
    // Where no question is answered, a use of the shell is what goes there and back.
    const isAnswered = (await session.probe(signal)).kind !== 'cannotAsk';
    const times: number[] = [];
    for (let n = 0; n < roundTrips; n++) {
      const begun = on.deps.clock();
      await (isAnswered ? session.probe(signal) : session.touch(signal));
      times.push(on.deps.clock() - begun);
    }
    return judgeRoundTrip(times);
  });
}

/**
 * A server that says the number first is not asked for the rest. PowerShell imports all, as the user's own session will:
 * that is what shows whether its policies allow it.
 */
async function countGranted(session: EngineSession, isWhole: boolean, signal: AbortSignal): Promise<Granted> {
  const enough = new AbortController();
  let count: number | undefined;
  try {
    const catalogue = await session.importCatalogue({
      names: [],
      onProgress: ({ total }) => {
        if (isWhole || total === undefined || total <= mostHelpers) return;
        count = total;
        enough.abort();
      },
      signal: AbortSignal.any([signal, enough.signal]),
    });
    return { names: namesOf(catalogue) };
  } catch (error) {
    if (count === undefined || signal.aborted || !isAbort(error)) throw error;
    return { count };
  }
}

function namesOf({ cmdlets }: Catalogue): readonly string[] {
  return cmdlets.map(({ name }) => name);
}
