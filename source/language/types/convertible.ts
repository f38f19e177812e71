import type { PsChar } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { castTo } from '../values/cast.ts';
import { toBoolean } from '../values/convert.ts';
import type { Culture } from '../values/culture.ts';
import { type NumberType, numberTypes } from '../values/kinds.ts';
import { readDateValue } from '../values/read-date.ts';
import { castToNumber } from '../values/to-number.ts';
import { shortTypeName } from '../values/type-names.ts';
import { cultureState } from './culture-info.ts';
import { defineType, type Native } from './define.ts';
import { readNumber } from './number.ts';
import { TypeFailure } from './type.ts';

/** .NET's own conversions: of texts it reads what Parse reads, where PowerShell's casts take `0x10` and `1kb` as well. */
function unwrapped(convert: () => Value): Value {
  try {
    return convert();
  } catch (error) {
    throw unwrappedFailure(error);
  }
}

/** A failed cast without PowerShell's words around it. */
function unwrappedFailure(error: unknown): unknown {
  if (!(error instanceof TypeFailure)) return error;
  const why = /Error: "([\s\S]*)"$/.exec(error.message)?.[1] ?? error.message;
  const type = /format/.test(why)
    ? 'System.FormatException'
    : /too large|overflow/.test(why)
      ? 'System.OverflowException'
      : 'System.InvalidCastException';
  return new TypeFailure(why, type);
}

const toNumber = (value: Value, type: NumberType, culture?: Culture): Value =>
  unwrapped(() => (typeof value === 'string' ? readNumber(value, type, culture) : castToNumber(value, type)));

function toTruth(value: Value): boolean {
  if (typeof value !== 'string') return toBoolean(value);
  if (/^\s*(?:true|false)\s*$/i.test(value)) return /true/i.test(value);
  throw new TypeFailure(`String '${value}' was not recognized as a valid Boolean.`, 'System.FormatException');
}

const signatureOf = (type: NumberType) => `${shortTypeName(`System.${type}`)} To${type}`;

/** `[convert]::ToInt32($value)` and its like. */
export const staticConversions: Readonly<Record<string, Native>> = {
  ...Object.fromEntries(
    numberTypes.map((type): [string, Native] => [
      `static ${signatureOf(type)}(System.Object value)`,
      (_: LiveType, value: Value) => toNumber(value, type),
    ]),
  ),
  'static bool ToBoolean(System.Object value)': (_: LiveType, value: Value) => toTruth(value),
};

const provider = '(System.IFormatProvider provider)';

/** `'10'.ToInt32($null)`: what texts, numbers, characters and truth values have. */
export const convertibleType = defineType({
  name: 'System.IConvertible',
  summary: 'What becomes a number, a character, a truth value or a date by a method of its own.',
  is: () => false,
  members: {
    ...Object.fromEntries(
      numberTypes.map((type): [string, Native] => [
        `${signatureOf(type)}${provider}`,
        (self: Value, culture: Value) => toNumber(self, type, culture === null ? undefined : cultureState(culture)),
      ]),
    ),
    [`bool ToBoolean${provider}`]: (self: Value) => toTruth(self),
    [`char ToChar${provider}`]: (self: Value) =>
      String.fromCharCode((unwrapped(() => castTo('System.Char', self)!) as PsChar).code),
    [`datetime ToDateTime${provider}`]: (self: Value) => unwrapped(() => readDateValue(self as string)),
  },
});
