import { Effort } from './effort.ts';
import { ValueError } from './errors.ts';
import { type Matcher, shortened } from './matching.ts';
import { changed, notUnderstood, type RegexFlags } from './regex-flags.ts';
import { regexProblem } from './regex-problems.ts';
import { inDotNetOrder, type Translated, translate } from './regex-translate.ts';

export type { RegexFlags } from './regex-flags.ts';

const cache = new Map<string, DotNetRegex>();
const cacheLimit = 200;

const longestPattern = 16_384;
/** Each costs more than half a millisecond when a pattern is first used. */
const mostProperties = 256;

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
  const group = /^\(\?[imsnx-]*\)/.exec(pattern)?.[0];
  const flags = group === undefined ? undefined : changed(given, group);
  return group && flags ? leadingOptions(pattern.slice(group.length), flags) : { rest: pattern, flags: given };
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
  try {
    const { source, groups, ignoreCase } = translate(rest, effort, flags);
    if (source.split('\\p{').length - 1 > mostProperties)
      throw tooLong(pattern, 'some dozens of \\w, \\d, \\s and \\b');
    const regex = new RegExp(source, ignoreCase ? 'giu' : 'gu');
    const test = (text: string) => {
      regex.lastIndex = 0;
      return regex.test(text);
    };
    return { pattern, test, regex, flags, groups: numbered(groups), steps: effort.steps(pattern.length) };
  } catch (error) {
    // Translating tries sets, too.
    throw error instanceof SyntaxError ? notUnderstood(pattern, 'what JavaScript does not know') : error;
  }
}

/** By .NET's numbers and names. */
const numbered = (groups: Translated['groups']): DotNetRegex['groups'] => [
  { name: '0', index: 0 },
  ...inDotNetOrder(groups).map(({ name, index }, at) => ({ name: name ?? String(at + 1), index })),
];

const tooLong = (pattern: string, most: string) =>
  new ValueError(
    `The regular expression ${shortened(pattern)} is too long: it may have ${most}.`,
    'Split it into several.',
  );
