import { abortError } from '../../async/abort.ts';
import type { ShellReport } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { diagnose } from '../doctor/diagnose.ts';
import { flushed } from '../flushed.ts';
import { offeredConnections } from '../offered-connections.ts';
import type { RemovalOutcome } from '../shells/outcome.ts';
import { removeReports } from '../shells/removal.ts';
import { forgetPassword, rememberPassword } from '../sign-in/passwords.ts';
import { Remembered } from '../sign-in/remembered.ts';
import { Accounts } from './accounts.ts';
import { bridgeTo } from './bridge.ts';
import { choose } from './choose.ts';
import type { CredentialSource, Headless, HeadlessQuery } from './port.ts';
import { runOn } from './run.ts';
import { HeadlessCredentials } from './sign-in.ts';
import { look, named, removed, required } from './survey.ts';

export function createHeadless(deps: AppDeps): Headless {
  const known = new WeakMap<CredentialSource, Accounts>();
  /** Whoever runs a line on each server by itself has one source for all of them. */
  const credentialsOf = ({ credentials, onNotice = () => {} }: Pick<HeadlessQuery, 'credentials' | 'onNotice'>) => {
    const accounts = known.get(credentials) ?? new Accounts(deps.timers);
    known.set(credentials, accounts);
    return new HeadlessCredentials(credentials, new Remembered({ ring: deps.keyRing, notice: onNotice }), accounts);
  };
  return {
    run: async (request) => {
      const source = credentialsOf(request);
      const results = await Promise.allSettled(
        named(request, offeredConnections(deps.settings)).map((connection) =>
          runOn(connection, request, source.flow(), deps),
        ),
      );
      await flushed(deps);
      await source.end();
      if (request.signal.aborted) throw abortError();
      return results.map((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    },
    removed: () => removed(deps),
    sessions: async (request) => {
      const source = credentialsOf(request);
      const survey = await look(request, source, deps);
      await source.end();
      return survey;
    },
    clean: async (request) => {
      const source = credentialsOf(request);
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
      const source = credentialsOf(request);
      const connection = required(request.name, deps);
      try {
        return await diagnose({ ...request, connection, flow: source.flow(), deps });
      } finally {
        await flushed(deps);
        await source.end();
      }
    },
    bridge: async (request) => {
      const source = credentialsOf(request);
      try {
        return await bridgeTo(required(request.name, deps), request, source.flow(), deps);
      } finally {
        await flushed(deps);
        await source.end();
      }
    },
    rememberPassword: (name, password) => rememberPassword(name, password, deps),
    forgetPassword: (name) => forgetPassword(name, deps),
  };
}
