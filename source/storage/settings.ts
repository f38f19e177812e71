import { writeFileSync } from 'node:fs';
import {
  arranged,
  type Connection,
  connectionNameProblem,
  FailureError,
  findConnection,
  type Preferences,
  redirectHostProblem,
  urlProblem,
} from '../domain/index.ts';
import { fileTrouble } from './file-trouble.ts';
import { keepFileAside, keptAside, makePrivateFolder, type StorageNotice } from './folder.ts';
import { takeLock } from './lock.ts';
import { storedPlaces } from './places.ts';
import { preferencesOf, withPreferences } from './preferences.ts';
import { type ReadSettings, readSettings, settingsVersion, storedOf } from './settings-file.ts';
import { connectionRule, type Stored, schema, withUnknownOf } from './stored-connections.ts';
import { watchFile } from './watch-file.ts';

/** Saved connections, and how the program is set. Every read sees what other exterms have saved meanwhile. */
export interface Settings {
  readonly file: string;
  connections(): readonly Connection[];
  /** The file with connections that could not be read, where none is left: a damaged one that is kept, or a later version's. */
  lost(): string | undefined;
  /**
   * Adds a connection, or replaces the one named `existing` (any case). Gives what is wrong with it, or undefined when
   * it is saved.
   */
  save(connection: Connection, existing?: string): Promise<string | undefined>;
  /** Puts those of these names, in this order, into the places that they have now. Throws where the file cannot be written. */
  arrange(names: readonly string[]): Promise<void>;
  /** False where there is none of that name. */
  remove(name: string): Promise<boolean>;
  /** Calls back when the file has changed, by whomever, and is whole. Gives what ends it. */
  watch(changed: () => void): () => void;
  preferences(): Preferences;
  /** Throws where the file cannot be written. */
  savePreferences(change: Partial<Preferences>): Promise<void>;
}

/**
 * Opens the settings in the folder: an object with a `version` and a section a subject, `connections` so far. Sections and
 * fields that this version does not know stay as they are. A damaged file is kept aside and said; connections in it that
 * are whole live on. A later version's file is read as far as it is understood, and kept beside before it is changed.
 */
