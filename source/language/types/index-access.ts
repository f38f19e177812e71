import { PsChar, PsNumber, PsObject } from '../../objects/index.ts';
import { LiveArray, LiveDictionary, LiveInstance, LiveList, type Value } from '../run/value.ts';
import { equal } from '../values/compare.ts';
import { arrayItems, enumerated, toText, unwrapped } from '../values/convert.ts';
import { typeNameOf } from '../values/kinds.ts';
import { castToNumber } from '../values/to-number.ts';
import { argumentsOf, convert, tryConvert } from './convert.ts';
import { TypeFailure } from './type.ts';

const runtime = (message: string, id: string) =>
  new TypeFailure(message, 'System.Management.Automation.RuntimeException', id, 'InvalidOperation');
const nullIndex = () => runtime('Index operation failed; the array index evaluated to null.', 'NullArrayIndex');
const nullTarget = () => runtime('Cannot index into a null array.', 'NullArray');

/** `$target[index]`: lists and texts by position (negative from the end), dictionaries by key, several by a list. */
export function indexOf(target: Value, index: Value): Value {
  const value = unwrapped(target);
  if (value === null) throw nullTarget();
  const several = arrayItems(index);
  if (isDictionary(value)) {
    if (index === null) throw nullIndex();
    return several ? new LiveArray(several.map((key) => entry(value, key))) : entry(value, index);
  }
  if (index === null) throw nullIndex();
  const items = typeof value === 'string' ? undefined : enumerated(value);
  if (typeof value === 'object') {
    const keyed = byDeclaredIndex(value, index);
    if (keyed !== undefined) return keyed;
  }
  const length = typeof value === 'string' ? value.length : (items?.length ?? 1);
  const one = (position: number): Value =>
    typeof value === 'string' ? new PsChar(value.charCodeAt(position)) : items ? items[position]! : target;
  if (!several) {
    const position = positionOf(index, length);
    return position === undefined ? (items || typeof value === 'string' ? null : nothingFound) : one(position);
  }
  const found = several.flatMap((each) => {
    const position = positionOf(each, length);
    return position === undefined ? [] : [one(position)];
  });
  return new LiveArray(found);
}

/** A single value beyond its only place: no item at all. */
const nothingFound = new LiveArray([]);

const isDictionary = (value: Value) =>
  value instanceof LiveDictionary || (value instanceof PsObject && value.collection?.kind === 'dictionary');

function entry(dictionary: Value, key: Value): Value {
  const plain = unwrapped(key);
  if (dictionary instanceof LiveDictionary) {
    const found = dictionary.get(keyFor(dictionary, plain));
    if (found !== undefined) return found;
    if (isOrdered(dictionary) && isPosition(plain)) {
      const entries = [...dictionary.entries()];
      return entries.at(Number(castToNumber(plain, 'Int32')))?.[1] ?? null;
    }
    return null;
  }
  const { entries } = (dictionary as PsObject).collection as { entries: readonly (readonly [Value, Value])[] };
  return entries.find(([one]) => typeof one === typeof plain && equal(one, plain, false))?.[1] ?? null;
}

const isOrdered = ({ typeName }: LiveDictionary) => typeName === 'System.Collections.Specialized.OrderedDictionary';
const isPosition = (key: Value) => typeof key === 'number' || typeof key === 'bigint' || key instanceof PsNumber;

/** A typed dictionary takes keys that can be converted to its own. */
function keyFor(dictionary: LiveDictionary, key: Value): Value {
  const [type] = argumentsOf(dictionary.typeName);
  return type === undefined || type === 'System.Object' ? key : (tryConvert(key, type) ?? key);
}

/** Types with an indexer of their own: a Match's groups. */
function byDeclaredIndex(value: Value, index: Value): Value | undefined {
  const holder = value instanceof LiveInstance ? value.state : value;
  const own = (holder as { readonly index?: (key: Value) => Value | undefined } | null)?.index;
  return typeof own === 'function' ? own.call(holder, index) : undefined;
}

function positionOf(index: Value, length: number): number | undefined {
  const number = numberOf(index);
  if (number === undefined) return undefined;
  const position = number < 0 ? length + number : number;
  return position >= 0 && position < length ? position : undefined;
}

/** What is no number is no place: nothing is found there. */
function numberOf(index: Value): number | undefined {
  if (typeof index === 'number') return index;
  return tryConvert(index, 'System.Int32') as number | undefined;
}

/** `$target[index] = value` */
export function setIndexOf(target: Value, index: Value, value: Value): void {
  const plain = unwrapped(target);
  if (plain === null) throw nullTarget();
  if (index === null) throw nullIndex();
  if (plain instanceof LiveDictionary) {
    setEntry(plain, unwrapped(index), value);
    return;
  }
  if (plain instanceof LiveArray || plain instanceof LiveList) {
    const several = arrayItems(index);
    if (several) {
      throw runtime(
        `Array assignment to [${several.map(toText).join(',')}] failed because assignment to slices is not supported.`,
        'ArraySliceAssignmentFailed',
      );
    }
    const position = castToNumber(index, 'Int32') as number;
    const at = position < 0 ? plain.items.length + position : position;
    if (at < 0 || at >= plain.items.length) throw outOfRange(plain);
    plain.items[at] = plain.elementType === 'System.Object' ? value : convert(value, plain.elementType);
    return;
  }
  if (plain instanceof Uint8Array) {
    plain[castToNumber(index, 'Int32') as number] = Number((castToNumber(value, 'Byte') as PsNumber).value);
    return;
  }
  throw runtime(`Unable to index into an object of type "${typeNameOf(plain)}".`, 'CannotIndex');
}

function setEntry(dictionary: LiveDictionary, key: Value, value: Value): void {
  const [keyType = 'System.Object', valueType = 'System.Object'] = argumentsOf(dictionary.typeName);
  const converted = convert(value, valueType);
  if (isOrdered(dictionary) && isPosition(key) && !dictionary.has(key)) {
    const entries = [...dictionary.entries()];
    const found = entries.at(Number(castToNumber(key, 'Int32')));
    if (!found) throw outOfRange(dictionary);
    dictionary.set(found[0], converted);
    return;
  }
  dictionary.set(convert(key, keyType), converted);
}

const outOfRange = (target: Value) =>
  target instanceof LiveArray
    ? new TypeFailure('Index was outside the bounds of the array.', 'System.IndexOutOfRangeException')
    : new TypeFailure(
        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        'System.ArgumentOutOfRangeException',
      );
