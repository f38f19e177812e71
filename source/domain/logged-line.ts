import type { RunOutcome } from './engine.ts';

/** A line that was run: when, on which server, and what came of it. Holds no secret. */
export interface LoggedLine {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly connection: string;
  /** Host of the connection URI. */
  readonly server: string;
  /** User principal name; absent where the ticket of the logon was used. */
  readonly user?: string;
  /** The line as it was submitted; absent where it may hold a secret. */
  readonly line?: string;
  readonly milliseconds: number;
  readonly outcome: RunOutcome['state'];
  /** What was asked and answered meanwhile, as the transcript shows it. */
  readonly questions: readonly string[];
  readonly objects: number;
  readonly errors: number;
}

/** In the place of a line that may hold a secret. */
const hiddenLine = '(a line that may hold a secret)';

/** A text of several lines on one row. */
export const onOneRow = (text: string): string => text.replaceAll(/\s*[\r\n]+\s*/g, ' ⏎ ');

/** The line on one row. */
export function lineText({ line = hiddenLine }: Pick<LoggedLine, 'line'>): string {
  return onOneRow(line).trim();
}

/** What came of it, in words: `1.2 s · 20 objects · 1 error`. */
export function lineFacts(
  { milliseconds, outcome, objects, errors }: LoggedLine,
  durationText: (milliseconds: number) => string,
): string {
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    durationText(milliseconds),
    ...(outcome === 'completed' ? [] : [outcome]),
    counted(objects, 'object'),
    ...(errors > 0 ? [counted(errors, 'error')] : []),
  ].join(' · ');
}
