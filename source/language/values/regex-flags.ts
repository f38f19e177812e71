import { ValueError } from './errors.ts';
import { shortened } from './matching.ts';

/** RegexOptions that are understood: how a pattern is read besides what stands in it. */
export interface RegexFlags {
  readonly ignoreCase: boolean;
  /** `^` and `$` at every line. */
  readonly multiline?: boolean;
  /** `.` takes a line end too. */
  readonly singleline?: boolean;
  /** Only named groups take. */
  readonly explicitCapture?: boolean;
  /** Blanks and `# comments` in the pattern count for nothing. */
  readonly ignoreWhitespace?: boolean;
}

export const notUnderstood = (pattern: string, what: string) =>
  new ValueError(
    `The regular expression ${shortened(pattern)} uses ${what}, which is not understood here.`,
    'Write it without, or use -like with a wildcard pattern.',
  );
