import { PsDecimal, PsNumber } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { wholeTypes } from '../scan/whole-types.ts';
import { TypeFailure } from '../types/type.ts';
import type { Culture } from './culture.ts';
import { exactDigits, fixed, significant } from './digits.ts';
import { customNumber } from './format-custom.ts';
import { numberTypeOf } from './kinds.ts';
import { rawOf } from './to-number.ts';

const invalid = () => new TypeFailure('Format specifier was invalid.', 'System.FormatException');

/** A number by .NET's standard and custom format strings; empty is `G`. */
export function formatNumber(value: Value, format: string, culture: Culture): string {
  const raw = rawOf(value);
  if (typeof raw === 'number' && !Number.isFinite(raw)) return notFinite(raw, culture);
  const standard = /^([A-Za-z])(\d{0,9})$/.exec(format === '' ? 'G' : format);
  if (!standard) return customNumber(value, format, culture);
  const [, letter = '', digits = ''] = standard;
  return standardNumber(value, letter, digits === '' ? undefined : Number(digits), culture);
}

function notFinite(value: number, { name }: Culture): string {
  if (Number.isNaN(value)) return 'NaN';
  const infinity = name === '' ? 'Infinity' : '∞';
  return value > 0 ? infinity : `-${infinity}`;
}

function standardNumber(value: Value, letter: string, precision: number | undefined, culture: Culture): string {
  const type = numberTypeOf(value)!;
  const isInteger = wholeTypes[type] !== undefined;
  switch (letter.toUpperCase()) {
    case 'C':
      return patterned(
        value,
        precision ?? culture.currencyDigits,
        culture,
        culture.currencyPattern,
        culture.negativeCurrencyPattern,
        culture.currencySymbol,
      );
    case 'N':
      return patterned(value, precision ?? culture.decimalDigits, culture, 'n', '-n', '');
    case 'P':
      return patterned(
        timesHundred(value),
        precision ?? culture.decimalDigits,
        culture,
        culture.percentPattern,
        culture.negativePercentPattern,
        '',
      );
    case 'F': {
      const digits = exactDigits(value);
      const { whole, fraction } = fixed(digits, precision ?? culture.decimalDigits);
      const sign = minus(value, digits, whole + fraction);
      return `${sign}${whole}${fraction && culture.decimalSeparator}${fraction}`;
    }
    case 'E':
      return scientific(value, precision ?? 6, letter, 3, culture);
    case 'G':
      return general(value, precision, letter, culture);
    case 'R':
      if (isInteger || type === 'Decimal') throw invalid();
      return general(value, undefined, letter === 'R' ? 'G' : 'g', culture);
    case 'D': {
      if (!isInteger) throw invalid();
      const whole = rawOf(value) as bigint;
      const digits = (whole < 0n ? -whole : whole).toString().padStart(precision ?? 0, '0');
      return whole < 0n ? `-${digits}` : digits;
    }
    case 'X':
    case 'B': {
      if (!isInteger) throw invalid();
      const unsigned = BigInt.asUintN(wholeTypes[type]!.bits, rawOf(value) as bigint);
      const digits = unsigned.toString(letter.toUpperCase() === 'X' ? 16 : 2).padStart(precision ?? 0, '0');
      return letter === 'X' ? digits.toUpperCase() : digits;
    }
    default:
      throw invalid();
  }
}

/** A Double keeps the sign of what is rounded to nothing; the others do not. */
function minus(
  value: Value,
  { isNegative, digits }: { readonly isNegative: boolean; readonly digits: bigint },
  shown = `${digits}`,
): string {
  return isNegative && (/[1-9]/.test(shown) || value instanceof PsNumber) ? '-' : '';
}

function timesHundred(value: Value): Value {
  const { digits, scale, isNegative } = exactDigits(value);
  if (value instanceof PsNumber && /^[DS][oi]/.test(value.type))
    return new PsNumber('Double', Number(value.value) * 100);
  const all = `${digits * 100n}`.padStart(scale + 1, '0');
  return new PsDecimal(`${isNegative ? '-' : ''}${scale ? `${all.slice(0, -scale)}.${all.slice(-scale)}` : all}`);
}

