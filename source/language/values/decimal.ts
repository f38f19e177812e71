import { PsDecimal } from '../../objects/index.ts';
import { fittedDecimal, type Scaled, scaledOfExponential } from '../scan/decimals.ts';
import { absolute, roundedQuotient } from '../scan/whole-types.ts';
import { TypeFailure } from '../types/type.ts';

export const overflow = () =>
  new TypeFailure('Value was either too large or too small for a Decimal.', 'System.OverflowException');

export function scaledOf(value: PsDecimal | bigint): Scaled {
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  const [whole = '0', fraction = ''] = value.text.split('.');
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length };
}

/** Rounded, half to even, until it fits. Throws `overflow`. */
export function decimalOf(scaled: Scaled): PsDecimal {
  const found = fittedDecimal(scaled);
  if (!found) throw overflow();
  return found;
}

function aligned(left: Scaled, right: Scaled): { readonly a: bigint; readonly b: bigint; readonly scale: number } {
  const scale = Math.max(left.scale, right.scale);
  return {
    a: left.digits * 10n ** BigInt(scale - left.scale),
    b: right.digits * 10n ** BigInt(scale - right.scale),
    scale,
  };
}

export function addDecimals(left: PsDecimal, right: PsDecimal): PsDecimal {
  const { a, b, scale } = aligned(scaledOf(left), scaledOf(right));
  return decimalOf({ digits: a + b, scale });
}

export function subtractDecimals(left: PsDecimal, right: PsDecimal): PsDecimal {
  const { a, b, scale } = aligned(scaledOf(left), scaledOf(right));
  return decimalOf({ digits: a - b, scale });
}

export function multiplyDecimals(left: PsDecimal, right: PsDecimal): PsDecimal {
  const [a, b] = [scaledOf(left), scaledOf(right)];
  const digits = a.digits * b.digits;
  // Only what fits 32 bits keeps its scale where nothing is left.
  if (digits === 0n && (absolute(a.digits) >> 32n || absolute(b.digits) >> 32n)) return new PsDecimal('0');
  return decimalOf({ digits, scale: a.scale + b.scale });
}

/** The divisor is not zero. As many digits as are needed and fit; what is exact keeps the difference of the scales. */
export function divideDecimals(left: PsDecimal, right: PsDecimal): PsDecimal {
  const [a, b] = [scaledOf(left), scaledOf(right)];
  const preferred = Math.max(0, a.scale - b.scale);
  const dividend = a.digits * 10n ** BigInt(preferred + b.scale - a.scale);
  if (dividend % b.digits === 0n) return decimalOf({ digits: dividend / b.digits, scale: preferred });
  // Digits beyond what a decimal holds, so that one rounding is the only one.
  const extra = 60;
  const long = roundedTowards(dividend * 10n ** BigInt(extra), b.digits);
  return withoutZeros(decimalOf({ digits: long, scale: preferred + extra }));
}

/** Cut, with a last digit that says whether anything was cut off: a later rounding sees what is above a half. */
function roundedTowards(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  if (dividend % divisor === 0n || quotient % 5n !== 0n) return quotient;
  return quotient + (dividend < 0n === divisor < 0n ? 1n : -1n);
}

const withoutZeros = (value: PsDecimal) => new PsDecimal(value.text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''));

export function remainderOfDecimals(left: PsDecimal, right: PsDecimal): PsDecimal {
  const { a, b, scale } = aligned(scaledOf(left), scaledOf(right));
  return absolute(a) < absolute(b) ? left : decimalOf({ digits: a % b, scale });
}

/** As .NET converts a Double (15 significant digits) or Single (7). */
export function decimalOfDouble(value: number, significant = 15): PsDecimal {
  if (!Number.isFinite(value)) throw overflow();
  if (value === 0) return new PsDecimal('0');
  return withoutZeros(decimalOf(scaledOfExponential(value.toExponential(significant - 1))));
}

/** MidpointRounding by its number: to even, away from zero, to zero, down, up. */
export function roundDecimal(value: PsDecimal, places: number, how = 0): PsDecimal {
  const { digits, scale } = scaledOf(value);
  if (scale <= places) return value;
  const divisor = 10n ** BigInt(scale - places);
  return decimalOf({ digits: roundedBy[how]!(digits, divisor), scale: places });
}

/** The greatest whole number that is not above a number, or the least that is not below. */
export function floorDecimal(value: PsDecimal, up: boolean): PsDecimal {
  const { digits, scale } = scaledOf(value);
  return decimalOf({ digits: (up ? above : below)(digits, 10n ** BigInt(scale)), scale: 0 });
}

export const truncateDecimal = (value: PsDecimal): PsDecimal => new PsDecimal(value.text.replace(/\..*$/, ''));

type Quotient = (digits: bigint, divisor: bigint) => bigint;

const below: Quotient = (digits, divisor) => digits / divisor - (digits % divisor < 0n ? 1n : 0n);
const above: Quotient = (digits, divisor) => digits / divisor + (digits % divisor > 0n ? 1n : 0n);

const roundedBy: readonly Quotient[] = [
  roundedQuotient,
  (digits, divisor) => (digits < 0n ? digits - divisor / 2n : digits + divisor / 2n) / divisor,
  (digits, divisor) => digits / divisor,
  below,
  above,
];
