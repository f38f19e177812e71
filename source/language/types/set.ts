import { LiveArray, LiveList, type LiveType, type Value, valueStateOf } from '../run/value.ts';
import { enumerated } from '../values/convert.ts';
import { typeNameOf } from '../values/kinds.ts';
import { enumeratorOf, placeOf, sortItems } from './array.ts';
import { defineType, type Native } from './define.ts';
import { TypeFailure } from './type.ts';

/*
 * Sets, queues and stacks are lists with other ways in and out. A set finds its items by an index of their keys, so that a
 * thousand times Contains on a thousand items is not a million looks.
 */

const keysOf = new WeakMap<LiveList, { readonly keys: Set<unknown>; length: number }>();

/** Equal items have equal keys. A set with a comparer that ignores case has its keys in lower case. */
function keyOf(self: LiveList, value: Value): unknown {
  if (typeof value === 'string') return ignoresCase.has(self) ? value.toLowerCase() : value;
  const state = valueStateOf(value);
  if (state) return `\0${typeNameOf(value)}:${state.key}`;
  if (typeof value === 'object' && value !== null && 'text' in value && 'type' in value)
    return `\0${value.type}:${value.text}`;
  return value;
}

const ignoresCase = new WeakSet<LiveList>();

function indexOf(self: LiveList): Set<unknown> {
  const known = keysOf.get(self);
  if (known?.length === self.items.length) return known.keys;
  const keys = new Set(self.items.map((item) => keyOf(self, item)));
  keysOf.set(self, { keys, length: self.items.length });
  return keys;
}

function add(self: LiveList, item: Value): boolean {
  const keys = indexOf(self);
  const key = keyOf(self, item);
  if (keys.has(key)) return false;
  keys.add(key);
  self.items.push(item);
  keysOf.get(self)!.length++;
  return true;
}

function keep(self: LiveList, test: (item: Value) => boolean): void {
  const left = self.items.filter(test);
  self.items.splice(0, self.items.length, ...left);
  keysOf.delete(self);
}

const others = (self: LiveList, value: Value) => new Set(itemsOf(value).map((item) => keyOf(self, item)));

