import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveInstance, LiveList, type LiveType, ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { toText } from '../values/convert.ts';
import { numberTypeOf } from '../values/kinds.ts';
import { type DotNetRegex, type RegexFlags, regexWith } from '../values/regex.ts';
import { findAll, replaceAll, replacementOf, splitBy } from '../values/replace.ts';
import { escapeRegex } from '../values/text-operators.ts';
import { castFailure } from '../values/to-number.ts';
import { defineType } from './define.ts';
import { matchesName, matchValue } from './match.ts';
import { TypeFailure } from './type.ts';

const name = 'System.Text.RegularExpressions.Regex';

class RegexState {
  readonly regex: DotNetRegex;
  readonly options: number;

  constructor(regex: DotNetRegex, options: number) {
    this.regex = regex;
    this.options = options;
  }

  toText(): string {
    return this.regex.pattern;
  }
}

/** RegexOptions by their number; what JavaScript cannot do is refused. */
function flagsOf(options: number): RegexFlags {
  if (options & 64) {
    throw new TypeFailure(
      'RegexOptions.RightToLeft is not understood here. Reverse the pattern, or look for the last match.',
      'System.NotSupportedException',
    );
  }
  return {
    ignoreCase: (options & 1) !== 0,
    multiline: (options & 2) !== 0,
    explicitCapture: (options & 4) !== 0,
    singleline: (options & 16) !== 0,
    ignoreWhitespace: (options & 32) !== 0,
  };
}

const make = (pattern: string, options = 0) => regexWith(pattern, flagsOf(options));
const value = (regex: DotNetRegex, options = 0) => new LiveInstance(name, new RegexState(regex, options));

const first = (regex: DotNetRegex, text: string, from = 0) => matchValue(findAll(regex, text, 1, from)[0], regex, text);
const allOf = (regex: DotNetRegex, text: string) =>
  new LiveList(
    findAll(regex, text).map((found) => matchValue(found, regex, text)),
    matchesName,
    'System.Text.RegularExpressions.Match',
  );

/** A replacement text, or a script block that gets the match. */
function replaced(
  regex: DotNetRegex,
  text: string,
  by: Value,
  scripts: ScriptCaller,
  most?: number,
): string | Work<Value> {
  return by instanceof ScriptBlock
    ? evaluated(regex, text, by, scripts)
    : replaceAll(regex, text, replacementOf(toText(by)), most);
}

function* evaluated(regex: DotNetRegex, text: string, script: ScriptBlock, scripts: ScriptCaller): Work<Value> {
  let out = '';
  let end = 0;
  for (const found of findAll(regex, text)) {
    const match = matchValue(found, regex, text);
    const output = yield* scripts.invoke(script, { args: [match], current: match });
    out += text.slice(end, found.index) + output.map(toText).join('');
    end = found.index + found.text.length;
  }
  return out + text.slice(end);
}

type Self = LiveInstance<RegexState>;

export const regexType = defineType({
  name,
  summary: 'A regular expression.',
  is: (one) => one instanceof LiveInstance && one.typeName === name,
  convert(given) {
    if (typeof given !== 'string' && !numberTypeOf(given)) return undefined;
    try {
      return value(make(toText(given)));
    } catch (error) {
      if (!(error instanceof TypeFailure)) throw error;
      throw castFailure(given, name, error.message, 'InvalidCastFromStringToRegex');
    }
  },
  members: {
    'System.Text.RegularExpressions.RegexOptions Options {get;}': ({ state }: Self) => state.options,
    'string[] GetGroupNames()': ({ state }: Self) => state.regex.groups.map((group) => group.name),
    'bool IsMatch(string input)': ({ state }: Self, text: string) => findAll(state.regex, text, 1).length > 0,
    'System.Text.RegularExpressions.Match Match(string input)': ({ state }: Self, text: string) =>
      first(state.regex, text),
    'System.Text.RegularExpressions.Match Match(string input, int startat)': (
      { state }: Self,
      text: string,
      from: number,
    ) => first(state.regex, text, from),
    'System.Text.RegularExpressions.MatchCollection Matches(string input)': ({ state }: Self, text: string) =>
      allOf(state.regex, text),
    'string Replace(string input, System.Object replacement)': (
      { state }: Self,
      text: string,
      by: Value,
      scripts: ScriptCaller,
    ) => replaced(state.regex, text, by, scripts),
    'string Replace(string input, System.Object replacement, int count)': (
      { state }: Self,
      text: string,
      by: Value,
      count: number,
      scripts: ScriptCaller,
    ) => replaced(state.regex, text, by, scripts, count),
    'string[] Split(string input)': ({ state }: Self, text: string) => splitBy(state.regex, text),
    'string[] Split(string input, int count)': ({ state }: Self, text: string, count: number) =>
      splitBy(state.regex, text, count),
    'string ToString()': ({ state }: Self) => state.regex.pattern,
    'static string Escape(string str)': (_: LiveType, text: string) => escapeRegex(text),
    'static string Unescape(string str)': (_: LiveType, text: string) => text.replace(/\\([\s\S])/g, '$1'),
    'static bool IsMatch(string input, string pattern)': (_: LiveType, text: string, pattern: string) =>
      findAll(make(pattern), text, 1).length > 0,
    'static bool IsMatch(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)': (
      _: LiveType,
      text: string,
      pattern: string,
      options: number,
    ) => findAll(make(pattern, options), text, 1).length > 0,
    'static System.Text.RegularExpressions.Match Match(string input, string pattern)': (
      _: LiveType,
      text: string,
      pattern: string,
    ) => first(make(pattern), text),
    'static System.Text.RegularExpressions.Match Match(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)':
      (_: LiveType, text: string, pattern: string, options: number) => first(make(pattern, options), text),
    'static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern)': (
      _: LiveType,
      text: string,
      pattern: string,
    ) => allOf(make(pattern), text),
    'static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)':
      (_: LiveType, text: string, pattern: string, options: number) => allOf(make(pattern, options), text),
    'static string Replace(string input, string pattern, System.Object replacement)': (
      _: LiveType,
      text: string,
      pattern: string,
      by: Value,
      scripts: ScriptCaller,
    ) => replaced(make(pattern), text, by, scripts),
    'static string Replace(string input, string pattern, System.Object replacement, System.Text.RegularExpressions.RegexOptions options)':
      (_: LiveType, text: string, pattern: string, by: Value, options: number, scripts: ScriptCaller) =>
        replaced(make(pattern, options), text, by, scripts),
    'static string[] Split(string input, string pattern)': (_: LiveType, text: string, pattern: string) =>
      splitBy(make(pattern), text),
    'new(string pattern)': (_: LiveType, pattern: string) => value(make(pattern)),
    'new(string pattern, System.Text.RegularExpressions.RegexOptions options)': (
      _: LiveType,
      pattern: string,
      options: number,
    ) => value(make(pattern, options), options),
  },
});
