import { PsDateTime, type PsTimeSpan, psEnum } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { currentCulture } from '../values/culture.ts';
import { datePlus, spanOf } from '../values/date-arithmetic.ts';
import {
  checked,
  clockOfTicks,
  type DateKind,
  dateOfClock,
  dateOfMilliseconds,
  dateOfTicks,
  daysInMonth,
  kindOf,
  ticksOf,
  toLocal,
  toUniversal,
  type WallClock,
} from '../values/dates.ts';
import { enumName } from '../values/enums.ts';
import { dayOfWeek, formatDate } from '../values/format-date.ts';
import { readDateValue } from '../values/read-date.ts';
import { readDateExact } from '../values/read-date-exact.ts';
import { cultureState } from './culture-info.ts';
import { readStyled } from './date-styles.ts';
import { defineType } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const clock = (date: PsDateTime): WallClock => clockOfTicks(ticksOf(date));
const day = 864_000_000_000n;
const kinds: readonly DateKind[] = ['Unspecified', 'Utc', 'Local'];

/** .NET counts fractions of days and hours in ticks, cut off. */
function plus(date: PsDateTime, amount: number, ticks: number): PsDateTime {
  if (Math.abs(amount) * ticks > 3.15537897599999e18)
    throw new TypeFailure("Value to add was out of range. (Parameter 'value')", 'System.ArgumentOutOfRangeException');
  const whole = Math.trunc(amount);
  const added = BigInt(whole) * BigInt(ticks) + BigInt(Math.trunc((amount - whole) * ticks));
  return dateOfTicks(ticksOf(date) + added, kindOf(date));
}

function addMonths(date: PsDateTime, months: number): PsDateTime {
  const { year, month, ...rest } = clock(date);
  const total = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  if (y < 1 || y > 9999) throw unrepresentable('months');
  return dateOfClock({ ...rest, year: y, month: m, day: Math.min(rest.day, daysInMonth(y, m)) }, kindOf(date));
}

const unrepresentable = (parameter: string) =>
  new TypeFailure(
    `The added or subtracted value results in an un-representable DateTime. (Parameter '${parameter}')`,
    'System.ArgumentOutOfRangeException',
  );

function create(parts: readonly number[], kind: DateKind = 'Unspecified'): PsDateTime {
  const [year = 1, month = 1, days = 1, hour = 0, minute = 0, second = 0, milliseconds = 0] = parts;
  const found = checked({
    year,
    month,
    day: days,
    hour: Math.max(hour, 0),
    minute,
    second,
    fraction: milliseconds * 10_000,
  });
  if (found && hour >= 0 && minute >= 0 && second >= 0) return dateOfClock(found, kind);
  const isTime = hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59;
  const what =
    isTime && checked({ year, month, day: days, hour: 0, minute: 0, second: 0, fraction: 0 })
      ? 'Hour, Minute, and Second parameters describe an un-representable DateTime.'
      : 'Year, Month, and Day parameters describe an un-representable DateTime.';
  throw new TypeFailure(what, 'System.ArgumentOutOfRangeException');
}

const compare = (a: PsDateTime, b: PsDateTime) => (ticksOf(a) < ticksOf(b) ? -1 : ticksOf(a) > ticksOf(b) ? 1 : 0);
const asText = (date: PsDateTime, format: string) => formatDate(date, format, currentCulture());

const provider = 'System.IFormatProvider provider';
const styles = 'System.Globalization.DateTimeStyles style';

/** Whether it can be read; what is read goes into the reference, else the least date. */
function gives(target: Value, read: () => PsDateTime): boolean {
  try {
    giveBack(target, read());
    return true;
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    giveBack(target, dateOfTicks(0n));
    return false;
  }
}

const unixTicks = 621_355_968_000_000_000n;

