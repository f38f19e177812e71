import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, constants, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { historyLimit } from '../domain/index.ts';
import { codeOf } from './file-trouble.ts';
import { makePrivateFolder } from './folder.ts';
import { patiently } from './patience.ts';
import { storedPlaces } from './places.ts';
import { looksSecret } from './redact.ts';
import { replaceFileSync } from './replace-file.ts';

/** Submitted lines of each connection, so that Up finds them in the next exterm too. Lines that look secret stay out. */
export interface HistoryStore {
  /** Oldest first, at most `historyLimit`; what cannot be read is left out. */
  read(connection: string): readonly string[];
  append(connection: string, line: string): void;
  remove(connection: string): void;
}

/** Never through a link, where the system can tell. */
const appending = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

/** Longer lines are pasted scripts; they stay in the run's memory. */
const longestLine = 16 * 1024;

/**
 * A file a connection, a JSON string a line. Several exterms append to it at the same time; it is cut down to the limit
 * soon after it is read and has grown to twice that.
 */
export function openHistory(folder: string): HistoryStore {
  const home = storedPlaces(folder).histories;
  const fileOf = (connection: string) => path.join(home, `on-${fileNameOf(connection)}.jsonl`);
  return {
    read: (connection) => {
      const lines = readLines(fileOf(connection));
      if (lines.length > 2 * historyLimit) cutDown(fileOf(connection), lines);
      return lines.slice(-historyLimit);
    },
    append: (connection, line) => {
      if (line.trim() === '' || line.length > longestLine || looksSecret(line)) return;
      makePrivateFolder(home);
      const file = fileOf(connection);
      const append = () => {
        const descriptor = openSync(file, appending, 0o600);
        try {
          appendFileSync(descriptor, `${JSON.stringify(line)}\n`);
        } finally {
          closeSync(descriptor);
        }
      };
      try {
        patiently(append);
      } catch (error) {
        if (codeOf(error) !== 'ELOOP') throw error;
        // A link: what it leads to is not ours to write. The history goes on in a file of its own.
        write(file, readLines(file));
        append();
      }
    },
    remove: (connection) => patiently(() => rmSync(fileOf(connection), { force: true })),
  };
}

/** File systems take names of 255 bytes or characters; a long name of another script has more, escaped. */
const longestFileName = 200;

function fileNameOf(connection: string): string {
  const name = encodeURIComponent(connection.toLowerCase());
  return name.length <= longestFileName ? name : createHash('sha256').update(name).digest('hex');
}

/** Before anything else runs, so that no line of this exterm is lost; one of another exterm, in this instant, may be. */
function cutDown(file: string, lines: readonly string[]): void {
  try {
    write(file, lines.slice(-historyLimit));
  } catch {
    // Where it cannot be cut down now it can be read all the same.
  }
}

function write(file: string, lines: readonly string[]): void {
  replaceFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function readLines(file: string): readonly string[] {
  let text: string;
  try {
    text = patiently(() => readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === 'string' && value.length <= longestLine ? [value] : [];
    } catch {
      return [];
    }
  });
}
