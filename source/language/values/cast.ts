import { PsChar, PsDateTime, PsObject, PsText, PsTimeSpan, psEnum } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';
import { BigInteger } from './big-integer.ts';
import { baseOf, isEnum, toBoolean, toText, unwrapped } from './convert.ts';
import { dateOfTicks } from './dates.ts';
import { enumName, enums } from './enums.ts';
import { type NumberType, numberTypeOf, numberTypes, typeNameOf } from './kinds.ts';
import { readDateValue } from './read-date.ts';
import { readTimeSpan } from './read-timespan.ts';
import { toBigInteger } from './to-big-integer.ts';
import { castFailure, castToNumber, notConvertible, rawOf } from './to-number.ts';

const casts: Readonly<Record<string, (value: Value) => Value>> = {
  'System.String': toText,
  'System.Boolean': toBoolean,
  'System.Char': toCharacter,
  'System.DateTime': toDate,
  'System.TimeSpan': toTimeSpan,
  'System.Numerics.BigInteger': toBigInteger,
  'System.Guid': (value) => textType(value, 'Guid', readGuid),
  'System.Version': (value) => textType(value, 'Version', readVersion),
  'System.Uri': (value) => textType(value, 'Uri', (text) => text),
};

/** `[T]$value` of the types that are a single value: numbers, texts, dates, enums. Undefined for other types. */
export function castTo(type: string, value: Value): Value | undefined {
  const cast = Object.hasOwn(casts, type) ? casts[type] : undefined;
  if (cast) return cast(value);
  if (type.startsWith('System.') && numberTypes.includes(type.slice(7) as NumberType))
    return castToNumber(value, type.slice(7) as NumberType);
  return Object.hasOwn(enums, type) ? toEnum(value, type) : undefined;
}

function toCharacter(given: Value): Value {
  const value = baseOf(unwrapped(given));
  const type = 'System.Char';
  if (value instanceof PsChar) return value;
  if (value === null) return new PsChar(0);
  if (typeof value === 'string') {
    if (value.length === 1) return new PsChar(value.charCodeAt(0));
    throw castFailure(value, type, 'String must be exactly one character long.', 'InvalidCastParseTargetInvocation');
  }
  const number = numberTypeOf(value);
  if (typeof value === 'boolean' || number === 'Double' || number === 'Single' || number === 'Decimal') {
    const from = number ?? 'Boolean';
    throw castFailure(value, type, `Invalid cast from '${from}' to 'Char'.`, 'InvalidCastIConvertible');
  }
  if (value instanceof BigInteger)
    throw castFailure(value, type, 'Object must implement IConvertible.', 'InvalidCastIConvertible');
  if (number === undefined) throw notConvertibleFrom(value, type, true);
  const code = rawOf(value) as bigint;
  if (code < 0n || code > 65_535n)
    throw castFailure(
      value,
      type,
      'Value was either too large or too small for a character.',
      'InvalidCastIConvertible',
    );
  return new PsChar(Number(code));
}

const parseId = 'InvalidCastParseTargetInvocationWithFormatProvider';

/** What `read` makes of a text, its failure told as that of the cast. */
function readAs(value: Value, type: string, read: () => Value, id = parseId): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw castFailure(value, type, error.message, id);
  }
}

function toDate(given: Value): Value {
  const value = unwrapped(given);
  if (value instanceof PsDateTime) return value;
  const type = 'System.DateTime';
  const number = numberTypeOf(value);
  const ticks = wholeTicks(value);
  if (ticks !== undefined) {
    if (ticks >= 0n && ticks <= 3_155_378_975_999_999_999n) return dateOfTicks(ticks);
    const why = "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks. (Parameter 'ticks')";
    throw castFailure(value, type, why, 'InvalidCastConstructorException');
  }
  if (typeof value === 'string' || number) {
    const text = toText(value);
    return readAs(value, type, () => readDateValue(text));
  }
  throw notConvertibleFrom(value, type, true);
}

/** What an Int64 holds is a number of ticks; other numbers are read as texts. */
function wholeTicks(value: Value): bigint | undefined {
  if (value instanceof PsChar) return BigInt(value.code);
  if (isEnum(value)) return rawOf(castToNumber(value, 'Int64')) as bigint;
  const number = numberTypeOf(value);
  const isWhole = number && !['Double', 'Single', 'Decimal', 'UInt64'].includes(number);
  return isWhole ? (rawOf(value) as bigint) : undefined;
}

/** Truth values, characters and dates say of themselves that they are not converted. */
function notConvertibleFrom(value: Value, type: string, isShort = false): TypeFailure {
  const says = typeof value === 'boolean' || value instanceof PsChar || value instanceof PsDateTime || isEnum(value);
  if (!says) return notConvertible(value, type);
  const name = (one: string) => (isShort ? one.replace('System.', '') : one);
  const why = `Invalid cast from '${name(typeNameOf(value))}' to '${name(type)}'.`;
  return castFailure(value, type, why, 'InvalidCastIConvertible');
}

function toTimeSpan(given: Value): Value {
  const value = unwrapped(given);
  if (value instanceof PsTimeSpan) return value;
  const number = numberTypeOf(value);
  const ticks = wholeTicks(value);
  if (ticks !== undefined) return PsTimeSpan.fromTicks(ticks);
  if (typeof value !== 'string' && !number) throw notConvertibleFrom(value, 'System.TimeSpan');
  return readAs(value, 'System.TimeSpan', () => PsTimeSpan.fromTicks(readTimeSpan(toText(value))));
}

