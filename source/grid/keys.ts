import { valueText } from '../format/index.ts';
import { PsDateTime, PsDecimal, PsNumber, PsObject, PsText, PsTimeSpan, type PsValue } from '../objects/index.ts';
import { fold } from '../text/fold.ts';

/** What a column's numbers count. */
export type Measure = 'number' | 'bytes' | 'milliseconds' | 'date';

/** What a value is sorted, compared and summed by. `text` is folded: any case, without accents. */
export type Key = { readonly number: number; readonly measure: Measure } | { readonly text: string } | undefined;

/** Characters of a text that are compared; whoever differs only behind them keeps the order that it came in. */
const longestKey = 200;

/** No number with its unit is longer. */
const longestQuantity = 64;

/** A value by its type: sizes as bytes, dates as dates, numbers, and texts that hold one of these. */
export function keyOf(value: PsValue): Key {
  if (value === null) return undefined;
  if (typeof value === 'string') return textKey(value);
  if (typeof value === 'number' || typeof value === 'bigint') return counted(Number(value));
  if (value instanceof PsNumber) return counted(Number(value.value));
  if (value instanceof PsDecimal) return counted(Number(value.text));
  if (value instanceof PsDateTime) return measured(value.milliseconds, 'date') ?? textKey(value.text);
  if (value instanceof PsTimeSpan) {
    return value.ticks === undefined ? textKey(value.text) : measured(Number(value.ticks) / 10_000, 'milliseconds');
  }
  if (value instanceof PsText && value.type === 'Version') return { text: padded(value.text) };
  if (value instanceof PsObject && !value.collection) {
    if (value.text !== undefined) return textKey(value.text);
    if (value.base !== undefined) return keyOf(value.base);
  }
  return textKey(valueText(value));
}

const counted = (number: number): Key => measured(number, 'number');
const measured = (number: number, measure: Measure): Key => (Number.isNaN(number) ? undefined : { number, measure });

const units: Readonly<Record<string, number>> = { B: 0, KB: 1, MB: 2, GB: 3, TB: 4, PB: 5, EB: 6 };

/** Exchange writes the bytes behind a size: `14.89 GB (15,987,654,321 bytes)`. */
const bytes = /\(([\d.,'’\u00a0\u202f ]+) bytes\)$/i;
const quantity = /^([-+]?\d[\d.,]*) ?(?:([KMGTPE]?B)|%)?$/i;
/** `Version 15.2 (Build 1118.7)`. */
const exchangeVersion = /^Version \d+\.\d+ \(Build /i;
const unlimited = /^unlimited$/i;
const isoDate = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?$/;

/** The same for a text: what stands in a cell, or what somebody types to compare with one. */
export function textKey(text: string): Key {
  if (text === '') return undefined;
  if (text.length <= longestQuantity) {
    if (unlimited.test(text)) return { number: Number.POSITIVE_INFINITY, measure: 'bytes' };
    // Nearly all texts begin with a letter: nothing more is to be tried.
    if (!isCounted(text.charCodeAt(0))) return { text: fold(exchangeVersion.test(text) ? padded(text) : text) };
    const exact = text.endsWith(')') ? bytes.exec(text)?.[1] : undefined;
    if (exact !== undefined) return measured(Number(exact.replaceAll(/\D/g, '')), 'bytes');
    const [, digits, unit] = quantity.exec(text) ?? [];
    if (digits !== undefined) {
      const number = plainNumber(digits);
      if (unit !== undefined) return measured(number * 1024 ** units[unit.toUpperCase()]!, 'bytes');
      if (!Number.isNaN(number)) return { number, measure: 'number' };
    }
    if (isoDate.test(text)) return measured(Date.parse(text), 'date') ?? { text: fold(text) };
  }
  return { text: fold(text.slice(0, longestKey)) };
}

/** A digit or a sign. */
const isCounted = (code: number) => (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d;

/** `1,234.5`, `1.234.567`, `0,5`: a mark before three digits parts thousands where there are several or another follows. */
function plainNumber(digits: string): number {
  if (!/[.,]/.test(digits)) return Number(digits);
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const mark = digits[last]!;
  const isThousands = digits.indexOf(mark) !== last || (mark === ',' && digits.length - last === 4);
  const whole = digits.slice(0, isThousands ? digits.length : last).replaceAll(/[.,]/g, '');
  return Number(isThousands ? whole : `${whole}.${digits.slice(last + 1)}`);
}

/** Numbers in a text made equally long: `15.2.9` comes before `15.2.10`. */
const padded = (text: string) => text.slice(0, longestKey).replace(/\d+/g, (digits) => digits.padStart(10, '0'));
