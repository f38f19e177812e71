import type { PsDateTime } from '../../objects/index.ts';
import { TypeFailure } from '../types/type.ts';
import { type Culture, invariant } from './culture.ts';
import { checked, clockOfTicks, clockTicks, dateOfClock, dateOfMoment, type WallClock } from './dates.ts';

/**
 * Dates as .NET's DateTime.Parse reads them: numbers and names of months in the order that the culture and their sizes give,
 * a time of 24 or 12 hours before or behind, a weekday that has to be right, a zone.
 */
interface Pieces {
  readonly numbers: { readonly value: number; readonly digits: number }[];
  /** 1 to 12, and how many numbers stood before it. */
  month: { readonly number: number; readonly at: number } | undefined;
  weekday: number | undefined;
  time: { hour: number; minute: number; second: number; fraction: number } | undefined;
  /** Hours that stand alone before AM or PM. */
  half: 'morning' | 'afternoon' | undefined;
  /** Minutes ahead of UTC. */
  offset: number | undefined;
  /** The last piece was the time, or the last of a date's three: a sign behind it begins a zone. */
  mayHaveZone: boolean;
}

const failure = (message: string) => new TypeFailure(message, 'System.FormatException');
const notDate = (text: string) => failure(`String '${text}' was not recognized as a valid DateTime.`);

export interface ReadDate {
  readonly clock: WallClock;
  /** Minutes ahead of UTC, where the text says it. */
  readonly offset: number | undefined;
}

/** The date of a text, by a culture's order and names; TypeFailure with .NET's message. `now` gives what is left out. */
export function readDate(text: string, culture: Culture = invariant, now: () => Date = () => new Date()): ReadDate {
  const pieces = scan(text, culture);
  const date = dateOfPieces(pieces, culture, text, now);
  const time = timeOfPieces(pieces, text);
  const clock = checked({ ...date, ...time.clock });
  if (!clock) throw notDate(text);
  const ticks = clockTicks(clock) + time.carried;
  const result = time.carried === 0n ? clock : clockOfTicks(ticks);
  if (pieces.weekday !== undefined && Number((clockTicks(clock) / 864_000_000_000n + 1n) % 7n) !== pieces.weekday)
    throw failure(`String '${text}' was not recognized as a valid DateTime because the day of week was incorrect.`);
  return { clock: result, offset: pieces.offset };
}

/** The same as a value: with a zone it is moved to this machine's. */
export function readDateValue(text: string, culture?: Culture): PsDateTime {
  const { clock, offset } = readDate(text, culture);
  if (offset === undefined) return dateOfClock(clock);
  return dateOfMoment(clockTicks(clock) - BigInt(offset) * 600_000_000n);
}

/** The wall clock of a text in the invariant culture; undefined where it is no date. */
export function parseDate(text: string): WallClock | undefined {
  try {
    const { clock, offset } = readDate(text);
    if (offset === undefined) return clock;
    const moment = dateOfMoment(clockTicks(clock) - BigInt(offset) * 600_000_000n);
    return readDate(moment.text.replace(/[+-]\d\d:\d\d$/, '')).clock;
  } catch (error) {
    if (error instanceof TypeFailure) return undefined;
    throw error;
  }
}

