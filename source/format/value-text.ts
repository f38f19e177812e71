import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../objects/index.ts';

export interface TextOptions {
  /** Items of a collection that are shown before `…`; all where it is negative. 4, as PowerShell's $FormatEnumerationLimit. */
  readonly items?: number | undefined;
}

/**
 * A value as shown in a cell, not yet neutralised. Dates are `2026-01-31 18:30:00`, the same for every locale, in the
 * zone they were sent in; collections are `{a, b, c, d…}`; an object shows the text that the server sent with it.
 */
export function valueText(value: PsValue, options: TextOptions = {}): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof PsObject) return objectText(value, options);
  if (value instanceof PsNumber) return numberText(value);
  if (value instanceof PsDecimal || value instanceof PsText) return value.text;
  if (value instanceof PsDateTime) return dateText(value);
  if (value instanceof PsTimeSpan) return timeSpanText(value);
  if (value instanceof PsChar) return String.fromCharCode(value.code);
  if (value instanceof PsSecureString) return 'System.Security.SecureString';
  return listText([...value.subarray(0, limitOf(options))], value.length, options);
}

const limitOf = ({ items = 4 }: TextOptions): number => (items < 0 ? Number.MAX_SAFE_INTEGER : items);

/** Fifteen digits, where doubles stop being exact. */
function numberText({ type, value }: PsNumber): string {
  if (typeof value === 'bigint') return String(value);
  if (Number.isInteger(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  const digits = type === 'Single' ? 7 : 15;
  const text = String(value);
  return text.length <= digits ? text : String(Number(value.toPrecision(digits)));
}

/** ISO 8601 with a blank for the T and without fractions of a second; an offset stays, `Z` goes. */
function dateText({ text }: PsDateTime): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match) return text;
  const zone = match[3] && match[3] !== 'Z' ? ` ${match[3]}` : '';
  return `${match[1]} ${match[2]}${zone}`;
}

/** As .NET writes it: parts that are not zero, none larger than its place holds. Up to a century of days. */
const usualDuration =
  /^(-?)P(?:([1-9]\d{0,4})D)?(?:T(?:(2[0-3]|1?\d)H)?(?:([1-5]?\d)M)?(?:([1-5]?\d)(?:\.(\d{1,7}))?S)?)?$/;

/** `[-][d.]hh:mm:ss[.fffffff]`, as .NET writes a TimeSpan. */
export function timeSpanText(span: PsTimeSpan): string {
  const usual = usualDuration.exec(span.text);
  return usual && /[1-9]/.test(span.text) ? usualText(usual) : calculatedText(span);
}

function usualText([, sign, days, hours = '', minutes = '', seconds = '', fraction = '']: RegExpExecArray): string {
  const clock = `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}:${seconds.padStart(2, '0')}`;
  const rest = /[1-9]/.test(fraction) ? `.${fraction.padEnd(7, '0')}` : '';
  return `${sign}${days === undefined ? '' : `${days}.`}${clock}${rest}`;
}

function calculatedText({ ticks, text }: PsTimeSpan): string {
  if (ticks === undefined) return text;
  const absolute = ticks < 0n ? -ticks : ticks;
  const two = (part: bigint) => String(part).padStart(2, '0');
  const days = absolute / 864_000_000_000n;
  const clock = [absolute / 36_000_000_000n, absolute / 600_000_000n, absolute / 10_000_000n];
  const time = clock.map((part, index) => two(part % (index === 0 ? 24n : 60n))).join(':');
  const fraction = absolute % 10_000_000n;
  return `${ticks < 0n ? '-' : ''}${days ? `${days}.` : ''}${time}${fraction ? `.${String(fraction).padStart(7, '0')}` : ''}`;
}

function objectText(value: PsObject, options: TextOptions): string {
  const { collection } = value;
  if (collection?.kind === 'dictionary') {
    const limit = limitOf(options);
    const pairs = collection.entries.slice(0, limit).map(([key, item]) => `[${innerText(key)}, ${innerText(item)}]`);
    return braces(pairs, collection.entries.length);
  }
  if (collection) return listText(collection.items, collection.items.length, options);
  return innerText(value);
}

function listText(items: readonly PsValue[], length: number, options: TextOptions): string {
  const limit = limitOf(options);
  return braces(
    items.slice(0, limit).map((item) => (item === null ? '$null' : innerText(item))),
    length,
  );
}

const braces = (texts: readonly string[], length: number) => `{${texts.join(', ')}${length > texts.length ? '…' : ''}}`;

/** Items of a list inside a list that are shown. */
const mostInner = 32;

/** A value inside another: a list's items stand side by side, and collections in those are not opened again. */
function innerText(value: PsValue): string {
  if (!(value instanceof PsObject)) return valueText(value);
  if (value.text !== undefined) return value.text;
  if (value.base !== undefined) return valueText(value.base);
  if (value.collection?.kind === 'dictionary') return typeText(value);
  if (value.collection) {
    const { items } = value.collection;
    return `${items.slice(0, mostInner).map(shortText).join(' ')}${items.length > mostInner ? ' …' : ''}`;
  }
  const names = value.propertyNames;
  if (names.length === 0) return typeText(value);
  return `@{${names
    .slice(0, 8)
    .map((name) => `${name}=${shortText(value.get(name) ?? null)}`)
    .join('; ')}${names.length > 8 ? '; …' : ''}}`;
}

function shortText(value: PsValue): string {
  if (!(value instanceof PsObject) || value.text !== undefined || value.base !== undefined) return innerText(value);
  return typeText(value);
}

/** What is said of an object that has no text of its own: its type, but where that says nothing of it. */
function typeText({ typeNames: [type = 'System.Object'], collection }: PsObject): string {
  const plain = type.replace(/^Deserialized\./, '');
  return plain === 'System.Management.Automation.PSCustomObject' && !collection ? '' : plain;
}

/** Whether the value stands to the right in a table. */
export function isNumeric(value: PsValue): boolean {
  const plain = value instanceof PsObject && value.text === undefined ? (value.base ?? null) : value;
  return (
    typeof plain === 'number' || typeof plain === 'bigint' || plain instanceof PsNumber || plain instanceof PsDecimal
  );
}
