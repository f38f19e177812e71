import { PsDecimal, PsNumber } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { scaledOfExponential } from '../scan/decimals.ts';
import { wholeTypes } from '../scan/whole-types.ts';
import { type Culture, currentCulture } from '../values/culture.ts';
import { decimalOf, scaledOf, truncateDecimal } from '../values/decimal.ts';
import { formatValue } from '../values/format.ts';
import { type NumberType, numberTypeOf } from '../values/kinds.ts';
import { compareNumeric, numericOf } from '../values/numbers.ts';
import { integerOf, numberAs, textAs, toDouble } from '../values/to-number.ts';
import { shortTypeName } from '../values/type-names.ts';
import { cultureState } from './culture-info.ts';
import { decimalRounding } from './decimal-rounding.ts';
import { defineType, type Native } from './define.ts';
import { giveBack } from './reference.ts';
import { type TypeDeclaration, TypeFailure } from './type.ts';

const realLimits: Readonly<Partial<Record<NumberType, readonly [Value, Value]>>> = {
  Single: [new PsNumber('Single', -3.4028234663852886e38), new PsNumber('Single', 3.4028234663852886e38)],
  Double: [new PsNumber('Double', -Number.MAX_VALUE), new PsNumber('Double', Number.MAX_VALUE)],
  Decimal: [new PsDecimal('-79228162514264337593543950335'), new PsDecimal('79228162514264337593543950335')],
};

function limitsOf(type: NumberType): readonly [Value, Value] {
  const whole = wholeTypes[type];
  return whole ? [integerOf(whole.min, type)!, integerOf(whole.max, type)!] : realLimits[type]!;
}

