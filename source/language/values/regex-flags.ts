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

/** What is well in .NET, and has no equal in JavaScript. */
export class NotUnderstood extends ValueError {}

export const notUnderstood = (pattern: string, what: string) =>
  new NotUnderstood(
    `The regular expression ${shortened(pattern)} uses ${what}, which is not understood here.`,
    'Write it without, or use -like with a wildcard pattern.',
  );

/** `(?i)`, `(?s-i:` */
export const optionGroup = /\(\?([imsnx]*)(?:-([imsnx]+))?[:)]/g;

/** What a group of options makes of those around it; undefined for what is none. */
export function changed(flags: RegexFlags, group: string): RegexFlags | undefined {
  const [all, on = '', off = ''] = new RegExp(optionGroup.source).exec(group) ?? [];
  if (all !== group) return undefined;
  const is = (letter: string, now = false) => (on.includes(letter) || now) && !off.includes(letter);
  return {
    ignoreCase: is('i', flags.ignoreCase),
    multiline: is('m', flags.multiline),
    singleline: is('s', flags.singleline),
    explicitCapture: is('n', flags.explicitCapture),
    ignoreWhitespace: is('x', flags.ignoreWhitespace),
  };
}
