/** What ends a single-quoted string: the straight quote and the four typographic ones. */
const singleQuotes = /['\u2018-\u201b]/g;

/** A text as PowerShell's literal of it, whatever stands in it: in single quotes, those within doubled. */
export function literalOf(text: string): string {
  return `'${text.replace(singleQuotes, '$&$&')}'`;
}
