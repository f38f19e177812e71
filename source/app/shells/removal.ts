import { isAbort } from '../../async/abort.ts';
import {
  type Connection,
  type Engine,
  findConnection,
  localFailure,
  type ServerAccess,
  type ShellReport,
  wipe,
} from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { type Access, withCredentials } from '../sign-in/access.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { RemovalOutcome } from './outcome.ts';
import { engineFor, judge, targetOf } from './survey.ts';

/** An open session's engine and access, lent. */
export interface OpenAccess {
  readonly engine: Engine;
  readonly access: Access;
}

export interface RemovalPorts {
  readonly deps: AppDeps;
  readonly flow: CredentialFlow;
  readonly signal: AbortSignal;
  readonly connections: readonly Connection[];
  /** Shells that sessions of this process hold, lower case. */
  readonly claims: () => ReadonlySet<string>;
  readonly openAt: (connection: Connection) => OpenAccess | undefined;
  /** The session of this process that holds the shell. */
  readonly ownSession: (report: ShellReport) => { close(): Promise<void> } | undefined;
  readonly settled: (report: ShellReport, outcome: RemovalOutcome) => void;
}

/**
 * Removes these shells, whoever they belong to: somebody has chosen them. An orphan that a living exterm has claimed
 * since is left. Servers are dealt with side by side, each server's shells one after the other.
 */
export async function removeReports(reports: readonly ShellReport[], ports: RemovalPorts): Promise<void> {
  const groups = Map.groupBy(reports, (report) => `${report.connection}\n${report.lease?.url ?? ''}`);
  await Promise.all([...groups.values()].map((group) => removeGroup(group, ports)));
}

async function removeGroup(group: readonly ShellReport[], ports: RemovalPorts): Promise<void> {
  const todo: ShellReport[] = [];
  for (const report of group) {
    const own = ports.ownSession(report);
    if (own) {
      await own.close();
      ports.settled(report, await closedOutcome(report, ports.deps));
      continue;
    }
    const claimed = report.isOrphan ? await claimedSince(report, ports.claims(), ports.deps) : undefined;
    if (claimed) ports.settled(report, claimed);
    else todo.push(report);
  }
  try {
    if (todo.length > 0) await removeAll(todo, ports);
  } catch (error) {
    for (const report of todo) ports.settled(report, { result: 'failed', failure: failureOf(error) });
    if (ports.signal.aborted) throw error;
  }
}

/** Takes out of `todo` what has been dealt with. */
async function removeAll(todo: ShellReport[], ports: RemovalPorts): Promise<void> {
  const { deps, flow, settled, signal } = ports;
  const connection = connectionOf(todo[0]!, ports.connections);
  const removeWith = async (engine: Engine, access: Access) => {
    while (todo.length > 0) {
      const outcome = await removeShell(todo[0]!, engine, { ...access, signal }, deps);
      settled(todo.shift()!, outcome);
    }
  };
  const open = ports.openAt(connection);
  if (open) return removeWith(open.engine, open.access);
  if (connection.sandboxServer !== undefined) {
    const found = await deps.sandbox.find(connection.sandboxServer, signal);
    wipe(found?.credential);
    // The sandbox is one process: where it does not run, its shells are gone.
    if (!found) {
      while (todo.length > 0) {
        const report = todo.shift()!;
        settled(report, await forgetLease(report, deps));
      }
      return;
    }
  }
  const engine = engineFor(connection, deps);
  await withCredentials(connection, deps, flow, signal, async (access) => {
    try {
      await removeWith(engine, access);
    } finally {
      wipe(access.credential);
    }
  });
}

/** Where a reported shell is: by its lease, else by the connection that listed it. */
function connectionOf(report: ShellReport, connections: readonly Connection[]): Connection {
  if (report.lease) return targetOf(report.lease, connections);
  const found = findConnection(connections, report.connection);
  if (!found) throw new Error(`There is no connection "${report.connection}" any more.`);
  return found;
}

/** What became of a shell whose session was closed: its lease is dropped only when the server has confirmed it. */
async function closedOutcome(report: ShellReport, deps: Pick<AppDeps, 'ledger'>): Promise<RemovalOutcome> {
  const id = report.shellId.toLowerCase();
  const left = (await deps.ledger.list()).some((lease) => lease.shellId.toLowerCase() === id);
  if (!left) return { result: 'removed' };
  const failure = localFailure('local.unconfirmed', { shellId: report.shellId });
  return { result: 'failed', failure };
}

/**
 * Deletes one shell by its id. The lease goes only when the server has said that there is no such shell. Failures for
 * want of credentials are thrown, so that they can be asked for again; others are the outcome.
 */
export async function removeShell(
  report: ShellReport,
  engine: Engine,
  access: ServerAccess,
  deps: Pick<AppDeps, 'ledger'>,
): Promise<RemovalOutcome> {
  try {
    const result = await engine.deleteShell(access, report.shellId);
    await deps.ledger.remove([report.shellId]);
    return { result };
  } catch (error) {
    const failure = failureOf(error);
    if (isAbort(error) || failure.kind === 'credentials') throw error;
    return { result: 'failed', failure };
  }
}

/** Takes a line out of the ledger whose server is known to have nothing. */
async function forgetLease(report: ShellReport, deps: Pick<AppDeps, 'ledger'>): Promise<RemovalOutcome> {
  try {
    await deps.ledger.remove([report.shellId]);
    return { result: 'forgotten' };
  } catch (error) {
    return { result: 'failed', failure: failureOf(error) };
  }
}

/**
 * Why an orphan must be left alone after all: since the report was made, a living exterm has claimed it. Not asked for
 * shells that somebody chose by their id.
 */
async function claimedSince(
  report: ShellReport,
  claims: ReadonlySet<string>,
  deps: Pick<AppDeps, 'ledger' | 'processes'>,
): Promise<RemovalOutcome | undefined> {
  const id = report.shellId.toLowerCase();
  const leases = (await deps.ledger.list()).filter((lease) => lease.shellId.toLowerCase() === id);
  const processOf = await judge(leases, claims, deps);
  if (!leases.some((lease) => ['this', 'alive'].includes(processOf(lease)))) return undefined;
  const failure = localFailure('local.claimed', { shellId: report.shellId });
  return { result: 'failed', failure };
}
