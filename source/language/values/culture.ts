/** How numbers and dates are written and read: what .NET's CultureInfo knows. Date patterns are .NET's. */
export interface Culture {
  /** Empty for the invariant culture. */
  readonly name: string;
  readonly decimalSeparator: string;
  readonly groupSeparator: string;
  /** Between the fields of a list, as -UseCulture writes CSV. */
  readonly listSeparator: string;
  /** From the right; the last repeats. */
  readonly groupSizes: readonly number[];
  /** Digits behind the point of `N`, `F` and `P`; of `C`. */
  readonly decimalDigits: number;
  readonly currencyDigits: number;
  readonly currencySymbol: string;
  /** With `n` for the number and `¤` for the symbol. */
  readonly currencyPattern: string;
  readonly negativeCurrencyPattern: string;
  readonly percentPattern: string;
  readonly negativePercentPattern: string;
  readonly shortDate: string;
  readonly longDate: string;
  readonly shortTime: string;
  readonly longTime: string;
  readonly monthDay: string;
  readonly yearMonth: string;
  readonly dateSeparator: string;
  readonly timeSeparator: string;
  readonly months: readonly string[];
  /** As they stand beside a day; the same where a language has one form only. */
  readonly genitiveMonths: readonly string[];
  readonly shortMonths: readonly string[];
  /** From Sunday on. */
  readonly days: readonly string[];
  readonly shortDays: readonly string[];
  readonly morning: string;
  readonly afternoon: string;
  /** From Sunday, 0, on. */
  readonly firstDayOfWeek: number;
  /** Days of it that a year's first week has at least: 1 or 4. */
  readonly daysOfFirstWeek: number;
}

const words = (text: string) => text.split(' ');

const months = words('January February March April May June July August September October November December');

export const invariant: Culture = {
  name: '',
  decimalSeparator: '.',
  groupSeparator: ',',
  listSeparator: ',',
  groupSizes: [3],
  decimalDigits: 2,
  currencyDigits: 2,
  currencySymbol: '¤',
  currencyPattern: '¤n',
  negativeCurrencyPattern: '(¤n)',
  percentPattern: 'n %',
  negativePercentPattern: '-n %',
  shortDate: 'MM/dd/yyyy',
  longDate: 'dddd, dd MMMM yyyy',
  shortTime: 'HH:mm',
  longTime: 'HH:mm:ss',
  monthDay: 'MMMM dd',
  yearMonth: 'yyyy MMMM',
  dateSeparator: '/',
  timeSeparator: ':',
  months,
  genitiveMonths: months,
  shortMonths: words('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
  days: words('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
  shortDays: words('Sun Mon Tue Wed Thu Fri Sat'),
  morning: 'AM',
  afternoon: 'PM',
  firstDayOfWeek: 0,
  daysOfFirstWeek: 1,
};

let current = invariant;

/** What texts are written in where .NET asks for the user's culture: `-f`, ToString(), Get-Date. */
export const currentCulture = (): Culture => current;

/** Makes a culture that of this process, as a program is run in one. An unknown name leaves the invariant one. */
export function setCulture(name: string): void {
  current = cultureNamed(name) ?? invariant;
}

const known = new Map<string, Culture | undefined>();

/** By its name (`de-DE`); undefined where there is none. Made of what the runtime's ICU knows, as .NET's are. */
export function cultureNamed(name: string): Culture | undefined {
  if (name === '') return invariant;
  const key = name.toLowerCase();
  if (!known.has(key)) known.set(key, make(name));
  return known.get(key);
}

function make(name: string): Culture | undefined {
  let locale: string | undefined;
  try {
    [locale] = Intl.NumberFormat.supportedLocalesOf(name);
  } catch {
    return undefined;
  }
  if (locale === undefined) return undefined;
  return { ...invariant, name: locale, ...numbersOf(locale), ...datesOf(locale), ...weekOf(locale) };
}

function numbersOf(locale: string): Partial<Culture> {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true, minimumFractionDigits: 1 }).formatToParts(
    1_234_567_890.5,
  );
  const sizes = parts.filter(({ type }) => type === 'integer').map(({ value }) => value.length);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  const [percentPattern, negativePercentPattern] = [1, -1].map((n) =>
    pattern(new Intl.NumberFormat(locale, { style: 'percent' }).formatToParts(n), 'percentSign', '%'),
  );
  const currency = currencyOf(locale);
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const money = new Intl.NumberFormat(locale, style);
  const [currencyPattern, negativeCurrencyPattern] = [1, -1].map((n) =>
    pattern(money.formatToParts(n), 'currency', '¤'),
  );
  return {
    decimalSeparator: part('decimal') ?? '.',
    groupSeparator: part('group') ?? ',',
    // ICU knows none; where numbers have a comma in them, Windows puts a semicolon between.
    listSeparator: part('decimal') === ',' ? ';' : ',',
    // The last group but one repeats: 12,34,567 in India.
    groupSizes: sizes.length > 2 ? [...new Set([sizes.at(-1)!, sizes.at(-2)!])] : [3],
    decimalDigits: 3,
    currencyDigits: money.resolvedOptions().maximumFractionDigits ?? 2,
    currencySymbol: money.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? '¤',
    currencyPattern: currencyPattern!,
    negativeCurrencyPattern: negativeCurrencyPattern!,
    percentPattern: percentPattern!,
    negativePercentPattern: negativePercentPattern!,
  };
}

