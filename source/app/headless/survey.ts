import { abortError, isAbort } from '../../async/abort.ts';
import { deadline } from '../../async/deadline.ts';
import { type Connection, FailureError, findConnection, localFailure, wipe } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { offeredConnections } from '../offered-connections.ts';
import { engineFor, type Lister, listWith, type Survey, surveyShells, targetOf } from '../shells/survey.ts';
import { withCredentials, withKnown } from '../sign-in/access.ts';
import type { HeadlessQuery } from './port.ts';
import type { HeadlessCredentials } from './sign-in.ts';

/** How long a server that nobody named may take to answer a survey; milliseconds. */
const surveyTimeout = 10_000;

export function required(name: string, deps: AppDeps): Connection {
  const connection = findConnection(offeredConnections(deps.settings), name);
  if (!connection) throw new Error(`There is no connection "${name}".`);
  return connection;
}

export function named({ names }: HeadlessQuery, all: readonly Connection[]): readonly Connection[] {
  return names.length === 0 ? all : names.flatMap((name) => findConnection(all, name) ?? []);
}

/** Connections that are saved no more, and have left sessions in the ledger. */
export async function removed(deps: AppDeps): Promise<readonly Connection[]> {
  const all = offeredConnections(deps.settings);
  return (await leased(all, deps)).filter(({ name }) => !findConnection(all, name));
}

/** Where the sessions of the ledger are, each connection once. */
async function leased(all: readonly Connection[], deps: AppDeps): Promise<readonly Connection[]> {
  const targets = (await deps.ledger.list()).map((lease) => targetOf(lease, all));
  return [...new Map(targets.map((one) => [one.name.toLowerCase(), one])).values()];
}

/**
 * A server that was named is asked, with a password if it must be. The others are asked where that takes none, for at
 * most ten seconds.
 */
export async function look(request: HeadlessQuery, source: HeadlessCredentials, deps: AppDeps): Promise<Survey> {
  const all = offeredConnections(deps.settings);
  const isNamed = request.names.length > 0;
  const ofLedger = await leased(all, deps);
  const withLeases = new Set(ofLedger.map((connection) => connection.name.toLowerCase()));
  const candidates = isNamed ? named(request, [...all, ...ofLedger]) : [...ofLedger, ...all];
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
    try {
      const found = await withKnown(connection, deps, source.flow(), limit.signal, (access) =>
        listWith(engine, { ...access, signal: limit.signal }),
      );
      return found === 'no server' ? [] : found;
    } catch (error) {
      if (isAbort(error) && !request.signal.aborted)
        throw new FailureError(localFailure('shells.timeout', { connection: connection.name }));
      throw error;
    } finally {
      limit.clear();
    }
  };
  const only = isNamed ? new Set(connections.map((one) => one.name.toLowerCase())) : undefined;
  const survey = await surveyShells(connections, list, new Set(), deps, only);
  if (request.signal.aborted) throw abortError();
  return survey;
}
