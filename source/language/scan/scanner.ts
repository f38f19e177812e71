import { LanguageError } from '../errors.ts';
import {
  endOf,
  endOfLine,
  endsWord,
  isAsciiLetter,
  isDash,
  isDoubleQuote,
  isNamePart,
  isNameStart,
  isNewline,
  isSingleQuote,
  isSpace,
} from './characters.ts';
import { fromParts, numberToken, type ScannedToken, stray, stringToken, token } from './make-token.ts';
import { scanNumber } from './numbers.ts';
import { isOperatorName } from './operators.ts';
import {
  Parts,
  readBacktick,
  scanDoubleQuoted,
  scanHereString,
  scanSingleQuoted,
  scanWordCharacter,
} from './strings.ts';
import { scanVariable } from './variables.ts';

/**
 * PowerShell reads the same characters differently by where they stand: an argument, an expression, behind a dot, within a
 * type's brackets, behind `--%`.
 */
export type Mode = 'command' | 'expression' | 'member' | 'type' | 'verbatim';

const redirection = /[1-6*]>&[12]|[1-6*]?>>?|<(?!#)/y;
const merging = /[1-6*]>&[12]/y;
const symbol = /\.\.|::|\+\+|--|\+=|-=|\*=|\/=|%=|\?\?=|\?\?|[-+*/%=!.:?<>]/y;

/** The token at `at`, blanks and comments being tokens too. Never throws; always moves on but at the end. */
export function scan(text: string, at: number, mode: Mode): ScannedToken {
  const c = text.charAt(at);
  if (c === '') return token(text, at, at, 'end');
  // Most tokens are words, and no letter begins anything else.
  if (isAsciiLetter(c) && mode !== 'verbatim') {
    if (mode === 'command') return word(text, at);
    return mode === 'type' ? typeName(text, at) : name(text, at);
  }
  const found = blank(text, at, c);
  if (found) return found;
  if (mode === 'verbatim') return token(text, at, verbatimEnd(text, at), 'verbatim');
  return common(text, at, c, mode) ?? (mode === 'command' ? argument(text, at, c) : operand(text, at, c, mode));
}

function blank(text: string, at: number, c: string): ScannedToken | undefined {
  if (isSpace(c)) return token(text, at, endOf(text, at, isSpace), 'space');
  if (isNewline(c)) return token(text, at, at + (c === '\r' && text.charAt(at + 1) === '\n' ? 2 : 1), 'newline');
  if (c === '`' && isNewline(text.charAt(at + 1))) {
    return token(text, at, at + (text.slice(at + 1, at + 3) === '\r\n' ? 3 : 2), 'continuation');
  }
  // A backtick before a blank escapes a blank that means nothing.
  if (c === '`' && isSpace(text.charAt(at + 1))) return token(text, at, at + 2, 'continuation');
  if (c === '#') return token(text, at, endOfLine(text, at), 'comment');
  if (c !== '<' || text.charAt(at + 1) !== '#') return undefined;
  const close = text.indexOf('#>', at + 2);
  if (close >= 0) return token(text, at, close + 2, 'comment');
  const problem = new LanguageError(
    'The comment that begins here has no closing #>.',
    { start: at, end: text.length },
    'Close it with #>.',
    'incomplete',
  );
  return token(text, at, text.length, 'comment', undefined, problem);
}

/** The rest of a line behind `--%`, up to a pipe or chain outside of double quotes. */
function verbatimEnd(text: string, at: number): number {
  let quoted = false;
  let end = at;
  for (; end < text.length; end++) {
    const c = text.charAt(end);
    if (isNewline(c)) break;
    if (isDoubleQuote(c)) quoted = !quoted;
    else if (!quoted && (c === '|' || (c === '&' && text.charAt(end + 1) === '&'))) break;
  }
  return Math.max(end, at + 1);
}

/** What reads alike in every mode. */
function common(text: string, at: number, c: string, mode: Mode): ScannedToken | undefined {
  if (c === ';') return token(text, at, at + 1, 'semicolon');
  if (c === ',') return token(text, at, at + 1, 'comma');
  if (c === '(' || c === ')' || c === '{' || c === '}') return token(text, at, at + 1, 'punctuation');
  if (c === '|')
    return text.charAt(at + 1) === '|' ? token(text, at, at + 2, 'operator') : token(text, at, at + 1, 'pipe');
  if (c === '&') return token(text, at, at + (text.charAt(at + 1) === '&' ? 2 : 1), 'operator');
  if (isSingleQuote(c)) {
    const parts = new Parts();
    return stringToken(text, at, parts.done(scanSingleQuoted(text, at, parts)), 'single');
  }
  if (isDoubleQuote(c)) {
    const parts = new Parts();
    return stringToken(text, at, parts.done(scanDoubleQuoted(text, at, parts)), 'double');
  }
  if (c === '@') return atSign(text, at, mode);
  return c === '$' ? variable(text, at, mode) : undefined;
}

function atSign(text: string, at: number, mode: Mode): ScannedToken {
  const next = text.charAt(at + 1);
  if (next === '(' || next === '{') return token(text, at, at + 2, 'punctuation');
  if (isSingleQuote(next) || isDoubleQuote(next)) {
    const { scan: found, expandable } = scanHereString(text, at);
    return stringToken(text, at, found, expandable ? 'double' : 'single');
  }
  const splat = scanVariable(text, at, 'token');
  if (!splat) return stray(text, at, at + 1);
  if (mode === 'command' && goesOn(text, splat.end)) return word(text, at);
  return token(text, at, splat.end, 'splat', splat.name, splat.problem?.());
}

function variable(text: string, at: number, mode: Mode): ScannedToken {
  if (text.charAt(at + 1) === '(') return token(text, at, at + 2, 'punctuation');
  const found = scanVariable(text, at, 'token');
  if (!found) return mode === 'command' ? word(text, at) : stray(text, at, at + 1);
  if (mode === 'command' && goesOn(text, found.end)) return word(text, at);
  return token(text, at, found.end, 'variable', found.name, found.problem?.());
}

/** Whether a variable among arguments is the beginning of a word, as in `$x\y`. */
export function goesOn(text: string, end: number): boolean {
  const after = text.charAt(end);
  // $$, $^ and $? have no members there.
  if ((after === '.' || after === '[') && text.charAt(end - 2) === '$' && '$^?'.includes(text.charAt(end - 1)))
    return true;
  if (endsWord(after) || after === '=' || after === '.' || after === '[') return false;
  const next = text.charAt(end + 1);
  if (after === '?') return next !== '.' && next !== '[';
  return after !== ':' || next !== ':';
}

const mayRedirect = (c: string) => c === '>' || c === '<' || c === '*' || (c >= '1' && c <= '6');

function argument(text: string, at: number, c: string): ScannedToken {
  if (c === ']') return token(text, at, at + 1, 'word');
  if (c === '.' && /^[$'"\u2018-\u201e]/.test(text.charAt(at + 1))) return token(text, at, at + 1, 'word');
  if (mayRedirect(c)) {
    redirection.lastIndex = at;
    if (redirection.test(text)) return token(text, at, redirection.lastIndex, 'operator');
  }
  if (isDash(c)) {
    const next = text.charAt(at + 1);
    if (isDash(next) && endsWord(text.charAt(at + 2))) return token(text, at, at + 2, 'operator');
    if (next === '?' || isNameStart(next)) return parameter(text, at);
  }
  const number = scanNumber(text, at);
  if (number && endsWord(text.charAt(number.end)) && number.value !== undefined)
    return numberToken(text, at, number.end, number.value);
  return word(text, at);
}

/** `-Name` or `-Name:`; a quote makes a word of it. */
function parameter(text: string, at: number): ScannedToken {
  let end = at + 1;
  for (; end < text.length; end++) {
    const c = text.charAt(end);
    if (endsWord(c) || c === '.' || c === '[') break;
    if (isSingleQuote(c) || isDoubleQuote(c)) return word(text, at, end);
    if (c === ':') return token(text, at, end + 1, 'parameter', text.slice(at + 1, end));
  }
  return token(text, at, end, 'parameter', text.slice(at + 1, end));
}

/** What a word of nothing but itself is made of, and what may follow it then. */
const plainWord = /[\w.:\\/*+%!~^@#?=<>\]-]+(?![^\s(){};,|&])/y;

/** A bare word; quotes, escapes and variables inside belong to it, but for its first part up to `raw`. */
function word(text: string, at: number, raw = at): ScannedToken {
  plainWord.lastIndex = at;
  if (plainWord.test(text)) return token(text, at, plainWord.lastIndex, 'word');
  const parts = new Parts();
  parts.text(text.slice(at, raw));
  let i = raw;
  // The first character is the word's even where it would end one: what else it could be was ruled out before.
  while (i === at || !endsWord(text.charAt(i))) {
    const c = text.charAt(i);
    if (isSingleQuote(c)) i = scanSingleQuoted(text, i, parts);
    else if (isDoubleQuote(c)) i = scanDoubleQuoted(text, i, parts);
    else if (c === '`') i = readBacktick(text, i, parts);
    else i = scanWordCharacter(text, i, parts);
    if (i >= text.length) break;
  }
  const found = parts.done(i);
  const openBacktick =
    text.charAt(at) === '`' && i === at + 1
      ? new LanguageError(
          'The line goes on after a backtick at its end.',
          { start: at, end: i },
          'Type the next line.',
          'incomplete',
        )
      : undefined;
  return fromParts(text, at, { ...found, problem: found.problem ?? openBacktick }, 'word');
}

function operand(text: string, at: number, c: string, mode: Mode): ScannedToken {
  if (c === '[' || c === ']') return token(text, at, at + 1, 'punctuation');
  if (mode === 'type' && isTypePart(c)) return typeName(text, at);
  if (isNameStart(c)) return name(text, at);
  if (mayRedirect(c) && text.charAt(at + 1) === '>' && text.charAt(at + 2) === '&') {
    merging.lastIndex = at;
    if (merging.test(text)) return token(text, at, merging.lastIndex, 'operator');
  }
  const number = scanNumber(text, at);
  if (number) {
    if (mode === 'member') return name(text, at);
    if (!isNamePart(text.charAt(number.end))) return numberToken(text, at, number.end, number.value);
    return stray(text, at, endOf(text, number.end, isNamePart));
  }
  if (isDash(c)) {
    const end = endOf(text, at + 1, isNamePart);
    const named = text.slice(at + 1, end);
    if (isOperatorName(named)) return token(text, at, end, 'operator', `-${named.toLowerCase()}`);
    // An operator ends where its letters do: `-gt0`.
    const letters = /^\p{L}+(?=\p{Nd})/u.exec(named)?.[0];
    if (letters !== undefined && isOperatorName(letters)) {
      return token(text, at, at + 1 + letters.length, 'operator', `-${letters.toLowerCase()}`);
    }
    if (isNameStart(named.charAt(0))) return token(text, at, end, 'parameter', named);
    if (c !== '-') return token(text, at, at + 1, 'operator', '-');
  }
  symbol.lastIndex = at;
  if (!symbol.test(text)) return stray(text, at, at + 1);
  const end = symbol.lastIndex;
  return token(text, at, end, text.slice(at, end) === '.' || text.slice(at, end) === '::' ? 'punctuation' : 'operator');
}

const isTypePart = (c: string) => isNamePart(c) || (c !== '' && '.+`#\\'.includes(c));

const typeName = (text: string, at: number): ScannedToken => token(text, at, endOf(text, at, isTypePart), 'word');

/** A name of nothing but ASCII. */
const plainName = /\w+(?!\w|[^\0-\x7f])/y;

function name(text: string, at: number): ScannedToken {
  plainName.lastIndex = at;
  const end = plainName.test(text) ? plainName.lastIndex : endOf(text, at + 1, isNamePart);
  return token(text, at, end, 'word');
}
