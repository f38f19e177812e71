import { isAbort } from '../../async/abort.ts';
import {
  type Connection,
  type Engine,
  type Failure,
  FailureError,
  findConnection,
  type Lease,
  localFailure,
  movedTo,
  type ProcessState,
  reportShells,
  type ServerAccess,
  type ServerShell,
  type ShellReport,
} from '../../domain/index.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { failureOf } from '../failing.ts';

export interface Survey {
  readonly reports: readonly ShellReport[];
  readonly problems: readonly { readonly connection: string; readonly failure: Failure }[];
}

/** Asks a server for its shells; `undefined` where it was not asked and nothing is wrong with that. */
export type Lister = (connection: Connection) => Promise<readonly ServerShell[] | undefined>;

/**
 * The leases and the servers' shells, joined. The ledger is read after the servers have answered: a shell that they list
 * has its line by then, so a session that is being opened is never taken for somebody else's.
 * @param connections those to ask; leases of others are reported from the ledger alone
 * @param claims the shells that sessions of this process hold
 */
export async function surveyShells(
  connections: readonly Connection[],
  list: Lister,
  claims: ReadonlySet<string>,
  deps: Pick<AppDeps, 'ledger' | 'processes' | 'clock'>,
  only?: ReadonlySet<string>,
): Promise<Survey> {
  const problems: { connection: string; failure: Failure }[] = [];
  const listed = new Map<string, readonly ServerShell[]>();
  await Promise.all(
    connections.map(async (connection) => {
      try {
        const shells = await list(connection);
        if (shells) listed.set(connection.name, shells);
      } catch (error) {
        if (isAbort(error)) throw error;
        problems.push({ connection: connection.name, failure: failureOf(error) });
      }
    }),
  );
  const leases = await deps.ledger.list();
  const processOf = await judge(leases, claims, deps);
  const now = deps.clock();
  const byName = Map.groupBy(leases, (lease) => lease.connection.toLowerCase());
  const names = new Map(
    [...connections, ...leases.map((lease) => ({ name: lease.connection }))].map(({ name }) => [
      name.toLowerCase(),
      name,
    ]),
  );
  const reports = new Map<string, ShellReport>();
  for (const [key, name] of names) {
    if (only && !only.has(key)) continue;
    const shells = listed.get(name);
    // Two connections may lead to the same account on the same server: each is listed the other's shells too.
    const listedIds = new Set(shells?.map((shell) => shell.shellId.toLowerCase()));
    const own = byName.get(key) ?? [];
    const isListed = (lease: Lease) => listedIds.has(lease.shellId.toLowerCase());
    // What a server does not list may be on another one: the URL was changed since, or a redirection led elsewhere.
    const asked = connections.find((connection) => connection.name === name)?.url;
    const [here, elsewhere] = partition(
      own,
      (lease) => lease.sandboxServer !== undefined || lease.url === asked || isListed(lease),
    );
    const others = leases.filter((lease) => !own.includes(lease) && isListed(lease));
    for (const report of [
      ...reportShells(name, [...here, ...others], shells, processOf, now),
      ...reportShells(name, elsewhere, undefined, processOf, now),
    ]) {
      const connection = report.lease?.connection ?? name;
      reports.set(report.shellId.toLowerCase(), { ...report, connection });
    }
  }
  return { reports: [...reports.values()], problems };
}

function partition<T>(all: readonly T[], belongs: (one: T) => boolean): readonly [yes: readonly T[], no: readonly T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}

/** The leases alone, at once and without asking anybody. */
export function surveyLedger(
  claims: ReadonlySet<string>,
  deps: Pick<AppDeps, 'ledger' | 'processes' | 'clock'>,
): Promise<Survey> {
  return surveyShells([], async () => undefined, claims, deps);
}

export async function judge(
  leases: readonly Lease[],
  claims: ReadonlySet<string>,
  deps: Pick<AppDeps, 'processes'>,
): Promise<(lease: Lease) => ProcessState> {
  const ofProcess = await deps.processes.judge(leases);
  return (lease) => {
    const state = ofProcess(lease);
    return state === 'this' && !claims.has(lease.shellId.toLowerCase()) ? 'left' : state;
  };
}

/** Where a lease's shell is: the saved connection, or what the lease remembers when that was changed or removed. */
export function targetOf(lease: Lease, connections: readonly Connection[]): Connection {
  const saved = findConnection(connections, lease.connection);
  if (saved && saved.sandboxServer === lease.sandboxServer) {
    if (saved.url === lease.url || saved.sandboxServer) return saved;
    if (saved.url === lease.redirectedFrom && URL.canParse(lease.url)) return movedTo(saved, lease.url);
  }
  return {
    name: lease.connection,
    url: lease.url,
    configurationName: lease.configurationName,
    authentication: lease.authentication,
    engine: lease.engine,
    ...(lease.user === undefined ? {} : { user: lease.user }),
    ...(lease.sandboxServer === undefined ? {} : { sandboxServer: lease.sandboxServer }),
  };
}

/** The engine that deals with a connection's shells. FailureError where this computer has none. */
export function engineFor(connection: Connection, deps: Pick<AppDeps, 'engines' | 'defaultEngine'>): Engine {
  const kind = engineKindOf(connection, deps);
  // Shells are the server's, not the engine's: any engine can list and delete them.
  const engine = deps.engines[kind] ?? deps.engines.native;
  if (engine) return engine;
  throw new FailureError(localFailure('local.noEngine', { engine: kind, isAsked: true }));
}

export async function listWith(engine: Engine, access: ServerAccess): Promise<readonly ServerShell[] | undefined> {
  return engine.capabilities.listsShells ? engine.listShells(access) : undefined;
}
