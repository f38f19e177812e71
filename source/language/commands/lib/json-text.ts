import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsSecureString,
  PsText,
  PsTimeSpan,
} from '../../../objects/index.ts';
import { LiveObject, ScriptBlock, type Value } from '../../run/value.ts';
import { BigInteger } from '../../values/big-integer.ts';
import type { CommandContext } from '../command.ts';
import { dotNetText } from './dotnet-text.ts';
import { bare, double, entriesOf } from './items.ts';
import { isWork } from './settle.ts';

export interface JsonStyle {
  readonly depth: number;
  readonly isCompressed: boolean;
  readonly enumsAsText: boolean;
  readonly escape: 'default' | 'nonAscii' | 'html';
}

const versionMembers = ['Major', 'Minor', 'Build', 'Revision', 'MajorRevision', 'MinorRevision'];

/** Writes values as ConvertTo-Json does. `isCut` tells afterwards whether something lay too deep. */
export class JsonText {
  isCut = false;
  readonly #style: JsonStyle;
  readonly #context: CommandContext;

  constructor(style: JsonStyle, context: CommandContext) {
    this.#style = style;
    this.#context = context;
  }

  write(value: Value, depth = 0): string {
    const plain = bare(value);
    const simple = this.#simple(plain);
    if (simple !== undefined) return this.#withMembers(value, simple, depth);
    if (depth > this.#style.depth) {
      this.isCut = true;
      return this.#quote(this.#context.semantics.toText(value));
    }
    const entries = entriesOf(plain);
    if (entries)
      return this.#object(
        [
          ...entries.map(([key, item]): [string, Value] => [this.#context.semantics.toText(key), item]),
          ...this.#added(value),
        ],
        depth,
      );
    const items = plain instanceof Uint8Array ? [...plain] : this.#context.semantics.itemsOf(plain);
    if (items) return this.#list(items, depth);
    return this.#object(this.#members(value), depth);
  }

  /** What is written as one word; undefined for what has parts. */
  #simple(value: Value): string | undefined {
    if (value === null) return 'null';
    if (typeof value === 'string') return this.#quote(value);
    if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return String(value);
    if (value instanceof PsNumber) return this.#number(value);
    if (value instanceof BigInteger) return String(value.value);
    if (value instanceof PsDecimal) return value.text.includes('.') ? value.text : `${value.text}.0`;
    if (value instanceof PsChar) return this.#quote(String.fromCharCode(value.code));
    if (value instanceof PsDateTime)
      return this.#quote(
        value.text.replace(/\.(\d*?)0*(?=Z|[+-]\d\d:\d\d$|$)/, (_, digits: string) =>
          digits === '' ? '' : `.${digits}`,
        ),
      );
    if (value instanceof PsText) return value.type === 'Version' ? undefined : this.#quote(value.text);
    if (value instanceof PsSecureString) return '{}';
    if (value instanceof ScriptBlock) return this.#quote(value.text);
    if (value instanceof PsObject && value.base !== undefined) return this.#enum(value);
    return undefined;
  }

  #number({ value, type }: PsNumber): string {
    if (type !== 'Double' && type !== 'Single') return String(value);
    const text = dotNetText(new PsNumber(type, value), this.#context);
    if (!/\d/.test(text)) return this.#quote(text.replace('∞', 'Infinity'));
    return /[.E]/.test(text) ? text : `${text}.0`;
  }

  #enum(value: PsObject): string | undefined {
    const isEnum = value.typeNames.some((name) => /^(?:Deserialized\.)?System\.Enum$/.test(name));
    if (isEnum && this.#style.enumsAsText && value.text !== undefined) return this.#quote(value.text);
    return this.#simple(value.base ?? null);
  }

  /** A plain value that was given properties becomes an object of both. */
  #withMembers(value: Value, simple: string, depth: number): string {
    if (!(value instanceof LiveObject) || value.base === undefined || value.properties.size === 0) return simple;
    return this.#object([['value', bare(value)], ...this.#added(value)], depth);
  }

  #added(value: Value): readonly [string, Value][] {
    if (!(value instanceof LiveObject) || value.base === undefined) return [];
    return [...value.properties.values()].map((property): [string, Value] => [property.name, property.value]);
  }

  #members(value: Value): readonly [string, Value][] {
    const { semantics, scripts } = this.#context;
    const plain = bare(value);
    if (plain instanceof PsTimeSpan) return spanMembers(plain.ticks ?? 0n);
    const names = plain instanceof PsText ? versionMembers : semantics.propertyNamesOf(value);
    return names.map((name): [string, Value] => {
      const got = semantics.property(value, name, scripts);
      return [name, got === undefined || isWork<Value>(got) ? null : got];
    });
  }

  #list(items: readonly Value[], depth: number): string {
    return this.#bracketed(
      '[',
      items.map((item) => this.write(item, depth + 1)),
      ']',
      depth,
    );
  }

  #object(members: readonly (readonly [string, Value])[], depth: number): string {
    const colon = this.#style.isCompressed ? ':' : ': ';
    return this.#bracketed(
      '{',
      members.map(([name, value]) => `${this.#quote(name)}${colon}${this.write(value, depth + 1)}`),
      '}',
      depth,
    );
  }

  #bracketed(open: string, parts: readonly string[], close: string, depth: number): string {
    if (parts.length === 0) return `${open}${close}`;
    if (this.#style.isCompressed) return `${open}${parts.join(',')}${close}`;
    const margin = `\n${'  '.repeat(depth)}`;
    return `${open}${margin}  ${parts.join(`,${margin}  `)}${margin}${close}`;
  }

  #quote(text: string): string {
    const json = JSON.stringify(text).replace(/[\u0085\u2028\u2029\u007f]/g, (character) =>
      character === '\u007f' ? character : escaped(character),
    );
    if (this.#style.escape === 'nonAscii') return json.replace(/[^\x00-\x7f]/g, escaped);
    return this.#style.escape === 'html' ? json.replace(/[<>&']/g, escaped) : json;
  }
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A TimeSpan's properties, in .NET's order. */
function spanMembers(ticks: bigint): readonly [string, Value][] {
  const part = (size: bigint, of: bigint) => Number((ticks / size) % of);
  const total = (size: number) => double(Number(ticks) / size);
  return [
    ['Ticks', ticks],
    ['Days', Number(ticks / 864_000_000_000n)],
    ['Hours', part(36_000_000_000n, 24n)],
    ['Milliseconds', part(10_000n, 1000n)],
    ['Microseconds', part(10n, 1000n)],
    ['Nanoseconds', Number(ticks % 10n) * 100],
    ['Minutes', part(600_000_000n, 60n)],
    ['Seconds', part(10_000_000n, 60n)],
    ['TotalDays', total(864_000_000_000)],
    ['TotalHours', total(36_000_000_000)],
    ['TotalMilliseconds', total(10_000)],
    ['TotalMicroseconds', total(10)],
    ['TotalNanoseconds', double(Number(ticks) * 100)],
    ['TotalMinutes', total(600_000_000)],
    ['TotalSeconds', total(10_000_000)],
  ];
}
