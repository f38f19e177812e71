import { Effort } from './effort.ts';
import { ValueError } from './errors.ts';
import { type Matcher, shortened } from './matching.ts';
import { regexProblem } from './regex-problems.ts';

const cache = new Map<string, DotNetRegex>();
const cacheLimit = 200;

const longestPattern = 16_384;
/** Each costs more than half a millisecond when a pattern is first used. */
const mostProperties = 256;

/** What .NET means where JavaScript means something else, outside a set. */
const outside: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: '[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]',
  W: '[^\\p{L}\\p{M}\\p{Nd}\\p{Pc}]',
  s: '[\\f\\n\\r\\t\\v\\x85\\p{Z}]',
  S: '[^\\f\\n\\r\\t\\v\\x85\\p{Z}]',
  A: '(?<![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  z: '(?![\\s\\S])',
  a: '\\x07',
  e: '\\x1b',
  b: '(?:(?<=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?![\\p{L}\\p{M}\\p{Nd}\\p{Pc}])|(?<![\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]))',
  B: '(?:(?<=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?=[\\p{L}\\p{M}\\p{Nd}\\p{Pc}])|(?<![\\p{L}\\p{M}\\p{Nd}\\p{Pc}])(?![\\p{L}\\p{M}\\p{Nd}\\p{Pc}]))',
};

const inside: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: '\\p{L}\\p{M}\\p{Nd}\\p{Pc}',
  s: '\\f\\n\\r\\t\\v\\x85\\p{Z}',
  a: '\\x07',
  e: '\\x1b',
  b: '\\b',
};

/** Groups that both languages read alike; .NET's others (atomic, conditional, balancing, inline options) are refused. */
const knownGroup = /\(\?(?::|=|!|<=|<!|<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|[ims]+:|-[ims]+:|[ims]+-[ims]+:)/y;
const count = /\{\d+(?:,\d*)?\}/y;
const escaped = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|k<\w+>|[pP]\{\w+\}|[\s\S])/y;

/** RegexOptions that are understood: how a pattern is read besides what stands in it. */
export interface RegexFlags {
  readonly ignoreCase: boolean;
  /** `^` and `$` at every line. */
  readonly multiline?: boolean;
  /** `.` takes a line end too. */
  readonly singleline?: boolean;
  /** Only named groups take. */
  readonly explicitCapture?: boolean;
  /** Blanks and `# comments` in the pattern count for nothing. */
  readonly ignoreWhitespace?: boolean;
}

export interface DotNetRegex extends Matcher {
  /** Finds all matches; its `lastIndex` is whoever runs it's. */
  readonly regex: RegExp;
  readonly flags: RegexFlags;
  /** Which of JavaScript's groups is which of .NET's: by name or number, those without a name first, as .NET counts. */
  readonly groups: readonly { readonly name: string; readonly index: number }[];
}

/** A .NET regular expression for `-match`, which looks for it anywhere; ValueError where it is not valid or not understood. */
export const dotNetRegex = (pattern: string, caseSensitive: boolean): DotNetRegex =>
  regexWith(pattern, { ignoreCase: !caseSensitive });

