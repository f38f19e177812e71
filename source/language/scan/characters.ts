/** PowerShell's own classes of characters: typographic quotes and dashes count as the plain ones. */
export const isSpace = (c: string): boolean =>
  c === ' ' || c === '\t' || c === '\v' || c === '\f' || c === '\u0085' || (c > '\u007f' && /^\p{Zs}$/u.test(c));

export const isNewline = (c: string): boolean => c === '\n' || c === '\r';

export const isSingleQuote = (c: string): boolean =>
  c === "'" || c === '\u2018' || c === '\u2019' || c === '\u201a' || c === '\u201b';

export const isDoubleQuote = (c: string): boolean => c === '"' || c === '\u201c' || c === '\u201d' || c === '\u201e';

export const isDash = (c: string): boolean => c === '-' || c === '\u2013' || c === '\u2014' || c === '\u2015';

/** What ends a bare word; an empty string stands for the end of the text. */
export const endsWord = (c: string): boolean =>
  c === '' || isNewline(c) || isSpace(c) || (c.length === 1 && '(){};,|&'.includes(c));

export const isLetterOrDigit = (c: string): boolean => /^[\p{L}\p{Nd}]$/u.test(c);

export const isNameStart = (c: string): boolean => c === '_' || /^\p{L}$/u.test(c);

export const isNamePart = (c: string): boolean => c === '_' || isLetterOrDigit(c);
