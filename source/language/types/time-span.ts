import { PsTimeSpan } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { spanOf } from '../values/date-arithmetic.ts';
import { formatValue } from '../values/format.ts';
import { spanParts } from '../values/format-timespan.ts';
import { readTimeSpan } from '../values/read-timespan.ts';
import { defineType } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const ticksOf = (span: PsTimeSpan) => span.ticks ?? 0n;
const per = {
  day: 864_000_000_000,
  hour: 36_000_000_000,
  minute: 600_000_000,
  second: 10_000_000,
  millisecond: 10_000,
};

/** Signed, as the parts of a negative span are. */
const part = (span: PsTimeSpan, name: 'days' | 'hours' | 'minutes' | 'seconds' | 'fraction') => {
  const parts = spanParts(span);
  return (parts.isNegative ? -parts[name] : parts[name]) + 0;
};

const from = (amount: number, unit: number) => {
  if (Number.isNaN(amount))
    throw new TypeFailure('TimeSpan does not accept floating point Not-a-Number values.', 'System.ArgumentException');
  const ticks = Math.trunc(amount * unit);
  if (Math.abs(ticks) > 9_223_372_036_854_775_000) {
    const type = Number.isInteger(amount) ? 'System.ArgumentOutOfRangeException' : 'System.OverflowException';
    throw new TypeFailure('TimeSpan overflowed because the duration is too long.', type);
  }
  return spanOf(BigInt(ticks));
};

const sum = (...parts: readonly [number, number][]) =>
  spanOf(parts.reduce((total, [amount, unit]) => total + BigInt(amount) * BigInt(unit), 0n));

const compare = (a: PsTimeSpan, b: PsTimeSpan) => (ticksOf(a) < ticksOf(b) ? -1 : ticksOf(a) > ticksOf(b) ? 1 : 0);

export const timeSpanType = defineType({
  name: 'System.TimeSpan',
  bases: ['System.ValueType', 'System.IComparable', 'System.IFormattable'],
  summary: 'A length of time.',
  is: (value) => value instanceof PsTimeSpan,
  members: {
    'long Ticks {get;}': ticksOf,
    'int Days {get;}': (self: PsTimeSpan) => part(self, 'days'),
    'int Hours {get;}': (self: PsTimeSpan) => part(self, 'hours'),
    'int Milliseconds {get;}': (self: PsTimeSpan) => Math.trunc(part(self, 'fraction') / 10_000) + 0,
    'int Microseconds {get;}': (self: PsTimeSpan) => Math.trunc((part(self, 'fraction') % 10_000) / 10) + 0,
    'int Nanoseconds {get;}': (self: PsTimeSpan) => (part(self, 'fraction') % 10) * 100 + 0,
    'int Minutes {get;}': (self: PsTimeSpan) => part(self, 'minutes'),
    'int Seconds {get;}': (self: PsTimeSpan) => part(self, 'seconds'),
    'double TotalDays {get;}': (self: PsTimeSpan) => Number(ticksOf(self)) / per.day,
    'double TotalHours {get;}': (self: PsTimeSpan) => Number(ticksOf(self)) / per.hour,
    'double TotalMilliseconds {get;}': (self: PsTimeSpan) => Number(ticksOf(self)) / per.millisecond,
    'double TotalMicroseconds {get;}': (self: PsTimeSpan) => Number(ticksOf(self)) / 10,
    'double TotalNanoseconds {get;}': (self: PsTimeSpan) => Number(ticksOf(self)) * 100,
    'double TotalMinutes {get;}': (self: PsTimeSpan) => Number(ticksOf(self)) / per.minute,
    'double TotalSeconds {get;}': (self: PsTimeSpan) => Number(ticksOf(self)) / per.second,
    'timespan Add(timespan ts)': (self: PsTimeSpan, other: PsTimeSpan) => spanOf(ticksOf(self) + ticksOf(other)),
    'int CompareTo(timespan value)': compare,
    'timespan Duration()': (self: PsTimeSpan) => spanOf(ticksOf(self) < 0n ? -ticksOf(self) : ticksOf(self)),
    'bool Equals(System.Object value)': (self: PsTimeSpan, other: Value) =>
      other instanceof PsTimeSpan && compare(self, other) === 0,
    'timespan Multiply(double factor)': (self: PsTimeSpan, factor: number) => from(Number(ticksOf(self)) * factor, 1),
    'timespan Divide(double divisor)': (self: PsTimeSpan, divisor: number) => from(Number(ticksOf(self)) / divisor, 1),
    'timespan Negate()': (self: PsTimeSpan) => spanOf(-ticksOf(self)),
    'timespan Subtract(timespan ts)': (self: PsTimeSpan, other: PsTimeSpan) => spanOf(ticksOf(self) - ticksOf(other)),
    'string ToString()': (self: PsTimeSpan) => formatValue(self, ''),
    'string ToString(string format)': (self: PsTimeSpan, format: string | null) => formatValue(self, format ?? ''),
    'static timespan Zero {get;}': () => spanOf(0n),
    'static timespan MaxValue {get;}': () => spanOf((1n << 63n) - 1n),
    'static timespan MinValue {get;}': () => spanOf(-(1n << 63n)),
    'static timespan FromDays(double value)': (_: LiveType, value: number) => from(value, per.day),
    'static timespan FromHours(double value)': (_: LiveType, value: number) => from(value, per.hour),
    'static timespan FromMinutes(double value)': (_: LiveType, value: number) => from(value, per.minute),
    'static timespan FromSeconds(double value)': (_: LiveType, value: number) => from(value, per.second),
    'static timespan FromMilliseconds(double value)': (_: LiveType, value: number) => from(value, per.millisecond),
    'static timespan FromTicks(long value)': (_: LiveType, ticks: bigint) => spanOf(ticks),
    'static timespan Parse(string s)': (_: LiveType, text: string) => spanOf(readTimeSpan(text)),
    'static bool TryParse(string s, System.Object& result)': (_: LiveType, text: string, target: Value) => {
      try {
        giveBack(target, spanOf(readTimeSpan(text)));
        return true;
      } catch (error) {
        if (!(error instanceof TypeFailure)) throw error;
        giveBack(target, spanOf(0n));
        return false;
      }
    },
    'static int Compare(timespan t1, timespan t2)': (_: LiveType, a: PsTimeSpan, b: PsTimeSpan) => compare(a, b),
    'new()': () => spanOf(0n),
    'new(long ticks)': (_: LiveType, ticks: bigint) => spanOf(ticks),
    'new(int hours, int minutes, int seconds)': (_: LiveType, h: number, m: number, s: number) =>
      sum([h, per.hour], [m, per.minute], [s, per.second]),
    'new(int days, int hours, int minutes, int seconds)': (_: LiveType, d: number, h: number, m: number, s: number) =>
      sum([d, per.day], [h, per.hour], [m, per.minute], [s, per.second]),
    'new(int days, int hours, int minutes, int seconds, int milliseconds)': (
      _: LiveType,
      d: number,
      h: number,
      m: number,
      s: number,
      ms: number,
    ) => sum([d, per.day], [h, per.hour], [m, per.minute], [s, per.second], [ms, per.millisecond]),
  },
});
