import { PsChar } from '../../objects/index.ts';
import { LiveInstance, type LiveType, type Value } from '../run/value.ts';
import { compareText } from '../values/collate.ts';
import { itemText } from '../values/convert.ts';
import { composite } from '../values/format.ts';
import { defineType } from './define.ts';
import {
  everything,
  folded,
  lower,
  outOfRange,
  pad,
  replaced,
  split,
  substring,
  trimmed,
  upper,
  within,
} from './string-parts.ts';

const sign = (order: number) => (order < 0 ? -1 : order > 0 ? 1 : 0);
/** By the number of the enum. */
const forms: Readonly<Record<number, 'NFC' | 'NFD' | 'NFKC' | 'NFKD'>> = { 1: 'NFC', 2: 'NFD', 5: 'NFKC', 6: 'NFKD' };
const normalized = (self: string, form: number) => self.normalize(forms[form] ?? 'NFC');
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
    'bool IsNormalized()': (self: string) => self === self.normalize(),
    'bool IsNormalized(System.Text.NormalizationForm form)': (self: string, form: number) =>
      self === normalized(self, form),
    'string Normalize()': (self: string) => self.normalize(),
    'string Normalize(System.Text.NormalizationForm form)': normalized,
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
