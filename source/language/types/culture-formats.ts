import { type PsDateTime, psEnum } from '../../objects/index.ts';
import { LiveInstance, type LiveType, type Value } from '../run/value.ts';
import { type Culture, currentCulture, invariant } from '../values/culture.ts';
import { wallClock } from '../values/dates.ts';
import { enumName } from '../values/enums.ts';
import { dayOfWeek } from '../values/format-date.ts';
import { defineType, type Native } from './define.ts';
import { TypeFailure } from './type.ts';

/** A part of what a culture knows. */
class Part {
  readonly culture: Culture;
  readonly #name: string;

  constructor(culture: Culture, name: string) {
    this.culture = culture;
    this.#name = name;
  }

  toText(): string {
    return this.#name;
  }
}

type Self = LiveInstance<Part>;

const datesName = 'System.Globalization.DateTimeFormatInfo';
const numbersName = 'System.Globalization.NumberFormatInfo';
const calendarName = 'System.Globalization.GregorianCalendar';

const partOf = (name: string) => (culture: Culture) => new LiveInstance(name, new Part(culture, name));
export const dateFormat = partOf(datesName);
export const numberFormat = partOf(numbersName);
export const calendar = partOf(calendarName);

/** A property for each part of a culture that .NET has by another name. */
function properties<Key extends keyof Culture>(type: string, names: Readonly<Record<string, Key>>) {
  return Object.fromEntries(
    Object.entries(names).map(([name, key]): [string, Native] => [
      `${type} ${name} {get;}`,
      ({ state }: Self) => state.culture[key],
    ]),
  );
}

/** .NET's list of months ends with an empty thirteenth. */
const months = (names: readonly string[]) => [...names, ''];

/** A month from 1 on. */
function monthOf(names: readonly string[], month: number): string {
  if (month >= 1 && month <= 13) return months(names)[month - 1]!;
  throw new TypeFailure(
    `Valid values are between 1 and 13, inclusive. (Parameter 'month')\nActual value was ${month}.`,
    'System.ArgumentOutOfRangeException',
  );
}

const named = (type: string, number: number) => psEnum(type, enumName(type, number), number);

const isNamed = (name: string) => (value: Value) => value instanceof LiveInstance && value.typeName === name;

const dateFormatType = defineType({
  name: datesName,
  bases: ['System.IFormatProvider'],
  summary: 'How a culture writes dates.',
  is: isNamed(datesName),
  members: {
    ...properties('string', {
      ShortDatePattern: 'shortDate',
      LongDatePattern: 'longDate',
      ShortTimePattern: 'shortTime',
      LongTimePattern: 'longTime',
      MonthDayPattern: 'monthDay',
      YearMonthPattern: 'yearMonth',
      DateSeparator: 'dateSeparator',
      TimeSeparator: 'timeSeparator',
      AMDesignator: 'morning',
      PMDesignator: 'afternoon',
    }),
    'System.DayOfWeek FirstDayOfWeek {get;}': ({ state: { culture } }: Self) =>
      named('System.DayOfWeek', culture.firstDayOfWeek),
    'System.Globalization.CalendarWeekRule CalendarWeekRule {get;}': ({ state: { culture } }: Self) =>
      named('System.Globalization.CalendarWeekRule', culture.daysOfFirstWeek === 4 ? 2 : 0),
    'string FullDateTimePattern {get;}': ({ state: { culture } }: Self) => `${culture.longDate} ${culture.longTime}`,
    ...properties('string[]', { DayNames: 'days', AbbreviatedDayNames: 'shortDays' }),
    'string[] MonthNames {get;}': ({ state }: Self) => months(state.culture.months),
    'string[] AbbreviatedMonthNames {get;}': ({ state }: Self) => months(state.culture.shortMonths),
    'string GetMonthName(int month)': ({ state }: Self, month: number) => monthOf(state.culture.months, month),
    'string GetAbbreviatedMonthName(int month)': ({ state }: Self, month: number) =>
      monthOf(state.culture.shortMonths, month),
    'string GetDayName(System.DayOfWeek dayofweek)': ({ state }: Self, day: number) => state.culture.days[day],
    'string GetAbbreviatedDayName(System.DayOfWeek dayofweek)': ({ state }: Self, day: number) =>
      state.culture.shortDays[day],
    [`static ${datesName} CurrentInfo {get;}`]: () => dateFormat(currentCulture()),
    [`static ${datesName} InvariantInfo {get;}`]: () => dateFormat(invariant),
  },
});

const numberFormatType = defineType({
  name: numbersName,
  bases: ['System.IFormatProvider'],
  summary: 'How a culture writes numbers.',
  is: isNamed(numbersName),
  members: {
    ...properties('string', {
      NumberDecimalSeparator: 'decimalSeparator',
      NumberGroupSeparator: 'groupSeparator',
      CurrencyDecimalSeparator: 'decimalSeparator',
      CurrencyGroupSeparator: 'groupSeparator',
      PercentDecimalSeparator: 'decimalSeparator',
      PercentGroupSeparator: 'groupSeparator',
      CurrencySymbol: 'currencySymbol',
    }),
    ...properties('int', { NumberDecimalDigits: 'decimalDigits', CurrencyDecimalDigits: 'currencyDigits' }),
    ...properties('int[]', { NumberGroupSizes: 'groupSizes' }),
    [`static ${numbersName} CurrentInfo {get;}`]: () => numberFormat(currentCulture()),
    [`static ${numbersName} InvariantInfo {get;}`]: () => numberFormat(invariant),
  },
});

/** Days from the first of January, and the day of the week of that, as .NET's calendar counts them. */
function weekOfYear(day: number, newYearsDay: number, rule: number, first: number): number | undefined {
  if (rule === 0) return Math.floor((day + ((newYearsDay - first + 14) % 7)) / 7) + 1;
  const fullDays = rule === 1 ? 7 : 4;
  const offset = (first - newYearsDay + 14) % 7;
  const since = day - (offset !== 0 && offset >= fullDays ? offset - 7 : offset);
  return since < 0 ? undefined : Math.floor(since / 7) + 1;
}

const calendarType = defineType({
  name: calendarName,
  bases: ['System.Globalization.Calendar'],
  summary: 'Which week of a year a date is in.',
  is: isNamed(calendarName),
  members: {
    'int GetWeekOfYear(datetime time, System.Globalization.CalendarWeekRule rule, System.DayOfWeek firstDayOfWeek)': (
      _: LiveInstance | LiveType,
      time: PsDateTime,
      rule: number,
      first: number,
    ) => {
      const clock = wallClock(time)!;
      const dayIn = (year: number) =>
        Math.round((Date.UTC(clock.year, clock.month - 1, clock.day) - Date.UTC(year, 0, 1)) / 86_400_000);
      const newYearsDay = (year: number) => (dayOfWeek(clock) - (dayIn(year) % 7) + 7) % 7;
      // What comes before a year's first week is in the last of the year before.
      for (let year = clock.year; ; year--) {
        const week = weekOfYear(dayIn(year), newYearsDay(year), rule, first);
        if (week !== undefined) return week;
      }
    },
  },
});

export const cultureFormatTypes = [dateFormatType, numberFormatType, calendarType];
