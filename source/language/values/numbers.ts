import { PsChar, PsDecimal, PsNumber } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { HugeInteger, negated, scanNumber } from '../scan/numbers.ts';

/** A number of any of .NET's types, as exactly as it is known: an integer, a decimal as digits, or a double. */
export type Numeric = bigint | number | PsDecimal;

/** The number a value is; undefined for everything that is not of a number's type (text that looks like one included). */
export function numericOf(value: Value): Numeric | undefined {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint' || value instanceof PsDecimal) return value;
  if (!(value instanceof PsNumber)) return undefined;
  if (value.type === 'Double' || value.type === 'Single') return Number(value.value);
  return BigInt(value.value);
}

/** The number that a text or a truth value converts to, as PowerShell converts it; undefined where it does not. */
export function toNumeric(value: Value): Numeric | undefined {
  const numeric = numericOf(value);
  if (numeric !== undefined) return numeric;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof PsChar) return BigInt(value.code);
  return typeof value === 'string' ? parseNumeric(value) : undefined;
}

function parseNumeric(text: string): Numeric | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 0n;
  const sign = /^[+-]/.exec(trimmed)?.[0];
  const digits = sign ? trimmed.slice(1) : trimmed;
  const scanned = scanNumber(digits, 0);
  const value = sign === '-' ? negated(digits) : scanned?.value;
  if (scanned?.end !== digits.length) return undefined;
  if (value instanceof HugeInteger) return value.value;
  return value === undefined ? undefined : numericOf(value);
}

export function compareNumeric(left: Numeric, right: Numeric): number {
  if (typeof left === 'bigint' && typeof right === 'bigint') return sign(left, right);
  if (typeof left === 'number' || typeof right === 'number') return sign(asDouble(left), asDouble(right));
  const [a, b] = [asScaled(left), asScaled(right)];
  const scale = Math.max(a.scale, b.scale);
  return sign(a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale));
}

/** NaN is equal to itself and below everything else, as .NET orders it. */
function sign(left: bigint | number, right: bigint | number): number {
  if (typeof left === 'number' && Number.isNaN(left)) return typeof right === 'number' && Number.isNaN(right) ? 0 : -1;
  if (typeof right === 'number' && Number.isNaN(right)) return 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const asDouble = (value: Numeric): number => Number(value instanceof PsDecimal ? value.text : value);

function asScaled(value: bigint | PsDecimal): { digits: bigint; scale: number } {
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  const [whole, fraction = ''] = value.text.split('.');
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length };
}

/** As .NET writes a double with that many significant digits ("G15" for Double, "G7" for Single): 1E+20, 0.0001. */
export function doubleText(value: number, digits: 7 | 15): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e');
  const exponent = Number(power);
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent >= digits || exponent < -4) {
    return `${trimmed}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const plain = value.toFixed(Math.max(0, digits - 1 - exponent));
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}
