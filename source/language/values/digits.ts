import { PsDecimal, PsNumber } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { type Scaled, scaledOfExponential } from '../scan/decimals.ts';
import { roundedQuotient } from '../scan/whole-types.ts';
import { scaledOf } from './decimal.ts';
import { rawOf } from './to-number.ts';

/** A number's decimal digits without its sign, exactly. */
export interface Digits extends Scaled {
  readonly isNegative: boolean;
  /** Halves are rounded to the even digit, as .NET rounds a Double, or away from zero, as it rounds the rest. */
  readonly roundsToEven: boolean;
}

/** Exactly what the number is; a Double's binary digits written out. Not for what is not finite. */
export function exactDigits(value: Value): Digits {
  const raw = rawOf(value);
  if (typeof raw !== 'number') {
    const { digits, scale } = scaledOf(raw as bigint | PsDecimal);
    const isNegative = raw instanceof PsDecimal ? raw.text.startsWith('-') : raw < 0n;
    return { digits: digits < 0n ? -digits : digits, scale, isNegative, roundsToEven: false };
  }
  return { ...binaryDigits(Math.abs(raw)), isNegative: raw < 0 || Object.is(raw, -0), roundsToEven: true };
}

/** As many digits as custom formats look at: 15 of a Double, 7 of a Single. */
export function shownDigits(value: Value): Digits {
  const raw = rawOf(value);
  if (typeof raw !== 'number') return exactDigits(value);
  const precision = value instanceof PsNumber && value.type === 'Single' ? 7 : 15;
  const { digits, scale } = scaledOfExponential(Math.abs(raw).toExponential(precision - 1));
  return { digits, scale, isNegative: raw < 0 || Object.is(raw, -0), roundsToEven: false };
}

const view = new DataView(new ArrayBuffer(8));

function binaryDigits(value: number): Scaled {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  if (power >= 0) return { digits: mantissa << BigInt(power), scale: 0 };
  // Less of a power of two is less of a power of ten to write out.
  let [odd, left] = [mantissa, -power];
  while (left > 0 && odd % 2n === 0n) {
    odd /= 2n;
    left--;
  }
  return { digits: odd * 5n ** BigInt(left), scale: left };
}

/** Rounded to so many digits behind the point; the digits count in that unit. */
export function roundedTo({ digits, scale, roundsToEven }: Digits, places: number): bigint {
  if (scale <= places) return digits * 10n ** BigInt(places - scale);
  const divisor = 10n ** BigInt(scale - places);
  if (roundsToEven) return roundedQuotient(digits, divisor);
  return (digits + divisor / 2n) / divisor;
}

/** Whole and fraction, with so many digits behind the point. */
export function fixed(value: Digits, places: number): { readonly whole: string; readonly fraction: string } {
  const all = roundedTo(value, places)
    .toString()
    .padStart(places + 1, '0');
  return places === 0 ? { whole: all, fraction: '' } : { whole: all.slice(0, -places), fraction: all.slice(-places) };
}

/** So many significant digits, and the power of ten of the first; zero has power 0. */
export function significant(value: Digits, count: number): { readonly digits: string; readonly power: number } {
  if (value.digits === 0n) return { digits: '0'.repeat(count), power: 0 };
  const power = value.digits.toString().length - 1 - value.scale;
  const rounded = roundedTo({ ...value, scale: value.scale + power }, count - 1).toString();
  // Rounding up may have made one digit more.
  return rounded.length > count ? { digits: rounded.slice(0, count), power: power + 1 } : { digits: rounded, power };
}
