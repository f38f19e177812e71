import { PsChar } from '../../objects/index.ts';
import { LiveInstance, type LiveType, type Value } from '../run/value.ts';
import { compareText } from '../values/collate.ts';
import { itemText } from '../values/convert.ts';
import { composite } from '../values/format.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const outOfRange = (message: string, parameter: string) =>
  new TypeFailure(`${message} (Parameter '${parameter}')`, 'System.ArgumentOutOfRangeException');

function substring(self: string, start: number, length?: number): string {
  if (start < 0) throw negative('startIndex', start);
  if (start > self.length) throw outOfRange('startIndex cannot be larger than length of string.', 'startIndex');
  if (length !== undefined && length < 0) throw negative('length', length);
  if (length !== undefined && start + length > self.length)
    throw outOfRange('Index and length must refer to a location within the string.', 'length');
  return self.slice(start, length === undefined ? undefined : start + length);
}

const negative = (parameter: string, value: number) =>
  new TypeFailure(
    `${parameter} ('${value}') must be a non-negative value. (Parameter '${parameter}')\nActual value was ${value}.`,
    'System.ArgumentOutOfRangeException',
  );

/** StringComparison's odd numbers look past case. */
const folded = (text: string, comparison: number) => (comparison % 2 === 1 ? text.toUpperCase() : text);
const within = (self: string, start: number) => {
  if (start < 0) throw negative('startIndex', start);
  if (start <= self.length) return start;
  throw new TypeFailure(
    `startIndex ('${start}') must be less than or equal to '${self.length}'. (Parameter 'startIndex')\nActual value was ${start}.`,
    'System.ArgumentOutOfRangeException',
  );
};

/** Character by character: .NET makes no letter two of it. */
const cased = (text: string, change: (c: string) => string) => {
  const whole = change(text);
  if (whole.length === text.length) return whole;
  return [...text].map((c) => (change(c).length === c.length ? change(c) : c)).join('');
};
const upper = (self: string) => cased(self, (c) => c.toUpperCase());
const lower = (self: string) => cased(self, (c) => c.toLowerCase());

function split(self: string, separators: readonly string[], count: number, options: number): string[] {
  const trims = (options & 2) !== 0;
  const skips = (options & 1) !== 0;
  const parts: string[] = [];
  let start = 0;
  const by = separators.filter((one) => one !== '');
  const blanks = by.length === 0;
  const add = (part: string) => {
    const text = trims ? part.trim() : part;
    if (!skips || text !== '') parts.push(text);
  };
  for (let i = 0; i <= self.length && parts.length < count - 1; i++) {
    const found = blanks
      ? /^\s/.test(self.charAt(i))
        ? self.charAt(i)
        : undefined
      : by.find((one) => self.startsWith(one, i));
    if (found === undefined) continue;
    add(self.slice(start, i));
    start = i + found.length;
    i = start - 1;
  }
  if (count > 0) add(self.slice(start));
  return parts;
}

const everything = Number.POSITIVE_INFINITY;

function trimmed(self: string, characters: readonly string[], start: boolean, end: boolean): string {
  const is = (c: string) => (characters.length === 0 ? /\s/.test(c) : characters.includes(c));
  let from = 0;
  let to = self.length;
  while (start && from < to && is(self.charAt(from))) from++;
  while (end && to > from && is(self.charAt(to - 1))) to--;
  return self.slice(from, to);
}

function pad(self: string, width: number, fill: string, isLeft: boolean): string {
  if (width < 0) throw outOfRange('Non-negative number required.', 'totalWidth');
  if (width > 512 * 1024 * 1024) throw new TypeFailure('Insufficient memory.', 'System.OutOfMemoryException');
  return isLeft ? self.padStart(width, fill) : self.padEnd(width, fill);
}

function replaced(self: string, old: string, by: string | null): string {
  if (old === '' || old === null)
    throw new TypeFailure("The value cannot be an empty string. (Parameter 'oldValue')", 'System.ArgumentException');
  return self.replaceAll(old, () => by ?? '');
}

const sign = (order: number) => (order < 0 ? -1 : order > 0 ? 1 : 0);
const textsOf = (values: readonly Value[]) => values.map(itemText);

