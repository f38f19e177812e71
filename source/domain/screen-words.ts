import { allFields } from './connection-fields.ts';

/** The label in the form of what an option of the command line says; none for what the form has not. */
const labels = new Map(
  allFields.flatMap(([, { option, label, form }]) =>
    option === undefined || form === undefined ? [] : [[option.split(' ')[0]!, label] as const],
  ),
);

/** A command that edits a connection: its option, and the value up to where the sentence goes on. */
const edits = /`?exterm connections edit \S+ (--no)?(-{1,2}[a-z][a-z-]*[a-z])(?: (?!\()((?:<[^>]*>|[^\s;,()`])+))?`?/g;
const options = /(?<![\w-])--(no-)?([a-z][a-z-]*[a-z])\b(?: <[^>]*>)?/g;

/**
 * What to do next, in words for who looks at the screen: its keys and labels in place of commands and options of the
 * command line. What the screen has not stays as it is.
 */
export function screenWords(text: string): string {
  return text
    .replaceAll(edits, (whole, no: string | undefined, option: string, value: string | undefined) => {
      const label = labels.get(no ? `-${option}` : option);
      if (label === undefined) return whole;
      const end = value?.endsWith('.') ? '.' : '';
      const shown = no ? 'no' : value?.replace(/\.$/, '');
      return `F4, ${label}${shown && !shown.startsWith('<') ? `: ${shown}` : ''}${end}`;
    })
    .replaceAll(options, (whole, no: string | undefined, name: string) => {
      const label = labels.get(`--${name}`);
      return label === undefined ? whole : `F4, ${label}${no ? ': no' : ''}`;
    })
    .replaceAll(/`?exterm clean --id`?/g, 'Space and Enter')
    .replaceAll(/`?exterm clean --orphans`?|`?exterm sessions`?/g, '^O');
}
