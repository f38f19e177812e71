import { TypeFailure } from '../types/type.ts';

/** A value that cannot be used as something wants it; the evaluator adds where in the text. */
export class ValueError extends TypeFailure {
  /** What to do about it. */
  readonly next: string;

  constructor(
    message: string,
    next: string,
    exceptionType = 'System.Management.Automation.RuntimeException',
    id?: string,
    category?: string,
  ) {
    super(message, exceptionType, id, category);
    this.next = next;
  }
}

/** Work on a value that had to be ended: going on with the next one would take as long again, so its line ends. */
export class EndlessError extends ValueError {}

/** What to do about a value that does not fit. */
export const nextOf = (error: TypeFailure): string =>
  error instanceof ValueError ? error.next : 'Compare values of one kind, or use -like, which compares them as text.';