/** The pattern of formatted parts: `n` for all of the number, a sign for the sign's kind. */
function pattern(parts: readonly Intl.NumberFormatPart[], kind: string, sign: string): string {
  const shown = parts.map(({ type, value }) => {
    if (type === kind) return sign;
    if (type === 'minusSign') return '-';
    return ['integer', 'decimal', 'fraction', 'group'].includes(type) ? 'n' : value;
  });
  // .NET has these patterns as numbers, with plain blanks.
  return shown.join('').replace(/n+/, 'n').replace(/\s/g, ' ');
}

/** The currency of a region; the euro's countries and the commonest others. */
const currencies: Readonly<Record<string, string>> = {
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CN: 'CNY',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HU: 'HUF',
  IN: 'INR',
  JP: 'JPY',
  KR: 'KRW',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  RO: 'RON',
  RU: 'RUB',
  SE: 'SEK',
  TR: 'TRY',
  UA: 'UAH',
  US: 'USD',
  ZA: 'ZAR',
};
const euroCountries = words('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK');

function currencyOf(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region ?? '';
  return currencies[region] ?? (euroCountries.includes(region) ? 'EUR' : 'XXX');
}

/** Regions whose first week is the one with the first Thursday: the runtime does not tell. */
const wholeWeeks = words(
  'AD AN AT AX BE BG CH CZ DE DK EE ES FI FJ FO FR GB GF GG GI GP GR HU IE IM IS IT JE LI LT LU MC MQ NL NO PL PT RE RU SE SJ SK SM VA',
);

function weekOf(locale: string): Partial<Culture> {
  const known = new Intl.Locale(locale).maximize() as Intl.Locale & { getWeekInfo(): { readonly firstDay: number } };
  return {
    firstDayOfWeek: known.getWeekInfo().firstDay % 7,
    daysOfFirstWeek: wholeWeeks.includes(known.region ?? '') ? 4 : 1,
  };
}

function datesOf(locale: string): Partial<Culture> {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn', ...options });
  const shortDate = datePattern(format({ dateStyle: 'short' })).replace(/y+/, 'yyyy');
  const shortTime = datePattern(format({ timeStyle: 'short' }));
  const named = (options: Intl.DateTimeFormatOptions, type: string, dates: readonly Date[]) =>
    dates.map(
      (date) =>
        format(options)
          .formatToParts(date)
          .find((part) => part.type === type)?.value ?? '',
    );
  const inMonths = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 15)));
  // The 7th of January 2024 is a Sunday.
  const inWeek = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, 7 + day)));
  const halves = [1, 13].map((hour) => new Date(Date.UTC(2024, 0, 1, hour)));
  const [morning, afternoon] = named({ hour: 'numeric', hour12: true }, 'dayPeriod', halves);
  return {
    shortDate,
    longDate: datePattern(format({ dateStyle: 'full' })),
    shortTime,
    longTime: datePattern(format({ timeStyle: 'medium' })),
    monthDay: datePattern(format({ month: 'long', day: 'numeric' })),
    yearMonth: datePattern(format({ year: 'numeric', month: 'long' })),
    dateSeparator: /[^dMy']/.exec(shortDate)?.[0] ?? '/',
    timeSeparator: /[^Hhms']/.exec(shortTime)?.[0] ?? ':',
    months: named({ month: 'long' }, 'month', inMonths),
    genitiveMonths: named({ month: 'long', day: 'numeric' }, 'month', inMonths),
    shortMonths: named({ month: 'short' }, 'month', inMonths),
    days: named({ weekday: 'long' }, 'weekday', inWeek),
    shortDays: named({ weekday: 'short' }, 'weekday', inWeek),
    morning: morning || 'AM',
    afternoon: afternoon || 'PM',
  };
}

/** What a formatter writes of a day whose parts all differ, as .NET's pattern of it. */
function datePattern(format: Intl.DateTimeFormat): string {
  const isHalf = format.resolvedOptions().hour12 === true;
  return format
    .formatToParts(new Date(Date.UTC(2005, 2, 4, 6, 7, 8)))
    .map(({ type, value }) => {
      if (type === 'year') return value.length === 2 ? 'yy' : 'yyyy';
      if (type === 'month')
        return /^\d+$/.test(value) ? 'M'.repeat(value.length) : value.length > 4 || value === 'März' ? 'MMMM' : 'MMM';
      if (type === 'day') return 'd'.repeat(value.length);
      if (type === 'weekday') return 'dddd';
      if (type === 'hour') return (isHalf ? 'h' : 'H').repeat(value.length);
      if (type === 'minute') return 'mm';
      if (type === 'second') return 'ss';
      if (type === 'dayPeriod') return 'tt';
      return /[a-zA-Z]/.test(value) ? `'${value.trim()}'`.padStart(value.length + 2) : value.replaceAll(' ', ' ');
    })
    .join('');
}
