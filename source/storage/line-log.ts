import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import type { LoggedLine } from '../domain/index.ts';
import { codeOf, withFile } from './file-trouble.ts';
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
  /** Oldest first; what is no line of the record is left out. Throws where the file cannot be read. */
  read(): readonly LoggedLine[];
  /** Takes it from the disk. Throws where that cannot be done. */
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
      withFile('write', file, () => {
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= longestFile) {
          patiently(() => renameSync(file, older));
        }
        patiently(() => appendJsonLines(file, [shortened(line)], () => readableLines(file)));
      });
    },
    read: () => [older, file].flatMap((one) => withFile('read', one, () => linesOf(one))),
    forget: () => {
      for (const one of [file, older]) withFile('write', one, () => patiently(() => rmSync(one, { force: true })));
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
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').map(parsedJson).filter(isLogged);
}

/** For a record that goes on without what it cannot have. */
function readableLines(file: string): readonly LoggedLine[] {
  try {
    return linesOf(file);
  } catch {
    return [];
  }
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
