import type { Readable, Writable } from 'node:stream';
import { neutralise } from '../text/neutralise.ts';

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

/** Cells of a terminal's line. One that was never told its size, as a pseudo-terminal of a job runner, says 0. */
export const columnsOf = (stream: Output): number => stream.columns || 80;

/** Whether questions can be asked and answered. */
export function isInteractive(io: CommandIo): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true;
}

/** Writes text and waits where the reader is slow; a reader that has gone (`| head`) ends the wait. */
export function writeText(stream: Writable, text: string): Promise<void> {
  return writeTexts(stream, [text]);
}

/** Writes several texts, together where the stream can. */
export async function writeTexts(stream: Writable, texts: readonly string[]): Promise<void> {
  if (stream.destroyed) return;
  let hasRoom = true;
  stream.cork();
  for (const text of texts) hasRoom = stream.write(text);
  stream.uncork();
  if (hasRoom) return;
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

/** The very bytes of a chunk, not a copy, so that wiping them leaves none behind. */
export function bytesOf(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
}
