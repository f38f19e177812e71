import type { Readable, Writable } from 'node:stream';
import { Secret } from '../domain/index.ts';
import { neutralise } from '../text/neutralise.ts';
import { usageError } from './exit.ts';

export type Input = Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** The program's surroundings, passed in so that tests can stand in for them. */
export interface CommandIo {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts on SIGINT, SIGTERM and SIGHUP, and when standard output is gone. */
  readonly signal: AbortSignal;
  /** What Ctrl+C does where the terminal hands it over as a key. */
  readonly interrupt: () => void;
}

/** Whether questions can be asked and answered. */
export function isInteractive(io: CommandIo): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true;
}

/** Writes text and waits where the reader is slow; a reader that has gone (`| head`) ends the wait. */
export async function writeText(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed || stream.write(text)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    stream.on('drain', done).on('close', done).on('error', done);
  });
}

export function writeLine(stream: Writable, text: string): Promise<void> {
  return writeText(stream, `${text}\n`);
}

/** Takes what the user should hear of beside the results to standard error, each once. */
export function noticesTo(io: CommandIo): (what: string, next: string) => void {
  const told = new Set<string>();
  return (what, next) => {
    const text = neutralise(`${what} ${next}`.trim());
    if (!told.has(text)) io.stderr.write(`${text}\n`);
    told.add(text);
  };
}

export const longestPassword = 4096;

/** The first line of standard input as a password; the bytes that carried it are wiped. The rest is not read. */
export async function readPassword(stdin: Readable): Promise<Secret> {
  const bytes = Buffer.alloc(longestPassword);
  let length = 0;
  /** True when the line is whole; a line that is too long counts on and is not kept. */
  const take = (part: Uint8Array): boolean => {
    const end = part.indexOf(10);
    const taken = end < 0 ? part : part.subarray(0, end);
    if (length + taken.length <= longestPassword) bytes.set(taken, length);
    length += taken.length;
    part.fill(0);
    return end >= 0 || length > longestPassword;
  };
  try {
    await chunksUntil(stdin, (chunk) => take(bytesOf(chunk)));
    if (length > longestPassword) throw usageError('The password on standard input is longer than 4096 bytes.');
    // A line that Windows wrote ends in CR LF.
    if (length > 0 && bytes[length - 1] === 13) length -= 1;
    if (length === 0) throw usageError('--password-stdin was given, but standard input held no password.');
    return new Secret(Uint8Array.from(bytes.subarray(0, length)));
  } finally {
    bytes.fill(0);
  }
}

/** Chunks as they came, not joined into new ones as an iteration does; resolves at the end of the stream at the latest. */
function chunksUntil(stdin: Readable, enough: (chunk: unknown) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    stdin.on('data', (chunk) => {
      if (enough(chunk)) stdin.destroy();
    });
    stdin.once('close', resolve).once('end', resolve).once('error', reject);
  });
}

/** The very bytes of a chunk, not a copy, so that wiping them leaves none behind. */
export function bytesOf(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
}
