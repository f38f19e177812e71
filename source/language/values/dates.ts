import { PsDateTime, type PsTimeSpan } from '../../objects/index.ts';
import { TypeFailure } from '../types/type.ts';

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

/** A wall clock's ticks of 1970 as .NET counts them, from the year 1. */
const ticksBefore1970 = 621_355_968_000_000_000n;
const lastTick = 3_155_378_975_999_999_999n;
const ticksADay = 864_000_000_000n;

export type DateKind = 'Unspecified' | 'Utc' | 'Local';

export function kindOf(value: PsDateTime): DateKind {
  const zone = /(?:Z|[+-]\d\d:\d\d)$/.exec(value.text)?.[0];
  return zone === undefined ? 'Unspecified' : zone === 'Z' ? 'Utc' : 'Local';
}

/** DateTime.Ticks: those of the wall clock. */
export function ticksOf(value: PsDateTime): bigint {
  const clock = wallClock(value);
  return clock ? clockTicks(clock) : 0n;
}

export const clockTicks = (clock: WallClock): bigint => wallTicks(clock) + ticksBefore1970;

export function clockOfTicks(ticks: bigint): WallClock {
  const days = ticks / ticksADay;
  const rest = ticks % ticksADay;
  const date = new Date(Number((days - ticksBefore1970 / ticksADay) * 86_400n) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Number(rest / 36_000_000_000n),
    minute: Number((rest / 600_000_000n) % 60n),
    second: Number((rest / 10_000_000n) % 60n),
    fraction: Number(rest % 10_000_000n),
  };
}

/** A date of those ticks; TypeFailure where the calendar has none. */
export function dateOfTicks(ticks: bigint, kind: DateKind = 'Unspecified'): PsDateTime {
  if (ticks < 0n || ticks > lastTick) {
    throw new TypeFailure(
      "The added or subtracted value results in an un-representable DateTime. (Parameter 'value')",
      'System.ArgumentOutOfRangeException',
    );
  }
  return dateOfClock(clockOfTicks(ticks), kind);
}

export function dateOfClock(clock: WallClock, kind: DateKind = 'Unspecified'): PsDateTime {
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${String(clock.year).padStart(4, '0')}-${two(clock.month)}-${two(clock.day)}`;
  const time = `${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}.${String(clock.fraction).padStart(7, '0')}`;
  const zone = kind === 'Utc' ? 'Z' : kind === 'Local' ? offsetText(localOffset(clock)) : '';
  return new PsDateTime(`${date}T${time}${zone}`);
}

/** Minutes that this machine's zone is ahead of UTC at that hour of its clock. */
export function localOffset(clock: WallClock): number {
  const date = new Date(2000, 0, 1, clock.hour, clock.minute, clock.second);
  date.setFullYear(clock.year, clock.month - 1, clock.day);
  // Zones before there were zones are off by seconds, which .NET does not count.
  return -Math.round(date.getTimezoneOffset());
}

export function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

/** The same moment in UTC, or by this machine's clock. An unspecified date is taken for what it is not yet. */
export function toUniversal(value: PsDateTime): PsDateTime {
  const clock = wallClock(value);
  if (!clock || kindOf(value) === 'Utc') return value;
  return dateOfTicks(clockTicks(clock) - BigInt(localOffset(clock)) * 600_000_000n, 'Utc');
}

export function toLocal(value: PsDateTime): PsDateTime {
  const clock = wallClock(value);
  if (!clock || kindOf(value) === 'Local') return value;
  const ticks = clockTicks(clock);
  return dateOfMoment(ticks);
}

/** A local date of ticks of UTC. */
export function dateOfMoment(utcTicks: bigint): PsDateTime {
  const milliseconds = Number((utcTicks - ticksBefore1970) / 10_000n);
  const offset = -Math.round(new Date(milliseconds).getTimezoneOffset());
  return dateOfTicks(utcTicks + BigInt(offset) * 600_000_000n, 'Local');
}

/** The moment of milliseconds since 1970, by this machine's clock. */
export const dateOfMilliseconds = (milliseconds: number): PsDateTime =>
  dateOfMoment(BigInt(Math.trunc(milliseconds)) * 10_000n + ticksBefore1970);

/** What the calendar has; undefined for a 31st of February. */
export function checked(clock: WallClock): WallClock | undefined {
  const fits =
    clock.year >= 1 &&
    clock.year <= 9999 &&
    clock.month >= 1 &&
    clock.month <= 12 &&
    clock.day >= 1 &&
    clock.day <= daysInMonth(clock.year, clock.month) &&
    clock.hour <= 23 &&
    clock.minute <= 59 &&
    clock.second <= 59;
  return fits ? clock : undefined;
}

export function daysInMonth(year: number, month: number): number {
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
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
