// Longer than other files for a reason: values hold one another, and files must not.
import type { ViewRequest } from '../../domain/index.ts';
import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../../objects/index.ts';

/**
 * What the language computes with: the wire's values, which never change, and live ones, which belong to a session and do.
 * `toWire` and `fromWire` are the only borders between the two.
 */
export type Value = PsValue | Live;

/** A value that only this side has: mutable, or with a behaviour. `typeName` is .NET's full name. */
export abstract class Live {
  abstract readonly typeName: string;
}

/** `object[]`, or of another element type: its items can be replaced, their number cannot. */
export class LiveArray extends Live {
  readonly items: Value[];
  /** .NET's full name of the element type. */
  readonly elementType: string;

  constructor(items: Value[], elementType = 'System.Object') {
    super();
    this.items = items;
    this.elementType = elementType;
  }

  get typeName(): string {
    return `${this.elementType}[]`;
  }
}

/** ArrayList, `List[T]`, and what else grows. */
export class LiveList extends Live {
  readonly items: Value[];
  readonly typeName: string;
  readonly elementType: string;

  constructor(items: Value[], typeName = 'System.Collections.ArrayList', elementType = 'System.Object') {
    super();
    this.items = items;
    this.typeName = typeName;
    this.elementType = elementType;
  }
}

/**
 * Hashtable, `[ordered]`, `Dictionary[K,V]`. Insertion order is kept in all of them. Text keys match in any case, but in
 * .NET's own dictionaries.
 */
export class LiveDictionary extends Live {
  readonly typeName: string;
  readonly #isCaseSensitive: boolean;
  readonly #entries = new Map<unknown, { readonly key: Value; value: Value }>();

  constructor(
    typeName = 'System.Collections.Hashtable',
    isCaseSensitive = typeName.startsWith('System.Collections.Generic.'),
  ) {
    super();
    this.typeName = typeName;
    this.#isCaseSensitive = isCaseSensitive;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: Value): boolean {
    return this.#entries.has(placeOf(key, this.#isCaseSensitive));
  }

  get(key: Value): Value | undefined {
    return this.#entries.get(placeOf(key, this.#isCaseSensitive))?.value;
  }

