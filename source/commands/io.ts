import type { Readable, Writable } from 'node:stream';
import { Secret } from '../domain/index.ts';
import { usageError } from './exit.ts';

/** The program's surroundings, passed in so that tests can stand in for them. */
export interface CommandIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Writes a line and waits where the reader is slow; a reader that has gone (`| head`) ends the wait. */
export async function writeLine(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed || stream.write(`${text}\n`)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    stream.on('drain', done).on('close', done).on('error', done);
  });
}

const longestPassword = 4096;

/** The first line of standard input as a password; the bytes that carried it are wiped. */
export async function readPassword(stdin: Readable): Promise<Secret> {
  const bytes = Buffer.alloc(longestPassword);
  let length = 0;
  for await (const chunk of stdin) {
    const part = Buffer.from(chunk as Uint8Array);
    const end = part.indexOf(10);
    const taken = end < 0 ? part : part.subarray(0, end);
    if (length + taken.length > longestPassword)
      throw usageError('The password on standard input is longer than 4096 bytes.');
    taken.copy(bytes, length);
    length += taken.length;
    part.fill(0);
    if (end >= 0) break;
  }
  // A line that Windows wrote ends in CR LF.
  if (length > 0 && bytes[length - 1] === 13) length -= 1;
  const secret = new Secret(Uint8Array.from(bytes.subarray(0, length)));
  bytes.fill(0);
  if (length === 0) throw usageError('--password-stdin was given, but standard input held no password.');
  return secret;
}
