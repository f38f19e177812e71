import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { codeOf, fileTrouble } from './file-trouble.ts';
import { patientlyLater } from './patience.ts';

/** The file that somebody means who types this: `~` is the home folder, and what is not absolute lies below here. */
export function typedPath(text: string): string {
  const typed = text.trim();
  const whole = /^~(?=$|[/\\])/.test(typed) ? path.join(homedir(), typed.slice(1)) : typed;
  return path.resolve(whole);
}

/**
 * Writes a file that the user asked for, whole or not at all: beside its place first, then put there. Gives `exists` where
 * there is one already that is not to be replaced. FailureError `local.file` where the system refuses.
 */
export async function saveFile(
  file: string,
  pieces: AsyncIterable<string>,
  replace: boolean,
): Promise<'saved' | 'exists'> {
  if (!replace && existsSync(file)) return 'exists';
  const half = `${file}.${crypto.randomUUID().slice(0, 13)}`;
  try {
    const handle = await open(half, 'wx', 0o600);
    try {
      for await (const piece of pieces) await handle.appendFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (replace) await patientlyLater(() => rename(half, file));
    else await putWhereNothingIs(half, file);
    return 'saved';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'exists';
    throw fileTrouble('write', file, error);
  } finally {
    await rm(half, { force: true });
  }
}

/** Somebody else may have made the file meanwhile: a link is refused then. Where there are no links, a look has to do. */
async function putWhereNothingIs(half: string, file: string): Promise<void> {
  try {
    await link(half, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || existsSync(file)) throw error;
    await rename(half, file);
  }
}
