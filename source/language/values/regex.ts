import { ValueError } from './errors.ts';

const cache = new Map<string, RegExp>();
const cacheLimit = 200;

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
const knownGroups = /^\(\?(?::|=|!|<=|<!|<[A-Za-z_]\w*>|[ims]+:|-[ims]+:|[ims]+-[ims]+:)/;

/** A .NET regular expression for `-match`, which looks for it anywhere; ValueError where it is not valid or not understood. */
export function dotNetRegex(pattern: string, caseSensitive: boolean): RegExp {
  const key = `${caseSensitive}${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const regex = compile(pattern, caseSensitive);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, regex);
  return regex;
}

function compile(pattern: string, caseSensitive: boolean): RegExp {
  const source = translate(pattern);
  try {
    return new RegExp(source, caseSensitive ? 'u' : 'iu');
  } catch {
    throw new ValueError(
      `The regular expression ${pattern} is not valid.`,
      'Check its brackets and repetitions; put a \\ before characters that are meant as they stand.',
    );
  }
}

function translate(pattern: string): string {
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '\\') {
      out += translateEscape(pattern, i, outside);
      i += escapeLength(pattern, i) - 1;
    } else if (c === '[') {
      const set = readSet(pattern, i);
      out += set.source;
      i = set.end;
    } else if (c === '(' && pattern.charAt(i + 1) === '?') {
      if (!knownGroups.test(pattern.slice(i))) throw notUnderstood(pattern, pattern.slice(i, i + 3));
      out += c;
    } else if (c === '.') out += '[^\\n]';
    else if (c === '$') out += '(?=\\n?(?![\\s\\S]))';
    else if (c === '{' && !/^\{\d+(?:,\d*)?\}/.test(pattern.slice(i))) out += '\\{';
    else if (c === '}' && !/\{\d+(?:,\d*)?$/.test(pattern.slice(0, i))) out += '\\}';
    else if (c === ']') out += '\\]';
    else out += c;
  }
  return out;
}

function escapeLength(pattern: string, at: number): number {
  return (
    /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|k<\w+>|[pP]\{\w+\}|[\s\S])/.exec(pattern.slice(at))?.[0].length ??
    1
  );
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
  throw new ValueError(
    `The regular expression ${pattern} is not valid: a [ is not closed.`,
    'Close it with ], or write \\[.',
  );
}

const notUnderstood = (pattern: string, what: string) =>
  new ValueError(
    `The regular expression ${pattern} uses ${what}, which is not understood here.`,
    'Write it without, or use -like with a wildcard pattern.',
  );
