import { PsDecimal } from '../../objects/index.ts';
import { absolute, roundedQuotient } from './whole-types.ts';

/** System.Decimal as an integer of at most 96 bits and how many of its digits stand behind the point (0 to 28). */
export interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

const most = 2n ** 96n - 1n;
const greatestScale = 28;

/** Rounded, half to even, until it fits; undefined where it is beyond what a Decimal holds. */
export function fittedDecimal({ digits, scale }: Scaled): PsDecimal | undefined {
  for (let excess = Math.max(0, scale - greatestScale); excess <= scale; excess++) {
    const kept = roundedQuotient(digits, 10n ** BigInt(excess));
    if (absolute(kept) <= most) return new PsDecimal(text(kept, scale - excess));
  }
  return undefined;
}

function text(digits: bigint, scale: number): string {
  const all = absolute(digits)
    .toString()
    .padStart(scale + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return scale === 0 ? `${sign}${all}` : `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`;
}

/** `1.25e-3`, `-12.50`, `1e5`. */
export function scaledOfExponential(written: string): Scaled {
  const [mantissa = '0', power = '0'] = written.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(power);
  const digits = BigInt(`${whole}${fraction}`);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}
