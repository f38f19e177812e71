import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import type { LoggedLine } from '../domain/index.ts';
import { fileTrouble } from './file-trouble.ts';
import { appendJsonLines, isOutcome, parsedJson } from './json-lines.ts';
import { patiently } from './patience.ts';
import { storedPlaces } from './places.ts';

/**
 * The record of the lines that were run, kept where the user wants that: a JSON object a line, readable by the user alone.
 * Several exterms append to it at the same time.
 */
export interface LineLog {
  readonly file: string;
  /** Whether lines are kept, by the settings as they are now. */
  readonly isKept: boolean;
  /** Does nothing where none are kept. Throws where the file cannot be written. */
  append(line: LoggedLine): void;
  /** Oldest first; what cannot be read is left out. */
  read(): readonly LoggedLine[];
  /** Takes it from the disk. */
  forget(): void;
}

/** Bytes of the file; one that has grown to it becomes the older half, whose place the next takes. */
const longestFile = 8 * 1024 * 1024;
/** Characters of a line, a pasted script for one, and of one question. */
const longestLine = 16 * 1024;

export function openLineLog(folder: string, isKept: () => boolean): LineLog {
  const file = storedPlaces(folder).record;
  const older = `${file}.older`;
  return {
    file,
    get isKept() {
      return isKept();
    },
    append: (line) => {
      if (!isKept()) return;
      try {
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= longestFile) {
          patiently(() => renameSync(file, older));
        }
        patiently(() => appendJsonLines(file, [shortened(line)], () => linesOf(file)));
      } catch (error) {
        throw fileTrouble('write', file, error);
      }
    },
    read: () => [...linesOf(older), ...linesOf(file)],
    forget: () => {
      for (const one of [file, older]) patiently(() => rmSync(one, { force: true }));
    },
  };
}

function shortened({ line, questions, ...rest }: LoggedLine): LoggedLine {
  const cut = (text: string) => (text.length > longestLine ? `${text.slice(0, longestLine)}…` : text);
  return { ...rest, ...(line === undefined ? {} : { line: cut(line) }), questions: questions.map(cut) };
}

function linesOf(file: string): readonly LoggedLine[] {
  let text: string;
  try {
    text = patiently(() => readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
  return text.split('\n').map(parsedJson).filter(isLogged);
}

function isLogged(value: unknown): value is LoggedLine {
  if (typeof value !== 'object' || value === null) return false;
  const { at, connection, server, user, line, milliseconds, outcome, questions, objects, errors } = value as Partial<
    Record<keyof LoggedLine, unknown>
  >;
  const isText = (one: unknown) => typeof one === 'string';
  return (
    [at, milliseconds, objects, errors].every((one) => typeof one === 'number' && Number.isFinite(one)) &&
    [connection, server].every(isText) &&
    [user, line].every((one) => one === undefined || isText(one)) &&
    isOutcome(outcome) &&
    Array.isArray(questions) &&
    questions.every(isText)
  );
}
