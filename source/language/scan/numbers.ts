import { PsNumber, type PsValue } from '../../objects/index.ts';
import type { NumberType } from '../values/kinds.ts';
import { fittedDecimal, scaledOfExponential } from './decimals.ts';
import { cutToDouble, wholeTypes } from './whole-types.ts';

const multipliers: Readonly<Record<string, number>> = { kb: 10, mb: 20, gb: 30, tb: 40, pb: 50 };

const shape =
  /(?:0x(?<hex>[0-9a-f]*)|0b(?<binary>[01]+)|(?<whole>\d+)(?<fraction>\.(?!\.)\d*)?(?<exponent>e[+-]?\d+)?|(?<point>\.\d+)(?<pointExponent>e[+-]?\d+)?)(?<suffix>u?[lsy]|u|d|n)?(?<multiplier>[kmgtp]b)?/iy;

/** What a whole number without anything around it is, most of them being small. */
const small = /\d{1,9}(?![\w.])/y;

type Parts = Readonly<Record<string, string | undefined>>;

const suffixTypes: Readonly<Record<string, readonly NumberType[]>> = {
  l: ['Int64'],
  ul: ['UInt64'],
  s: ['Int16'],
  us: ['UInt16'],
  y: ['SByte'],
  uy: ['Byte'],
  u: ['UInt32', 'UInt64'],
};

/** `5n`: what runs makes a BigInteger of it, which reading a text does without. */
export class HugeInteger {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

export type NumberValue = PsValue | HugeInteger;

export interface NumberScan {
  readonly end: number;
  /** Undefined where the digits are a number's, but beyond what its type holds: PowerShell takes it for no number. */
  readonly value: NumberValue | undefined;
}

/** The number literal that starts at `at`, if one does: hexadecimal, binary, suffixes and multipliers as PowerShell 7's. */
export function scanNumber(text: string, at: number): NumberScan | undefined {
  const c = text.charAt(at);
  if (c !== '.' && !(c >= '0' && c <= '9')) return undefined;
  small.lastIndex = at;
  if (small.test(text)) return { end: small.lastIndex, value: Number(text.slice(at, small.lastIndex)) };
  const parts = partsAt(text, at);
  return parts && { end: shape.lastIndex, value: numberOf(parts, false) };
}

/** What a literal is with a minus before it; undefined where that is beyond its type. The least of a type has no positive. */
export function negated(source: string): NumberValue | undefined {
  const parts = partsAt(source, 0);
  return parts && numberOf(parts, true);
}

function partsAt(text: string, at: number): Parts | undefined {
  shape.lastIndex = at;
  return shape.exec(text)?.groups;
}

function numberOf(parts: Parts, isNegative: boolean): NumberValue | undefined {
  const suffix = (parts['suffix'] ?? '').toLowerCase();
  const shift = multipliers[(parts['multiplier'] ?? '').toLowerCase()] ?? 0;
  const exponent = parts['exponent'] ?? parts['pointExponent'] ?? '';
  const mantissa =
    parts['point'] ?? (parts['fraction'] || exponent ? `${parts['whole']}${parts['fraction'] ?? ''}` : undefined);
  const sign = isNegative ? '-' : '';
  if (mantissa !== undefined) {
    if (suffix === 'd') return decimal(`${sign}${mantissa}e${bounded(exponent)}`, shift);
    const double = Number(`${sign}${mantissa}${exponent}`) * 2 ** shift;
    return suffix ? rounded(double, suffix) : new PsNumber('Double', double);
  }
  const size = wholeNumber(parts, suffix) << BigInt(shift);
  const integer = isNegative ? -size : size;
  if (suffix === '') return narrowest(integer, parts);
  if (suffix === 'd') return decimal(String(integer), 0);
  return suffix === 'n' ? new HugeInteger(integer) : typed(integer, suffix);
}

/** More is beyond any Decimal, or nothing of one. */
const bounded = (exponent: string) => Math.max(-100, Math.min(Number(exponent.slice(1)), 100));

function decimal(written: string, shift: number): NumberValue | undefined {
  const { digits, scale } = scaledOfExponential(written);
  return fittedDecimal({ digits: digits << BigInt(shift), scale });
}

/** A fraction with the suffix of an integer: to the nearest one, half to even. */
function rounded(double: number, suffix: string): NumberValue | undefined {
  if (!Number.isFinite(double)) return undefined;
  const floor = Math.floor(double);
  const rest = double - floor;
  const integer = BigInt(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
  return suffix === 'n' ? new HugeInteger(integer) : typed(integer, suffix);
}

function typed(integer: bigint, suffix: string): NumberValue | undefined {
  const type = suffixTypes[suffix]!.find((one) => holds(one, integer));
  if (type === undefined) return undefined;
  if (type === 'Int64') return integer;
  return new PsNumber(type as PsNumber['type'], type === 'UInt64' ? integer : Number(integer));
}

function holds(type: NumberType, integer: bigint): boolean {
  const { min, max } = wholeTypes[type]!;
  return integer >= min && integer <= max;
}

/** Int32, Int64 and, of decimal digits, Decimal and Double: the first that holds it. All bits of an Int64 are one. */
function narrowest(integer: bigint, parts: Parts): NumberValue | undefined {
  if (holds('Int32', integer) && bitsOf(parts) < 64) return Number(integer);
  if (holds('Int64', integer)) return integer;
  if (parts['whole'] === undefined) return undefined;
  return decimal(String(integer), 0) ?? new PsNumber('Double', cutToDouble(integer));
}

/** Bits that are written: none of decimal digits. */
const bitsOf = ({ hex = '', binary = '' }: Parts) => hex.length * 4 + binary.length;

/** As many hexadecimal or binary digits as the type has are its bits, the sign among them. */
function wholeNumber({ hex, binary, whole }: Parts, suffix: string): bigint {
  if (whole !== undefined) return BigInt(whole);
  const value = hex === undefined ? BigInt(`0b${binary}`) : BigInt(`0x${hex || '0'}`);
  if (suffix.startsWith('u')) return value;
  const width = bitsOf({ hex, binary });
  const type = suffixTypes[suffix]?.[0] ?? (width < 64 ? 'Int32' : 'Int64');
  return width === wholeTypes[type]!.bits ? BigInt.asIntN(width, value) : value;
}
