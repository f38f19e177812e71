import { LiveArray, LiveDictionary, type Value } from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';
import { textTooLong } from './arithmetic.ts';
import { castTo } from './cast.ts';
import { arrayItems, itemText, toText } from './convert.ts';
import { ValueError } from './errors.ts';
import { type DotNetRegex, dotNetRegex, regexWith } from './regex.ts';
import { findAll, replaceAll, replacementOf, splitBy } from './replace.ts';
import { castToNumber } from './to-number.ts';

const runtime = (message: string, id: string) =>
  new TypeFailure(message, 'System.Management.Automation.RuntimeException', id, 'InvalidOperation');

/** `left -join right` */
export function join(left: Value, right: Value): Value {
  const items = arrayItems(left) ?? [left];
  const text = items.map(itemText).join(toText(right));
  if (text.length > 512 * 1024 * 1024) throw textTooLong();
  return text;
}

/** Whether an operator is the one that minds case: `-creplace`, not `-replace` and not `-ireplace`. */
export const mindsCase = (operator: string): boolean => operator.startsWith('-c') && !/^-contains/.test(operator);

/** `left -replace pattern, replacement`, of a list each item. */
export function replace(left: Value, right: Value, caseSensitive: boolean): Value {
  const [pattern = '', replacement = ''] = replaceArguments(right);
  const regex = replacePattern(toText(pattern), caseSensitive);
  const make = replacementOf(toText(replacement));
  const one = (value: Value) => replaceAll(regex, toText(value), make);
  const items = arrayItems(left);
  return items ? new LiveArray(items.map(one)) : one(left);
}

/** The pattern of -replace, which has an error of its own for one that is none. */
export function replacePattern(pattern: string, caseSensitive: boolean): DotNetRegex {
  try {
    return dotNetRegex(pattern, caseSensitive);
  } catch (error) {
    if (!(error instanceof ValueError) || !/RegexParse/.test(error.exceptionType)) throw error;
    const message = `The regular expression pattern ${pattern} is not valid.`;
    const type = 'System.Management.Automation.RuntimeException';
    throw new ValueError(message, error.next, type, 'InvalidRegularExpression', 'InvalidOperation');
  }
}

/** The pattern and what it is replaced by, which may be a script block. */
export function replaceArguments(right: Value): readonly Value[] {
  const given = arrayItems(right) ?? [right];
  if (given.length > 2) {
    throw runtime(
      `The -replace operator allows only two elements to follow it, not ${given.length}.`,
      'BadReplaceArgument',
    );
  }
  return given;
}

/** `left -match right`: what it gives, and what `$Matches` is to hold. */
export function match(
  left: Value,
  right: Value,
  caseSensitive: boolean,
  wanted = true,
): { readonly result: Value; readonly groups: LiveDictionary | undefined } {
  const regex = dotNetRegex(toText(right), caseSensitive);
  const items = arrayItems(left);
  if (items) {
    const matching = items.filter((item) => findAll(regex, toText(item), 1).length > 0 === wanted);
    return { result: new LiveArray(matching), groups: undefined };
  }
  const [found] = findAll(regex, toText(left), 1);
  if (!found) return { result: !wanted, groups: undefined };
  const groups = new LiveDictionary();
  for (const { name, text } of found.groups)
    if (text !== undefined) groups.set(/^\d+$/.test(name) ? Number(name) : name, text);
  return { result: wanted, groups };
}

/** Blanks of every kind, those around it left out. */
export function splitBlanks(value: Value): Value {
  const items = arrayItems(value) ?? [value];
  const parts = items.flatMap((item) => toText(item).trim().split(/\s+/));
  return new LiveArray(parts, 'System.String');
}

const optionNames = [
  ...['SimpleMatch', 'RegexMatch', 'CultureInvariant', 'IgnorePatternWhitespace', 'Multiline', 'Singleline'],
  ...['IgnoreCase', 'ExplicitCapture'],
];

interface SplitArguments {
  readonly by: Value;
  /** At most so many parts; below zero from the end; 0 for all. */
  readonly most: number;
  readonly options: readonly string[];
}

export function splitArguments(right: Value): SplitArguments {
  const [by = null, most = 0, options = ''] = arrayItems(right) ?? [right];
  const given = toText(options)
    .split(',')
    .map((option) => option.trim().toLowerCase())
    .filter((option) => option !== '');
  const known = given.map((option) => optionNames.find((name) => name.toLowerCase().startsWith(option)));
  if (known.includes(undefined)) castTo('System.Int32', options);
  return { by, most: castToNumber(most, 'Int32') as number, options: known as string[] };
}

/** `left -split pattern, most, options` */
export function split(left: Value, right: Value, caseSensitive: boolean): Value {
  const { by, most, options } = splitArguments(right);
  const pattern = toText(by);
  const has = (name: string) => options.includes(name);
  const regex = regexWith(has('SimpleMatch') ? escapeRegex(pattern) : pattern, {
    ignoreCase: !caseSensitive || has('IgnoreCase'),
    multiline: has('Multiline'),
    singleline: has('Singleline'),
    explicitCapture: has('ExplicitCapture'),
    ignoreWhitespace: has('IgnorePatternWhitespace'),
  });
  const parts = (arrayItems(left) ?? [left]).flatMap((item) => {
    const text = toText(item);
    if (most >= 0) return splitBy(regex, text, most);
    return fromTheEnd(splitPlaces(regex, text), text, -most);
  });
  return new LiveArray(parts, 'System.String');
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly taken: readonly string[];
}

const splitPlaces = (regex: ReturnType<typeof regexWith>, text: string): Place[] =>
  findAll(regex, text).map(({ index, text: found, groups }) => ({
    start: index,
    end: index + found.length,
    taken: groups.slice(1).flatMap((group) => (group.text === undefined ? [] : [group.text])),
  }));

/** The last separators count. */
export function fromTheEnd(places: readonly Place[], text: string, most: number): string[] {
  const kept = most === 1 ? [] : places.slice(-(most - 1));
  const parts: string[] = [];
  let end = 0;
  for (const place of kept) {
    parts.push(text.slice(end, place.start), ...place.taken);
    end = place.end;
  }
  return [...parts, text.slice(end)];
}

/** [regex]::Escape */
export const escapeRegex = (text: string): string =>
  text
    .replace(/[\\*+?|{[()^$.# ]/g, '\\$&')
    .replace(/[\n\r\t\f]/g, (c) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[c] ?? '\\f');
