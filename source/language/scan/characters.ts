/** PowerShell's own classes of characters: typographic quotes and dashes count as the plain ones. */
export const isSpace = (c: string): boolean =>
  c === ' ' || c === '\t' || c === '\v' || c === '\f' || (c > '\u007f' && (c === '\u0085' || /^\p{Zs}$/u.test(c)));

export const isNewline = (c: string): boolean => c === '\n' || c === '\r';

export const isSingleQuote = (c: string): boolean =>
  c === "'" || (c >= '\u2018' && (c === '\u2018' || c === '\u2019' || c === '\u201a' || c === '\u201b'));

export const isDoubleQuote = (c: string): boolean =>
  c === '"' || (c >= '\u201c' && (c === '\u201c' || c === '\u201d' || c === '\u201e'));

export const isDash = (c: string): boolean =>
  c === '-' || (c >= '\u2013' && (c === '\u2013' || c === '\u2014' || c === '\u2015'));

/** What ends a bare word; an empty string stands for the end of the text. */
export const endsWord = (c: string): boolean =>
  c === '' || isNewline(c) || isSpace(c) || (c.length === 1 && '(){};,|&'.includes(c));

export const isAsciiLetter = (c: string) => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

const isDigit = (c: string) => c >= '0' && c <= '9';

export const isLetterOrDigit = (c: string): boolean =>
  c.length === 1 && (c < '\u0080' ? isAsciiLetter(c) || isDigit(c) : /^[\p{L}\p{Nd}]$/u.test(c));

export const isNameStart = (c: string): boolean =>
  c === '_' || (c.length === 1 && (c < '\u0080' ? isAsciiLetter(c) : /^\p{L}$/u.test(c)));

export const isNamePart = (c: string): boolean => c === '_' || isLetterOrDigit(c);

/** Where the characters that `test` takes end. */
export function endOf(text: string, at: number, test: (c: string) => boolean): number {
  let end = at;
  while (end < text.length && test(text.charAt(end))) end++;
  return end;
}

/** Where the line ends that `at` stands in. */
export const endOfLine = (text: string, at: number): number => endOf(text, at, (c) => !isNewline(c));
