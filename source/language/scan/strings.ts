import { LanguageError, type Span } from '../errors.ts';
import type { StringPart, SubexpressionPart, VariablePart } from '../tokens.ts';
import { endOfLine, isDoubleQuote, isNewline, isSingleQuote, isSpace } from './characters.ts';
import { scanSubexpression } from './subexpressions.ts';
import { scanVariable } from './variables.ts';

export interface StringScan {
  readonly end: number;
  readonly parts: readonly StringPart[];
  readonly problem?: LanguageError | undefined;
}

/** Gathers text and what stands between in turn; text that touches is one part. */
export class Parts {
  readonly #parts: StringPart[] = [];
  #text = '';
  problem: LanguageError | undefined;

  text(text: string): void {
    this.#text += text;
  }

  insert(part: VariablePart | SubexpressionPart): void {
    if (this.#text) this.#parts.push(this.#text);
    this.#text = '';
    this.#parts.push(part);
  }

  /** One is kept: that more input would cure the text before what is wrong in it. */
  report(problem: LanguageError | undefined): void {
    if (problem?.incomplete) this.problem = problem;
    else this.problem ??= problem;
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

const notSingleQuote = /[^'\u2018-\u201b]+/y;
const ordinary = /[^`$"\u201c-\u201e\r\n]+/y;

/** The longest run of characters from `at` that mean nothing but themselves. */
function run(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Text between single quotes; two of them stand for one. `at` is the opening quote. */
export function scanSingleQuoted(text: string, at: number, into: Parts): number {
  let i = at + 1;
  while (i < text.length) {
    const end = run(notSingleQuote, text, i);
    into.text(text.slice(i, end));
    if (end >= text.length) break;
    if (!isSingleQuote(text.charAt(end + 1))) return end + 1;
    into.text(text.charAt(end + 1));
    i = end + 2;
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

/** A run of plain characters, an escape, a variable or a subexpression of an expandable text; returns where the next begins. */
export function scanExpandableCharacter(text: string, at: number, into: Parts, isHereString = false): number {
  const c = text.charAt(at);
  if (c === '`') return readBacktick(text, at, into);
  if (c === '$' && text.charAt(at + 1) === '(') {
    const part = scanSubexpression(text, at, isHereString);
    into.insert(part);
    if (!part.isClosed) into.report(openSubexpression(part));
    return part.end;
  }
  if (c === '$') {
    const variable = scanVariable(text, at, 'string');
    if (variable) {
      if (!into.problem) into.report(variable.problem?.());
      into.insert({ start: at, end: variable.end, name: variable.name });
      return variable.end;
    }
  }
  const end = Math.max(at + 1, run(ordinary, text, at));
  into.text(text.slice(at, end));
  return end;
}

/** One character of a bare word, escape or variable. */
export function scanWordCharacter(text: string, at: number, into: Parts): number {
  const c = text.charAt(at);
  if (c === '$' || c === '`') return scanExpandableCharacter(text, at, into);
  into.text(c);
  return at + 1;
}

/** A here-string: its text runs from the next line to the line that begins with the closing quote and `@`. */
export function scanHereString(text: string, at: number): { readonly scan: StringScan; readonly expandable: boolean } {
  const expandable = isDoubleQuote(text.charAt(at + 1));
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
  const end = expandable ? expandableLines(text, start, parts) : plainLines(text, start, parts);
  if (end === undefined) parts.report(openString(text, at, expandable ? '"@' : "'@"));
  return { scan: parts.done(end ?? text.length), expandable };
}

/** Up to the line that begins with `'@`; returns where that ends, undefined where there is none. */
function plainLines(text: string, start: number, parts: Parts): number | undefined {
  for (let line = start; line <= text.length; ) {
    if (isSingleQuote(text.charAt(line)) && text.charAt(line + 1) === '@') {
      parts.text(text.slice(start, lastNewline(text, start, line)));
      return line + 2;
    }
    const end = endOfLine(text, line);
    if (end >= text.length) break;
    line = afterNewline(text, end);
  }
  parts.text(text.slice(start));
  return undefined;
}

/** The same up to `"@`; a subexpression may run over lines that begin so. */
function expandableLines(text: string, start: number, parts: Parts): number | undefined {
  const closes = (at: number) => isDoubleQuote(text.charAt(at)) && text.charAt(at + 1) === '@';
  if (closes(start)) return start + 2;
  let i = start;
  while (i < text.length) {
    if (isNewline(text.charAt(i))) {
      const next = afterNewline(text, i);
      if (closes(next)) return next + 2;
      parts.text(text.slice(i, next));
      i = next;
    } else i = scanExpandableCharacter(text, i, parts, true);
  }
  return undefined;
}

const lastNewline = (text: string, start: number, line: number): number =>
  line === start ? start : line - (text.slice(line - 2, line) === '\r\n' ? 2 : 1);

function afterNewline(text: string, at: number): number {
  if (text.charAt(at) === '\r' && text.charAt(at + 1) === '\n') return at + 2;
  return isNewline(text.charAt(at)) ? at + 1 : at;
}

const openSubexpression = (place: Span): LanguageError =>
  new LanguageError('The subexpression that begins here has no closing ).', place, 'Close it with ).', 'incomplete');

function openString(text: string, at: number, close: string): LanguageError {
  return new LanguageError(
    `The string that begins here has no closing ${close}.`,
    { start: at, end: text.length },
    close.length === 1 ? `Close it with ${close}.` : `Close it with ${close} at the beginning of a line.`,
    'incomplete',
  );
}
