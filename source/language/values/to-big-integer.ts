import { PsChar, PsDateTime, PsDecimal } from '../../objects/index.ts';
import { LiveArray, type Value } from '../run/value.ts';
import { BigInteger, bigIntegerName } from './big-integer.ts';
import { isEnum, unwrapped } from './convert.ts';
import { numberTypeOf, typeNameOf } from './kinds.ts';
import { castFailure, castToNumber, notConvertible, rawOf, scanText } from './to-number.ts';

/** `[bigint]$value`: fractions are cut off; a text is a number as PowerShell writes one, of at most its Double's digits. */
export function toBigInteger(given: Value): BigInteger {
  const value = unwrapped(given);
  if (value instanceof BigInteger) return value;
  if (value === null) return new BigInteger(0n);
  if (typeof value === 'boolean') return new BigInteger(value ? 1n : 0n);
  if (value instanceof PsChar) return new BigInteger(BigInt(value.code));
  if (isEnum(value)) return ofNumber(castToNumber(value, 'Int64'), value);
  if (numberTypeOf(value)) return ofNumber(value, value);
  if (typeof value === 'string') return ofText(value);
  if (value instanceof Uint8Array) return ofBytes([...value]);
  if (value instanceof LiveArray && value.elementType === 'System.Byte')
    return ofBytes(value.items.map((item) => castToNumber(item, 'Int32') as number));
  if (value instanceof PsDateTime) {
    const why = `Invalid cast from '${typeNameOf(value)}' to '${bigIntegerName}'.`;
    throw castFailure(value, bigIntegerName, why, 'InvalidCastIConvertible');
  }
  throw notConvertible(value, bigIntegerName);
}

function ofText(text: string): BigInteger {
  const scanned = scanText(text);
  if (scanned !== undefined) return ofNumber(scanned, text);
  throw castFailure(text, bigIntegerName, 'The value could not be parsed.', 'InvalidCastFromStringToInteger');
}

function ofNumber(number: Value, given: Value): BigInteger {
  const raw = rawOf(number);
  if (typeof raw === 'bigint') return new BigInteger(raw);
  if (raw instanceof PsDecimal) return new BigInteger(BigInt(raw.text.replace(/\..*$/, '')));
  if (Number.isFinite(raw)) return new BigInteger(BigInt(Math.trunc(raw)));
  const why = Number.isNaN(raw) ? 'The value is not a number.' : 'BigInteger cannot represent infinity.';
  throw castFailure(given, bigIntegerName, why, 'InvalidCastConstructorException');
}

/** The lowest byte first; the last one has the sign. */
export function ofBytes(bytes: readonly number[]): BigInteger {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).reverse();
  return new BigInteger(BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex.join('') || '0'}`)));
}
