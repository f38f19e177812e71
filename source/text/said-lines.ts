import { neutralise } from './neutralise.ts';

/** The lines of what somebody said, as a terminal may have them: control characters visible, a tab as blanks. */
export const saidLines = (text: string): string[] =>
  text.split(/\r\n|\r|\n/).map((line) => neutralise(line.replaceAll('\t', '    ')));