/** What Parse reads, in a culture: digits with a sign, of a real number with a point, thousands and a power of ten. */
export function readNumber(given: string | null, type: NumberType, culture = currentCulture()): Value {
  if (given === null) throw new TypeFailure("Value cannot be null. (Parameter 's')", 'System.ArgumentNullException');
  const isReal = type === 'Double' || type === 'Single' || type === 'Decimal';
  const text = isReal ? localised(given, culture) : given;
  const shape = isReal
    ? /^\s*[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$|^\s*[+-]?(?:nan|infinity|∞)\s*$/i
    : /^\s*[+-]?\d+\s*$/;
  if (!shape.test(text) || (type === 'Decimal' && /e/i.test(text)))
    throw new TypeFailure(`The input string '${given}' was not in a correct format.`, 'System.FormatException');
  // A decimal keeps the zeros at its end.
  if (type === 'Decimal') return decimalOf(scaledOfExponential(text.trim().replaceAll(',', '').replace(/\.$/, '')));
  if (isReal) return textAs(text.trim(), type);
  const found = integerOf(BigInt(text.trim().replace(/^\+/, '')), type);
  if (found === undefined) return numberAs(BigInt(text.trim().replace(/^\+/, '')), type);
  return found;
}

function tryRead(text: string | null, type: NumberType): Value | undefined {
  try {
    return readNumber(text, type);
  } catch (error) {
    if (error instanceof TypeFailure) return undefined;
    throw error;
  }
}

const order = (left: Value, right: Value) => compareNumeric(numericOf(left)!, numericOf(right)!);

function membersOf(type: NumberType): Record<string, Native> {
  const name = shortTypeName(`System.${type}`);
  const [least, greatest] = limitsOf(type);
  const real: Record<string, Native> =
    type === 'Double' || type === 'Single'
      ? {
          [`static ${name} NaN {get;}`]: () => Number.NaN,
          [`static ${name} PositiveInfinity {get;}`]: () => Number.POSITIVE_INFINITY,
          [`static ${name} NegativeInfinity {get;}`]: () => Number.NEGATIVE_INFINITY,
          [`static ${name} Epsilon {get;}`]: () => (type === 'Double' ? Number.MIN_VALUE : 1.401298464324817e-45),
          [`static bool IsNaN(${name} d)`]: (_: LiveType, value: number) => Number.isNaN(value),
          [`static bool IsInfinity(${name} d)`]: (_: LiveType, value: number) =>
            Math.abs(value) === Number.POSITIVE_INFINITY,
        }
      : {};
  return {
    [`int CompareTo(${name} value)`]: (self: Value, _other: unknown) => order(self, asValue(_other, type)),
    [`bool Equals(System.Object obj)`]: (self: Value, other: Value) =>
      numberTypeOf(other) === type && order(self, other) === 0,
    [`bool Equals(${name} obj)`]: (self: Value, other: unknown) => order(self, asValue(other, type)) === 0,
    'string ToString()': (self: Value) => formatValue(self, ''),
    'string ToString(string format)': (self: Value, format: string | null) => formatValue(self, format ?? ''),
    'string ToString(System.IFormatProvider provider)': (self: Value, culture: Value) =>
      formatValue(self, '', cultureState(culture)),
    'string ToString(string format, System.IFormatProvider provider)': (self: Value, format: string, culture: Value) =>
      formatValue(self, format ?? '', cultureState(culture)),
    [`static ${name} MinValue {get;}`]: () => least,
    [`static ${name} MaxValue {get;}`]: () => greatest,
    [`static ${name} Parse(string s)`]: (_: LiveType, text: string) => readNumber(text, type),
    [`static ${name} Parse(string s, System.IFormatProvider provider)`]: (_: LiveType, text: string, culture: Value) =>
      readNumber(text, type, cultureState(culture)),
    [`static bool TryParse(string s, System.Object& result)`]: (_: LiveType, text: string, target: Value) => {
      const found = tryRead(text, type);
      giveBack(target, found ?? numberAs(0, type));
      return found !== undefined;
    },
    ...real,
  };
}

/** A text of a culture as the invariant one writes it. */
function localised(text: string, culture: Culture): string {
  if (culture.name === '') return text;
  return text.replaceAll(culture.groupSeparator, '').replace(culture.decimalSeparator, '.');
}

const asValue = (plain: unknown, type: NumberType): Value =>
  typeof plain === 'bigint' || (typeof plain === 'number' && Number.isInteger(plain))
    ? (integerOf(BigInt(plain), type) ?? null)
    : typeof plain === 'number'
      ? new PsNumber(type as 'Double', plain)
      : (plain as Value);

const what: Readonly<Record<string, string>> = {
  SByte: 'A number from -128 to 127.',
  Byte: 'A number from 0 to 255.',
  Int16: 'A whole number of 16 bits.',
  UInt16: 'A whole number of 16 bits without a sign.',
  Int32: 'A whole number of 32 bits.',
  UInt32: 'A whole number of 32 bits without a sign.',
  Int64: 'A whole number of 64 bits.',
  UInt64: 'A whole number of 64 bits without a sign.',
  Single: 'A real number of 32 bits.',
  Double: 'A real number of 64 bits.',
  Decimal: 'A decimal number of up to 28 digits.',
};

const decimalMembers: Record<string, Native> = {
  'static decimal Zero {get;}': () => '0',
  'static decimal One {get;}': () => '1',
  'static int ToInt32(decimal d)': (_: LiveType, value: Value) =>
    numberAs(truncateDecimal(value as PsDecimal), 'Int32'),
  ...decimalRounding,
  'static double ToDouble(decimal d)': (_: LiveType, value: PsDecimal) => toDouble(value),
  'byte get_Scale()': (self: PsDecimal) => scaledOf(self).scale,
};

export const numberTypes: readonly TypeDeclaration[] = (Object.keys(what) as NumberType[]).map((type) =>
  defineType({
    name: `System.${type}`,
    bases: ['System.ValueType', 'System.IComparable', 'System.IFormattable', 'System.IConvertible'],
    summary: what[type]!,
    is: (value) => numberTypeOf(value) === type,
    members: { ...membersOf(type), ...(type === 'Decimal' ? decimalMembers : {}) },
  }),
);
