import { LiveDictionary, LiveInstance, LiveList, type LiveType, type Value } from '../run/value.ts';
import { dictionaryOf, toText } from '../values/convert.ts';
import { sameAs } from './array.ts';
import { defineType, type Native } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const entryName = 'System.Collections.DictionaryEntry';

class EntryState {
  readonly key: Value;
  readonly value: Value;

  constructor(key: Value, value: Value) {
    this.key = key;
    this.value = value;
  }

  toText(): string {
    return entryName;
  }
}

const entriesOf = (self: Value) => dictionaryOf(self) ?? [];

function duplicate(self: LiveDictionary, key: Value): TypeFailure {
  const name = toText(key);
  return new TypeFailure(
    self.typeName.includes('`')
      ? `An item with the same key has already been added. Key: ${name}`
      : `Item has already been added. Key in dictionary: '${name}'  Key being added: '${name}'`,
    'System.ArgumentException',
  );
}

function add(self: LiveDictionary, key: Value, value: Value): void {
  if (key === null) throw nullKey();
  if (self.has(key)) throw duplicate(self, key);
  self.set(key, value);
}

const nullKey = () => new TypeFailure("Key cannot be null. (Parameter 'key')", 'System.ArgumentNullException');

const has = (self: Value, key: Value) =>
  self instanceof LiveDictionary ? self.has(key) : entriesOf(self).some(([one]) => sameAs(one, key));

function enumerator(self: Value): LiveList {
  const items = entriesOf(self).map(([key, value]) => new LiveInstance(entryName, new EntryState(key, value)));
  return new LiveList(items, 'System.Collections.IDictionaryEnumerator', entryName);
}

const copyOf = (self: Value, typeName: string) => {
  const copy = new LiveDictionary(typeName);
  for (const [key, value] of entriesOf(self)) copy.set(key, value);
  return copy;
};

const nested = (typeName: string, what: string) =>
  typeName.includes('`') ? typeName.replace('[', `+${what}Collection[`) : `${typeName}+${what}Collection`;

function members(K: string, V: string): Record<string, Native> {
  return {
    'int Count {get;}': (self: Value) => entriesOf(self).length,
    'bool IsFixedSize {get;}': () => false,
    'bool IsReadOnly {get;}': () => false,
    'System.Collections.ICollection Keys {get;}': (self: LiveDictionary) =>
      new LiveList(
        entriesOf(self).map(([key]) => key),
        nested(self.typeName ?? 'System.Collections.Hashtable', 'Key'),
      ),
    'System.Collections.ICollection Values {get;}': (self: LiveDictionary) =>
      new LiveList(
        entriesOf(self).map(([, value]) => value),
        nested(self.typeName ?? 'System.Collections.Hashtable', 'Value'),
      ),
    [`void Add(${K} key, ${V} value)`]: add,
    'void Clear()': (self: LiveDictionary) => self.clear(),
    'System.Object Clone()': (self: LiveDictionary) => copyOf(self, self.typeName ?? 'System.Collections.Hashtable'),
    [`bool Contains(${K} key)`]: has,
    [`bool ContainsKey(${K} key)`]: has,
    [`bool ContainsValue(${V} value)`]: (self: Value, value: Value) =>
      entriesOf(self).some(([, one]) => sameAs(one, value)),
    'System.Collections.IDictionaryEnumerator GetEnumerator()': enumerator,
    [`${V} get_Item(${K} key)`]: (self: LiveDictionary, key: Value) => self.get(key) ?? null,
    [`void set_Item(${K} key, ${V} value)`]: (self: LiveDictionary, key: Value, value: Value) => self.set(key, value),
  };
}

const bases = ['System.Collections.IDictionary', 'System.Collections.ICollection', 'System.Collections.IEnumerable'];
const isNamed = (prefix: string) => (value: Value) =>
  value instanceof LiveDictionary && value.typeName.startsWith(prefix);
const empty = (type: LiveType) => new LiveDictionary(type.fullName);

type Entry = LiveInstance<EntryState>;

export const dictionaryTypes = [
  defineType({
    name: 'System.Collections.Hashtable',
    bases: [...bases, 'System.ICloneable'],
    summary: 'Values by their keys.',
    is: isNamed('System.Collections.Hashtable'),
    members: {
      ...members('System.Object', 'System.Object'),
      'void Remove(System.Object key)': (self: LiveDictionary, key: Value) => self.delete(key),
      'new()': empty,
      'new(int capacity)': empty,
      'new(System.Collections.IDictionary d)': (type: LiveType, from: Value) => copyOf(from, type.fullName),
    },
  }),
  defineType({
    name: 'System.Management.Automation.OrderedHashtable',
    bases: ['System.Collections.Hashtable', ...bases, 'System.ICloneable'],
    summary: 'What ConvertFrom-Json -AsHashtable makes: a hashtable that keeps its order.',
    is: isNamed('System.Management.Automation.OrderedHashtable'),
  }),
  defineType({
    name: 'System.Collections.Specialized.OrderedDictionary',
    bases,
    summary: 'Values by their keys, in the order they came.',
    is: isNamed('System.Collections.Specialized.OrderedDictionary'),
    members: {
      ...members('System.Object', 'System.Object'),
      'void Insert(int index, System.Object key, System.Object value)': (
        self: LiveDictionary,
        index: number,
        key: Value,
        value: Value,
      ) => {
        const entries = [...self.entries()];
        if (self.has(key)) throw duplicate(self, key);
        self.clear();
        for (const [at, [one, item]] of entries.entries()) {
          if (at === index) self.set(key, value);
          self.set(one, item);
        }
        self.set(key, value);
      },
      'void Remove(System.Object key)': (self: LiveDictionary, key: Value) => self.delete(key),
      'void RemoveAt(int index)': (self: LiveDictionary, index: number) => {
        const entry = [...self.entries()][index];
        if (!entry) {
          throw new TypeFailure(
            "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
            'System.ArgumentOutOfRangeException',
          );
        }
        self.delete(entry[0]);
      },
      'new()': empty,
    },
  }),
  ...['Dictionary', 'SortedDictionary'].map((name) =>
    defineType({
      name: `System.Collections.Generic.${name}\`2`,
      bases,
      summary: 'Values by their keys, of one type each.',
      is: isNamed(`System.Collections.Generic.${name}`),
      members: {
        ...members('TKey', 'TValue'),
        'bool Remove(TKey key)': (self: LiveDictionary, key: Value) => self.delete(key),
        'bool TryAdd(TKey key, TValue value)': (self: LiveDictionary, key: Value, value: Value) => {
          if (self.has(key)) return false;
          self.set(key, value);
          return true;
        },
        'bool TryGetValue(TKey key, System.Object& value)': (self: LiveDictionary, key: Value, target: Value) => {
          giveBack(target, self.get(key) ?? null);
          return self.has(key);
        },
        'new()': empty,
        'new(System.StringComparer comparer)': (type: LiveType, comparer: LiveInstance) =>
          new LiveDictionary(type.fullName, !/IgnoreCase/.test(String(comparer.state))),
      },
    }),
  ),
  defineType({
    name: entryName,
    bases: ['System.ValueType'],
    summary: 'A key with its value.',
    is: (value) => value instanceof LiveInstance && value.typeName === entryName,
    members: {
      'System.Object Key {get;}': ({ state }: Entry) => state.key,
      'System.Object Value {get;}': ({ state }: Entry) => state.value,
      'System.Object Name {get;}': ({ state }: Entry) => state.key,
    },
  }),
];
