import { PsChar, PsDateTime, PsDecimal, PsNumber } from '../../objects/index.ts';
import { LiveObject, type Value } from '../run/value.ts';
import { scaledOfExponential } from '../scan/decimals.ts';
import { negated, scanNumber } from '../scan/numbers.ts';
import { cutToDouble, roundedQuotient, wholeTypes } from '../scan/whole-types.ts';
import { TypeFailure } from '../types/type.ts';
import { BigInteger, literalValue } from './big-integer.ts';
import { baseOf, toText } from './convert.ts';
import { decimalOf, decimalOfDouble, scaledOf } from './decimal.ts';
import { type NumberType, numberTypeOf, shownTypeOf, typeNameOf } from './kinds.ts';

/** As .NET's messages of what is too large name them. */
const described: Readonly<Partial<Record<NumberType, string>>> = { SByte: 'a signed byte', Byte: 'an unsigned byte' };

/** A number of that type; undefined where it does not hold it. */
export function integerOf(value: bigint, type: NumberType): Value | undefined {
  const limit = wholeTypes[type];
  if (!limit)
    return type === 'Decimal' ? decimalOf({ digits: value, scale: 0 }) : new PsNumber(type as 'Double', Number(value));
  if (value < limit.min || value > limit.max) return undefined;
  if (type === 'Int32') return Number(value);
  if (type === 'Int64') return value;
  return new PsNumber(type as PsNumber['type'], type === 'UInt64' ? value : Number(value));
}

const overflow = 'Arithmetic operation resulted in an overflow.';

const tooLarge = (type: NumberType) =>
  new TypeFailure(
    `Value was either too large or too small for ${described[type] ?? `${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type}`}.`,
    'System.OverflowException',
  );

/** A number in another type; fractions are rounded half to even. TypeFailure where it is beyond the type. */
export function numberAs(value: Value, type: NumberType): Value {
  if (numberTypeOf(value) === type) return value;
  const plain = rawOf(value);
  if (type === 'Double') return new PsNumber('Double', toDouble(plain));
  if (type === 'Single') return new PsNumber('Single', Math.fround(toDouble(plain)));
  if (type === 'Decimal') {
    if (plain instanceof PsDecimal) return plain;
    if (typeof plain === 'bigint') return decimalOf({ digits: plain, scale: 0 });
    return decimalOfDouble(plain, value instanceof PsNumber && value.type === 'Single' ? 7 : 15);
  }
  const found = integerOf(wholeOf(plain, type), type);
  if (found === undefined) throw beyond(plain, type);
  return found;
}

/** That a number is beyond an integer's type, as .NET says it of what it is made from. */
function beyond(value: bigint | number | PsDecimal, type: NumberType): TypeFailure {
  if (typeof value !== 'number') return tooLarge(type);
  const { bits } = wholeTypes[type]!;
  if (bits === 64) return new TypeFailure(overflow, 'System.OverflowException');
  // .NET makes an Int32 of a real number first where the type is a narrower one.
  const isBeyondInt32 = bits < 32 && !(Math.abs(value + 0.5) <= 2 ** 31);
  return tooLarge(isBeyondInt32 ? 'Int32' : type);
}

/** An integer as bigint, a Double as number. The value is a number. */
export function rawOf(value: Value): bigint | number | PsDecimal {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint' || value instanceof PsDecimal) return value;
  if (value instanceof BigInteger) return value.value;
  const number = value as PsNumber;
  return number.type === 'Double' || number.type === 'Single' ? Number(number.value) : BigInt(number.value);
}

export const toDouble = (value: bigint | number | PsDecimal): number =>
  Number(value instanceof PsDecimal ? value.text : value);

function wholeOf(value: bigint | number | PsDecimal, type: NumberType): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof PsDecimal) {
    const { digits, scale } = scaledOf(value);
    return roundedQuotient(digits, 10n ** BigInt(scale));
  }
  if (!Number.isFinite(value)) throw beyond(value, type);
  return BigInt(roundHalfEven(value));
}

export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * The number that a text stands for, of the type that PowerShell takes a literal for; undefined for no number. Signs,
 * thousands and blanks around it are read too.
 */
export function scanText(text: string): Value | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const sign = /^[+-]/.exec(trimmed)?.[0];
  const digits = sign ? trimmed.slice(1) : trimmed;
  const scanned = scanNumber(digits, 0);
  const value = sign === '-' ? negated(digits) : scanned?.value;
  if (value !== undefined && scanned?.end === digits.length) return literalValue(value);
  return /^[+-]?\d[\d,]*$/.test(trimmed) ? scanText(trimmed.replaceAll(',', '')) : undefined;
}

const notNumber = (text: string) =>
  new TypeFailure(`The input string '${text}' was not in a correct format.`, 'System.FormatException');