export const stringType = defineType({
  name: 'System.String',
  bases: ['System.IComparable', 'System.ICloneable', 'System.IConvertible', 'System.Collections.IEnumerable'],
  summary: 'Text.',
  is: (value) => typeof value === 'string',
  members: {
    'int Length {get;}': (self: string) => self.length,
    'System.Object Clone()': (self: string) => self,
    'int CompareTo(string strB)': (self: string, other: string) => sign(compareText(self, other, true)),
    'bool Contains(string value)': (self: string, value: string) => self.includes(value),
    'bool Contains(char value)': (self: string, value: string) => self.includes(value),
    'bool Contains(string value, System.StringComparison comparisonType)': (self: string, value: string, how: number) =>
      folded(self, how).includes(folded(value, how)),
    'bool EndsWith(string value)': (self: string, value: string) => self.endsWith(value),
    'bool EndsWith(char value)': (self: string, value: string) => self.endsWith(value),
    'bool EndsWith(string value, System.StringComparison comparisonType)': (self: string, value: string, how: number) =>
      folded(self, how).endsWith(folded(value, how)),
    'bool Equals(System.Object obj)': (self: string, other: Value) => self === other,
    'bool Equals(string value)': (self: string, other: string) => self === other,
    'bool Equals(string value, System.StringComparison comparisonType)': (self: string, value: string, how: number) =>
      folded(self, how) === folded(value, how),
    'int IndexOf(string value)': (self: string, value: string) => self.indexOf(value),
    'int IndexOf(char value)': (self: string, value: string) => self.indexOf(value),
    'int IndexOf(string value, int startIndex)': (self: string, value: string, start: number) =>
      self.indexOf(value, within(self, start)),
    'int IndexOf(char value, int startIndex)': (self: string, value: string, start: number) =>
      self.indexOf(value, within(self, start)),
    'int IndexOf(string value, System.StringComparison comparisonType)': (self: string, value: string, how: number) =>
      folded(self, how).indexOf(folded(value, how)),
    'int IndexOfAny(char[] anyOf)': (self: string, any: readonly string[]) =>
      [...self].findIndex((c) => any.includes(c)),
    'string Insert(int startIndex, string value)': (self: string, start: number, value: string) =>
      self.slice(0, within(self, start)) + value + self.slice(start),
    'int LastIndexOf(string value)': (self: string, value: string) => self.lastIndexOf(value),
    'int LastIndexOf(char value)': (self: string, value: string) => self.lastIndexOf(value),
    'string Normalize()': (self: string) => self.normalize(),
    'string PadLeft(int totalWidth)': (self: string, width: number) => pad(self, width, ' ', true),
    'string PadLeft(int totalWidth, char paddingChar)': (self: string, width: number, fill: string) =>
      pad(self, width, fill, true),
    'string PadRight(int totalWidth)': (self: string, width: number) => pad(self, width, ' ', false),
    'string PadRight(int totalWidth, char paddingChar)': (self: string, width: number, fill: string) =>
      pad(self, width, fill, false),
    'string Remove(int startIndex)': (self: string, start: number) => self.slice(0, within(self, start)),
    'string Remove(int startIndex, int count)': (self: string, start: number, count: number) => {
      if (start + count > self.length)
        throw outOfRange('Index and count must refer to a location within the string.', 'count');
      return self.slice(0, within(self, start)) + self.slice(start + count);
    },
    'string Replace(string oldValue, string newValue)': replaced,
    'string Replace(char oldChar, char newChar)': replaced,
    'string Replace(string oldValue, string newValue, System.StringComparison comparisonType)': (
      self: string,
      old: string,
      by: string,
      how: number,
    ) =>
      how % 2 === 0
        ? replaced(self, old, by)
        : self.replace(new RegExp(old.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu'), () => by),
    'string[] Split(char separator, System.StringSplitOptions options)': (self: string, by: string, options: number) =>
      split(self, [by], everything, options),
    'string[] Split(string separator)': (self: string, by: string | null) => split(self, [by ?? ''], everything, 0),
    'string[] Split(params char[] separator)': (self: string, by: readonly string[]) => split(self, by, everything, 0),
    'string[] Split(char separator, int count)': (self: string, by: string, count: number) =>
      split(self, [by], count, 0),
    'string[] Split(string separator, int count)': (self: string, by: string, count: number) =>
      split(self, [by], count, 0),
    'string[] Split(char[] separator, int count)': (self: string, by: readonly string[], count: number) =>
      split(self, by, count, 0),
    'string[] Split(string separator, System.StringSplitOptions options)': (
      self: string,
      by: string,
      options: number,
    ) => split(self, [by], everything, options),
    'string[] Split(char[] separator, System.StringSplitOptions options)': (
      self: string,
      by: readonly string[],
      options: number,
    ) => split(self, by, everything, options),
    'string[] Split(string[] separator, System.StringSplitOptions options)': (
      self: string,
      by: readonly string[],
      options: number,
    ) => split(self, by, everything, options),
    'string[] Split(string separator, int count, System.StringSplitOptions options)': (
      self: string,
      by: string,
      count: number,
      options: number,
    ) => split(self, [by], count, options),
    'bool StartsWith(string value)': (self: string, value: string) => self.startsWith(value),
    'bool StartsWith(char value)': (self: string, value: string) => self.startsWith(value),
    'bool StartsWith(string value, System.StringComparison comparisonType)': (
      self: string,
      value: string,
      how: number,
    ) => folded(self, how).startsWith(folded(value, how)),
    'string Substring(int startIndex)': (self: string, start: number) => substring(self, start),
    'string Substring(int startIndex, int length)': (self: string, start: number, length: number) =>
      substring(self, start, length),
    'char[] ToCharArray()': (self: string) => [...self].flatMap((c) => c.split('')),
    'string ToLower()': lower,
    'string ToLowerInvariant()': lower,
    'string ToUpper()': upper,
    'string ToUpperInvariant()': upper,
    'string ToString()': (self: string) => self,
    'string Trim()': (self: string) => trimmed(self, [], true, true),
    'string Trim(params char[] trimChars)': (self: string, characters: readonly string[]) =>
      trimmed(self, characters, true, true),
    'string TrimEnd()': (self: string) => trimmed(self, [], false, true),
    'string TrimEnd(params char[] trimChars)': (self: string, characters: readonly string[]) =>
      trimmed(self, characters, false, true),
    'string TrimStart()': (self: string) => trimmed(self, [], true, false),
    'string TrimStart(params char[] trimChars)': (self: string, characters: readonly string[]) =>
      trimmed(self, characters, true, false),
    'char Chars(int index)': (self: string, index: number) => new PsChar(self.charCodeAt(index)),
    'static string Empty {get;}': () => '',
    'static int Compare(string strA, string strB)': (_: LiveType, a: string, b: string) =>
      sign(compareText(a, b, true)),
    'static int Compare(string strA, string strB, bool ignoreCase)': (
      _: LiveType,
      a: string,
      b: string,
      any: boolean,
    ) => sign(compareText(a, b, !any)),
    'static int Compare(string strA, string strB, System.StringComparison comparisonType)': (
      _: LiveType,
      a: string,
      b: string,
      how: number,
    ) =>
      how < 4
        ? sign(compareText(a, b, how % 2 === 0))
        : sign(folded(a, how) < folded(b, how) ? -1 : folded(a, how) > folded(b, how) ? 1 : 0),
    'static string Concat(params System.Object[] args)': (_: LiveType, values: readonly Value[]) =>
      textsOf(values).join(''),
    'static bool Equals(string a, string b)': (_: LiveType, a: string, b: string) => a === b,
    'static bool Equals(string a, string b, System.StringComparison comparisonType)': (
      _: LiveType,
      a: string,
      b: string,
      how: number,
    ) => folded(a, how) === folded(b, how),
    'static string Format(string format, params System.Object[] args)': (
      _: LiveType,
      format: string,
      values: readonly Value[],
    ) => composite(format, values),
    'static bool IsNullOrEmpty(string value)': (_: LiveType, value: string | null) => value === null || value === '',
    'static bool IsNullOrWhiteSpace(string value)': (_: LiveType, value: string | null) =>
      value === null || value.trim() === '',
    'static string Join(string separator, params System.Object[] values)': (
      _: LiveType,
      separator: string | null,
      values: readonly Value[],
    ) => textsOf(values).join(separator ?? ''),
    'new(char c, int count)': (_: LiveType, c: string, count: number) => pad('', count, c, true),
    'new(char[] value)': (_: LiveType, characters: readonly string[]) => characters.join(''),
  },
});

/** What dictionaries and sets compare their keys with. */
export const comparerType = defineType({
  name: 'System.StringComparer',
  summary: 'How the keys of a set or dictionary are compared.',
  is: (value) => value instanceof LiveInstance && value.typeName === 'System.StringComparer',
  members: Object.fromEntries(
    ['Ordinal', 'OrdinalIgnoreCase', 'InvariantCulture', 'InvariantCultureIgnoreCase', 'CurrentCultureIgnoreCase'].map(
      (name) => [`static System.StringComparer ${name} {get;}`, () => new LiveInstance('System.StringComparer', name)],
    ),
  ),
});
