import type { PsDateTime } from '../../objects/index.ts';
import { TypeFailure } from '../types/type.ts';
import { type Culture, invariant } from './culture.ts';
import { clockTicks, kindOf, localOffset, offsetText, toUniversal, type WallClock, wallClock } from './dates.ts';

const wrongFormat = () => new TypeFailure('Input string was not in a correct format.', 'System.FormatException');

/** A date by .NET's standard and custom format strings; empty is `G`. */
export function formatDate(value: PsDateTime, format: string, culture: Culture): string {
  const clock = wallClock(value);
  if (!clock) return value.text;
  if (format.length > 1) return customDate(value, clock, format, culture);
  return standardDate(value, clock, format === '' ? 'G' : format, culture);
}

function standardDate(value: PsDateTime, clock: WallClock, letter: string, culture: Culture): string {
  const { shortDate, longDate, shortTime, longTime } = culture;
  const by = (pattern: string, names = culture) => customDate(value, clock, pattern, names);
  switch (letter) {
    case 'd':
      return by(shortDate);
    case 'D':
      return by(longDate);
    case 'f':
      return by(`${longDate} ${shortTime}`);
    case 'F':
      return by(`${longDate} ${longTime}`);
    case 'g':
      return by(`${shortDate} ${shortTime}`);
    case 'G':
      return by(`${shortDate} ${longTime}`);
    case 'm':
    case 'M':
      return by(culture.monthDay);
    case 'o':
    case 'O':
      return by("yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK", invariant);
    case 'r':
    case 'R':
      return by("ddd, dd MMM yyyy HH':'mm':'ss 'GMT'", invariant);
    case 's':
      return by("yyyy'-'MM'-'dd'T'HH':'mm':'ss", invariant);
    case 't':
      return by(shortTime);
    case 'T':
      return by(longTime);
    case 'u':
      return by("yyyy'-'MM'-'dd HH':'mm':'ss'Z'", invariant);
    case 'U':
      return formatDate(toUniversal(value), `${longDate} ${longTime}`, culture);
    case 'y':
    case 'Y':
      return by(culture.yearMonth);
    default:
      throw wrongFormat();
  }
}

const piece = /'([^']*)'|"([^"]*)"|\\([\s\S])|%([\s\S])|(d+|M+|y+|H+|h+|m+|s+|t+|f+|F+|z+|K|g+)|([\s\S])/y;

function customDate(value: PsDateTime, clock: WallClock, format: string, culture: Culture): string {
  let out = '';
  piece.lastIndex = 0;
  for (let match = piece.exec(format); match; match = piece.exec(format)) {
    const { lastIndex } = piece;
    const [, single, double, escaped, alone, letters, other] = match;
    if (letters !== undefined || alone !== undefined) {
      const text = partOf(value, clock, letters ?? alone!, culture, format);
      // `.FFF` leaves its point out with its digits.
      if (text === '' && /^F/.test(letters ?? alone!) && out.endsWith('.')) out = out.slice(0, -1);
      out += text;
    } else if (other !== undefined) {
      if (/['"%\\]/.test(other)) throw wrongFormat();
      out += other === '/' ? culture.dateSeparator : other === ':' ? culture.timeSeparator : other;
    } else out += single ?? double ?? escaped ?? '';
    piece.lastIndex = lastIndex;
  }
  return out;
}

function partOf(value: PsDateTime, clock: WallClock, letters: string, culture: Culture, format: string): string {
  const { length } = letters;
  const padded = (number: number) => String(number).padStart(Math.min(length, 2), '0');
  switch (letters.charAt(0)) {
    case 'd':
      if (length < 3) return padded(clock.day);
      return (length === 3 ? culture.shortDays : culture.days)[dayOfWeek(clock)]!;
    case 'M':
      if (length < 3) return padded(clock.month);
      if (length === 3) return culture.shortMonths[clock.month - 1]!;
      return (/(?:^|[^d'])d{1,2}(?!d)/.test(format) ? culture.genitiveMonths : culture.months)[clock.month - 1]!;
    case 'y':
      return length < 3 ? padded(clock.year % 100) : String(clock.year).padStart(length, '0');
    case 'H':
      return padded(clock.hour);
    case 'h':
      return padded(clock.hour % 12 || 12);
    case 'm':
      return padded(clock.minute);
    case 's':
      return padded(clock.second);
    case 't': {
      const half = clock.hour < 12 ? culture.morning : culture.afternoon;
      return length === 1 ? half.charAt(0) : half;
    }
    case 'f':
    case 'F':
      return fractionPart(clock.fraction, letters);
    case 'z': {
      const offset = kindOf(value) === 'Utc' ? 0 : localOffset(clock);
      if (length > 2) return offsetText(offset);
      const hours = String(Math.trunc(Math.abs(offset) / 60));
      return `${offset < 0 ? '-' : '+'}${length === 2 ? hours.padStart(2, '0') : hours}`;
    }
    case 'K':
      return kindOf(value) === 'Utc' ? 'Z' : kindOf(value) === 'Local' ? offsetText(localOffset(clock)) : '';
    case 'g':
      return 'A.D.';
    default:
      // Behind a percent sign anything stands for itself.
      return letters;
  }
}

/** Of ticks of 100 ns in a second; capitals leave zeros at the end out. */
export function fractionPart(ticks: number, letters: string): string {
  if (letters.length > 7) throw wrongFormat();
  const digits = String(ticks).padStart(7, '0').slice(0, letters.length);
  return letters.startsWith('F') ? digits.replace(/0+$/, '') : digits;
}

/** From Sunday on. */
export const dayOfWeek = (clock: WallClock): number => Number((clockTicks(clock) / 864_000_000_000n + 1n) % 7n);
