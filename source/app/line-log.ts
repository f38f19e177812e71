import type { Failure, LoggedLine } from '../domain/index.ts';
import { looksSecret, redact } from '../storage/index.ts';
import type { AppDeps } from './deps.ts';
import { failureOf } from './failing.ts';

/** What of a submitted line may be kept: nothing where it looks as if it held a secret. */
export function keptLine(line: string): string | undefined {
  return looksSecret(line) ? undefined : line;
}

/** Puts the line into the record on disk, where the user wants one. Gives what kept it from being written. */
export function keepLine({ lineLog }: Pick<AppDeps, 'lineLog'>, line: LoggedLine): Failure | undefined {
  try {
    lineLog?.append({ ...line, questions: line.questions.map(redact) });
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}