export function openSettings(folder: string, notice: (notice: StorageNotice) => void): Settings {
  const file = storedPlaces(folder).settings;
  /** The version whose file has been told of. */
  let told = 0;

  const read = (): ReadSettings => {
    const found = readSettings(file);
    if (found.kind === 'damaged') return recover(file, found, notice);
    if (found.kind === 'later' && found.missing.length > 0 && told !== found.version) {
      told = found.version;
      const what = `A later exterm wrote the settings; of its connections this one does not understand ${named(found.missing)}.`;
      notice({ what, kept: file });
    }
    return found;
  };
  /** Writes the connections in place of those that were read. */
  const write = ({ Conf }: Writer, { kind, version, others }: ReadSettings, connections: readonly object[]): void => {
    if (kind === 'later') {
      const kept = keepFileAside(file, `version-${version}`);
      notice({ what: 'The settings of a later exterm were changed by this one.', kept });
    }
    const conf = new Conf<Stored>({
      cwd: folder,
      configName: 'config',
      projectName: 'exterm',
      schema,
      // The schema is ours and does not change: proving it costs more than everything else here.
      ajvOptions: { meta: false, validateSchema: false },
      // A section's name may be anything.
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      clearInvalidConfig: false,
    });
    conf.store = { version: settingsVersion, ...others, connections: connections as Connection[] };
  };
  /** Reads, and lets `change` write: no other exterm saves in between what would be lost then. */
  const changing = async <Result>(change: (before: ReadSettings, writer: Writer) => Result): Promise<Result> => {
    const writer = await loadWriter();
    try {
      makePrivateFolder(folder);
      const { release } = await takeLock(file);
      try {
        return change(read(), writer);
      } finally {
        release();
      }
    } catch (error) {
      throw fileTrouble('write', file, error);
    }
  };
  read();

  return {
    file,
    connections: () => read().connections,
    lost: () => {
      const { connections, missing } = read();
      if (connections.length > 0) return undefined;
      return missing.length > 0 ? file : keptAside(file);
    },
    watch: (changed) =>
      watchFile(file, () => {
        if (isWhole(file)) changed();
      }),
    preferences: () => preferencesOf(readSettings(file).others),
    savePreferences: (change) =>
      changing((before, writer) => {
        write(writer, { ...before, others: withPreferences(before.others, change) }, before.stored);
      }),
    save: async (connection, existing) => {
      try {
        return await changing((before, writer) => {
          const problem = connectionProblem(connection, before.connections, existing);
          if (problem) return problem;
          const at = before.connections.findIndex((one) => existing !== undefined && sameName(one.name, existing));
          const next = withUnknownOf(storedOf(before, existing), { ...connection }, connectionRule);
          write(writer, before, at < 0 ? [...before.stored, next] : before.stored.with(at, next));
          return undefined;
        });
      } catch (error) {
        if (!(error instanceof FailureError)) return `The connection could not be saved: ${(error as Error).message}`;
        const { what, why, next } = error.failure;
        return `The connection could not be saved: ${what} ${why} ${next}`;
      }
    },
    arrange: (names) =>
      changing((before, writer) => {
        const pairs = before.connections.map(({ name }, index) => ({ name, stored: before.stored[index]! }));
        const next = arranged(pairs, names).map(({ stored }) => stored);
        if (next.some((stored, index) => stored !== before.stored[index])) write(writer, before, next);
      }),
    remove: (name) =>
      changing((before, writer) => {
        const at = before.connections.findIndex((one) => sameName(one.name, name));
        if (at < 0) return false;
        write(writer, before, before.stored.toSpliced(at, 1));
        return true;
      }),
  };
}

/** Whether the file can be read as it is; a damaged one is left for who asks for what is in it. */
function isWhole(file: string): boolean {
  try {
    const { kind } = readSettings(file);
    return kind === 'whole' || kind === 'later';
  } catch {
    return false;
  }
}

/** A large library, for a start that writes nothing. */
const loadWriter = () => import('./quiet-conf.ts');
type Writer = Awaited<ReturnType<typeof loadWriter>>;

/** What keeps a connection from being saved, or undefined. */
function connectionProblem(
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

/** Keeps the damaged file aside and writes what is whole in it into a new one. */
function recover(file: string, found: ReadSettings, notice: (notice: StorageNotice) => void): ReadSettings {
  const connections: Connection[] = [];
  const stored: Record<string, unknown>[] = [];
  const missing = [...found.missing];
  found.connections.forEach((connection, index) => {
    if (connectionProblem(connection, connections, undefined) === undefined) {
      connections.push(connection);
      stored.push(found.stored[index]!);
    } else missing.push(connection.name);
  });
  const kept = keepFileAside(file);
  const text = JSON.stringify({ version: settingsVersion, ...found.others, connections: stored }, undefined, '\t');
  // A new file, and what it is made from lies beside it: there is nothing that a half of it could cost.
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  const saved = connections.length === 1 ? '1 connection was' : `${connections.length} connections were`;
  const lost = missing.length === 0 ? '' : `; missing: ${named(missing)}`;
  notice({ what: `The settings were damaged. ${saved} saved from them${lost}.`, kept });
  return { ...found, kind: 'whole', version: settingsVersion, connections, stored, missing: [] };
}

/** Names for a sentence, the first few of them; what a file says may be of any length. */
function named(names: readonly (string | undefined)[]): string {
  const few = names.slice(0, 5).map((name) => (name === undefined ? 'one without a name' : `"${name.slice(0, 40)}"`));
  return names.length > few.length ? `${few.join(', ')} and ${names.length - few.length} more` : few.join(', ');
}
