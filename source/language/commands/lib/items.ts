import { PsNumber, PsObject } from '../../../objects/index.ts';
import { customObjectTypeNames, LiveArray, LiveDictionary, LiveList, LiveObject, type Value } from '../../run/value.ts';

/** The items of an argument that takes several: a list's, or the value alone. */
export function several(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  if (value instanceof LiveArray || value instanceof LiveList) return value.items;
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary')
    return value.collection.items;
  return [value];
}

/** The entries of a hashtable of either side; undefined for what is none. */
export function entriesOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value instanceof LiveDictionary) return [...value.entries()];
  if (value instanceof LiveObject && value.base !== undefined) return entriesOf(value.base);
  if (value instanceof PsObject && value.collection?.kind === 'dictionary') return value.collection.entries;
  return undefined;
}

export const isDictionary = (value: Value): boolean => entriesOf(value) !== undefined;

export const double = (value: number): PsNumber => new PsNumber('Double', value);

/** An object with properties, of type names of its own where it has some. */
export function record(
  entries: Iterable<readonly [string, Value]>,
  typeNames: readonly string[] = customObjectTypeNames,
  text?: string,
): LiveObject {
  const made = new LiveObject(entries, typeNames);
  made.text = text ?? (typeNames === customObjectTypeNames ? undefined : typeNames[0]);
  return made;
}

/** The value itself, without members that were added to it. */
export function bare(value: Value): Value {
  return value instanceof LiveObject && value.base !== undefined ? bare(value.base) : value;
}
