import type { Readable } from 'node:stream';
import { markedText } from '../text/marked.ts';
import { CommandExit, exitCodes } from './exit.ts';
import { bytesOf } from './io.ts';

/** Bytes of a script; nobody writes a longer one. */
export const longestScript = 16 * 1024 * 1024;

/** A script as text: UTF-8, or what the mark at its beginning says. `file` names it where it cannot be read. */
export async function readScript(source: Readable, file = 'standard input'): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of source) {
      const bytes = bytesOf(chunk);
      length += bytes.length;
      if (length > longestScript) throw new CommandExit(exitCodes.usage, `${file} is too long to be a script.`);
      parts.push(bytes);
    }
  } catch (error) {
    if (error instanceof CommandExit) throw error;
    throw new CommandExit(exitCodes.usage, `${file} cannot be read: ${reasonOf(error)}`);
  }
  return markedText(Buffer.concat(parts));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'it is a folder.',
  EACCES: 'this user has no right to it.',
};

const reasonOf = (error: unknown) => reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;
