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
} from '../../objects/index.ts';
import { dateText, timeSpanText } from './dates.ts';
import { compareNumeric, doubleText, numericOf } from './numbers.ts';

/** Whether the value is an enum's: a number with a name. */
export function isEnum(value: PsValue): boolean {
  if (!(value instanceof PsObject) || value.base === undefined) return false;
  return value.typeNames.some((name) => name === 'System.Enum' || name === 'Deserialized.System.Enum');
}

/** The number of an enum; everything else as it is. */
export const baseOf = (value: PsValue): PsValue =>
  value instanceof PsObject && value.base !== undefined ? value.base : value;

/** Without the wrapping of an extended primitive. An enum stays: its name matters. */
export function unwrap(value: PsValue): PsValue {
  return value instanceof PsObject && value.base !== undefined && !isEnum(value) ? value.base : value;
}

/** The items of what PowerShell enumerates; undefined for everything else, dictionaries and byte arrays included. */
export function listOf(value: PsValue): readonly PsValue[] | undefined {
  const collection = value instanceof PsObject ? value.collection : undefined;
  return collection && collection.kind !== 'dictionary' ? collection.items : undefined;
}

/** An `object[]`, which is what a pipeline's several values become in a variable. */
export const arrayOf = (items: readonly PsValue[]): PsObject =>
  new PsObject({
    typeNames: ['System.Object[]', 'System.Array', 'System.Object'],
    collection: { kind: 'list', items },
  });

/** `[string]$value`: invariant culture, arrays joined by blanks, objects as `@{Name=value}` where no text was sent. */
export function toText(value: PsValue): string {
  const items = listOf(value);
  return items ? items.map(innerText).join(' ') : innerText(value);
}

function innerText(value: PsValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof PsNumber) {
    if (value.type === 'Double' || value.type === 'Single')
      return doubleText(Number(value.value), value.type === 'Single' ? 7 : 15);
    return String(value.value);
  }
  if (value instanceof PsDecimal || value instanceof PsText) return value.text;
  if (value instanceof PsChar) return String.fromCharCode(value.code);
  if (value instanceof PsDateTime) return dateText(value);
  if (value instanceof PsTimeSpan) return timeSpanText(value);
  if (value instanceof PsSecureString) return 'System.Security.SecureString';
  if (value instanceof Uint8Array) return [...value].join(' ');
  return objectText(value);
}

function objectText(value: PsObject): string {
  if (value.text !== undefined) return value.text;
  if (value.base !== undefined) return innerText(value.base);
  const type = (value.typeNames[0] ?? 'System.Object').replace(/^Deserialized\./, '');
  if (value.collection) return type;
  const pairs = value.propertyNames.map((name) => `${name}=${shallowText(value.get(name) ?? null)}`);
  return pairs.length > 0 ? `@{${pairs.join('; ')}}` : type;
}

/** A property's value inside an object's text: objects one level down are not opened. */
function shallowText(value: PsValue): string {
  if (!(value instanceof PsObject) || value.text !== undefined || value.base !== undefined) return innerText(value);
  return (value.typeNames[0] ?? 'System.Object').replace(/^Deserialized\./, '');
}

/** `[bool]$value`: empty, zero and null are false; an array is what its only item is, and true with several. */
export function toBoolean(value: PsValue): boolean {
  const plain = unwrap(value);
  if (plain === null) return false;
  if (typeof plain === 'boolean') return plain;
  if (typeof plain === 'string') return plain !== '';
  if (plain instanceof PsChar) return plain.code !== 0;
  const numeric = numericOf(baseOf(plain));
  if (numeric !== undefined) return Number.isNaN(numeric) || compareNumeric(numeric, 0n) !== 0;
  const items = listOf(plain);
  if (!items) return true;
  const [only = null] = items;
  if (items.length > 1) return true;
  const inner = listOf(only);
  return inner ? inner.length > 0 : toBoolean(only);
}
