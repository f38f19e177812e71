import { PsDecimal, PsNumber, PsObject, PsText, type PsValue } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';

/**
 * Reads the named properties of a message's object. A property that is missing or of another type is an error that
 * names message and property; the `optional…` forms give undefined for a missing one or a null.
 */
export class Fields {
  private readonly object: PsObject;
  private readonly what: string;

  constructor(value: PsValue | undefined, what: string) {
    if (!(value instanceof PsObject)) throw new PsrpError('content', `${what} carries no object.`);
    this.object = value;
    this.what = what;
  }

  has(name: string): boolean {
    return this.object.get(name) !== undefined;
  }

  /** Null where the property is missing. */
  value(name: string): PsValue {
    return this.object.get(name) ?? null;
  }

  string(name: string): string {
    return this.required(name, this.optionalString(name));
  }

  optionalString(name: string): string | undefined {
    const value = this.value(name);
    return value === null ? undefined : this.typed(name, textOf(value), 'a text');
  }

  integer(name: string): number {
    return this.required(name, this.optionalInteger(name));
  }

  /** Accepts an enum's object as well and gives its number. */
  optionalInteger(name: string): number | undefined {
    const value = this.value(name);
    return value === null ? undefined : this.typed(name, integerOf(value), 'an integer');
  }

  long(name: string): bigint {
    return this.required(name, longOf(this.value(name)));
  }

  boolean(name: string): boolean {
    return this.required(name, this.optionalBoolean(name));
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = unwrap(this.value(name));
    return value === null ? undefined : this.typed(name, typeof value === 'boolean' ? value : undefined, 'a boolean');
  }

  optionalObject(name: string): PsObject | undefined {
    const value = this.value(name);
    return value === null ? undefined : this.typed(name, value instanceof PsObject ? value : undefined, 'an object');
  }

  /** Items of a list; none where the property is missing or null. */
  list(name: string): readonly PsValue[] {
    const value = this.value(name);
    return value === null ? [] : this.typed(name, listOf(value), 'a list');
  }

  private typed<T>(name: string, value: T | undefined, kind: string): T {
    if (value === undefined) throw new PsrpError('content', `${this.what}: ${name} is not ${kind}.`);
    return value;
  }

  private required<T>(name: string, value: T | undefined): T {
    if (value === undefined) throw new PsrpError('content', `${this.what} has no ${name} of the right type.`);
    return value;
  }
}

/** The primitive inside an extended primitive; other values as they are. */
export function unwrap(value: PsValue): PsValue {
  return value instanceof PsObject && value.base !== undefined ? value.base : value;
}

/** The text of a string, a Guid, Version, Uri …, or an object's ToString; undefined for the rest. */
export function textOf(value: PsValue): string | undefined {
  const inner = unwrap(value);
  if (typeof inner === 'string') return inner;
  if (inner instanceof PsText) return inner.text;
  return inner instanceof PsObject ? inner.text : undefined;
}

/** An integer of any size that a JavaScript number holds, an enum's included. */
export function integerOf(value: PsValue): number | undefined {
  const inner = unwrap(value);
  const number =
    inner instanceof PsNumber || typeof inner === 'bigint'
      ? Number(inner instanceof PsNumber ? inner.value : inner)
      : inner;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** An integer of any size. */
export function longOf(value: PsValue): bigint | undefined {
  const inner = unwrap(value);
  if (typeof inner === 'bigint') return inner;
  const number = integerOf(inner);
  return number === undefined ? undefined : BigInt(number);
}

export function listOf(value: PsValue): readonly PsValue[] | undefined {
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary')
    return value.collection.items;
  return undefined;
}

/** A primitive or object as one line of text, for messages whose payload is a text in some type's clothes. */
export function displayText(value: PsValue): string {
  const inner = unwrap(value);
  if (inner === null) return '';
  if (inner instanceof PsNumber) return String(inner.value);
  if (inner instanceof PsDecimal) return inner.text;
  if (typeof inner === 'boolean') return inner ? 'True' : 'False';
  return textOf(inner) ?? (typeof inner === 'object' ? '' : String(inner));
}
