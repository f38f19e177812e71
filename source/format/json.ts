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
import { isHidden } from '../text/neutralise.ts';
import { timeSpanText } from './value-text.ts';

export interface JsonOptions {
  /** Blanks for each level; 2. 0 puts everything into one line. */
  readonly indent?: number;
  /** Levels of objects in one another; deeper ones become their text. 32. */
  readonly depth?: number;
}

/**
 * A value as JSON. 64-bit integers and decimals keep all their digits as numbers; dates are the ISO text that was sent;
 * enums are their names; a TimeSpan is `d.hh:mm:ss.fffffff`; bytes are an array; NaN and infinities are text, as JSON has
 * none. What a terminal would obey or hide is written as `\uXXXX`, which reads back as the same.
 */
export function toJson(value: PsValue, options: JsonOptions = {}): string {
  return encode(value, options.indent ?? 2, '', options.depth ?? 32);
}

export interface JsonWriter {
  /** `extra` are properties that come first, for instance the name of the server. */
  write(value: PsValue, extra?: Readonly<Record<string, string>>): void;
  end(): void;
}

/** One array, an element a value, written as they come; `[]` where none came. */
export function createJsonWriter(emit: (text: string) => void, options: JsonOptions = {}): JsonWriter {
  let count = 0;
  return {
    write(value, extra) {
      const text = toJson(extra ? withExtra(value, extra) : value, options);
      emit(`${count++ === 0 ? '[' : ','}\n${text}`);
    },
    end() {
      emit(count === 0 ? '[]\n' : '\n]\n');
    },
  };
}

function withExtra(value: PsValue, extra: Readonly<Record<string, string>>): PsValue {
  const plain = value instanceof PsObject && value.base === undefined && !value.collection ? value : undefined;
  const names = plain ? plain.propertyNames.filter((name) => !Object.hasOwn(extra, name)) : ['Value'];
  const values = plain ? names.map((name) => plain.get(name) ?? null) : [value];
  return new PsObject({
    extended: { names: [...Object.keys(extra), ...names], values: [...Object.values(extra), ...values] },
  });
}

function encode(value: PsValue, indent: number, margin: string, depth: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof PsNumber) {
    return typeof value.value === 'bigint' || Number.isFinite(value.value)
      ? numberText(value.value)
      : quote(String(value.value));
  }
  if (value instanceof PsDecimal) return /^-?\d+(?:\.\d+)?$/.test(value.text) ? value.text : quote(value.text);
  if (value instanceof PsText || value instanceof PsDateTime) return quote(value.text);
  if (value instanceof PsTimeSpan) return quote(timeSpanText(value));
  if (value instanceof PsChar) return quote(String.fromCharCode(value.code));
  if (value instanceof PsSecureString) return quote('System.Security.SecureString');
  if (value instanceof Uint8Array) return sequence([...value].map(String), '[', ']', indent, margin);
  return encodeObject(value, indent, margin, depth);
}

const numberText = (value: number | bigint) => (Object.is(value, -0) ? '-0' : String(value));

function encodeObject(value: PsObject, indent: number, margin: string, depth: number): string {
  const { base, collection, text } = value;
  if (base !== undefined) {
    return text !== undefined && isEnum(value) ? quote(text) : encode(base, indent, margin, depth);
  }
  if (depth <= 0) return quote(text ?? value.typeNames[0] ?? '');
  const inner = `${margin}${' '.repeat(indent)}`;
  const item = (one: PsValue) => encode(one, indent, inner, depth - 1);
  if (collection?.kind === 'dictionary') {
    const members = collection.entries.map(([key, one]) => member(keyText(key), item(one), indent));
    return sequence(members, '{', '}', indent, margin);
  }
  if (collection) return sequence(collection.items.map(item), '[', ']', indent, margin);
  const names = value.propertyNames;
  if (names.length === 0 && text !== undefined) return quote(text);
  return sequence(
    names.map((name) => member(name, item(value.get(name) ?? null), indent)),
    '{',
    '}',
    indent,
    margin,
  );
}

const isEnum = ({ typeNames }: PsObject) => typeNames.some((name) => /^(?:Deserialized\.)?System\.Enum$/.test(name));

const keyText = (key: PsValue) => (typeof key === 'string' ? key : encode(key, 0, '', 4).replace(/^"|"$/g, ''));

const member = (name: string, text: string, indent: number) => `${quote(name)}:${indent > 0 ? ' ' : ''}${text}`;

function sequence(parts: readonly string[], open: string, close: string, indent: number, margin: string): string {
  if (parts.length === 0) return open + close;
  if (indent === 0) return `${open}${parts.join(',')}${close}`;
  const inner = `\n${margin}${' '.repeat(indent)}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${margin}${close}`;
}

function quote(text: string): string {
  const json = JSON.stringify(text);
  let out = '';
  let clean = true;
  for (const character of json) {
    const code = character.codePointAt(0) as number;
    if (code > 0x7e && isHidden(code)) {
      clean = false;
      for (let i = 0; i < character.length; i++) out += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
    } else out += character;
  }
  return clean ? json : out;
}
