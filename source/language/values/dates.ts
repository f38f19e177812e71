import type { PsDateTime, PsTimeSpan } from '../../objects/index.ts';

/** A date as a clock on the wall shows it: .NET compares and prints dates by that, whatever zone they came from. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Of 100 ns. */
  readonly fraction: number;
}

const roundTrip = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?(Z|[+-]\d\d:\d\d)?$/;

/** What a date of the wire shows: one with an offset is moved to this machine's time zone, as .NET does. */
export function wallClock(value: PsDateTime): WallClock | undefined {
  const match = roundTrip.exec(value.text);
  if (!match) return undefined;
  const fraction = Number((match[7] ?? '').padEnd(7, '0'));
  const zone = match[8];
  if (!zone || zone === 'Z') {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
    return { year, month, day, hour, minute, second, fraction };
  }
  return Number.isNaN(value.milliseconds) ? undefined : localClock(new Date(value.milliseconds), fraction);
}

const localClock = (date: Date, fraction: number): WallClock => ({
  year: date.getFullYear(),
  month: date.getMonth() + 1,
  day: date.getDate(),
  hour: date.getHours(),
  minute: date.getMinutes(),
  second: date.getSeconds(),
  fraction,
});

/** In units of 100 ns, from 1970 on the wall clock. */
export function wallTicks(clock: WallClock): bigint {
  const date = new Date(0);
  date.setUTCFullYear(clock.year, clock.month - 1, clock.day);
  date.setUTCHours(clock.hour, clock.minute, clock.second);
  return BigInt(date.getTime()) * 10_000n + BigInt(clock.fraction);
}

const isoText =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,7})\d*)?)?)?(Z|[+-]\d\d:\d\d)?$/i;
const monthFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AP])M)?)?$/i;

/**
 * A date as PowerShell reads it, that is in .NET's invariant culture: the ISO forms, and month/day/year with a time of
 * 24 hours or AM and PM. Other texts that .NET would read (month names) are not understood: undefined.
 */
export function parseDate(text: string): WallClock | undefined {
  const trimmed = text.trim();
  const iso = isoText.exec(trimmed);
  if (iso) return isoClock(iso);
  const match = monthFirst.exec(trimmed);
  if (!match) return undefined;
  const half = match[7]?.toUpperCase();
  const hour = Number(match[4] ?? 0);
  if (half && (hour < 1 || hour > 12)) return undefined;
  return checked({
    year: Number(match[3]),
    month: Number(match[1]),
    day: Number(match[2]),
    hour: half ? (hour % 12) + (half === 'P' ? 12 : 0) : hour,
    minute: Number(match[5] ?? 0),
    second: Number(match[6] ?? 0),
    fraction: 0,
  });
}

function isoClock(match: RegExpExecArray): WallClock | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const clock = checked({ year, month, day, hour, minute, second, fraction: Number((match[7] ?? '').padEnd(7, '0')) });
  const zone = match[8]?.toUpperCase();
  if (!clock || !zone) return clock;
  const offset =
    zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  const milliseconds = Number(wallTicks({ ...clock, fraction: 0 }) / 10_000n) - offset * 60_000;
  return localClock(new Date(milliseconds), clock.fraction);
}

function checked(clock: WallClock): WallClock | undefined {
  const days = new Date(Date.UTC(2000, clock.month, 0));
  days.setUTCFullYear(clock.year, clock.month, 0);
  const fits =
    clock.year >= 1 &&
    clock.month >= 1 &&
    clock.month <= 12 &&
    clock.day >= 1 &&
    clock.day <= days.getUTCDate() &&
    clock.hour <= 23 &&
    clock.minute <= 59 &&
    clock.second <= 59;
  return fits ? clock : undefined;
}

/** `MM/dd/yyyy HH:mm:ss`, which is how a date becomes part of a string in PowerShell, in every culture. */
export function dateText(value: PsDateTime): string {
  const clock = wallClock(value);
  if (!clock) return value.text;
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${two(clock.month)}/${two(clock.day)}/${String(clock.year).padStart(4, '0')}`;
  return `${date} ${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`;
}

/** `[-][d.]hh:mm:ss[.fffffff]` */
export function timeSpanText(value: PsTimeSpan): string {
  const ticks = value.ticks;
  if (ticks === undefined) return value.text;
  const absolute = ticks < 0n ? -ticks : ticks;
  const two = (part: bigint) => String(part).padStart(2, '0');
  const days = absolute / 864_000_000_000n;
  const fraction = absolute % 10_000_000n;
  const time = `${two((absolute / 36_000_000_000n) % 24n)}:${two((absolute / 600_000_000n) % 60n)}:${two((absolute / 10_000_000n) % 60n)}`;
  return `${ticks < 0n ? '-' : ''}${days ? `${days}.` : ''}${time}${fraction ? `.${String(fraction).padStart(7, '0')}` : ''}`;
}

/** Ticks of 100 ns of a text such as `1.02:03:04.5`; a whole number alone means days. */
export function parseTimeSpan(text: string): bigint | undefined {
  const match = /^(-)?(?:(\d+)|(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?)$/.exec(text.trim());
  if (!match) return undefined;
  const [, minus, onlyDays, days, hours, minutes, seconds, fraction] = match;
  if (Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59 || Number(seconds ?? 0) > 59) return undefined;
  const whole =
    BigInt(onlyDays ?? days ?? 0) * 86_400n +
    BigInt(hours ?? 0) * 3_600n +
    BigInt(minutes ?? 0) * 60n +
    BigInt(seconds ?? 0);
  const ticks = whole * 10_000_000n + BigInt((fraction ?? '').padEnd(7, '0'));
  return minus ? -ticks : ticks;
}
