import type { AppDeps } from '../app/deps.ts';
import { sandboxConnections } from '../app/offered-connections.ts';
import { type Connection, findConnection, inKnownGroups } from '../domain/index.ts';
import type { KeptRecord, LocatedConnection, SavedConnections } from './context.ts';
import { usageError } from './exit.ts';

export function savedConnections(deps: AppDeps): SavedConnections {
  const { settings } = deps;
  return {
    list: () => namedConnections(settings),
    located: () => Promise.all(namedConnections(settings).map((connection) => locate(connection, deps))),
    get areSaved() {
      return settings.connections().length > 0;
    },
    save: async (connection, existing) => {
      // What exterm only offers is not in the file yet: changing it saves it.
      const all = settings.connections();
      const saved = existing === undefined ? undefined : findConnection(all, existing);
      const problem = await settings.save(inKnownGroups(connection, all, saved), saved?.name);
      if (problem) throw usageError(problem);
      if (existing !== undefined) deps.history.rename(existing, connection.name);
    },
    arrange: (names) => settings.arrange(names),
    remove: async (name) => {
      if (!(await settings.remove(name))) return false;
      deps.history.remove(name);
      return true;
    },
  };
}

/** Those that a command line may name. A job's `ex01` must not become the sandbox's because the settings were lost. */
function namedConnections(settings: AppDeps['settings']): readonly Connection[] {
  const saved = settings.connections();
  if (saved.length > 0) return saved;
  const lost = settings.lost();
  if (lost === undefined) return sandboxConnections;
  throw usageError(
    `No saved connection can be read; those that were are in ${lost}.\n` +
      'Put that in order and in the place of the settings (exterm where), or add them anew: exterm connections add --help.\n' +
      'Remove it if nobody misses what is in it.',
  );
}

export function keptRecord({ settings, lineLog }: AppDeps): KeptRecord {
  return {
    get isKept() {
      return lineLog?.isKept === true;
    },
    read: () => lineLog?.read() ?? [],
    keep: (keep) => settings.savePreferences({ record: keep }),
    forget: () => lineLog?.forget(),
  };
}

/** With the URL that it has now, where it is one of a sandbox's; without any where that does not run. */
async function locate(connection: Connection, { sandbox }: AppDeps): Promise<LocatedConnection> {
  if (connection.sandboxServer === undefined) return connection;
  const { url: _placeholder, ...rest } = connection;
  // A sandbox without that server, say: the profile can be shown all the same.
  const found = await sandbox.find(connection.sandboxServer, AbortSignal.timeout(5_000)).catch(() => undefined);
  found?.credential.password.wipe();
  return found ? { ...rest, url: found.url } : rest;
}
