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
import { isHidden, isPlain } from '../text/neutralise.ts';
import { bigIntegerText, exactText, membersOf } from './members.ts';
import { timeSpanText, valueText } from './value-text.ts';

export interface JsonOptions {
  /** Blanks for each level; 2. 0 puts everything into one line. */
  readonly indent?: number;
  /** Levels of objects in one another; deeper ones become their text. 32. */
  readonly depth?: number;
}

/** Characters that a value may always have for what it repeats; beyond them, as many as it has without repeating. */
const freeRepeats = 64 * 1024;

/**
 * A value as JSON. Integers of any size and decimals keep all their digits as numbers; dates are the ISO text that was sent;
 * enums are their names; a TimeSpan is `d.hh:mm:ss.fffffff`; bytes are an array; NaN and infinities are text, as JSON has
 * none. What a terminal would obey or hide is written as `\uXXXX`, which reads back as the same. An object that the value
 * holds again and again (CLIXML's `Ref`) is written each time, but not until a small message has become a huge document:
 * then a text stands for it that says so.
 */
export function toJson(value: PsValue, { indent = 2, depth = 32 }: JsonOptions = {}): string {
  return new Document(indent).value(value, '', depth);
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
  const { names, values } = plain ? membersOf(plain) : { names: ['Value'], values: [value] };
  const isOwn = (_: unknown, index: number) => !Object.hasOwn(extra, names[index]!);
  return new PsObject({
    extended: {
      names: [...Object.keys(extra), ...names.filter(isOwn)],
      values: [...Object.values(extra), ...values.filter(isOwn)],
    },
  });
}

/** One value on its way to text. */
class Document {
  readonly #indent: number;
  readonly #seen = new Set<PsObject>();
  /** Objects around this one that are repeated. */
  #repeating = 0;
  /** Characters that repetitions may still take: what is written for the first time adds to them. */
  #room = freeRepeats;

  constructor(indent: number) {
    this.#indent = indent;
  }

  value(value: PsValue, margin: string, depth: number): string {
    if (value instanceof PsObject) return this.#object(value, margin, depth);
    const text = value instanceof Uint8Array ? this.#sequence([...value].map(String), '[]', margin) : primitive(value);
    return this.#weighed(text);
  }

  #object(value: PsObject, margin: string, depth: number): string {
    const { base, text } = value;
    if (base !== undefined) {
      return text !== undefined && isEnum(value) ? this.#weighed(quote(text)) : this.value(base, margin, depth);
    }
    const digits = bigIntegerText(value);
    if (digits !== undefined) return this.#weighed(digits);
    if (depth <= 0) return this.#weighed(quote(text ?? value.typeNames[0] ?? ''));
    const isRepeated = this.#seen.has(value);
    if (this.#room <= 0 && (isRepeated || this.#repeating > 0)) return quote(leftOut(value));
    this.#seen.add(value);
    if (isRepeated) this.#repeating += 1;
    const json = this.#content(value, margin, depth);
    if (isRepeated) this.#repeating -= 1;
    return json;
  }

  #content(value: PsObject, margin: string, depth: number): string {
    const { collection, text } = value;
    const item = (one: PsValue) => this.value(one, `${margin}${' '.repeat(this.#indent)}`, depth - 1);
    const member = (name: string, one: PsValue) =>
      `${this.#weighed(quote(name))}:${this.#indent > 0 ? ' ' : ''}${item(one)}`;
    if (collection?.kind === 'dictionary') {
      const members = collection.entries.map(([key, one]) => member(keyText(key), one));
      return this.#sequence(members, '{}', margin);
    }
    if (collection) return this.#sequence(collection.items.map(item), '[]', margin);
    const { names, values } = membersOf(value);
    if (names.length === 0 && text !== undefined) return this.#weighed(quote(text));
    const members = names.map((name, index) => member(name, values[index]!));
    return this.#sequence(members, '{}', margin);
  }

  #sequence(parts: readonly string[], brackets: '[]' | '{}', margin: string): string {
    const [open, close] = brackets;
    this.#weigh(brackets.length + parts.length * (margin.length + this.#indent + 2));
    if (parts.length === 0) return brackets;
    if (this.#indent === 0) return `${open}${parts.join(',')}${close}`;
    const inner = `\n${margin}${' '.repeat(this.#indent)}`;
    return `${open}${inner}${parts.join(`,${inner}`)}\n${margin}${close}`;
  }

  #weighed(text: string): string {
    this.#weigh(text.length);
    return text;
  }

  #weigh(characters: number): void {
    this.#room += this.#repeating > 0 ? -characters : characters;
  }
}

const leftOut = ({ typeNames }: PsObject) => `(repeated, left out: ${(typeNames[0] ?? 'an object').slice(0, 100)})`;

function primitive(value: Exclude<PsValue, PsObject | Uint8Array>): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof PsNumber) {
    const text = exactText(value);
    return typeof value.value === 'bigint' || Number.isFinite(value.value) ? text : quote(text);
  }
  if (value instanceof PsDecimal) return /^-?\d+(?:\.\d+)?$/.test(value.text) ? value.text : quote(value.text);
  if (value instanceof PsText || value instanceof PsDateTime) return quote(value.text);
  if (value instanceof PsTimeSpan) return quote(timeSpanText(value));
  if (value instanceof PsChar) return quote(String.fromCharCode(value.code));
  if (value instanceof PsSecureString) return quote('System.Security.SecureString');
  return value satisfies never;
}

const isEnum = ({ typeNames }: PsObject) => typeNames.some((name) => /^(?:Deserialized\.)?System\.Enum$/.test(name));

function keyText(key: PsValue): string {
  if (typeof key === 'string') return key;
  if (key instanceof PsObject || key instanceof Uint8Array) return valueText(key);
  return primitive(key).replace(/^"|"$/g, '');
}

function quote(text: string): string {
  const json = JSON.stringify(text);
  if (isPlain(json)) return json;
  return json.replace(/[^\x20-\x7e]/gu, (character) =>
    isHidden(character.codePointAt(0)!) ? escaped(character) : character,
  );
}

function escaped(character: string): string {
  let out = '';
  for (let i = 0; i < character.length; i++) out += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return out;
}
