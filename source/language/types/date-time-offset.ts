import { PsDateTime, type PsTimeSpan } from '../../objects/index.ts';
import { LiveInstance, type LiveType, type Value, type ValueState } from '../run/value.ts';
import { type Culture, currentCulture } from '../values/culture.ts';
import { spanOf } from '../values/date-arithmetic.ts';
import {
  clockOfTicks,
  clockTicks,
  dateOfMoment,
  dateOfTicks,
  kindOf,
  localOffset,
  offsetText,
  ticksOf,
} from '../values/dates.ts';
import { formatDate } from '../values/format-date.ts';
import { readDate } from '../values/read-date.ts';
import { castFailure } from '../values/to-number.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const name = 'System.DateTimeOffset';
const minute = 600_000_000n;

class OffsetState implements ValueState {
  /** Of the wall clock. */
  readonly ticks: bigint;
  /** Minutes ahead of UTC. */
  readonly offset: number;

  constructor(ticks: bigint, offset: number) {
    this.ticks = ticks;
    this.offset = offset;
  }

  get utcTicks(): bigint {
    return this.ticks - BigInt(this.offset) * minute;
  }

  get key(): string {
    return String(this.utcTicks);
  }

  get rank(): bigint {
    return this.utcTicks;
  }

  readonly like = (value: Value): Value | undefined => toOffset(value);

  format(format: string, culture: Culture): string {
    const date = dateOfTicks(this.ticks);
    const zone = offsetText(this.offset);
    if (format === '') return `${formatDate(date, 'G', culture)} ${zone}`;
    if (/^[oO]$/.test(format)) return `${formatDate(date, 'o', culture)}${zone}`;
    // What stands for the zone is this date's own, not the computer's.
    return formatDate(date, format.replace(/zzz|K/g, `'${zone}'`), culture);
  }

  toText(): string {
    return this.format('', currentCulture());
  }
}

const of = (ticks: bigint, offset: number) => new LiveInstance(name, new OffsetState(ticks, offset));
const ofDate = (date: PsDateTime) =>
  of(ticksOf(date), kindOf(date) === 'Utc' ? 0 : localOffset(clockOfTicks(ticksOf(date))));

function read(text: string) {
  const { clock, offset } = readDate(text, currentCulture());
  return of(clockTicks(clock), offset ?? localOffset(clock));
}

function toOffset(value: Value): Value | undefined {
  if (value instanceof PsDateTime) return ofDate(value);
  if (typeof value !== 'string') return undefined;
  try {
    return read(value);
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw castFailure(value, name, error.message, 'InvalidCastParseTargetInvocationWithFormatProvider');
  }
}

const now = () => {
  const date = dateOfMoment(BigInt(Date.now()) * 10_000n + 621_355_968_000_000_000n);
  return ofDate(date);
};

type Self = LiveInstance<OffsetState>;
const clock = ({ state }: Self) => clockOfTicks(state.ticks);
const plus = ({ state }: Self, ticks: bigint) => of(state.ticks + ticks, state.offset);
const times = (amount: number, unit: number) => BigInt(Math.trunc(amount * unit));

export const dateTimeOffsetType = defineType({
  name,
  bases: ['System.ValueType', 'System.IComparable', 'System.IFormattable'],
  summary: 'A date with its time and zone.',
  is: (value) => value instanceof LiveInstance && value.typeName === name,
  convert: toOffset,
  members: {
    'datetime Date {get;}': ({ state }: Self) => dateOfTicks(state.ticks - (state.ticks % 864_000_000_000n)),
    'datetime DateTime {get;}': ({ state }: Self) => dateOfTicks(state.ticks),
    'int Day {get;}': (self: Self) => clock(self).day,
    'int Hour {get;}': (self: Self) => clock(self).hour,
    'datetime LocalDateTime {get;}': ({ state }: Self) => dateOfMoment(state.utcTicks),
    'int Minute {get;}': (self: Self) => clock(self).minute,
    'int Month {get;}': (self: Self) => clock(self).month,
    'timespan Offset {get;}': ({ state }: Self) => spanOf(BigInt(state.offset) * minute),
    'int Second {get;}': (self: Self) => clock(self).second,
    'long Ticks {get;}': ({ state }: Self) => state.ticks,
    'datetime UtcDateTime {get;}': ({ state }: Self) => dateOfTicks(state.utcTicks, 'Utc'),
    'int Year {get;}': (self: Self) => clock(self).year,
    'System.DateTimeOffset Add(timespan timeSpan)': (self: Self, span: PsTimeSpan) => plus(self, span.ticks ?? 0n),
    'System.DateTimeOffset AddDays(double days)': (self: Self, days: number) =>
      plus(self, times(days, 864_000_000_000)),
    'System.DateTimeOffset AddHours(double hours)': (self: Self, hours: number) =>
      plus(self, times(hours, 36_000_000_000)),
    'System.DateTimeOffset AddMinutes(double minutes)': (self: Self, minutes: number) =>
      plus(self, times(minutes, 600_000_000)),
    'System.DateTimeOffset ToLocalTime()': ({ state }: Self) => ofDate(dateOfMoment(state.utcTicks)),
    'System.DateTimeOffset ToOffset(timespan offset)': ({ state }: Self, span: PsTimeSpan) =>
      of(state.utcTicks + (span.ticks ?? 0n), Number((span.ticks ?? 0n) / minute)),
    'System.DateTimeOffset ToUniversalTime()': ({ state }: Self) => of(state.utcTicks, 0),
    'long ToUnixTimeSeconds()': ({ state }: Self) => (state.utcTicks - 621_355_968_000_000_000n) / 10_000_000n,
    'long ToUnixTimeMilliseconds()': ({ state }: Self) => (state.utcTicks - 621_355_968_000_000_000n) / 10_000n,
    'string ToString()': ({ state }: Self) => state.toText(),
    'string ToString(string format)': ({ state }: Self, format: string | null) =>
      state.format(format ?? '', currentCulture()),
    'static System.DateTimeOffset Now {get;}': now,
    'static System.DateTimeOffset UtcNow {get;}': () => of(now().state.utcTicks, 0),
    'static System.DateTimeOffset Parse(string input)': (_: LiveType, text: string) => read(text),
    'static System.DateTimeOffset FromUnixTimeSeconds(long seconds)': (_: LiveType, seconds: bigint) =>
      of(seconds * 10_000_000n + 621_355_968_000_000_000n, 0),
    'static System.DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)': (_: LiveType, milliseconds: bigint) =>
      of(milliseconds * 10_000n + 621_355_968_000_000_000n, 0),
    'new(datetime dateTime)': (_: LiveType, date: Value) => ofDate(date as PsDateTime),
    'new(datetime dateTime, timespan offset)': (_: LiveType, date: Value, span: PsTimeSpan) =>
      of(ticksOf(date as PsDateTime), Number((span.ticks ?? 0n) / minute)),
  },
});