export function regexWith(pattern: string, flags: RegexFlags): DotNetRegex {
  const key = `${JSON.stringify(flags)}${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const matcher = compile(pattern, flags);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, matcher);
  return matcher;
}

/** `(?i)` and its like at the beginning of a pattern. */
function leadingOptions(pattern: string, given: RegexFlags): { readonly rest: string; readonly flags: RegexFlags } {
  const match = /^\(\?([imsnx]*)(?:-([imsnx]+))?\)/.exec(pattern);
  if (!match) return { rest: pattern, flags: given };
  const [all, on = '', off = ''] = match;
  const is = (letter: string, now: boolean | undefined) =>
    (on.includes(letter) || now === true) && !off.includes(letter);
  const flags = {
    ignoreCase: is('i', given.ignoreCase),
    multiline: is('m', given.multiline),
    singleline: is('s', given.singleline),
    explicitCapture: is('n', given.explicitCapture),
    ignoreWhitespace: is('x', given.ignoreWhitespace),
  };
  return leadingOptions(pattern.slice(all.length), flags);
}

/** Without what x ignores. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(
    /(\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\])|\s+|#[^\n]*(?:\n|$)/g,
    (_all, kept: string | undefined) => kept ?? '',
  );
}

function compile(pattern: string, given: RegexFlags): DotNetRegex {
  if (pattern.length > longestPattern) throw tooLong(pattern, `${longestPattern} characters`);
  const problem = regexProblem(pattern);
  if (problem) {
    throw new ValueError(
      problem,
      'Put a \\ before characters that are meant as they stand.',
      'System.Text.RegularExpressions.RegexParseException',
      undefined,
      'OperationStopped',
    );
  }
  const { rest, flags } = leadingOptions(pattern, given);
  const effort = new Effort();
  const { source, groups } = translate(flags.ignoreWhitespace ? withoutBlanks(rest) : rest, effort, flags);
  if (source.split('\\p{').length - 1 > mostProperties) throw tooLong(pattern, 'some dozens of \\w, \\d, \\s and \\b');
  try {
    const regex = new RegExp(source, flags.ignoreCase ? 'giu' : 'gu');
    const test = (text: string) => {
      regex.lastIndex = 0;
      return regex.test(text);
    };
    return { pattern, test, regex, flags, groups: inDotNetOrder(groups), steps: effort.steps(pattern.length) };
  } catch {
    throw notUnderstood(pattern, 'what JavaScript does not know');
  }
}

/** Looks at each character once; nothing in it looks back or ahead further than its own piece. */
function translate(
  pattern: string,
  effort: Effort,
  flags: RegexFlags,
): { readonly source: string; readonly groups: readonly (string | undefined)[] } {
  let out = '';
  const groups: (string | undefined)[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    const repetition = '*+?'.includes(c) ? c : c === '{' ? textAt(count, pattern, i) : undefined;
    if (repetition !== undefined) {
      effort.repetition(repetition);
      out += repetition;
      i += repetition.length - 1;
    } else if (c === '(') {
      const group = pattern.charAt(i + 1) === '?' ? textAt(knownGroup, pattern, i) : c;
      if (group === undefined) throw notUnderstood(pattern, pattern.slice(i, i + 3));
      effort.open();
      const name = /^\(\?(?:<(\w+)>|'(\w+)')$/.exec(group);
      if (name) groups.push(name[1] ?? name[2]);
      else if (group === '(' && !flags.explicitCapture) groups.push(undefined);
      out += name ? `(?<${name[1] ?? name[2]}>` : group === '(' && flags.explicitCapture ? '(?:' : group;
      i += group.length - 1;
    } else if (c === ')') {
      effort.close();
      out += c;
    } else if (c === '|') {
      effort.alternative();
      out += c;
    } else {
      if (c === '^' && i === 0) effort.beginning();
      if (c === '\\' && /[1-9k]/.test(pattern.charAt(i + 1))) effort.reference();
      else effort.atom();
      if (c === '\\' && /[1-9]/.test(pattern.charAt(i + 1)) && groups.includes(undefined) && groups.some(Boolean))
        throw notUnderstood(pattern, `${pattern.slice(i, i + 2)} beside named groups`);
      const piece = translatePiece(pattern, i, flags);
      out += piece.source;
      i = piece.end;
    }
  }
  return { source: out, groups };
}

/** Groups without a name are counted first, those with one behind them. */
function inDotNetOrder(names: readonly (string | undefined)[]): DotNetRegex['groups'] {
  const all = names.map((name, index) => ({ name, index: index + 1 }));
  const unnamed = all.filter(({ name }) => name === undefined);
  const named = all.filter((one): one is { name: string; index: number } => one.name !== undefined);
  return [{ name: '0', index: 0 }, ...unnamed.map(({ index }, at) => ({ name: String(at + 1), index })), ...named];
}

function translatePiece(pattern: string, at: number, flags: RegexFlags): { source: string; end: number } {
  const c = pattern.charAt(at);
  if (c === '\\') return { source: translateEscape(pattern, at, outside), end: at + escapeLength(pattern, at) - 1 };
  if (c === '[') return readSet(pattern, at);
  if (c === '.') return { source: flags.singleline ? '[\\s\\S]' : '[^\\n]', end: at };
  if (c === '$') return { source: flags.multiline ? '(?=\\n|(?![\\s\\S]))' : '(?=\\n?(?![\\s\\S]))', end: at };
  if (c === '^' && flags.multiline) return { source: '(?<=\\n|(?<![\\s\\S]))', end: at };
  return { source: '{}]'.includes(c) ? `\\${c}` : c, end: at };
}

/** What a sticky expression finds at that place. */
function textAt(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}

function escapeLength(pattern: string, at: number): number {
  return textAt(escaped, pattern, at)?.length ?? 1;
}

function translateEscape(pattern: string, at: number, table: Readonly<Record<string, string>>): string {
  const text = pattern.slice(at, at + escapeLength(pattern, at));
  const letter = text.charAt(1);
  if (text.length === 2 && Object.hasOwn(table, letter)) return table[letter] as string;
  if (/^\\(?:[xuck].|[fnrtv]$|[1-9]$)/.test(text)) return text;
  // Both know the general categories; .NET's named blocks (IsGreek) it shares with nobody.
  if (/^\\[pP]\{(?:[CLMNPSZ][a-z]?)\}$/.test(text)) return text;
  if (letter === '' || /^[\p{L}\p{N}_]$/u.test(letter)) throw notUnderstood(pattern, text);
  return /^[\^$\\.*+?()[\]{}|/-]$/.test(letter) ? (letter === '-' ? '\\x2d' : text) : letter;
}

function readSet(pattern: string, at: number): { source: string; end: number } {
  let source = '[';
  let i = at + 1;
  if (pattern.charAt(i) === '^') {
    source += '^';
    i++;
  }
  for (let first = true; i < pattern.length; i++, first = false) {
    const c = pattern.charAt(i);
    if (c === ']' && !first) return { source: `${source}]`, end: i };
    if (c === '\\') {
      source += translateEscape(pattern, i, inside);
      i += escapeLength(pattern, i) - 1;
    } else if (c === '-' && pattern.charAt(i + 1) === '[') throw notUnderstood(pattern, '-[');
    else source += /[[\]{}()|/^&]/.test(c) ? `\\${c === '&' ? 'x26' : c}` : c;
  }
  throw notUnderstood(pattern, '[');
}

const notUnderstood = (pattern: string, what: string) =>
  new ValueError(
    `The regular expression ${shortened(pattern)} uses ${what}, which is not understood here.`,
    'Write it without, or use -like with a wildcard pattern.',
  );

const tooLong = (pattern: string, most: string) =>
  new ValueError(
    `The regular expression ${shortened(pattern)} is too long: it may have ${most}.`,
    'Split it into several.',
  );
