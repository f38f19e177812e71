import { LanguageError } from '../errors.ts';
import {
  endsWord,
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
  scanExpandableCharacter,
  scanHereString,
  scanSingleQuoted,
} from './strings.ts';
import { scanVariable } from './variables.ts';

/** PowerShell reads the same characters differently by where they stand: an argument, an expression, behind a dot. */
export type Mode = 'command' | 'expression' | 'member';

const redirection = /[1-6*]?>>?(?:&[12])?|<(?!#)/y;
const symbol = /\.\.|::|\+\+|--|\+=|-=|\*=|\/=|%=|&&|\|\||\?\?=|\?\?|[-+*/%=!.:?<>&]/y;

/** The token at `at`, blanks and comments being tokens too. Never throws; always moves on but at the end. */
export function scan(text: string, at: number, mode: Mode): ScannedToken {
  const c = text.charAt(at);
  if (c === '') return token(text, at, at, 'end');
  return (
    blank(text, at, c) ??
    common(text, at, c, mode) ??
    (mode === 'command' ? argument(text, at, c) : operand(text, at, c, mode))
  );
}

function blank(text: string, at: number, c: string): ScannedToken | undefined {
  if (isSpace(c)) {
    let end = at + 1;
    while (end < text.length && isSpace(text.charAt(end))) end++;
    return token(text, at, end, 'space');
  }
  if (isNewline(c)) return token(text, at, at + (c === '\r' && text.charAt(at + 1) === '\n' ? 2 : 1), 'newline');
  if (c === '`' && isNewline(text.charAt(at + 1))) {
    return token(text, at, at + (text.slice(at + 1, at + 3) === '\r\n' ? 3 : 2), 'continuation');
  }
  // A backtick before a blank escapes a blank that means nothing.
  if (c === '`' && isSpace(text.charAt(at + 1))) return token(text, at, at + 2, 'continuation');
  if (c === '#') {
    let end = at + 1;
    while (end < text.length && !isNewline(text.charAt(end))) end++;
    return token(text, at, end, 'comment');
  }
  if (c !== '<' || text.charAt(at + 1) !== '#') return undefined;
  const close = text.indexOf('#>', at + 2);
  if (close >= 0) return token(text, at, close + 2, 'comment');
  const problem = new LanguageError(
    'The comment that begins here has no closing #>.',
    { start: at, end: text.length },
    'Close it with #>.',
    'incomplete',
  );
  return { ...token(text, at, text.length, 'error'), problem };
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
  if (c === '@') return atSign(text, at);
  return c === '$' ? variable(text, at, mode) : undefined;
}

function atSign(text: string, at: number): ScannedToken {
  const next = text.charAt(at + 1);
  if (next === '(' || next === '{') return token(text, at, at + 2, 'punctuation');
  if (isSingleQuote(next) || isDoubleQuote(next)) {
    const { scan: found, expandable } = scanHereString(text, at);
    return stringToken(text, at, found, expandable ? 'double' : 'single');
  }
  if (isNamePart(next)) {
    let end = at + 2;
    while (end < text.length && isNamePart(text.charAt(end))) end++;
    return { ...token(text, at, end, 'operator'), value: '@' };
  }
  return stray(text, at, at + 1);
}

function variable(text: string, at: number, mode: Mode): ScannedToken {
  const found = scanVariable(text, at, 'token');
  if (!found) return mode === 'command' ? word(text, at) : stray(text, at, at + 1);
  const after = text.charAt(found.end);
  const goesOn =
    !endsWord(after) &&
    after !== '=' &&
    after !== '.' &&
    after !== '[' &&
    !(after === ':' && text.charAt(found.end + 1) === ':');
  if (mode === 'command' && goesOn && !text.startsWith('$(', at)) return word(text, at);
  return { ...token(text, at, found.end, 'variable'), value: found.name, problem: found.problem };
}

function argument(text: string, at: number, c: string): ScannedToken {
  if (c === ']') return token(text, at, at + 1, 'word');
  if (c === '.' && /^[$'"\u2018-\u201e]/.test(text.charAt(at + 1))) return token(text, at, at + 1, 'word');
  redirection.lastIndex = at;
  if (redirection.test(text)) return token(text, at, redirection.lastIndex, 'operator');
  if (isDash(c)) {
    const next = text.charAt(at + 1);
    if (isDash(next) && endsWord(text.charAt(at + 2))) return token(text, at, at + 2, 'operator');
    if (next === '?' || isNameStart(next)) return parameter(text, at);
  }
  const number = scanNumber(text, at);
  if (number && endsWord(text.charAt(number.end))) return numberToken(text, at, number.end, number.value);
  // PowerShell takes 0x without digits for the number 0: nobody means that.
  const bare = /0[xb](?:u?[lsy]|[un])?(?:[kmgtp]b)?/iy;
  bare.lastIndex = at;
  if (bare.test(text) && endsWord(text.charAt(bare.lastIndex))) return numberToken(text, at, bare.lastIndex, undefined);
  return word(text, at);
}

/** `-Name` or `-Name:`; a quote makes a word of it. */
function parameter(text: string, at: number): ScannedToken {
  let end = at + 1;
  for (; end < text.length; end++) {
    const c = text.charAt(end);
    if (endsWord(c) || c === '.' || c === '[') break;
    if (isSingleQuote(c) || isDoubleQuote(c)) return word(text, at, end);
    if (c === ':') return { ...token(text, at, end + 1, 'parameter'), value: text.slice(at + 1, end) };
  }
  return { ...token(text, at, end, 'parameter'), value: text.slice(at + 1, end) };
}

/** A bare word; quotes, escapes and variables inside belong to it, but for its first part up to `raw`. */
function word(text: string, at: number, raw = at): ScannedToken {
  const parts = new Parts();
  parts.text(text.slice(at, raw));
  let i = raw;
  // The first character is the word's even where it would end one: what else it could be was ruled out before.
  while (i === at || !endsWord(text.charAt(i))) {
    const c = text.charAt(i);
    if (isSingleQuote(c)) i = scanSingleQuoted(text, i, parts);
    else if (isDoubleQuote(c)) i = scanDoubleQuoted(text, i, parts);
    else if (c === '`') i = readBacktick(text, i, parts);
    else i = scanExpandableCharacter(text, i, parts);
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
  if (isNameStart(c)) return name(text, at);
  const number = scanNumber(text, at);
  if (number) {
    if (mode === 'member') return name(text, at);
    const after = text.charAt(number.end);
    if (!isNamePart(after)) return numberToken(text, at, number.end, number.value);
    let end = number.end;
    while (end < text.length && isNamePart(text.charAt(end))) end++;
    return stray(text, at, end);
  }
  if (isDash(c)) {
    let end = at + 1;
    while (end < text.length && isNamePart(text.charAt(end))) end++;
    const name = text.slice(at + 1, end);
    if (isOperatorName(name)) return { ...token(text, at, end, 'operator'), value: `-${name.toLowerCase()}` };
    if (isNameStart(name.charAt(0))) return { ...token(text, at, end, 'parameter'), value: name };
    if (c !== '-') return { ...token(text, at, at + 1, 'operator'), value: '-' };
  }
  symbol.lastIndex = at;
  if (!symbol.test(text)) return stray(text, at, at + 1);
  const end = symbol.lastIndex;
  return token(text, at, end, text.slice(at, end) === '.' || text.slice(at, end) === '::' ? 'punctuation' : 'operator');
}

function name(text: string, at: number): ScannedToken {
  let end = at + 1;
  while (end < text.length && isNamePart(text.charAt(end))) end++;
  return token(text, at, end, 'word');
}
