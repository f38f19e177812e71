import { readFileSync } from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import {
  type Connection,
  connectionNameProblem,
  findConnection,
  redirectHostProblem,
  urlProblem,
} from '../domain/index.ts';
import { keepFileAside, type StorageNotice } from './folder.ts';
import { readConnections, type Stored, schema } from './stored-connections.ts';

/** Saved connections. Every read sees what other exterms have saved meanwhile. */
export interface Settings {
  readonly file: string;
  connections(): readonly Connection[];
  /**
   * Adds a connection, or replaces the one named `existing` (any case). Gives what is wrong with it, or undefined when
   * it is saved.
   */
  save(connection: Connection, existing?: string): string | undefined;
  /** False where there is none of that name. */
  remove(name: string): boolean;
}

/** Opens the settings in the folder. A damaged file is kept aside and said; connections in it that are whole live on. */
export function openSettings(folder: string, notice: (notice: StorageNotice) => void): Settings {
  const open = () =>
    new Conf<Stored>({
      cwd: folder,
      configName: 'config',
      projectName: 'exterm',
      schema,
      // The schema is ours and does not change: proving it at every start costs more than reading the settings.
      ajvOptions: { meta: false, validateSchema: false },
      configFileMode: 0o600,
      clearInvalidConfig: false,
    });
  const file = path.join(folder, 'config.json');

  const recover = (): Conf<Stored> => {
    const whole = wholeConnections(file);
    const kept = keepFileAside(file);
    const saved = whole.length === 1 ? '1 connection was' : `${whole.length} connections were`;
    notice({ what: `The settings were damaged. ${saved} saved from them; the rest is as if new.`, kept });
    const conf = open();
    for (const connection of whole) trySave(conf, connection);
    return conf;
  };
  let conf: Conf<Stored> | undefined;
  /** Conf reads the file at every get, so one is enough; making one costs some 50 ms. */
  const store = (): Conf<Stored> => {
    try {
      conf ??= open();
      conf.get('connections');
    } catch (error) {
      // No rights or a full disk is not damage: moving the file would only lose it.
      if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
      conf = recover();
    }
    return conf;
  };
  /** Conf and its validator come in only where something is written, or is not plainly in order. */
  const connections = () => readConnections(file) ?? store().get('connections') ?? [];
  connections();

  return {
    file,
    connections,
    save: (connection, existing) => {
      const conf = store();
      const all = conf.get('connections') ?? [];
      const problem = connectionProblem(connection, all, existing);
      if (problem) return problem;
      const at = existing === undefined ? -1 : all.findIndex((one) => sameName(one.name, existing));
      const next = at < 0 ? [...all, connection] : all.with(at, connection);
      try {
        conf.set('connections', next);
      } catch (error) {
        return `The connection could not be saved: ${(error as Error).message}`;
      }
      return undefined;
    },
    remove: (name) => {
      const conf = store();
      const all = conf.get('connections') ?? [];
      const rest = all.filter((one) => !sameName(one.name, name));
      if (rest.length === all.length) return false;
      conf.set('connections', rest);
      return true;
    },
  };
}

/** What keeps a connection from being saved, or undefined. */
export function connectionProblem(
  connection: Connection,
  all: readonly Connection[],
  existing: string | undefined,
): string | undefined {
  const taken = findConnection(all, connection.name);
  if (existing !== undefined && !findConnection(all, existing)) return `There is no connection "${existing}" any more.`;
  if (taken && (existing === undefined || !sameName(taken.name, existing))) {
    return `There is a connection "${taken.name}" already.`;
  }
  const redirectProblem = connection.redirectHosts?.map(redirectHostProblem).find((problem) => problem !== undefined);
  return connectionNameProblem(connection.name) ?? urlProblem(connection.url) ?? redirectProblem;
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function trySave(conf: Conf<Stored>, connection: Connection): void {
  const all = conf.get('connections') ?? [];
  if (connectionProblem(connection, all, undefined)) return;
  try {
    conf.set('connections', [...all, connection]);
  } catch {
    // This one is what the schema refused; it is in the file that was kept.
  }
}

/** Objects in a damaged file that could be connections; the schema decides when they are saved again. */
function wholeConnections(file: string): readonly Connection[] {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Partial<Stored> | null;
    const all: unknown = stored?.connections;
    if (!Array.isArray(all)) return [];
    return all.filter(
      (one): one is Connection =>
        typeof one === 'object' && one !== null && typeof one.name === 'string' && typeof one.url === 'string',
    );
  } catch {
    return [];
  }
}