function made(type: LiveType, items: readonly Value[], comparer: Value = null): LiveList {
  const element = /`1\[(.*)\]$/.exec(type.fullName)?.[1] ?? 'System.Object';
  const set = new LiveList([], type.fullName, element);
  if (comparer !== null && /IgnoreCase/i.test(String((comparer as { state?: unknown }).state ?? comparer)))
    ignoresCase.add(set);
  for (const item of items) add(set, item);
  return set;
}

const bases = ['System.Collections.ICollection', 'System.Collections.IEnumerable'];
const isNamed = (prefix: string) => (value: Value) => value instanceof LiveList && value.typeName.startsWith(prefix);
const itemsOf = (value: Value): readonly Value[] => (Array.isArray(value) ? value : (enumerated(value) ?? [value]));

const setMembers = (isSorted: boolean): Record<string, Native> => ({
  'int Count {get;}': (self: LiveList) => self.items.length,
  'bool Add(T item)': (self: LiveList, item: Value) => {
    const isNew = add(self, item);
    if (isNew && isSorted) sortItems(self.items);
    return isNew;
  },
  'void Clear()': (self: LiveList) => keep(self, () => false),
  'bool Contains(T item)': (self: LiveList, item: Value) => indexOf(self).has(keyOf(self, item)),
  'bool Remove(T item)': (self: LiveList, item: Value) => {
    const key = keyOf(self, item);
    if (!indexOf(self).has(key)) return false;
    keep(self, (one) => keyOf(self, one) !== key);
    return true;
  },
  'void UnionWith(T[] other)': (self: LiveList, other: Value) => {
    for (const item of itemsOf(other)) add(self, item);
    if (isSorted) sortItems(self.items);
  },
  'void ExceptWith(T[] other)': (self: LiveList, other: Value) => {
    const keys = others(self, other);
    keep(self, (item) => !keys.has(keyOf(self, item)));
  },
  'void IntersectWith(T[] other)': (self: LiveList, other: Value) => {
    const keys = others(self, other);
    keep(self, (item) => keys.has(keyOf(self, item)));
  },
  'bool IsSubsetOf(T[] other)': (self: LiveList, other: Value) => {
    const keys = others(self, other);
    return self.items.every((item) => keys.has(keyOf(self, item)));
  },
  'bool IsSupersetOf(T[] other)': (self: LiveList, other: Value) =>
    itemsOf(other).every((item) => indexOf(self).has(keyOf(self, item))),
  'bool Overlaps(T[] other)': (self: LiveList, other: Value) =>
    itemsOf(other).some((item) => indexOf(self).has(keyOf(self, item))),
  'bool SetEquals(T[] other)': (self: LiveList, other: Value) => {
    const keys = others(self, other);
    return keys.size === self.items.length && self.items.every((item) => keys.has(keyOf(self, item)));
  },
  'System.Collections.IEnumerator GetEnumerator()': (self: LiveList) => enumeratorOf(self.items),
  'new()': (type: LiveType) => made(type, []),
  'new(T[] collection)': (type: LiveType, items: Value) => made(type, itemsOf(items)),
  'new(System.StringComparer comparer)': (type: LiveType, comparer: Value) => made(type, [], comparer),
  'new(T[] collection, System.StringComparer comparer)': (type: LiveType, items: Value, comparer: Value) =>
    made(type, itemsOf(items), comparer),
});

const nothingIn = (what: string) => new TypeFailure(`${what} empty.`, 'System.InvalidOperationException');

const queueMembers = (isStack: boolean, T: string): Record<string, Native> => {
  const take = (self: LiveList) => {
    if (self.items.length === 0) throw nothingIn(isStack ? 'Stack' : 'Queue');
    return self.items.shift();
  };
  return {
    'int Count {get;}': (self: LiveList) => self.items.length,
    'void Clear()': (self: LiveList) => self.items.splice(0),
    [`bool Contains(${T} item)`]: (self: LiveList, item: Value) => placeOf(self.items, item) >= 0,
    [`${T} Peek()`]: (self: LiveList) => {
      if (self.items.length === 0) throw nothingIn(isStack ? 'Stack' : 'Queue');
      return self.items[0];
    },
    [`void ${isStack ? 'Push' : 'Enqueue'}(${T} item)`]: (self: LiveList, item: Value) =>
      isStack ? self.items.unshift(item) : self.items.push(item),
    [`${T} ${isStack ? 'Pop' : 'Dequeue'}()`]: take,
    [`${T}[] ToArray()`]: (self: LiveList) => new LiveArray([...self.items], self.elementType),
    'System.Collections.IEnumerator GetEnumerator()': (self: LiveList) => enumeratorOf(self.items),
    'new()': (type: LiveType) => new LiveList([], type.fullName, /\[(.*)\]$/.exec(type.fullName)?.[1]),
    [`new(${T}[] collection)`]: (type: LiveType, items: Value) =>
      new LiveList(
        isStack ? [...itemsOf(items)].reverse() : [...itemsOf(items)],
        type.fullName,
        /\[(.*)\]$/.exec(type.fullName)?.[1],
      ),
  };
};

const define = (name: string, summary: string, members: Record<string, Native>) =>
  defineType({ name, bases, summary, is: isNamed(name), members });

export const setTypes = [
  define('System.Collections.Generic.HashSet`1', 'Items, each once.', setMembers(false)),
  define('System.Collections.Generic.SortedSet`1', 'Items in their order, each once.', setMembers(true)),
  define('System.Collections.Generic.Queue`1', 'Items that leave as they came.', queueMembers(false, 'T')),
  define('System.Collections.Queue', 'Items that leave as they came.', queueMembers(false, 'System.Object')),
  define('System.Collections.Generic.Stack`1', 'Items of which the last leaves first.', queueMembers(true, 'T')),
  define('System.Collections.Stack', 'Items of which the last leaves first.', queueMembers(true, 'System.Object')),
];
