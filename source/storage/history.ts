import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type HistoryEntry, type HistoryFacts, historyLimit } from '../domain/index.ts';
import { withFile } from './file-trouble.ts';
import { makePrivateFolder } from './folder.ts';
import { appendJsonLines, isOutcome, jsonLines, parsedJson } from './json-lines.ts';
import { patiently } from './patience.ts';
import { storedPlaces } from './places.ts';
import { looksSecret } from './redact.ts';
import { replaceFileSync } from './replace-file.ts';
import { isRecord } from './stored-connections.ts';

/**
 * Submitted lines with what came of them, so that Up finds them in the next exterm too. Lines that look secret stay out.
 * What changes it throws FailureError `local.file` where the system refuses.
 */
export interface HistoryStore {
  /** Of one connection, oldest first, at most `historyLimit`; what cannot be read is left out. */
  read(connection: string): readonly HistoryEntry[];
  /** False where the line is not one to be kept. */
  append(entry: HistoryEntry): boolean;
  /** What came of a line that was appended. */
  ended(entry: HistoryEntry, facts: HistoryFacts): void;
  /** A connection has another name: its lines go with it. */
  rename(from: string, to: string): void;
  remove(connection: string): void;
}

/** Longer lines are pasted scripts; they stay in the run's memory. */
const longestLine = 16 * 1024;

/** A line of the file as an object: a submitted line, or what came of one, by its id. */
type Stored = Record<string, unknown>;

/**
 * A file a connection, JSON a line: a text where an older exterm wrote it, and an object otherwise. Several exterms append
 * to it at the same time; it is cut down to the limit soon after it is read and has grown to twice that.
 */
export function openHistory(folder: string): HistoryStore {
  const home = storedPlaces(folder).histories;
  const fileOf = (connection: string) => path.join(home, `on-${fileNameOf(connection)}.jsonl`);
  const add = (connection: string, added: readonly Stored[]) => {
    const file = fileOf(connection);
    withFile('write', file, () => {
      makePrivateFolder(home);
      patiently(() => appendJsonLines(file, added, () => readStored(file).stored));
    });
  };
  const forget = (file: string) => withFile('write', file, () => patiently(() => rmSync(file, { force: true })));
  return {
    read: (connection) => {
      const { stored, lines, bytes } = readStored(fileOf(connection));
      const kept = stored.slice(-historyLimit);
      if (lines > 3 * historyLimit) cutDown(fileOf(connection), kept, bytes);
      return kept.map((one, index) => entryOf(one, connection, index));
    },
    append: ({ connection, line, ...entry }) => {
      if (line.trim() === '' || line.length > longestLine || looksSecret(line)) return false;
      const { id, at, server } = entry;
      add(connection, [{ id, at, server, line }]);
      return true;
    },
    ended: ({ connection, id }, { milliseconds, outcome, errors }) =>
      add(connection, [{ id, milliseconds, outcome, errors }]),
    rename: (from, to) => {
      const [before, after] = [fileOf(from), fileOf(to)];
      if (before === after) return;
      const { stored } = readStored(before);
      if (stored.length === 0) return;
      add(to, stored);
      forget(before);
    },
    remove: (connection) => forget(fileOf(connection)),
  };
}

/** File systems take names of 255 bytes or characters; a long name of another script has more, escaped. */
const longestFileName = 200;

function fileNameOf(connection: string): string {
  const name = encodeURIComponent(connection.toLowerCase());
  return name.length <= longestFileName ? name : createHash('sha256').update(name).digest('hex');
}

/** Before anything else runs, so that no line of this exterm is lost; not where another has written since it was read. */
function cutDown(file: string, stored: readonly Stored[], bytes: number): void {
  try {
    if (statSync(file).size === bytes) replaceFileSync(file, jsonLines(stored));
  } catch {
    // Where it cannot be cut down now it can be read all the same.
  }
}

/** What a file holds: the submitted lines, each with what came of it, and what this version does not know of them. */
function readStored(file: string): {
  readonly stored: readonly Stored[];
  readonly lines: number;
  readonly bytes: number;
} {
  let content: Buffer;
  try {
    content = patiently(() => readFileSync(file));
  } catch {
    return { stored: [], lines: 0, bytes: 0 };
  }
  const stored: Stored[] = [];
  const places = new Map<unknown, number>();
  const rows = content.toString('utf8').split('\n');
  for (const row of rows) {
    const value = parsedJson(row);
    if (typeof value === 'string' && value.length <= longestLine) stored.push({ line: value });
    else if (isRecord(value) && typeof value['line'] === 'string' && value['line'].length <= longestLine) {
      if (value['id'] !== undefined) places.set(value['id'], stored.length);
      stored.push(value);
    } else if (isRecord(value)) {
      const place = places.get(value['id']);
      if (place !== undefined) stored[place] = { ...stored[place], ...value };
    }
  }
  return { stored, lines: rows.length, bytes: content.length };
}

function entryOf(stored: Stored, connection: string, index: number): HistoryEntry {
  const number = (name: string) => {
    const value = stored[name];
    return typeof value === 'number' && Number.isFinite(value) ? { [name]: value } : {};
  };
  const { id, line, server, outcome } = stored;
  return {
    id: typeof id === 'string' ? id : `${connection} ${index}`,
    connection,
    line: line as string,
    ...(typeof server === 'string' ? { server } : {}),
    ...(isOutcome(outcome) ? { outcome } : {}),
    ...number('at'),
    ...number('milliseconds'),
    ...number('errors'),
  };
}
