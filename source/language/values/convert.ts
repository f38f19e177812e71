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
  psEnum,
} from '../../objects/index.ts';
import {
  Formatted,
  Live,
  LiveArray,
  LiveDictionary,
  LiveInstance,
  LiveList,
  LiveObject,
  LiveType,
  overlays,
  ScriptBlock,
  type Value,
} from '../run/value.ts';
import { BigInteger } from './big-integer.ts';
import { dateText, timeSpanText } from './dates.ts';
import { enumName } from './enums.ts';
import { typeNameOf } from './kinds.ts';
import { compareNumeric, doubleText, numericOf } from './numbers.ts';
import { shortTypeName } from './type-names.ts';

/** Whether the value is an enum's: a number with a name. */
export function isEnum(value: Value): boolean {
  if (!(value instanceof PsObject) || value.base === undefined) return false;
  return value.typeNames.some((name) => name === 'System.Enum' || name === 'Deserialized.System.Enum');
}

/** Another number of the same enum. */
export function enumOf(like: Value, number: number): PsObject {
  const type = ((like as PsObject).typeNames[0] ?? '').replace(/^Deserialized\./, '');
  return psEnum(type, enumName(type, number), number);
}

/** The number of an enum; everything else as it is. */
export function baseOf(value: PsValue): PsValue;
export function baseOf(value: Value): Value;
export function baseOf(value: Value): Value {
  return value instanceof PsObject && value.base !== undefined ? value.base : value;
}

/** Without the wrapping of an extended primitive. An enum stays: its name matters. */
export function unwrapped(value: PsValue): PsValue;
export function unwrapped(value: Value): Value;
export function unwrapped(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof LiveObject) return value.base === undefined ? value : unwrapped(value.base);
  return value instanceof PsObject && value.base !== undefined && !isEnum(value) ? value.base : value;
}

/** The items of what PowerShell enumerates; undefined for everything else, dictionaries and byte arrays included. */
export function listOf(value: PsValue): readonly PsValue[] | undefined;
export function listOf(value: Value): readonly Value[] | undefined;
export function listOf(value: Value): readonly Value[] | undefined {
  if (value instanceof LiveArray || value instanceof LiveList) return value.items;
  if (value instanceof LiveObject) return value.base === undefined ? undefined : listOf(value.base);
  const collection = value instanceof PsObject ? value.collection : undefined;
  return collection && collection.kind !== 'dictionary' ? collection.items : undefined;
}

/** What a pipeline takes one by one: byte arrays too. */
export function enumerated(value: Value): readonly Value[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Uint8Array) return [...value].map((byte) => new PsNumber('Byte', byte));
  return listOf(value);
}

/** The items of an index or another operand that may be several. */
export const arrayItems = (value: Value): readonly Value[] | undefined =>
  typeof value === 'object' && value !== null ? enumerated(value) : undefined;

/** The entries of a dictionary. */
export function dictionaryOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value instanceof LiveDictionary) return [...value.entries()];
  if (value instanceof LiveObject) return value.base === undefined ? undefined : dictionaryOf(value.base);
  return value instanceof PsObject && value.collection?.kind === 'dictionary' ? value.collection.entries : undefined;
}

/** An `object[]`, which is what a pipeline's several values become in a variable. */
export const arrayOf = (items: readonly PsValue[]): PsObject =>
  new PsObject({
    typeNames: ['System.Object[]', 'System.Array', 'System.Object'],
    collection: { kind: 'list', items },
  });

/** What an instance of a declared type shows itself as. Its state may know; else its type's name is shown. */
export interface HasText {
  toText(): string;
}

/** `[string]$value`: invariant culture, arrays joined by blanks, objects as `@{Name=value}` where no text was sent. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  const items = enumerated(value);
  return items ? items.map(itemText).join(' ') : innerText(value);
}

/** An item's text within a list's: lists in it are not opened. */
export const itemText = (value: Value): string => (enumerated(value) ? listName(value) : innerText(value));

/** The type of a list; PowerShell makes of one that comes over the wire a list of its own. */
const listName = (value: Value): string =>
  value instanceof PsObject && value.collection ? 'System.Collections.ArrayList' : typeNameOf(value);

function innerText(value: Value): string {
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
  if (value instanceof Uint8Array) return 'System.Byte[]';
  return value instanceof Live ? liveText(value) : objectText(value);
}

function liveText(value: Live): string {
  if (value instanceof ScriptBlock) return value.text;
  if (value instanceof LiveType) return shortTypeName(value.fullName);
  if (value instanceof Formatted) return toText(value.value);
  if (value instanceof LiveInstance) {
    const state = value.state as Partial<HasText> | null;
    return typeof state?.toText === 'function' ? state.toText() : value.typeName;
  }
  if (!(value instanceof LiveObject)) return value.typeName;
  if (value.text !== undefined) return value.text;
  if (value.base !== undefined) return toText(value.base);
  const pairs = [...value.properties.values()].map((one) => `${one.name}=${shallowText(one.value)}`);
  return pairs.length > 0 ? `@{${pairs.join('; ')}}` : isCustom(value) ? '' : value.typeName;
}

const isCustom = ({ typeNames }: LiveObject) => typeNames.includes('System.Management.Automation.PSCustomObject');

function objectText(value: PsObject): string {
  if (value.text !== undefined) return value.text;
  if (value.base !== undefined) return innerText(value.base);
  const type = (value.typeNames[0] ?? 'System.Object').replace(/^Deserialized\./, '');
  if (value.collection) return type;
  const pairs = value.propertyNames.map((name) => `${name}=${shallowText(value.get(name) ?? null)}`);
  const added = [...(overlays.get(value)?.properties.values() ?? [])];
  pairs.push(...added.map((one) => `${one.name}=${shallowText(one.value)}`));
  return pairs.length > 0 ? `@{${pairs.join('; ')}}` : type;
}

/** A property's value inside an object's text: objects one level down are not opened. */
function shallowText(value: Value): string {
  if (value instanceof LiveObject && value.text === undefined && value.base === undefined)
    return isCustom(value) ? '' : value.typeName;
  if (!(value instanceof PsObject) || value.text !== undefined || value.base !== undefined) return innerText(value);
  return (value.typeNames[0] ?? 'System.Object').replace(/^Deserialized\./, '');
}

/** `[bool]$value`: empty, zero and null are false; an array is what its only item is, and true with several. */
export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const plain = unwrapped(value);
  if (plain === null) return false;
  if (typeof plain === 'boolean') return plain;
  if (typeof plain === 'string') return plain !== '';
  if (plain instanceof PsChar) return plain.code !== 0;
  if (plain instanceof BigInteger) return plain.value !== 0n;
  const numeric = numericOf(baseOf(plain));
  if (numeric !== undefined) return Number.isNaN(numeric) || compareNumeric(numeric, 0n) !== 0;
  const items = enumerated(plain);
  if (!items) return true;
  const [only = null] = items;
  if (items.length > 1) return true;
  const inner = enumerated(only);
  return inner ? inner.length > 0 : toBoolean(only);
}
