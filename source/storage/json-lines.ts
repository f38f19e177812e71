import { appendFileSync, closeSync, constants, openSync } from 'node:fs';
import type { RunOutcome } from '../domain/index.ts';
import { codeOf } from './file-trouble.ts';
import { replaceFileSync } from './replace-file.ts';

/** Never through a link, where the system can tell. */
const appending = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

/** Objects as the lines of a file. */
export const jsonLines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

/**
 * Adds lines to a file that only the user reads; makes it where there is none. What a link leads to is not ours to write:
 * then the lines go on in a file of their own, which begins with what is `kept` of those there.
 */
export function appendJsonLines(file: string, values: readonly object[], kept: () => readonly object[]): void {
  try {
    append(file, values);
  } catch (error) {
    if (codeOf(error) !== 'ELOOP') throw error;
    replaceFileSync(file, jsonLines(kept()));
    append(file, values);
  }
}

/** Throws ELOOP where the file is a link. */
function append(file: string, values: readonly object[]): void {
  const descriptor = openSync(file, appending, 0o600);
  try {
    appendFileSync(descriptor, jsonLines(values));
  } finally {
    closeSync(descriptor);
  }
}

/** What a file, or a line of one, holds; undefined where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const outcomes: readonly unknown[] = ['completed', 'stopped', 'failed', 'lost'] satisfies RunOutcome['state'][];

/** Whether a file says so how a line ended. */
export const isOutcome = (value: unknown): value is RunOutcome['state'] => outcomes.includes(value);
