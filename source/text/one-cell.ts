/**
 * Characters of one cell each that never join with a neighbour, as the inside of a class: Latin, Greek and Cyrillic
 * letters, arrows, lines, blocks and the signs that the screen uses. Nearly all texts are of only these, and need no look
 * at each character.
 */
const oneCellCharacters =
  '\\x20-\\x7e\\u00a1-\\u00a8\\u00aa-\\u00ac\\u00af-\\u02ff\\u0391-\\u03a1\\u03a3-\\u0481\\u2013\\u2018-\\u2022\\u2026\\u2039\\u203a\\u2190-\\u2193\\u2500-\\u25a9\\u25b2-\\u25b5\\u25b8\\u25cb-\\u25d3\\u2713\\u2717';

// The search for another one needs no memory; a match of millions of characters in a row would.
const another = new RegExp(`[^${oneCellCharacters}]`);

/** Whether every UTF-16 unit of the text is a character of one cell. */
export function isOneCellEach(text: string): boolean {
  return !another.test(text);
}