const timePattern = /(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?(?![\d:])/y;
const zonePattern = /[+-](?:(\d{1,2}):?(\d\d)|(\d{1,2}))(?!\d)/y;

function scan(text: string, culture: Culture): Pieces {
  const pieces: Pieces = {
    numbers: [],
    month: undefined,
    weekday: undefined,
    time: undefined,
    half: undefined,
    offset: undefined,
    mayHaveZone: false,
  };
  for (let at = 0; at < text.length; ) {
    const next = readPiece(text, at, pieces, culture);
    if (next === undefined) throw notDate(text);
    at = next;
  }
  return pieces;
}

/** Where the next piece starts; undefined where this is none. */
function readPiece(text: string, at: number, pieces: Pieces, culture: Culture): number | undefined {
  const c = text.charAt(at);
  if (/\d/.test(c)) return readNumber(text, at, pieces);
  if (c === '+' || (c === '-' && pieces.mayHaveZone)) {
    zonePattern.lastIndex = at;
    const zone = zonePattern.exec(text);
    if (zone && pieces.offset === undefined) {
      const minutes = Number(zone[1] ?? zone[3]) * 60 + Number(zone[2] ?? 0);
      pieces.offset = c === '-' ? -minutes : minutes;
      return zonePattern.lastIndex;
    }
  }
  // A dash or a slash parts what stands before it: nothing does.
  if (/^(?!-\d+\p{L})[/-]/u.test(text.slice(at)) && /^[\s,.]*$/.test(text.slice(0, at))) return undefined;
  if (/[\s,/.-]/.test(c)) return at + 1;
  const word = /^[\p{L}\p{M}]+/u.exec(text.slice(at))?.[0];
  if (word === undefined) return undefined;
  if (!takeWord(word, text, at, pieces, culture)) {
    throw failure(
      `The string '${text}' was not recognized as a valid DateTime. There is an unknown word starting at index '${at}'.`,
    );
  }
  return at + word.length;
}

function readNumber(text: string, at: number, pieces: Pieces): number | undefined {
  timePattern.lastIndex = at;
  const time = timePattern.exec(text);
  if (time) {
    if (pieces.time) return undefined;
    const fraction = Math.round(Number(`0.${time[4] ?? '0'}`) * 10_000_000);
    pieces.mayHaveZone = true;
    pieces.time = { hour: Number(time[1]), minute: Number(time[2]), second: Number(time[3] ?? 0), fraction };
    return timePattern.lastIndex;
  }
  const digits = /^\d+/.exec(text.slice(at))![0];
  const behind = text.slice(at + digits.length);
  if (/^\s*(?:AM|PM)(?![\p{L}])/iu.test(behind) && digits.length <= 2 && !pieces.time) {
    pieces.time = { hour: Number(digits), minute: 0, second: 0, fraction: 0 };
  } else {
    if (digits.length > 4) return undefined;
    pieces.mayHaveZone = false;
    pieces.numbers.push({ value: Number(digits), digits: digits.length });
  }
  return at + digits.length;
}

function takeWord(word: string, text: string, at: number, pieces: Pieces, culture: Culture): boolean {
  const lower = word.toLowerCase();
  for (const names of [culture, invariant]) {
    if (lower === names.morning.toLowerCase() || lower === names.afternoon.toLowerCase()) {
      if (!pieces.time || pieces.half) return false;
      pieces.half = lower === names.morning.toLowerCase() ? 'morning' : 'afternoon';
      return true;
    }
    const month = place(lower, names.months, names.genitiveMonths, names.shortMonths);
    if (month >= 0 && !pieces.month) {
      pieces.month = { number: month + 1, at: pieces.numbers.length };
      return true;
    }
    const day = place(lower, names.days, names.shortDays);
    if (day >= 0 && pieces.weekday === undefined) {
      pieces.weekday = day;
      return true;
    }
  }
  const hasDate = pieces.numbers.length > 0;
  if (lower === 't') {
    if (hasDate && /^T\d{1,2}:/i.test(text.slice(at))) return true;
    throw notDate(text);
  }
  if (pieces.offset === undefined && hasDate && (lower === 'z' || lower === 'gmt')) {
    if (lower === 'gmt' && /^GMT[+-]/i.test(text.slice(at))) throw notDate(text);
    pieces.offset = 0;
    return true;
  }
  return false;
}

function place(lower: string, ...lists: readonly (readonly string[])[]): number {
  for (const names of lists) {
    const found = names.findIndex((name) => name.toLowerCase().replace(/\.$/, '') === lower);
    if (found >= 0) return found;
  }
  return -1;
}

type CalendarDay = Pick<WallClock, 'year' | 'month' | 'day'>;

function dateOfPieces(
  { numbers, month, weekday, time }: Pieces,
  culture: Culture,
  text: string,
  now: () => Date,
): CalendarDay {
  const today = now();
  const year = today.getFullYear();
  if (month) return namedMonth(month, numbers, text, year);
  if (numbers.length === 0 && time && weekday === undefined)
    return { year, month: today.getMonth() + 1, day: today.getDate() };
  const [first, second, third] = numbers;
  if (!first || !second || numbers.length > 3) throw notDate(text);
  const order = orderOf(culture.shortDate);
  if (!third) {
    if (first.digits > 2) return { year: first.value, month: second.value, day: 1 };
    if (second.digits > 2) return { year: second.value, month: first.value, day: 1 };
    return order === 'DMY'
      ? { year, month: second.value, day: first.value }
      : { year, month: first.value, day: second.value };
  }
  if (first.digits > 2 || order === 'YMD') return { year: fullYear(first), month: second.value, day: third.value };
  return order === 'DMY'
    ? { year: fullYear(third), month: second.value, day: first.value }
    : { year: fullYear(third), month: first.value, day: second.value };
}

function namedMonth(
  month: NonNullable<Pieces['month']>,
  numbers: Pieces['numbers'],
  text: string,
  thisYear: number,
): CalendarDay {
  const [first, second] = numbers;
  if (!first || numbers.length > 2) throw notDate(text);
  if (!second) {
    // `Aug 28` is a day; `Aug 2019` and `28 Aug` are a month of a year.
    if (first.digits > 2 || month.at === 1) return { year: fullYear(first), month: month.number, day: 1 };
    return { year: thisYear, month: month.number, day: first.value };
  }
  if (first.digits > 2) return { year: first.value, month: month.number, day: second.value };
  return { year: fullYear(second), month: month.number, day: first.value };
}

/** Two digits are a year of 1950 to 2049. */
const fullYear = ({ value, digits }: { readonly value: number; readonly digits: number }) =>
  digits > 2 ? value : value < 50 ? 2000 + value : 1900 + value;

function orderOf(shortDate: string): 'MDY' | 'DMY' | 'YMD' {
  const letters = shortDate.replace(/[^dMy]/g, '').replace(/(.)\1+/g, '$1');
  return letters === 'dMy' ? 'DMY' : letters === 'yMd' ? 'YMD' : 'MDY';
}

function timeOfPieces(
  { time, half }: Pieces,
  text: string,
): { readonly clock: Omit<WallClock, 'year' | 'month' | 'day'>; readonly carried: bigint } {
  if (!time) return { clock: { hour: 0, minute: 0, second: 0, fraction: 0 }, carried: 0n };
  const { hour, minute, second, fraction } = time;
  const beyond = hour > 23 || minute > 59 || second > 59 || (half === 'morning' && hour > 12);
  if (beyond) {
    throw failure(
      `The DateTime represented by the string '${text}' is not supported in calendar 'System.Globalization.GregorianCalendar'.`,
    );
  }
  const inDay = half === 'morning' && hour === 12 ? 0 : half === 'afternoon' && hour < 12 ? hour + 12 : hour;
  const carried = fraction >= 10_000_000 ? 10_000_000n : 0n;
  return { clock: { hour: inDay, minute, second, fraction: fraction % 10_000_000 }, carried };
}