/** What a text is in a number's type. TypeFailure with .NET's message. */
export function textAs(text: string, type: NumberType): Value {
  if (text === '') return numberAs(0, type);
  const scanned = scanText(text);
  const isBeyond = type === 'Decimal' && scanned instanceof PsNumber && /^\s*[+-]?\d+\s*$/.test(text);
  if (scanned !== undefined && !isBeyond) return numberAs(scanned, type);
  const named = /^\s*(-?)infinity\s*$|^\s*nan\s*$/i.exec(text);
  if (named && (type === 'Double' || type === 'Single')) {
    const value = /nan/i.test(text) ? Number.NaN : named[1] ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return new PsNumber(type, value);
  }
  if (type === 'Decimal' && /^\s*\d[\d.,]*-\s*$/.test(text)) return textAs(`-${text.trim().slice(0, -1)}`, type);
  const plain = text.trim().replace(/^([+-]?\d[\d,]*)/, (whole) => whole.replaceAll(',', ''));
  if (type === 'Decimal' && /^[+-]?\d+$/.test(plain)) return decimalOf({ digits: BigInt(plain), scale: 0 });
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain) && /^\s*[+-]?[\d.]/.test(text)) {
    if (type === 'Decimal') return decimalOf(scaledOfExponential(plain));
    if (isReal(type) || /[.e]/i.test(plain)) return numberAs(new PsNumber('Double', Number(plain)), type);
  }
  throw notNumber(text);
}

const isReal = (type: NumberType) => type === 'Double' || type === 'Single' || type === 'Decimal';

const castIds: Readonly<Record<string, string>> = {
  Decimal: 'InvalidCastFromStringToDecimal',
  Double: 'InvalidCastFromStringToDoubleOrSingle',
  Single: 'InvalidCastFromStringToDoubleOrSingle',
};

/** `[int]$value` and its like, with PowerShell's errors. */
export function castToNumber(given: Value, type: NumberType): Value {
  const value = given instanceof LiveObject && given.base !== undefined ? given.base : baseOf(given);
  const target = `System.${type}`;
  if (value === null) return numberAs(0, type);
  if (value instanceof BigInteger) return ofBigInteger(value, type);
  try {
    if (typeof value === 'boolean') return numberAs(value ? 1 : 0, type);
    if (typeof value === 'string') return textAs(isReal(type) ? value : value.trim(), type);
    if (value instanceof PsChar) return numberAs(value.code, type);
    if (numberTypeOf(value)) return numberAs(value, type);
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    const id =
      typeof value === 'string' ? (castIds[type] ?? 'InvalidCastFromStringToInteger') : 'InvalidCastIConvertible';
    const isInteger = castIds[type] === undefined;
    const why = typeof value === 'string' && isInteger ? whyNoInteger(value, error) : error.message;
    throw castFailure(value, target, why, id);
  }
  if (value instanceof PsDateTime) {
    const from = typeNameOf(value).replace('System.', '');
    throw castFailure(value, target, `Invalid cast from '${from}' to '${type}'.`, 'InvalidCastIConvertible');
  }
  throw notConvertible(given, target);
}

function ofBigInteger(given: BigInteger, type: NumberType): Value {
  const { value } = given;
  if (type === 'Double' || type === 'Single') return numberAs(new PsNumber('Double', cutToDouble(value)), type);
  const isBeyond =
    type === 'Decimal' ? value > mostDecimal || value < -mostDecimal : integerOf(value, type) === undefined;
  if (!isBeyond) return integerOf(value, type)!;
  // .NET makes an Int32 of it first where the type is a narrower one.
  const isNarrow = (wholeTypes[type]?.bits ?? 64) < 32;
  const isOverflow = isNarrow ? integerOf(value, 'Int32') !== undefined : wholeTypes[type]?.min === 0n && value < 0n;
  const why = isOverflow ? overflow : tooLarge(isNarrow ? 'Int32' : type).message;
  throw castFailure(given, `System.${type}`, why, 'InvalidCastTargetInvocationExceptionop_Explicit');
}

const mostDecimal = 79_228_162_514_264_337_593_543_950_335n;

/** .NET reads an integer's digits alone: what PowerShell would read besides, and is too large, has the wrong form. */
const whyNoInteger = (text: string, error: TypeFailure) =>
  /^\s*[+-]?(?:0x[\da-f]+|[\d,]+)\s*$/i.test(text) ? error.message : notNumber(text.trim()).message;

const invalidCast = 'System.Management.Automation.PSInvalidCastException';

/** `Cannot convert value "x" to type "T". Error: "…"` */
export const castFailure = (value: Value, type: string, why: string, id: string) =>
  new TypeFailure(
    `Cannot convert value "${toText(value)}" to type "${type}". Error: "${why}"`,
    invalidCast,
    id,
    'InvalidArgument',
  );

/** What no rule converts. */
export const notConvertible = (value: Value, type: string) =>
  new TypeFailure(
    value === null
      ? `Cannot convert null to type "${type}".`
      : type === 'System.Security.SecureString'
        ? `Cannot convert the value of type "${shownTypeOf(value)}" to type "${type}".`
        : `Cannot convert the "${shownValue(value)}" value of type "${shownTypeOf(value)}" to type "${type}".`,
    invalidCast,
    value === null ? 'nullToObjectInvalidCast' : 'ConvertToFinalInvalidCastException',
    'InvalidArgument',
  );

/** A list by its type, not by what is in it. */
const shownValue = (value: Value) => (/\[\]$/.test(typeNameOf(value)) ? typeNameOf(value) : toText(value));