function textType(given: Value, type: PsText['type'], read: (text: string) => string): Value {
  const value = unwrapped(given);
  if (value instanceof PsText && value.type === type) return value;
  if (value === null && type !== 'Guid') return null;
  const isText =
    typeof value === 'string' || (value instanceof PsText && value.type !== 'Guid' && value.type !== 'Version');
  const isPlain = isText || numberTypeOf(value) !== undefined;
  if (!isPlain) throw notConvertibleFrom(value, `System.${type}`);
  const id = type === 'Guid' ? parseId : 'InvalidCastParseTargetInvocation';
  return readAs(value, `System.${type}`, () => new PsText(type, read(toText(value))), id);
}

const guidForms =
  /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\))$/i;

export function readGuid(text: string): string {
  const trimmed = text.trim();
  if (!guidForms.test(trimmed)) {
    const why = /^[{(]?[0-9a-f-]{36}[)}]?$/i.test(trimmed)
      ? 'Dashes are in the wrong position for GUID parsing.'
      : trimmed.length === 36 && trimmed.split('-').length === 5
        ? 'Guid string should only contain hexadecimal characters.'
        : trimmed.length === 32
          ? 'Guid string should only contain hexadecimal characters.'
          : trimmed.startsWith('{')
            ? 'Expected 0x prefix.'
            : 'Unrecognized Guid format.';
    throw new TypeFailure(why, 'System.FormatException');
  }
  const digits = trimmed.replace(/[^0-9a-f]/gi, '').toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function readVersion(text: string): string {
  const parts = text.split('.');
  if (parts.length < 2 || parts.length > 4) {
    throw new TypeFailure(
      "Version string portion was too short or too long. (Parameter 'input')",
      'System.ArgumentException',
    );
  }
  const numbers = parts.map((part) => {
    const plain = part.trim();
    // No more and no less than 0 is -0.
    if (/^-\d*[1-9]\d*$/.test(plain)) {
      throw new TypeFailure(
        `input ('${plain}') must be a non-negative value. (Parameter 'input')\nActual value was ${plain}.`,
        'System.ArgumentOutOfRangeException',
      );
    }
    if (!/^(?:\+?\d+|-0+)$/.test(plain))
      throw new TypeFailure(`The input string '${part}' was not in a correct format.`, 'System.FormatException');
    if (Number(plain) > 2_147_483_647)
      throw new TypeFailure('Value was either too large or too small for an Int32.', 'System.OverflowException');
    return Math.abs(Number(plain));
  });
  return numbers.join('.');
}

/** By name, by the beginning of one name, by several names, by number. */
export function toEnum(given: Value, type: string): PsObject {
  const value = unwrapped(given);
  const { values, isFlags } = enums[type]!;
  if (value instanceof PsObject && isEnum(value)) {
    if ((value.typeNames[0] ?? '').endsWith(type)) return value;
    return byNumber(Number(value.base), type, value);
  }
  const isReal = ['Double', 'Single', 'Decimal'].includes(numberTypeOf(value) ?? '');
  if (numberTypeOf(value) && !isReal) return byNumber(Number(rawOf(castToNumber(value, 'Int32'))), type, value);
  if (value === null) throw invalidValue(null, type, 'nullToEnumInvalidCast');
  if (typeof value !== 'string' && !isReal) throw notConvertibleFrom(value, type);
  const names = Object.keys(values);
  let number = 0;
  const text = toText(value);
  for (const part of text.split(',')) number |= numberOfName(part.trim(), values, names, type, text, isFlags);
  return psEnum(type, enumName(type, number), number);
}

function numberOfName(
  name: string,
  values: Readonly<Record<string, number>>,
  names: readonly string[],
  type: string,
  value: string,
  isFlags: boolean | undefined,
): number {
  const lower = name.toLowerCase();
  const exact = names.find((one) => one.toLowerCase() === lower);
  if (exact !== undefined) return values[exact]!;
  if (/^[+-]?\d+$/.test(name)) return Number(byNumber(Number(name), type, name).base);
  const found = names.filter((one) => one.toLowerCase().startsWith(lower));
  const [only] = found;
  if (only !== undefined && found.length === 1) return values[only]!;
  const why =
    found.length > 1
      ? `The identifier name ${name} cannot be processed because it is either too similar or identical to the following enumerator names: ${found.join(', ')}. Use a more specific identifier name.`
      : `Unable to match the identifier name ${isFlags ? name : value} to a valid enumerator name. Specify one of the following enumerator names and try again:\n${names.join(', ')}`;
  throw castFailure(value, type, why, 'SubstringDisambiguationEnumParseThrewAnException');
}

function byNumber(number: number, type: string, value: Value): PsObject {
  const { values, isFlags } = enums[type]!;
  const all = Object.values(values).reduce((sum, one) => sum | one, 0);
  const fits = isFlags ? (number & ~all) === 0 : Object.values(values).includes(number);
  if (fits) return psEnum(type, enumName(type, number), number);
  throw invalidValue(value, type, 'UndefinedIntegerToEnum');
}

function invalidValue(value: Value, type: string, id: string): TypeFailure {
  const { values } = enums[type]!;
  return new TypeFailure(
    `Cannot convert ${value === null ? 'null' : `value "${toText(value)}"`} to type "${type}" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "${Object.keys(values).join(',')}".`,
    'System.Management.Automation.PSInvalidCastException',
    id,
    'InvalidArgument',
  );
}
