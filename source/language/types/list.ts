import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveArray, LiveList, type LiveType, type ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { enumerated } from '../values/convert.ts';
import { castToNumber } from '../values/to-number.ts';
import { enumeratorOf, filtered, placeOf, sameAs, sortItems } from './array.ts';
import { defineType, type Native } from './define.ts';
import { TypeFailure } from './type.ts';

const outOfRange = (parameter = 'index') =>
  new TypeFailure(
    `Index was out of range. Must be non-negative and less than the size of the collection. (Parameter '${parameter}')`,
    'System.ArgumentOutOfRangeException',
  );

function within(self: LiveList, index: number, isEndAllowed = false): number {
  if (index < 0 || index > self.items.length - (isEndAllowed ? 0 : 1)) throw outOfRange();
  return index;
}

function part(self: LiveList, index: number, count: number): void {
  if (index < 0 || count < 0) throw outOfRange(index < 0 ? 'index' : 'count');
  if (index + count > self.items.length)
    throw new TypeFailure(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
      'System.ArgumentException',
    );
}

const itemsOf = (value: Value): readonly Value[] => (Array.isArray(value) ? value : (enumerated(value) ?? [value]));

/** What ArrayList and `List[T]` share; items are of the list's own type. */
const shared = (T: string): Record<string, Native> => ({
  'int Capacity {get;}': (self: LiveList) => Math.max(4, 2 ** Math.ceil(Math.log2(Math.max(1, self.items.length)))),
  'int Count {get;}': (self: LiveList) => self.items.length,
  'void Clear()': (self: LiveList) => self.items.splice(0),
  [`bool Contains(${T} item)`]: (self: LiveList, item: Value) => placeOf(self.items, item) >= 0,
  'System.Collections.IEnumerator GetEnumerator()': (self: LiveList) => enumeratorOf(self.items),
  [`${T} get_Item(int index)`]: (self: LiveList, index: number) => self.items[within(self, index)]!,
  [`void set_Item(int index, ${T} value)`]: (self: LiveList, index: number, value: Value) => {
    self.items[within(self, index)] = value;
  },
  [`int IndexOf(${T} item)`]: (self: LiveList, item: Value) => placeOf(self.items, item),
  [`int IndexOf(${T} item, int index)`]: (self: LiveList, item: Value, from: number) => placeOf(self.items, item, from),
  [`int LastIndexOf(${T} item)`]: (self: LiveList, item: Value) => self.items.findLastIndex((one) => sameAs(one, item)),
  [`void Insert(int index, ${T} item)`]: (self: LiveList, index: number, item: Value) =>
    self.items.splice(within(self, index, true), 0, item),
  'void RemoveAt(int index)': (self: LiveList, index: number) => self.items.splice(within(self, index), 1),
  'void RemoveRange(int index, int count)': (self: LiveList, index: number, count: number) => {
    part(self, index, count);
    self.items.splice(index, count);
  },
  'void Reverse()': (self: LiveList) => self.items.reverse(),
  'void Sort()': (self: LiveList) => sortItems(self.items),
  [`${T}[] ToArray()`]: (self: LiveList) => new LiveArray([...self.items], self.elementType),
  'System.Object GetRange(int index, int count)': (self: LiveList, index: number, count: number) => {
    part(self, index, count);
    return new LiveList(self.items.slice(index, index + count), self.typeName, self.elementType);
  },
});

const bases = ['System.Collections.IList', 'System.Collections.ICollection', 'System.Collections.IEnumerable'];

const isNamed = (prefix: string) => (value: Value) => value instanceof LiveList && value.typeName.startsWith(prefix);

const predicate = 'System.Predicate`1';

function* removeAll(self: LiveList, script: ScriptBlock, scripts: ScriptCaller): Work<Value> {
  const found = yield* filtered(self.items, script, scripts);
  const left = self.items.filter((item) => !found.includes(item));
  const count = self.items.length - left.length;
  self.items.splice(0, self.items.length, ...left);
  return count;
}

function* find(self: LiveList, script: ScriptBlock, scripts: ScriptCaller): Work<Value> {
  return (yield* filtered(self.items, script, scripts, 1))[0] ?? null;
}

function* exists(self: LiveList, script: ScriptBlock, scripts: ScriptCaller): Work<Value> {
  return (yield* filtered(self.items, script, scripts, 1)).length > 0;
}

function* findIndex(self: LiveList, script: ScriptBlock, scripts: ScriptCaller): Work<Value> {
  const [found] = yield* filtered(self.items, script, scripts, 1);
  return found === undefined ? -1 : self.items.indexOf(found);
}

