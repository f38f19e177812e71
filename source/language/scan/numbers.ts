import { PsDecimal, PsNumber, type PsNumberType, type PsValue } from '../../objects/index.ts';

const multipliers: Readonly<Record<string, bigint>> = {
  kb: 1n << 10n,
  mb: 1n << 20n,
  gb: 1n << 30n,
  tb: 1n << 40n,
  pb: 1n << 50n,
};

const shape =
  /(?:0x(?<hex>[0-9a-f]+)|0b(?<binary>[01]+)|(?<whole>\d+)(?<fraction>\.(?!\.)\d*)?(?<exponent>e[+-]?\d+)?|(?<point>\.\d+)(?<pointExponent>e[+-]?\d+)?)(?<suffix>u?[lsy]|u|d|n)?(?<multiplier>[kmgtp]b)?/iy;

const integerTypes: Readonly<Record<string, { type: PsNumberType | 'Int64'; min: bigint; max: bigint }>> = {
  l: { type: 'Int64', min: -(1n << 63n), max: (1n << 63n) - 1n },
  ul: { type: 'UInt64', min: 0n, max: (1n << 64n) - 1n },
  s: { type: 'Int16', min: -32_768n, max: 32_767n },
  us: { type: 'UInt16', min: 0n, max: 65_535n },
  y: { type: 'SByte', min: -128n, max: 127n },
  uy: { type: 'Byte', min: 0n, max: 255n },
};

const maxDecimal = (1n << 96n) - 1n;

export interface NumberScan {
  readonly end: number;
  /** Undefined where the digits are a number's, but one that is not understood here (BigInteger, out of range). */
  readonly value: PsValue | undefined;
  /** Its suffix names a type that cannot hold it: PowerShell takes it for no number. */
  readonly isBeyond: boolean;
}

/** The number literal that starts at `at`, if one does: hexadecimal, binary, suffixes and multipliers as PowerShell 7's. */
export function scanNumber(text: string, at: number): NumberScan | undefined {
  shape.lastIndex = at;
  const match = shape.exec(text);
  if (!match?.groups) return undefined;
  const value = numberValue(match.groups);
  return { end: shape.lastIndex, value, isBeyond: value === undefined && isBeyond(match.groups) };
}

function isBeyond(groups: Readonly<Record<string, string | undefined>>): boolean {
  const suffix = (groups['suffix'] ?? '').toLowerCase();
  const isReal = groups['point'] !== undefined || groups['fraction'] !== undefined || groups['exponent'] !== undefined;
  return suffix !== '' && suffix !== 'n' && !isReal;
}

function numberValue(groups: Readonly<Record<string, string | undefined>>): PsValue | undefined {
  const suffix = (groups['suffix'] ?? '').toLowerCase();
  const factor = multipliers[(groups['multiplier'] ?? '').toLowerCase()] ?? 1n;
  const real =
    groups['point'] ??
    (groups['fraction'] || groups['exponent'] ? `${groups['whole']}${groups['fraction'] ?? ''}` : undefined);
  if (real !== undefined) {
    const exponent = groups['exponent'] ?? groups['pointExponent'] ?? '';
    if (suffix === 'd') return exponent || factor !== 1n ? undefined : decimalFromDigits(real);
    // A fraction with an integer's suffix is rounded by PowerShell: nobody means that.
    return suffix ? undefined : new PsNumber('Double', Number(`${real}${exponent}`) * Number(factor));
  }
  const integer = (wholeNumber(groups) ?? 0n) * factor;
  if (suffix === 'n') return undefined;
  if (suffix === 'd') return integer > maxDecimal || integer < -maxDecimal ? undefined : new PsDecimal(`${integer}`);
  if (suffix === 'u') {
    if (integer < 0n || integer >= 1n << 64n) return undefined;
    return integer < 1n << 32n ? new PsNumber('UInt32', Number(integer)) : new PsNumber('UInt64', integer);
  }
  const typed = integerTypes[suffix];
  if (typed) {
    if (integer < typed.min || integer > typed.max) return undefined;
    if (typed.type === 'Int64') return integer;
    return new PsNumber(typed.type, typed.type === 'UInt64' ? integer : Number(integer));
  }
  return narrowest(integer);
}

/** Int32, Int64, Decimal, Double: the first that holds it. */
function narrowest(integer: bigint): PsValue {
  if (integer >= -2_147_483_648n && integer <= 2_147_483_647n) return Number(integer);
  if (integer >= -(1n << 63n) && integer < 1n << 63n) return integer;
  if (integer <= maxDecimal && integer >= -maxDecimal) return new PsDecimal(`${integer}`);
  return new PsNumber('Double', Number(integer));
}

/** Eight hexadecimal digits are an Int32's bits and sixteen an Int64's, sign included. */
function wholeNumber(groups: Readonly<Record<string, string | undefined>>): bigint | undefined {
  const { hex, binary, whole } = groups;
  const unsigned = (groups['suffix'] ?? '').toLowerCase().startsWith('u');
  if (hex !== undefined) return bits(BigInt(`0x${hex}`), hex.length * 4, unsigned);
  if (binary !== undefined) return bits(BigInt(`0b${binary}`), binary.length, unsigned);
  return whole === undefined ? undefined : BigInt(whole);
}

function bits(value: bigint, width: number, unsigned: boolean): bigint {
  if (unsigned) return value;
  return width === 32 || width === 64 ? BigInt.asIntN(width, value) : value;
}

function decimalFromDigits(real: string): PsValue | undefined {
  const text = real.startsWith('.') ? `0${real}` : real.replace(/\.$/, '');
  const digits = text.replace('.', '').replace(/^0+/, '');
  return digits.length > 28 ? undefined : new PsDecimal(text.replace(/^0+(?=\d)/, ''));
}

/** The same number below zero; undefined where its type has no negative. */
export function negate(value: PsValue): PsValue | undefined {
  if (typeof value === 'number') return value === -2_147_483_648 ? 2_147_483_648n : 0 - value;
  if (typeof value === 'bigint') return narrowest64(-value);
  if (value instanceof PsDecimal) {
    return new PsDecimal(value.text.startsWith('-') ? value.text.slice(1) : `-${value.text}`);
  }
  if (
    value instanceof PsNumber &&
    typeof value.value === 'number' &&
    /^(Double|Single|SByte|Int16)$/.test(value.type)
  ) {
    return new PsNumber(value.type, -value.value);
  }
  return undefined;
}

const narrowest64 = (value: bigint): PsValue | undefined =>
  value >= -(1n << 63n) && value < 1n << 63n ? value : undefined;

/** The least Int32 and Int64 have no positives: their digits alone are of a wider type. */
export function negated(number: PsValue | undefined, source: string): PsValue | undefined {
  if (number === 2_147_483_648n && !/l$/i.test(source)) return -2_147_483_648;
  if (number instanceof PsDecimal && number.text === '9223372036854775808' && !/d$/i.test(source)) return -(1n << 63n);
  return number === undefined ? undefined : negate(number);
}
