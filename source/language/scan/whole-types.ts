import type { NumberType } from '../values/kinds.ts';

export interface WholeType {
  readonly bits: number;
  readonly min: bigint;
  readonly max: bigint;
}

const signed = (bits: number): WholeType => ({
  bits,
  min: -(1n << BigInt(bits - 1)),
  max: (1n << BigInt(bits - 1)) - 1n,
});
const unsigned = (bits: number): WholeType => ({ bits, min: 0n, max: (1n << BigInt(bits)) - 1n });

/** What the whole ones hold. */
export const wholeTypes: Readonly<Partial<Record<NumberType, WholeType>>> = {
  SByte: signed(8),
  Byte: unsigned(8),
  Int16: signed(16),
  UInt16: unsigned(16),
  Int32: signed(32),
  UInt32: unsigned(32),
  Int64: signed(64),
  UInt64: unsigned(64),
};

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** Without the sign. */
export const bitLength = (value: bigint): number => {
  if (value === 0n) return 0;
  const hex = absolute(value).toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
};

/** As .NET makes a Double of a whole number: what is beyond its 53 bits is cut off. */
export function cutToDouble(value: bigint): number {
  const size = absolute(value);
  const excess = BigInt(Math.max(0, bitLength(size) - 53));
  return Number(((size >> excess) << excess) * (value < 0n ? -1n : 1n));
}

/** Half to even. */
export function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 1n) return dividend;
  const quotient = dividend / divisor;
  const twice = absolute(dividend % divisor) * 2n;
  const size = absolute(divisor);
  if (twice < size || (twice === size && quotient % 2n === 0n)) return quotient;
  return quotient + (dividend < 0n === divisor < 0n ? 1n : -1n);
}
