import type { PsTimeSpan } from '../../objects/index.ts';
import { TypeFailure } from '../types/type.ts';
import type { Culture } from './culture.ts';
import { timeSpanText } from './dates.ts';
import { fractionPart } from './format-date.ts';

const wrongFormat = () => new TypeFailure('Input string was not in a correct format.', 'System.FormatException');

interface Parts {
  readonly isNegative: boolean;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly fraction: number;
}

export function spanParts(value: PsTimeSpan): Parts {
  const ticks = value.ticks ?? 0n;
  const absolute = ticks < 0n ? -ticks : ticks;
  return {
    isNegative: ticks < 0n,
    days: Number(absolute / 864_000_000_000n),
    hours: Number((absolute / 36_000_000_000n) % 24n),
    minutes: Number((absolute / 600_000_000n) % 60n),
    seconds: Number((absolute / 10_000_000n) % 60n),
    fraction: Number(absolute % 10_000_000n),
  };
}

const two = (number: number) => String(number).padStart(2, '0');

/** A span by .NET's standard (`c`, `g`, `G`) and custom format strings; empty is `c`. */
export function formatTimeSpan(value: PsTimeSpan, format: string, culture: Culture): string {
  if (format === '' || /^[ctT]$/.test(format)) return timeSpanText(value);
  const parts = spanParts(value);
  if (format.length > 1) return customSpan(parts, format);
  const { days, hours, minutes, seconds, fraction } = parts;
  const sign = parts.isNegative ? '-' : '';
  const point = culture.decimalSeparator;
  if (format === 'g') {
    const rest = fraction ? `${point}${fractionPart(fraction, 'FFFFFFF')}` : '';
    return `${sign}${days ? `${days}:` : ''}${hours}:${two(minutes)}:${two(seconds)}${rest}`;
  }
  if (format === 'G')
    return `${sign}${days}:${two(hours)}:${two(minutes)}:${two(seconds)}${point}${fractionPart(fraction, 'fffffff')}`;
  throw wrongFormat();
}

const piece = /'([^']*)'|"([^"]*)"|\\([\s\S])|%([dhmsfF])|(d{1,8}|h{1,2}|m{1,2}|s{1,2}|f+|F+)/y;

function customSpan(parts: Parts, format: string): string {
  let out = '';
  piece.lastIndex = 0;
  while (piece.lastIndex < format.length) {
    const match = piece.exec(format);
    if (!match) throw wrongFormat();
    const [, single, double, escaped, alone, letters = alone] = match;
    if (letters === undefined) out += single ?? double ?? escaped ?? '';
    else {
      const text = partOf(parts, letters);
      if (text === '' && out.endsWith('.')) out = out.slice(0, -1);
      out += text;
    }
  }
  return out;
}

function partOf(parts: Parts, letters: string): string {
  const padded = (number: number) => String(number).padStart(letters.length, '0');
  switch (letters.charAt(0)) {
    case 'd':
      return padded(parts.days);
    case 'h':
      return padded(parts.hours);
    case 'm':
      return padded(parts.minutes);
    case 's':
      return padded(parts.seconds);
    default:
      return fractionPart(parts.fraction, letters);
  }
}
