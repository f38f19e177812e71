import { LiveInstance, type Value, type ValueState } from '../run/value.ts';
import { HugeInteger, type NumberValue } from '../scan/numbers.ts';
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

/** What a literal is worth. */
export const literalValue = (value: NumberValue | undefined): Value =>
  value instanceof HugeInteger ? new BigInteger(value.value) : (value ?? null);

/** What is no more than `mostBits` long, by what it will be. */
export function bounded(bits: number, make: () => bigint): BigInteger {
  if (bits > mostBits)
    throw new TypeFailure(
      `A number of more than ${mostBits} bits is not computed here.`,
      'System.OutOfMemoryException',
    );
  return new BigInteger(make());
}