  set(key: Value, value: Value): void {
    const place = placeOf(key, this.#isCaseSensitive);
    const entry = this.#entries.get(place);
    if (entry) entry.value = value;
    else this.#entries.set(place, { key, value });
  }

  delete(key: Value): boolean {
    return this.#entries.delete(placeOf(key, this.#isCaseSensitive));
  }

  clear(): void {
    this.#entries.clear();
  }

  *entries(): IterableIterator<readonly [Value, Value]> {
    for (const { key, value } of this.#entries.values()) yield [key, value];
  }
}

/** Equal keys have equal places. Numbers of different types are different keys, as in .NET. */
function placeOf(key: Value, isCaseSensitive: boolean): unknown {
  if (typeof key === 'string') return isCaseSensitive ? `s${key}` : `s${key.toLowerCase()}`;
  if (typeof key !== 'object' || key === null) return key;
  if (key instanceof LiveObject && key.base !== undefined) return placeOf(key.base, isCaseSensitive);
  if (key instanceof PsChar) return `c${key.code}`;
  if (key instanceof PsNumber || key instanceof PsText)
    return `t${key.type}:${key instanceof PsNumber ? key.value : key.text}`;
  if (key instanceof PsDecimal || key instanceof PsDateTime || key instanceof PsTimeSpan)
    return `${key.constructor.name}:${key.text}`;
  if (key instanceof LiveType) return `type:${key.fullName}`;
  const instance = valueStateOf(key);
  if (instance) return `i${(key as LiveInstance).typeName}:${instance.key}`;
  const isEnum = key instanceof PsObject && key.base !== undefined;
  return isEnum ? `e${key.typeNames[0]}:${String(key.base)}` : key;
}

/**
 * `[pscustomobject]`, Select-Object's and New-Object's objects, and any value that Add-Member gave members of its own: then
 * `base` is that value.
 */
export class LiveObject extends Live {
  readonly typeNames: string[];
  readonly base: Value | undefined;
  /** By lower-case name, in the order they were added. */
  readonly properties = new Map<string, { name: string; value: Value }>();
  /** What ToString() gives, where that is not made of the properties: an error record's is its message. */
  text: string | undefined;
  /** Script methods and script properties, by lower-case name. */
  readonly scripts = new Map<string, { name: string; kind: 'method' | 'property'; script: Live; setter?: Live }>();

  constructor(entries: Iterable<readonly [string, Value]> = [], typeNames = customObjectTypeNames, base?: Value) {
    super();
    this.typeNames = [...typeNames];
    this.base = base;
    for (const [name, value] of entries) this.properties.set(name.toLowerCase(), { name, value });
  }

  get typeName(): string {
    return this.typeNames[0] ?? 'System.Object';
  }
}

export const customObjectTypeNames: readonly string[] = [
  'System.Management.Automation.PSCustomObject',
  'System.Object',
];

/** `[pscustomobject]@{ … }`: what is named PSTypeName is the first name of its type, and no property. */
export function customObject(entries: Iterable<readonly [string, Value]>): LiveObject {
  const made = new LiveObject(entries);
  const name = made.properties.get('pstypename')?.value;
  if (typeof name === 'string' && name !== '') {
    made.properties.delete('pstypename');
    made.typeNames.unshift(name);
  }
  return made;
}

/** An object of a declared type whose state is that type's own business: StringBuilder, Regex, Match, Stopwatch, Random. */
export class LiveInstance<State = unknown> extends Live {
  readonly typeName: string;
  state: State;

  constructor(typeName: string, state: State) {
    super();
    this.typeName = typeName;
    this.state = state;
  }
}

/** What an instance's state answers where its properties are not those of its type alone, but come before these. */
export interface Adapted {
  /** In their order. */
  names(): readonly string[];
  /** By its name in lower case; undefined where there is none. */
  get(lower: string): Value | undefined;
  /** False where there is none of that name. TypeFailure where it cannot be set so. */
  set(lower: string, value: Value): boolean;
  isSettable(lower: string): boolean;
  /** What a table's cell shows of it. */
  toShown(): string;
  /** What crosses the wire as XML; undefined where it goes as an object. */
  toXml?(): string | undefined;
}

/** Undefined where the type alone has properties. */
export function adaptedOf(value: Value): Adapted | undefined {
  const state = value instanceof LiveInstance ? (value.state as Partial<Adapted> | null) : undefined;
  return typeof state?.toShown === 'function' ? (state as Adapted) : undefined;
}

/** What an instance's state answers where the instance is a value: it is shown, compared and kept as a key by these. */
export interface ValueState {
  toText(): string;
  /** The same for equal values of the type, and for no others. */
  readonly key: string;
  /** Where it stands among values of its type; none where these have no order. */
  readonly rank?: bigint;
  /**
   * What it is compared with, as a value of its type. Undefined, or TypeFailure, where it cannot be; none
   * where a cast does it.
   */
  readonly like?: (value: Value) => Value | undefined;
}

/** Undefined where the state is no value. */
export function valueStateOf(value: Value): ValueState | undefined {
  const state = value instanceof LiveInstance ? (value.state as Partial<ValueState> | null) : undefined;
  return typeof state?.key === 'string' ? (state as ValueState) : undefined;
}

/** `[int]` as a value. `fullName` is .NET's, with type arguments and ranks: `System.String[]`. */
export class LiveType extends Live {
  readonly typeName = 'System.RuntimeType';
  readonly fullName: string;

  constructor(fullName: string) {
    super();
    this.fullName = fullName;
  }
}

/** A script block: its text, and what the interpreter needs to run it, which is nobody else's business. */
export class ScriptBlock<Code = unknown> extends Live {
  readonly typeName = 'System.Management.Automation.ScriptBlock';
  /** What stands between the braces. */
  readonly text: string;
  readonly code: Code;

  constructor(text: string, code: Code) {
    super();
    this.text = text;
    this.code = code;
  }
}

/**
 * What Format-Table and its like put out: an object with how it is to be laid out. Calculated columns are properties of
 * `value` already. Whoever shows it, or writes it as text, lays it out.
 */
export class Formatted extends Live {
  readonly typeName = 'Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData';
  readonly value: Value;
  readonly view: ViewRequest;
  /** The same for all that one command laid out: what another one did begins anew. */
  readonly run: object;

  constructor(value: Value, view: ViewRequest, run: object = view) {
    super();
    this.value = value;
    this.view = view;
    this.run = run;
  }
}

/**
 * Members that were added to an object of the wire, or set on it, since it came. They go wherever the object goes; `toWire`
 * merges them.
 */
export const overlays = new WeakMap<PsObject, LiveObject>();

/** Nothing: what a command that gives no output is worth. Becomes null in a variable and no item in a pipeline. */
export const nothing: unique symbol = Symbol('AutomationNull');
export type Nothing = typeof nothing;

/** What an expression is worth where nothing is something else than null: at the head of a pipeline, in an assignment. */
export type Worth = Value | Nothing;

export const withoutNothing = (worth: Worth): Value => (worth === nothing ? null : worth);
