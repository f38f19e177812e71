import { type Connection, FailureError, findConnection, type ShellReport } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { diagnose } from '../doctor/diagnose.ts';
import { abortError, deadline, isAbort } from '../failing.ts';
import { offeredConnections } from '../offered-connections.ts';
import type { RemovalOutcome } from '../screen/state.ts';
import { removeReports } from '../shells/removal.ts';
import { engineFor, type Lister, listWith, type Survey, surveyShells, targetOf } from '../shells/survey.ts';
import { knownAccess, withCredentials } from '../sign-in/access.ts';
import { wipe } from '../sign-in/credentials.ts';
import { forgetPassword, rememberPassword } from '../sign-in/passwords.ts';
import { Remembered } from '../sign-in/remembered.ts';
import { bridgeTo } from './bridge.ts';
import type { Headless, HeadlessClean, HeadlessQuery } from './port.ts';
import { runOn } from './run.ts';
import { HeadlessCredentials } from './sign-in.ts';

/** How long a server that nobody named may take to answer a survey; milliseconds. */
const surveyTimeout = 10_000;

export function createHeadless(deps: AppDeps): Headless {
  return {
    run: async (request) => {
      const source = credentialsOf(request, deps);
      const results = await Promise.allSettled(
        named(request, deps).map((connection) => runOn(connection, request, source.flow(), deps)),
      );
      await deps.ledger.flush().catch(() => {});
      await source.end();
      if (request.signal.aborted) throw abortError();
      return results.map((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    },
    sessions: async (request) => {
      const source = credentialsOf(request, deps);
      const survey = await look(request, source, deps);
      await source.end();
      return survey;
    },
    clean: async (request) => {
      const source = credentialsOf(request, deps);
      const survey = await look(request, source, deps);
      await source.end();
      const chosen = choose(request, survey.reports);
      const undone = chosen.map((report) => ({ report, outcome: undefined }));
      if (request.confirm && !(await request.confirm(chosen))) return { ...survey, removals: undone, confirmed: false };
      if (request.dryRun) return { ...survey, removals: undone, confirmed: true };
      const outcomes = new Map<ShellReport, RemovalOutcome>();
      await removeReports(chosen, {
        deps,
        flow: source.flow(),
        signal: request.signal,
        connections: offeredConnections(deps.settings),
        claims: () => new Set(),
        openAt: () => undefined,
        ownSession: () => undefined,
        settled: (report, outcome) => outcomes.set(report, outcome),
      });
      await source.end();
      return {
        ...survey,
        removals: chosen.map((report) => ({ report, outcome: outcomes.get(report) })),
        confirmed: true,
      };
    },
    doctor: async (request) => {
      const source = credentialsOf(request, deps);
      const connection = required(request.name, deps);
      try {
        return await diagnose({ ...request, connection, flow: source.flow(), deps });
      } finally {
        await deps.ledger.flush().catch(() => {});
        await source.end();
      }
    },
    bridge: async (request) => {
      const source = credentialsOf(request, deps);
      try {
        return await bridgeTo(required(request.name, deps), request, source.flow(), deps);
      } finally {
        await deps.ledger.flush().catch(() => {});
        await source.end();
      }
    },
    rememberPassword: (name, password) => rememberPassword(name, password, deps),
    forgetPassword: (name) => forgetPassword(name, deps),
  };
}

function required(name: string, deps: AppDeps): Connection {
  const connection = findConnection(offeredConnections(deps.settings), name);
  if (!connection) throw new Error(`There is no connection "${name}".`);
  return connection;
}

function credentialsOf(request: Pick<HeadlessQuery, 'credentials' | 'onNotice'>, deps: AppDeps): HeadlessCredentials {
  const notice = request.onNotice ?? (() => {});
  return new HeadlessCredentials(request.credentials, new Remembered({ ring: deps.keyRing, notice }));
}

function named(request: HeadlessQuery, deps: AppDeps): readonly Connection[] {
  const all = offeredConnections(deps.settings);
  if (request.names.length === 0) return all;
  return request.names.flatMap((name) => findConnection(all, name) ?? []);
}

/**
 * A server that was named is asked, with a password if it must be. The others are asked where that takes none, for at
 * most ten seconds.
 */
async function look(request: HeadlessQuery, source: HeadlessCredentials, deps: AppDeps): Promise<Survey> {
  const all = offeredConnections(deps.settings);
  const isNamed = request.names.length > 0;
  const leased = (await deps.ledger.list()).map((lease) => targetOf(lease, all));
  const withLeases = new Set(leased.map((connection) => connection.name.toLowerCase()));
  const candidates = isNamed ? named(request, deps) : [...leased, ...all];
  const connections = [...new Map(candidates.map((one) => [one.name.toLowerCase(), one])).values()];
  const list: Lister = async (connection) => {
    const engine = engineFor(connection, deps);
    const passwordless = connection.sandboxServer !== undefined || connection.authentication !== 'Basic';
    if (isNamed && connection.sandboxServer === undefined) {
      return withCredentials(connection, deps, source.flow(), request.signal, async (access) => {
        try {
          return await listWith(engine, { ...access, signal: request.signal });
        } finally {
          wipe(access.credential);
        }
      });
    }
    if (!passwordless && !withLeases.has(connection.name.toLowerCase())) return undefined;
    const limit = deadline(deps.timers, surveyTimeout, request.signal);
    const access = await knownAccess(connection, deps, source.flow(), limit.signal);
    if (access === 'no server') {
      limit.clear();
      return [];
    }
    try {
      return await listWith(engine, { ...access, signal: limit.signal });
    } catch (error) {
      if (isAbort(error) && !request.signal.aborted) throw new FailureError(tooSlow(connection.name));
      throw error;
    } finally {
      limit.clear();
      wipe(access.credential);
    }
  };
  const only = isNamed ? new Set(connections.map((one) => one.name.toLowerCase())) : undefined;
  const survey = await surveyShells(connections, list, new Set(), deps, only);
  if (request.signal.aborted) throw abortError();
  return survey;
}

function choose(request: HeadlessClean, reports: readonly ShellReport[]): readonly ShellReport[] {
  const { selection } = request;
  if (selection.kind === 'orphans') return reports.filter((report) => report.isOrphan);
  if (selection.kind === 'all') {
    const living = ['this exterm', 'another exterm', 'exterm elsewhere'];
    return reports.filter((report) => report.isOrphan || !living.includes(report.whose));
  }
  const wanted = selection.shellId.toLowerCase();
  const found = reports.filter((report) => report.shellId.toLowerCase() === wanted);
  if (found.length > 0 || request.names.length !== 1) return found;
  // An endpoint may refuse to list its shells and delete one all the same.
  return [
    {
      shellId: selection.shellId,
      connection: request.names[0]!,
      lease: undefined,
      shell: undefined,
      whose: 'another console',
      isOrphan: false,
      why: 'Neither the ledger nor the server lists it.',
    },
  ];
}

function tooSlow(name: string) {
  return {
    id: 'net.timeout',
    what: `${name} did not list its shells in time.`,
    why: 'It is out of reach or overloaded.',
    next: `Name it to wait for it: exterm sessions ${name}`,
    retryCanHelp: true,
    kind: 'connection',
  } as const;
}
