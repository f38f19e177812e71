import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { historyLimit } from '../domain/index.ts';
import { makePrivateFolder } from './folder.ts';
import { looksSecret } from './redact.ts';
import { loadWriting } from './writing.ts';

/** Submitted lines of each connection, so that Up finds them in the next exterm too. Lines that look secret stay out. */
export interface HistoryStore {
  /** Oldest first, at most `historyLimit`; what cannot be read is left out. */
  read(connection: string): readonly string[];
  append(connection: string, line: string): void;
  remove(connection: string): void;
}

/** Longer lines are pasted scripts; they stay in the run's memory. */
const longestLine = 16 * 1024;

/**
 * A file a connection, a JSON string a line. Several exterms append to it at the same time; it is cut down to the limit
 * soon after it is read and has grown to twice that.
 */
export function openHistory(folder: string): HistoryStore {
  const home = path.join(folder, 'history');
  const fileOf = (connection: string) => path.join(home, `on-${encodeURIComponent(connection.toLowerCase())}.jsonl`);
  return {
    read: (connection) => {
      const lines = readLines(fileOf(connection));
      // Where it cannot be cut down now it can be read all the same.
      if (lines.length > 2 * historyLimit) cutDown(fileOf(connection)).catch(() => {});
      return lines.slice(-historyLimit);
    },
    append: (connection, line) => {
      if (line.trim() === '' || line.length > longestLine || looksSecret(line)) return;
      makePrivateFolder(home);
      appendFileSync(fileOf(connection), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    },
    remove: (connection) => rmSync(fileOf(connection), { force: true }),
  };
}

async function cutDown(file: string): Promise<void> {
  const { writeFileAtomic } = await loadWriting();
  // Read again, and written before anything else runs: what was appended meanwhile stays.
  const kept = readLines(file).slice(-historyLimit);
  writeFileAtomic.sync(file, kept.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
}

function readLines(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
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
