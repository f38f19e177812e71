import { PsChar, PsObject, type PsValue } from '../../objects/index.ts';
import { equal } from './compare.ts';
import { arrayOf, isEnum, listOf, toText, unwrapped } from './convert.ts';
import { ValueError } from './errors.ts';
import { asDouble, toNumeric } from './numbers.ts';

/** A property that the value itself has; undefined where it has none of that name. */
export function ownProperty(value: PsValue, name: string): PsValue | undefined {
  const lower = name.toLowerCase();
  if (value instanceof PsObject) {
    const found = value.get(name);
    if (found !== undefined) return found;
    const collection = value.collection;
    if (collection?.kind === 'dictionary') return dictionaryProperty(collection.entries, lower);
    if (collection && (lower === 'count' || lower === 'length')) return collection.items.length;
    if (isEnum(value)) return lower === 'value__' ? (value.base ?? null) : undefined;
    return value.base === undefined ? undefined : ownProperty(value.base, name);
  }
  if (lower !== 'length') return undefined;
  if (typeof value === 'string') return value.length;
  return value instanceof Uint8Array ? value.length : undefined;
}

function dictionaryProperty(entries: readonly (readonly [PsValue, PsValue])[], lower: string): PsValue | undefined {
  const entry = entries.find(([key]) => typeof key === 'string' && key.toLowerCase() === lower);
  if (entry) return entry[1];
  if (lower === 'count') return entries.length;
  if (lower === 'keys') return arrayOf(entries.map(([key]) => key));
  return lower === 'values' ? arrayOf(entries.map(([, item]) => item)) : undefined;
}

/** `$value.Name`: of a list without such a property, the property of each item; null where there is none. */
export function member(value: PsValue, name: string): PsValue {
  const own = ownProperty(value, name);
  if (own !== undefined) return own;
  const items = listOf(value);
  if (items) {
    const found = items.flatMap((item) => {
      const inner = listOf(item) ? member(item, name) : (ownProperty(item, name) ?? null);
      return listOf(inner) ?? [inner];
    });
    const [only = null] = found;
    return found.length > 1 ? arrayOf(found) : only;
  }
  if (!/^(?:count|length)$/i.test(name)) return null;
  return value === null ? 0 : 1;
}

/** `$value[index]`: lists and texts by position (negative from the end), dictionaries by key, several by a list. */
export function at(target: PsValue, index: PsValue): PsValue {
  const value = unwrapped(target);
  if (value === null) {
    throw new ValueError('Null cannot be indexed.', 'Look at what the variable holds first.');
  }
  if (value instanceof PsObject && value.collection?.kind === 'dictionary') {
    const { entries } = value.collection;
    return entries.find(([key]) => sameKey(key, index))?.[1] ?? null;
  }
  const several = listOf(index);
  if (several) return arrayOf(several.map((one) => at(value, one)));
  const position = toNumeric(index);
  if (position === undefined) throw new ValueError(`'${toText(index)}' is no position in a list.`, 'Write a number.');
  const whole = roundHalfEven(asDouble(position));
  if (typeof value === 'string') {
    const code = value.charCodeAt(whole < 0 ? value.length + whole : whole);
    return Number.isNaN(code) ? null : new PsChar(code);
  }
  const items = listOf(value) ?? (value instanceof Uint8Array ? [...value] : [value]);
  return items.at(whole) ?? null;
}

/** Keys are compared by type as well: 1 and '1' are two keys. */
const sameKey = (key: PsValue, index: PsValue) =>
  (typeof key === 'string') === (typeof index === 'string') && equal(key, index, false);

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
