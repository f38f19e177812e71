import { PsChar, psEnum } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { enumName } from '../values/enums.ts';
import { defineType } from './define.ts';

const text = (self: PsChar) => String.fromCharCode(self.code);
const is =
  (shape: RegExp) =>
  (_: LiveType, character: string): boolean =>
    shape.test(character);

const categories = 'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So'
  .split(' ')
  .map((name) => new RegExp(`^\\p{${name}}$`, 'u'));

/** In the order of the enum; what is none of them is not assigned. */
function categoryOf(_: LiveType, c: string): Value {
  const found = categories.findIndex((shape) => shape.test(c));
  const number = found < 0 ? categories.length : found;
  return psEnum(category, enumName(category, number), number);
}

const category = 'System.Globalization.UnicodeCategory';

export const unicodeInfoType = defineType({
  name: 'System.Globalization.CharUnicodeInfo',
  summary: 'What Unicode says of characters.',
  is: () => false,
  members: { [`static ${category} GetUnicodeCategory(char ch)`]: categoryOf },
});

export const charType = defineType({
  name: 'System.Char',
  bases: ['System.ValueType', 'System.IComparable', 'System.IConvertible'],
  summary: 'A character.',
  is: (value) => value instanceof PsChar,
  members: {
    'int CompareTo(char value)': (self: PsChar, other: string) => self.code - other.charCodeAt(0),
    'bool Equals(System.Object obj)': (self: PsChar, other: Value) =>
      other instanceof PsChar && other.code === self.code,
    'string ToString()': text,
    [`static ${category} GetUnicodeCategory(char c)`]: categoryOf,
    'static char MaxValue {get;}': () => '\uffff',
    'static char MinValue {get;}': () => '\0',
    'static bool IsDigit(char c)': is(/^\p{Nd}$/u),
    'static bool IsLetter(char c)': is(/^\p{L}$/u),
    'static bool IsLetterOrDigit(char c)': is(/^[\p{L}\p{Nd}]$/u),
    'static bool IsLower(char c)': is(/^\p{Ll}$/u),
    'static bool IsNumber(char c)': is(/^\p{N}$/u),
    'static bool IsPunctuation(char c)': is(/^\p{P}$/u),
    'static bool IsSymbol(char c)': is(/^\p{S}$/u),
    'static bool IsUpper(char c)': is(/^\p{Lu}$/u),
    'static bool IsWhiteSpace(char c)': is(/^[\s\u0085]$/u),
    'static bool IsControl(char c)': is(/^\p{Cc}$/u),
    'static char ToLower(char c)': (_: LiveType, c: string) => c.toLowerCase(),
    'static char ToUpper(char c)': (_: LiveType, c: string) => c.toUpperCase(),
    'static char Parse(string s)': (_: LiveType, c: string) => c,
  },
});
