import { mergedNames, placeOf } from './names.ts';

/**
 * PowerShell's values as CLIXML carries them (MS-PSRP 2.2.5). One model for everything: what the wire gives, what the
 * REPL's language computes with, what the formatter prints and what the exporters write.
 *
 * | PowerShell          | here                                    |
 * |---------------------|-----------------------------------------|
 * | null                | `null`                                  |
 * | String              | `string`                                |
 * | Boolean             | `boolean`                               |
 * | Int32               | `number` (always an integer)            |
 * | Int64               | `bigint`                                |
 * | other number types  | `PsNumber`, its type kept               |
 * | Decimal             | `PsDecimal`, its digits kept            |
 * | byte[]              | `Uint8Array`                            |
 * | everything else     | the classes below; objects are PsObject |
 */
export type PsValue =
  | null
  | string
  | boolean
  | number
  | bigint
  | PsNumber
  | PsDecimal
  | PsChar
  | PsDateTime
  | PsTimeSpan
  | PsText
  | PsSecureString
  | Uint8Array
  | PsObject;

/** The number types that are neither Int32 (`number`) nor Int64 (`bigint`) nor Decimal. */
export type PsNumberType = 'SByte' | 'Byte' | 'Int16' | 'UInt16' | 'UInt32' | 'UInt64' | 'Single' | 'Double';

/** A number that has to keep its type to survive a round trip; UInt64 holds a bigint, the rest a number. */
export class PsNumber {
  readonly type: PsNumberType;
  readonly value: number | bigint;
  constructor(type: PsNumberType, value: number | bigint) {
    this.type = type;
    this.value = value;
  }
}

/** System.Decimal: up to 29 digits, more than a JavaScript number holds, so the digits are the value. */
export class PsDecimal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** System.Char: one UTF-16 code unit. */
export class PsChar {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

/** System.DateTime in its round-trip form: seven digits of a second and an offset, `Z` or nothing behind them. */
export class PsDateTime {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** Milliseconds since 1970 UTC; a text without an offset is read as UTC. NaN where the text is no date. */
  get milliseconds(): number {
    const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(this.text);
    if (!match) return Number.NaN;
    return Date.parse(`${match[1]}${(match[2] ?? '').slice(0, 4)}${match[3] ?? 'Z'}`);
  }
}

/** System.TimeSpan as an XML duration, for instance `PT9.0269026S` or `-P1DT2H`. */
export class PsTimeSpan {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** Length in ticks of 100 ns; undefined where the text is no duration. */
  get ticks(): bigint | undefined {
    const match = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7})\d*)?S)?)?$/.exec(this.text);
    if (!match) return undefined;
    const [, sign, days, hours, minutes, seconds, fraction] = match;
    const whole =
      BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3_600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
    const ticks = whole * 10_000_000n + BigInt((fraction ?? '').padEnd(7, '0'));
    return sign ? -ticks : ticks;
  }
  /** From ticks of 100 ns, written as .NET's XmlConvert writes it. */
  static fromTicks(ticks: bigint): PsTimeSpan {
    if (ticks === 0n) return new PsTimeSpan('PT0S');
    const absolute = ticks < 0n ? -ticks : ticks;
    const part = (size: bigint, of: bigint, letter: string) =>
      ((n) => (n ? `${n}${letter}` : ''))((absolute / size) % of);
    const seconds = (absolute / 10_000_000n) % 60n;
    const fraction = `${absolute % 10_000_000n}`.padStart(7, '0').replace(/0+$/, '');
    const time =
      part(36_000_000_000n, 24n, 'H') +
      part(600_000_000n, 60n, 'M') +
      (seconds || fraction ? `${seconds}${fraction ? `.${fraction}` : ''}S` : '');
    const days = absolute / 864_000_000_000n;
    return new PsTimeSpan(`${ticks < 0n ? '-' : ''}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`);
  }
}

/** The types whose value is a text with a type of its own. */
export type PsTextType = 'Guid' | 'Uri' | 'Version' | 'Xml' | 'ScriptBlock';

export class PsText {
  readonly type: PsTextType;
  readonly text: string;
  constructor(type: PsTextType, text: string) {
    this.type = type;
    this.text = text;
  }
}

/** A SecureString as it travels: encrypted under the pool's session key. Never the clear text. */
export class PsSecureString {
  readonly encrypted: Uint8Array;
  constructor(encrypted: Uint8Array) {
    this.encrypted = encrypted;
  }
}

/** What a collection object holds: `IEnumerable` is LST's sibling IE of CLIXML. */
export type PsCollection =
  | { readonly kind: 'list' | 'stack' | 'queue' | 'enumerable'; readonly items: readonly PsValue[] }
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [PsValue, PsValue])[] };

/** Ordered, names as the server spelled them. */
export interface PsProperties {
  readonly names: readonly string[];
  readonly values: readonly PsValue[];
}

export const noProperties: PsProperties = { names: [], values: [] };

/**
 * An object with type names and properties (MS-PSRP 2.2.5.2). `base` is the primitive that an extended primitive or
 * an enum wraps; `collection` what a list or dictionary holds. Both may come with properties of their own.
 */
export class PsObject {
  /** Most derived first, without duplicates; "Deserialized." prefixes are kept as they came. */
  readonly typeNames: readonly string[];
  /** What ToString() gave on the other side; undefined where it was not sent. */
  readonly text: string | undefined;
  readonly adapted: PsProperties;
  readonly extended: PsProperties;
  readonly base: PsValue | undefined;
  readonly collection: PsCollection | undefined;

  constructor(parts: {
    typeNames?: readonly string[];
    text?: string | undefined;
    adapted?: PsProperties;
    extended?: PsProperties;
    base?: PsValue | undefined;
    collection?: PsCollection | undefined;
  }) {
    this.typeNames = parts.typeNames ?? [];
    this.text = parts.text;
    this.adapted = parts.adapted ?? noProperties;
    this.extended = parts.extended ?? noProperties;
    this.base = parts.base;
    this.collection = parts.collection;
  }

  /** The property of that name, any case; extended ones win over adapted ones, as in PowerShell. */
  get(name: string): PsValue | undefined {
    const found = find(this.extended, name);
    return found === undefined ? find(this.adapted, name) : found;
  }

  /**
   * Names of all properties in the order they are shown: adapted, then extended that do not repeat one. Member sets are
   * none of them.
   */
  get propertyNames(): readonly string[] {
    const extended = withoutMemberSets(this.extended).names;
    if (extended.length === 0) return this.adapted.names;
    if (this.adapted.names.length === 0) return extended;
    return mergedNames(this.adapted.names, extended).names;
  }
}

/** A member set is an extended property whose value is an object of this type: PSStandardMembers, for instance. */
export const memberSetTypeName = 'System.Management.Automation.PSMemberSet';

/** Whether a property's value is a member set: PowerShell shows none as a property. */
export function isMemberSet(value: PsValue | undefined): value is PsObject {
  return value instanceof PsObject && value.typeNames[0] === memberSetTypeName;
}

/** The properties without member sets, which are the properties themselves where there are none. */
export function withoutMemberSets(properties: PsProperties): PsProperties {
  const { names, values } = properties;
  if (!values.some(isMemberSet)) return properties;
  const isShown = (_: unknown, index: number) => !isMemberSet(values[index]);
  return { names: names.filter(isShown), values: values.filter(isShown) };
}

function find({ names, values }: PsProperties, name: string): PsValue | undefined {
  const index = placeOf(names, name);
  return index < 0 ? undefined : values[index];
}