export const dateTimeType = defineType({
  name: 'System.DateTime',
  bases: ['System.ValueType', 'System.IComparable', 'System.IFormattable', 'System.IConvertible'],
  summary: 'A date with its time.',
  is: (value) => value instanceof PsDateTime,
  members: {
    'datetime Date {get;}': (self: PsDateTime) => dateOfTicks(ticksOf(self) - (ticksOf(self) % day), kindOf(self)),
    'int Day {get;}': (self: PsDateTime) => clock(self).day,
    'System.DayOfWeek DayOfWeek {get;}': (self: PsDateTime) => {
      const number = dayOfWeek(clock(self));
      return psEnum('System.DayOfWeek', enumName('System.DayOfWeek', number), number);
    },
    'int DayOfYear {get;}': (self: PsDateTime) => {
      const { year } = clock(self);
      return Number((ticksOf(self) - ticksOf(create([year]))) / day) + 1;
    },
    'int Hour {get;}': (self: PsDateTime) => clock(self).hour,
    'System.DateTimeKind Kind {get;}': (self: PsDateTime) =>
      psEnum('System.DateTimeKind', kindOf(self), kinds.indexOf(kindOf(self))),
    'int Millisecond {get;}': (self: PsDateTime) => Math.floor(clock(self).fraction / 10_000),
    'int Microsecond {get;}': (self: PsDateTime) => Math.floor(clock(self).fraction / 10) % 1000,
    'int Nanosecond {get;}': (self: PsDateTime) => (clock(self).fraction % 10) * 100,
    'int Minute {get;}': (self: PsDateTime) => clock(self).minute,
    'int Month {get;}': (self: PsDateTime) => clock(self).month,
    'int Second {get;}': (self: PsDateTime) => clock(self).second,
    'long Ticks {get;}': (self: PsDateTime) => ticksOf(self),
    'timespan TimeOfDay {get;}': (self: PsDateTime) => spanOf(ticksOf(self) % day),
    'int Year {get;}': (self: PsDateTime) => clock(self).year,
    'string DateTime {get;}': (self: PsDateTime) => `${asText(self, 'D')} ${asText(self, 'T')}`,
    'datetime Add(timespan value)': (self: PsDateTime, span: PsTimeSpan) => datePlus('+', self, span),
    'datetime AddDays(double value)': (self: PsDateTime, value: number) => plus(self, value, 864_000_000_000),
    'datetime AddHours(double value)': (self: PsDateTime, value: number) => plus(self, value, 36_000_000_000),
    'datetime AddMilliseconds(double value)': (self: PsDateTime, value: number) => plus(self, value, 10_000),
    'datetime AddMinutes(double value)': (self: PsDateTime, value: number) => plus(self, value, 600_000_000),
    'datetime AddMonths(int months)': addMonths,
    'datetime AddSeconds(double value)': (self: PsDateTime, value: number) => plus(self, value, 10_000_000),
    'datetime AddTicks(long value)': (self: PsDateTime, ticks: bigint) =>
      dateOfTicks(ticksOf(self) + ticks, kindOf(self)),
    'datetime AddYears(int value)': (self: PsDateTime, years: number) => addMonths(self, years * 12),
    'int CompareTo(datetime value)': compare,
    'bool Equals(System.Object value)': (self: PsDateTime, other: Value) =>
      other instanceof PsDateTime && compare(self, other) === 0,
    'bool IsDaylightSavingTime()': (self: PsDateTime) => {
      const { year } = clock(self);
      const offset = (month: number) => new Date(year, month, 1).getTimezoneOffset();
      const here = new Date(Number((ticksOf(toUniversal(self)) - unixTicks) / 10_000n)).getTimezoneOffset();
      return kindOf(self) !== 'Utc' && here < Math.max(offset(0), offset(6));
    },
    'timespan Subtract(datetime value)': (self: PsDateTime, other: PsDateTime) =>
      spanOf(ticksOf(self) - ticksOf(other)),
    'datetime Subtract(timespan value)': (self: PsDateTime, span: PsTimeSpan) => datePlus('-', self, span),
    'long ToFileTime()': (self: PsDateTime) => ticksOf(toUniversal(self)) - 504_911_232_000_000_000n,
    'datetime ToLocalTime()': toLocal,
    'string ToLongDateString()': (self: PsDateTime) => asText(self, 'D'),
    'string ToLongTimeString()': (self: PsDateTime) => asText(self, 'T'),
    'double ToOADate()': (self: PsDateTime) => Number(ticksOf(self) - 599_264_352_000_000_000n) / Number(day),
    'string ToShortDateString()': (self: PsDateTime) => asText(self, 'd'),
    'string ToShortTimeString()': (self: PsDateTime) => asText(self, 't'),
    'string ToString()': (self: PsDateTime) => asText(self, ''),
    'string ToString(string format)': (self: PsDateTime, format: string | null) => asText(self, format ?? ''),
    'string ToString(System.IFormatProvider provider)': (self: PsDateTime, culture: Value) =>
      formatDate(self, '', cultureState(culture) ?? currentCulture()),
    'string ToString(string format, System.IFormatProvider provider)': (
      self: PsDateTime,
      format: string | null,
      culture: Value,
    ) => formatDate(self, format ?? '', cultureState(culture) ?? currentCulture()),
    'datetime ToUniversalTime()': toUniversal,
    'static datetime Now {get;}': () => dateOfMilliseconds(Date.now()),
    'static datetime Today {get;}': () => {
      const now = dateOfMilliseconds(Date.now());
      return dateOfTicks(ticksOf(now) - (ticksOf(now) % day), 'Local');
    },
    'static datetime UtcNow {get;}': () => toUniversal(dateOfMilliseconds(Date.now())),
    'static datetime MinValue {get;}': () => dateOfTicks(0n),
    'static datetime MaxValue {get;}': () => dateOfTicks(3_155_378_975_999_999_999n),
    'static datetime UnixEpoch {get;}': () => dateOfTicks(unixTicks, 'Utc'),
    'static int Compare(datetime t1, datetime t2)': (_: LiveType, a: PsDateTime, b: PsDateTime) => compare(a, b),
    'static int DaysInMonth(int year, int month)': (_: LiveType, year: number, month: number) => {
      if (month < 1 || month > 12)
        throw new TypeFailure(
          `Month must be between one and twelve. (Parameter 'month')\nActual value was ${month}.`,
          'System.ArgumentOutOfRangeException',
        );
      return daysInMonth(year, month);
    },
    'static bool IsLeapYear(int year)': (_: LiveType, year: number) => daysInMonth(year, 2) === 29,
    'static datetime FromFileTime(long fileTime)': (_: LiveType, ticks: bigint) =>
      toLocal(dateOfTicks(ticks + 504_911_232_000_000_000n, 'Utc')),
    'static datetime FromFileTimeUtc(long fileTime)': (_: LiveType, ticks: bigint) =>
      dateOfTicks(ticks + 504_911_232_000_000_000n, 'Utc'),
    'static datetime FromOADate(double d)': (_: LiveType, days: number) =>
      dateOfTicks(599_264_352_000_000_000n + BigInt(Math.round(days * 86_400_000)) * 10_000n),
    'static datetime SpecifyKind(datetime value, System.DateTimeKind kind)': (
      _: LiveType,
      date: PsDateTime,
      kind: number,
    ) => dateOfTicks(ticksOf(date), kinds[kind]),
    'static datetime Parse(string s)': (_: LiveType, text: string) => readDateValue(text, currentCulture()),
    'static datetime Parse(string s, System.IFormatProvider provider)': (_: LiveType, text: string, culture: Value) =>
      readDateValue(text, cultureState(culture) ?? currentCulture()),
    'static datetime ParseExact(string s, string format, System.IFormatProvider provider)': (
      _: LiveType,
      text: string,
      format: string,
      culture: Value,
    ) => readDateExact(text, format, cultureState(culture) ?? currentCulture()),
    [`static datetime ParseExact(string s, string format, ${provider}, ${styles})`]: (
      _: LiveType,
      text: string,
      format: string,
      culture: Value,
      style: number,
    ) => readStyled(text, [format], culture, style),
    [`static datetime ParseExact(string s, string[] formats, ${provider}, ${styles})`]: (
      _: LiveType,
      text: string,
      formats: readonly string[],
      culture: Value,
      style: number,
    ) => readStyled(text, formats, culture, style),
    [`static bool TryParseExact(string s, string format, ${provider}, ${styles}, System.Object& result)`]: (
      _: LiveType,
      text: string,
      format: string,
      culture: Value,
      style: number,
      target: Value,
    ) => gives(target, () => readStyled(text, [format], culture, style)),
    [`static bool TryParseExact(string s, string[] formats, ${provider}, ${styles}, System.Object& result)`]: (
      _: LiveType,
      text: string,
      formats: readonly string[],
      culture: Value,
      style: number,
      target: Value,
    ) => gives(target, () => readStyled(text, formats, culture, style)),
    'static bool TryParse(string s, System.Object& result)': (_: LiveType, text: string, target: Value) =>
      gives(target, () => readDateValue(text, currentCulture())),
    'new()': () => dateOfTicks(0n),
    'new(long ticks)': (_: LiveType, ticks: bigint) => dateOfTicks(ticks),
    'new(long ticks, System.DateTimeKind kind)': (_: LiveType, ticks: bigint, kind: number) =>
      dateOfTicks(ticks, kinds[kind]),
    'new(int year, int month, int day)': (_: LiveType, ...parts: number[]) => create(parts.slice(0, 3)),
    'new(int year, int month, int day, int hour, int minute, int second)': (_: LiveType, ...parts: number[]) =>
      create(parts.slice(0, 6)),
    'new(int year, int month, int day, int hour, int minute, int second, int millisecond)': (
      _: LiveType,
      ...parts: number[]
    ) => create(parts.slice(0, 7)),
    'new(int year, int month, int day, int hour, int minute, int second, System.DateTimeKind kind)': (
      _: LiveType,
      ...parts: number[]
    ) => create(parts.slice(0, 6), kinds[parts[6]!]),
  },
});
