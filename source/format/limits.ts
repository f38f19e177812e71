/**
 * Characters of a text that are laid out; how many more it has is said. A server may send one of many megabytes, which
 * nobody reads in lines; files get it whole.
 */
export const longestText = 1_000_000;

/** The same for a cell that is wrapped: in a narrow column each character may be a line. */
export const longestCell = 20_000;

/** Properties of one object that are shown. */
export const mostProperties = 400;

/** The text, or what it begins with and how much more it has. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  const end = last >= 0xd800 && last < 0xdc00 ? longest - 1 : longest;
  return `${text.slice(0, end)}… (${(text.length - end).toLocaleString('en')} more characters)`;
}

/** The lines of a text, one after the other: there may be millions. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
    yield text.slice(start, index);
    start = index + end.length;
  }
  yield text.slice(start);
}
