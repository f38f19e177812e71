import { LanguageError, type Span } from '../errors.ts';
import { isDoubleQuote, isNewline, isSingleQuote, isSpace } from './characters.ts';
import { scanVariable } from './variables.ts';

export type StringPart = string | (Span & { readonly name: string });

export interface StringScan {
  readonly end: number;
  readonly parts: readonly StringPart[];
  readonly problem?: LanguageError | undefined;
}

/** Gathers text and variables in turn; text that touches is one part. */
export class Parts {
  readonly #parts: StringPart[] = [];
  #text = '';
  problem: LanguageError | undefined;

  text(text: string): void {
    this.#text += text;
  }

  variable(part: Span & { readonly name: string }): void {
    if (this.#text) this.#parts.push(this.#text);
    this.#text = '';
    this.#parts.push(part);
  }

  report(problem: LanguageError | undefined): void {
    this.problem ??= problem;
  }

  done(end: number): StringScan {
    if (this.#text || this.#parts.length === 0) this.#parts.push(this.#text);
    this.#text = '';
    return { end, parts: this.#parts, problem: this.problem };
  }
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What a backtick at `at` and the character behind it mean. A backtick at the end of the text stands for itself. */
export function readBacktick(text: string, at: number, into: Parts): number {
  const next = text.charAt(at + 1);
  if (next === 'u') return readUnicode(text, at, into);
  if (next === '\r' && text.charAt(at + 2) === '\n') {
    into.text('\r\n');
    return at + 3;
  }
  into.text(next === '' ? '`' : (escapes[next] ?? next));
  return at + (next === '' ? 1 : 2);
}

function readUnicode(text: string, at: number, into: Parts): number {
  const digits = /\{([0-9a-fA-F]{1,6})\}/y;
  digits.lastIndex = at + 2;
  const match = digits.exec(text);
  const code = match ? Number.parseInt(match[1] as string, 16) : Number.NaN;
  if (match && code <= 0x10ffff) {
    into.text(String.fromCodePoint(code));
    return digits.lastIndex;
  }
  into.report(
    new LanguageError(
      'The escape `u is not followed by a character number in braces.',
      { start: at, end: Math.min(at + 2, text.length) },
      'Write for instance `u{20AC}.',
    ),
  );
  return at + 2;
}

/** Text between single quotes; two of them stand for one. `at` is the opening quote. */
export function scanSingleQuoted(text: string, at: number, into: Parts): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charAt(i);
    if (isSingleQuote(c)) {
      if (!isSingleQuote(text.charAt(i + 1))) return i + 1;
      i++;
    }
    into.text(text.charAt(i));
  }
  into.report(openString(text, at, "'"));
  return text.length;
}

/** Text between double quotes, with escapes and variables. `at` is the opening quote. */
export function scanDoubleQuoted(text: string, at: number, into: Parts): number {
  let i = at + 1;
  while (i < text.length) {
    const c = text.charAt(i);
    if (isDoubleQuote(c)) {
      if (!isDoubleQuote(text.charAt(i + 1))) return i + 1;
      into.text(text.charAt(i + 1));
      i += 2;
    } else {
      i = scanExpandableCharacter(text, i, into);
    }
  }
  into.report(openString(text, at, '"'));
  return text.length;
}

/** One character, escape or variable of an expandable text; returns where the next begins. */
export function scanExpandableCharacter(text: string, at: number, into: Parts): number {
  const c = text.charAt(at);
  if (c === '`') return readBacktick(text, at, into);
  if (c === '$') {
    const variable = scanVariable(text, at, 'string');
    if (variable) {
      into.report(variable.problem);
      into.variable({ start: at, end: variable.end, name: variable.name });
      return variable.end;
    }
  }
  into.text(c);
  return at + 1;
}

/** A here-string: its text runs from the next line to the line that begins with the closing quote and `@`. */
export function scanHereString(text: string, at: number): { readonly scan: StringScan; readonly expandable: boolean } {
  const expandable = isDoubleQuote(text.charAt(at + 1));
  const isQuote = expandable ? isDoubleQuote : isSingleQuote;
  const parts = new Parts();
  let start = at + 2;
  while (isSpace(text.charAt(start))) start++;
  if (start < text.length && !isNewline(text.charAt(start))) {
    parts.report(
      new LanguageError(
        'A here-string begins on the line below its opening quote.',
        { start: at, end: start },
        'Break the line after the opening quote, or use a plain quoted string.',
      ),
    );
  }
  start = afterNewline(text, start);
  const close = findClose(text, start, isQuote);
  if (!close) {
    parts.report(openString(text, at, expandable ? '"@' : "'@"));
    return { scan: parts.done(text.length), expandable };
  }
  let i = start;
  while (i < close.textEnd) {
    if (expandable) i = scanExpandableCharacter(text, i, parts);
    else parts.text(text.charAt(i++));
  }
  return { scan: parts.done(close.end), expandable };
}

function findClose(
  text: string,
  start: number,
  isQuote: (c: string) => boolean,
): { textEnd: number; end: number } | undefined {
  let line = start;
  while (line <= text.length) {
    if (isQuote(text.charAt(line)) && text.charAt(line + 1) === '@') {
      const textEnd = line === start ? start : line - (text.slice(line - 2, line) === '\r\n' ? 2 : 1);
      return { textEnd, end: line + 2 };
    }
    let end = line;
    while (end < text.length && !isNewline(text.charAt(end))) end++;
    if (end >= text.length) return undefined;
    line = afterNewline(text, end);
  }
  return undefined;
}

function afterNewline(text: string, at: number): number {
  if (text.charAt(at) === '\r' && text.charAt(at + 1) === '\n') return at + 2;
  return isNewline(text.charAt(at)) ? at + 1 : at;
}

function openString(text: string, at: number, close: string): LanguageError {
  return new LanguageError(
    `The string that begins here has no closing ${close}.`,
    { start: at, end: text.length },
    close.length === 1 ? `Close it with ${close}.` : `Close it with ${close} at the beginning of a line.`,
    'incomplete',
  );
}