function* findAllOf(self: LiveList, script: ScriptBlock, scripts: ScriptCaller): Work<Value> {
  return new LiveList(yield* filtered(self.items, script, scripts), self.typeName, self.elementType);
}

function* forEach(self: LiveList, script: ScriptBlock, scripts: ScriptCaller): Work<Value> {
  const out: Value[] = [];
  for (const item of self.items) out.push(...(yield* scripts.invoke(script, { args: [item], current: item })));
  return new LiveList(out, 'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]');
}

/** By merging halves: what compares may have to wait. */
function* merged(items: readonly Value[], compare: (a: Value, b: Value) => Work<number>): Work<readonly Value[]> {
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = yield* merged(items.slice(0, middle), compare);
  const right = yield* merged(items.slice(middle), compare);
  const all: Value[] = [];
  let at = 0;
  for (const item of left) {
    while (at < right.length && (yield* compare(item, right[at]!)) > 0) all.push(right[at++]!);
    all.push(item);
  }
  return [...all, ...right.slice(at)];
}

function* sortByScript(self: LiveList, script: ScriptBlock, scripts: ScriptCaller): Work<void> {
  const sorted = yield* merged(self.items, function* (a, b) {
    const output = yield* scripts.invoke(script, { args: [a, b] });
    return Number(castToNumber(output.at(-1) ?? 0, 'Int32'));
  });
  self.items.splice(0, self.items.length, ...sorted);
}

function remove(self: LiveList, item: Value): boolean {
  const at = placeOf(self.items, item);
  if (at >= 0) self.items.splice(at, 1);
  return at >= 0;
}

const elementOf = (type: LiveType) => /`1\[(.*)\]$/.exec(type.fullName)?.[1] ?? 'System.Object';
const empty = (type: LiveType, items: readonly Value[] = []) =>
  new LiveList([...items], type.fullName, elementOf(type));

export const arrayListType = defineType({
  name: 'System.Collections.ArrayList',
  bases: [...bases, 'System.ICloneable'],
  summary: 'A list that grows.',
  is: isNamed('System.Collections.ArrayList'),
  members: {
    'bool IsFixedSize {get;}': () => false,
    'bool IsReadOnly {get;}': () => false,
    'int Add(System.Object value)': (self: LiveList, item: Value) => self.items.push(item) - 1,
    'void AddRange(System.Object c)': (self: LiveList, items: Value) => {
      for (const item of itemsOf(items)) self.items.push(item);
    },
    'System.Object Clone()': (self: LiveList) => new LiveList([...self.items]),
    'void Remove(System.Object obj)': (self: LiveList, item: Value) => remove(self, item),
    ...shared('System.Object'),
    'new()': (type: LiveType) => empty(type),
    'new(int capacity)': (type: LiveType) => empty(type),
    'new(System.Object[] c)': (type: LiveType, items: readonly Value[]) => empty(type, items),
  },
});

const listName = 'System.Collections.Generic.List`1';

/** What List[T] alone does with scripts; of any other list PowerShell's own ForEach and Where are meant. */
const byScript: Record<string, Native> = {
  [`bool Exists(${predicate} match)`]: exists,
  [`T Find(${predicate} match)`]: find,
  [`System.Object FindAll(${predicate} match)`]: findAllOf,
  [`int FindIndex(${predicate} match)`]: findIndex,
  [`int RemoveAll(${predicate} match)`]: removeAll,
  'void ForEach(System.Action`1 action)': forEach,
  'void Sort(System.Comparison`1 comparison)': sortByScript,
};

export const listTypes = [
  [listName, 'A list that grows, of items of one type.'],
  ['System.Collections.ObjectModel.Collection`1', 'A list that grows, of items of one type.'],
].map(([name = '', summary = '']) =>
  defineType({
    name,
    bases,
    summary,
    is: isNamed(name),
    members: {
      'void Add(T item)': (self: LiveList, item: Value) => self.items.push(item),
      'void AddRange(T[] collection)': (self: LiveList, items: Value) => {
        for (const item of itemsOf(items)) self.items.push(item);
      },
      'bool Remove(T item)': remove,
      ...shared('T'),
      ...(name === listName ? byScript : {}),
      'new()': (type: LiveType) => empty(type),
      'new(int capacity)': (type: LiveType) => empty(type),
      'new(T[] collection)': (type: LiveType, items: Value) => empty(type, itemsOf(items)),
    },
  }),
);
