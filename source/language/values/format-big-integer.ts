import { PsDecimal } from '../../objects/index.ts';
import { bitLength } from '../scan/whole-types.ts';
import type { Culture } from './culture.ts';
import { formatNumber } from './format-number.ts';

/** A BigInteger by .NET's format strings; its digits are never rounded by `G`. */
export function formatBigInteger(value: bigint, format: string, culture: Culture): string {
  const [, letter = '', digits = ''] = /^([A-Za-z])(\d{0,9})$/.exec(format || 'R') ?? [];
  const text = String(value);
  switch (letter.toUpperCase()) {
    case 'G':
    case 'R':
      return text;
    case 'D':
      return text.replace(/\d+/, (all) => all.padStart(Number(digits), '0'));
    case 'X': {
      const hex = twosComplement(value, 4, digits);
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
    case 'B':
      return twosComplement(value, 1, digits);
    default:
      return formatNumber(new PsDecimal(text), format, culture);
  }
}

/** The fewest digits of so many bits that hold the number and its sign, filled up with the sign. */
function twosComplement(value: bigint, digitBits: number, wanted: string): string {
  const fewest = Math.floor(bitLength(value < 0n ? ~value : value) / digitBits) + 1;
  const digits = BigInt.asUintN(fewest * digitBits, value)
    .toString(2 ** digitBits)
    .padStart(fewest, '0');
  return digits.padStart(Number(wanted), value < 0n ? (2 ** digitBits - 1).toString(16) : '0');
}
