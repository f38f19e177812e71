import { LiveInstance, type ValueState } from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';

export const bigIntegerName = 'System.Numerics.BigInteger';

/** Bits that one may have: about three hundred thousand digits. */
const mostBits = 1_048_576;

class BigState implements ValueState {
  readonly rank: bigint;

  constructor(value: bigint) {
    this.rank = value;
  }

  get key(): string {
    return String(this.rank);
  }

  toText(): string {
    return this.key;
  }
}

/** `[bigint]`: a whole number of any size. JavaScript's own bigint is an Int64 here. */
export class BigInteger extends LiveInstance<BigState> {
  constructor(value: bigint) {
    super(bigIntegerName, new BigState(value));
  }

  get value(): bigint {
    return this.state.rank;
  }
}

/** What is no more than `mostBits` long, by what it will be. */
export function bounded(bits: number, make: () => bigint): BigInteger {
  if (bits > mostBits)
    throw new TypeFailure(
      `A number of more than ${mostBits} bits is not computed here.`,
      'System.OutOfMemoryException',
    );
  return new BigInteger(make());
}

/** Without the sign. */
export const bitLength = (value: bigint): number => {
  if (value === 0n) return 0;
  const hex = (value < 0n ? -value : value).toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
};

/** As .NET makes a Double of a whole number: what is beyond its 53 bits is cut off. */
export function cutToDouble(value: bigint): number {
  const size = value < 0n ? -value : value;
  const excess = BigInt(Math.max(0, bitLength(size) - 53));
  return Number(((size >> excess) << excess) * (value < 0n ? -1n : 1n));
}
