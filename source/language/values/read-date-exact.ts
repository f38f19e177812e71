import type { PsDateTime } from '../../objects/index.ts';
import { TypeFailure } from '../types/type.ts';
import type { Culture } from './culture.ts';
import { checked, clockTicks, dateOfClock, dateOfMoment } from './dates.ts';

const standard = (format: string, culture: Culture): string => {
  const { shortDate, longDate, shortTime, longTime } = culture;
  const patterns: Readonly<Record<string, string>> = {
    d: shortDate,
    D: longDate,
    f: `${longDate} ${shortTime}`,
    F: `${longDate} ${longTime}`,
    g: `${shortDate} ${shortTime}`,
    G: `${shortDate} ${longTime}`,
    o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
    O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
    s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
    t: shortTime,
    T: longTime,
  };
  return Object.hasOwn(patterns, format) ? patterns[format]! : format;
};

const piece = /'([^']*)'|"([^"]*)"|\\([\s\S])|%?(d+|M+|y+|H+|h+|m+|s+|t+|f+|F+|z+|K)|([\s\S])/g;
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The date of a text in exactly that format (DateTime.ParseExact). */
export function readDateExact(text: string, format: string, culture: Culture): PsDateTime {
  if (!format) throw new TypeFailure("Format specifier '' was invalid.", 'System.FormatException');
  const fields: string[] = [];
  const field = (name: string, pattern: string) => {
    fields.push(name);
    return `(${pattern})`;
  };
  const names = (list: readonly string[]) => list.map(escaped).join('|');
  const source = [...standard(format, culture).matchAll(piece)].map(([, single, double, alone, letters, other]) => {
    if (letters === undefined) {
      const literal = single ?? double ?? alone ?? other ?? '';
      if (other === '/') return escaped(culture.dateSeparator);
      return escaped(other === ':' ? culture.timeSeparator : literal);
    }
    const { length } = letters;
    const digits = length > 1 ? `\\d{${length}}` : '\\d{1,2}';
    switch (letters.charAt(0)) {
      case 'd':
        if (length < 3) return field('day', digits);
        return field('weekday', names(length === 3 ? culture.shortDays : culture.days));
      case 'M':
        if (length < 3) return field('month', digits);
        return field('monthName', names(length === 3 ? culture.shortMonths : culture.months));
      case 'y':
        return length < 3 ? field('shortYear', digits) : field('year', `\\d{${length}}`);
      case 'H':
        return field('hour', digits);
      case 'h':
        return field('halfHour', digits);
      case 'm':
        return field('minute', digits);
      case 's':
        return field('second', digits);
      case 't':
        return field('half', length === 1 ? '[AP]' : names([culture.morning, culture.afternoon]));
      case 'f':
        return field('fraction', `\\d{${length}}`);
      case 'F':
        return field('fraction', `\\d{0,${length}}`);
      default:
        return field('zone', 'Z|[+-]\\d{1,2}(?::?\\d\\d)?|');
    }
  });
  const match = new RegExp(`^${source.join('')}$`, 'iu').exec(text);
  const failure = () =>
    new TypeFailure(`String '${text}' was not recognized as a valid DateTime.`, 'System.FormatException');
  if (!match) throw failure();
  const found = new Map(fields.map((name, index) => [name, match[index + 1]!]));
  const number = (name: string) => (found.has(name) ? Number(found.get(name)) : undefined);
  const place = (list: readonly string[]) =>
    list.findIndex((one) => one.toLowerCase() === found.get('monthName')?.toLowerCase()) + 1;
  const short = number('shortYear');
  const now = new Date();
  const hasDate = ['day', 'month', 'monthName', 'year', 'shortYear'].some((name) => found.has(name));
  const isAfternoon =
    /^p/i.test(found.get('half') ?? '') || found.get('half')?.toLowerCase() === culture.afternoon.toLowerCase();
  const half = number('halfHour');
  const clock = checked({
    year: number('year') ?? (short === undefined ? now.getFullYear() : short < 50 ? 2000 + short : 1900 + short),
    month:
      number('month') ?? (place(culture.months) || place(culture.shortMonths) || (hasDate ? 1 : now.getMonth() + 1)),
    day: number('day') ?? (hasDate ? 1 : now.getDate()),
    hour: number('hour') ?? (half === undefined ? 0 : found.has('half') ? (half % 12) + (isAfternoon ? 12 : 0) : half),
    minute: number('minute') ?? 0,
    second: number('second') ?? 0,
    fraction: Number((found.get('fraction') ?? '').padEnd(7, '0').slice(0, 7)),
  });
  if (!clock) throw failure();
  const zone = found.get('zone');
  if (!zone) return dateOfClock(clock);
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(zone) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return dateOfMoment(clockTicks(clock) - BigInt(offset) * 600_000_000n);
}