function patterned(
  value: Value,
  places: number,
  culture: Culture,
  positive: string,
  negative: string,
  symbol: string,
): string {
  const digits = exactDigits(value);
  const { whole, fraction } = fixed(digits, places);
  const number = `${grouped(whole, culture)}${fraction && culture.decimalSeparator}${fraction}`;
  const pattern = minus(value, digits, whole + fraction) ? negative : positive;
  return pattern.replace(/n/, () => number).replace('¤', () => symbol);
}

/** Whole digits with the culture's groups. */
export function grouped(whole: string, { groupSeparator, groupSizes }: Culture): string {
  const groups: string[] = [];
  let left = whole;
  for (let i = 0; left.length > 0; i++) {
    const size = groupSizes[Math.min(i, groupSizes.length - 1)]!;
    groups.unshift(left.slice(-size));
    left = left.slice(0, -size);
  }
  return groups.join(groupSeparator);
}

function scientific(value: Value, places: number, letter: string, width: number, culture: Culture): string {
  const exact = exactDigits(value);
  const { digits, power } = significant(exact, places + 1);
  const mantissa = places > 0 ? `${digits[0]}${culture.decimalSeparator}${digits.slice(1)}` : digits;
  return `${minus(value, exact)}${mantissa}${exponent(power, letter, width)}`;
}

const exponent = (power: number, letter: string, width: number) =>
  `${letter}${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(width, '0')}`;

function general(value: Value, precision: number | undefined, letter: string, culture: Culture): string {
  const raw = rawOf(value);
  const separated = (text: string) => text.replace('.', culture.decimalSeparator);
  if (!precision) {
    if (typeof raw === 'bigint') return String(raw);
    if (raw instanceof PsDecimal) return separated(raw.text);
    return separated(shortest(raw, value instanceof PsNumber && value.type === 'Single', letter));
  }
  const exact = exactDigits(value);
  const { digits, power } = significant(exact, precision);
  const trimmed = digits.replace(/0+$/, '') || '0';
  const e = letter === 'g' ? 'e' : 'E';
  if (power >= precision || power < -4) {
    const mantissa = trimmed.length > 1 ? `${trimmed[0]}.${trimmed.slice(1)}` : trimmed;
    return `${minus(value, exact)}${separated(mantissa)}${exponent(power, e, 2)}`;
  }
  const plain =
    power < 0
      ? `0.${'0'.repeat(-power - 1)}${trimmed}`
      : trimmed.length > power + 1
        ? `${trimmed.slice(0, power + 1)}.${trimmed.slice(power + 1)}`
        : trimmed.padEnd(power + 1, '0');
  return `${minus(value, exact)}${separated(trimmed === '0' ? '0' : plain)}`;
}

/** The shortest digits that read back as the same number, as .NET writes a Double. */
export function shortest(value: number, isSingle = false, letter = 'G'): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const text = isSingle ? shortestSingle(value) : value.toExponential();
  const [mantissa = '', power = '0'] = text.split('e');
  const exponentOf = Number(power);
  const limit = isSingle ? 9 : 17;
  if (exponentOf >= limit || exponentOf < -4)
    return `${mantissa}${exponent(exponentOf, letter === 'g' ? 'e' : 'E', 2)}`;
  const digits = mantissa.replace(/[-.]/g, '');
  const sign = value < 0 ? '-' : '';
  if (exponentOf < 0) return `${sign}0.${'0'.repeat(-exponentOf - 1)}${digits}`;
  return digits.length > exponentOf + 1
    ? `${sign}${digits.slice(0, exponentOf + 1)}.${digits.slice(exponentOf + 1)}`
    : `${sign}${digits.padEnd(exponentOf + 1, '0')}`;
}

function shortestSingle(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toExponential(digits - 1);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(8);
}
