import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveArray, LiveList, type LiveType, type ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { equal, order } from '../values/compare.ts';
import { enumerated, toBoolean } from '../values/convert.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const itemsOf = (self: Value): readonly Value[] => enumerated(self) ?? [self];

/** Where an item stands that is the same, its case too. */
export const placeOf = (items: readonly Value[], value: Value, from = 0): number =>
  items.findIndex((item, index) => index >= from && sameAs(item, value));

export const sameAs = (one: Value, other: Value): boolean =>
  one === other || (typeof one === typeof other && one !== null && other !== null && equal(one, other, true));

/** Puts items in their order, where they stand. */
export function sortItems(items: Value[]): void {
  try {
    items.sort((a, b) => order(a, b, true));
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw new TypeFailure('Failed to compare two elements in the array.', 'System.InvalidOperationException');
  }
}

export const fixedSize = () => new TypeFailure('Collection was of a fixed size.', 'System.NotSupportedException');

/** What a list is enumerated by. */
export const enumeratorOf = (items: readonly Value[]): LiveList =>
  new LiveList([...items], 'System.Collections.IEnumerator');

/** The items for which a script block holds. */
export function* filtered(
  items: readonly Value[],
  script: ScriptBlock,
  scripts: ScriptCaller,
  most = Number.POSITIVE_INFINITY,
): Work<Value[]> {
  const found: Value[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    const output = yield* scripts.invoke(script, { args: [item], current: item });
    if (output.length > 1 || toBoolean(output[0] ?? null)) found.push(item);
  }
  return found;
}

export const arrayType = defineType({
  name: 'System.Array',
  bases: [
    ...[
      'System.Collections.IList',
      'System.Collections.ICollection',
      'System.Collections.IEnumerable',
      'System.ICloneable',
    ],
  ],
  summary: 'Items whose number stays.',
  is: (value) => value instanceof LiveArray,
  members: {
    'int Count {get;}': (self: Value) => itemsOf(self).length,
    'bool IsFixedSize {get;}': () => true,
    'bool IsReadOnly {get;}': () => false,
    'int Length {get;}': (self: Value) => itemsOf(self).length,
    'long LongLength {get;}': (self: Value) => BigInt(itemsOf(self).length),
    'int Rank {get;}': () => 1,
    'int Add(System.Object value)': () => {
      throw fixedSize();
    },
    'System.Object Clone()': (self: Value) =>
      self instanceof LiveArray ? new LiveArray([...self.items], self.elementType) : new LiveArray([...itemsOf(self)]),
    'bool Contains(System.Object value)': (self: Value, value: Value) => placeOf(itemsOf(self), value) >= 0,
    'System.Object Get(int index)': (self: Value, index: number) => itemsOf(self)[index] ?? null,
    'System.Collections.IEnumerator GetEnumerator()': (self: Value) => enumeratorOf(itemsOf(self)),
    'int GetLength(int dimension)': (self: Value) => itemsOf(self).length,
    'int GetLowerBound(int dimension)': () => 0,
    'int GetUpperBound(int dimension)': (self: Value) => itemsOf(self).length - 1,
    'System.Object GetValue(int index)': (self: Value, index: number) => {
      const found = itemsOf(self)[index];
      if (found === undefined)
        throw new TypeFailure('Index was outside the bounds of the array.', 'System.IndexOutOfRangeException');
      return found;
    },
    'int IndexOf(System.Object value)': (self: Value, value: Value) => placeOf(itemsOf(self), value),
    'void Remove(System.Object value)': () => {
      throw fixedSize();
    },
    'void RemoveAt(int index)': () => {
      throw fixedSize();
    },
    'void SetValue(System.Object value, int index)': (self: Value, value: Value, index: number) => {
      if (!(self instanceof LiveArray) || index < 0 || index >= self.items.length)
        throw new TypeFailure('Index was outside the bounds of the array.', 'System.IndexOutOfRangeException');
      self.items[index] = value;
    },
    'static int IndexOf(System.Object array, System.Object value)': (_: LiveType, array: Value, value: Value) =>
      placeOf(itemsOf(array), value),
    'static int LastIndexOf(System.Object array, System.Object value)': (_: LiveType, array: Value, value: Value) =>
      itemsOf(array).findLastIndex((item) => sameAs(item, value)),
    'static void Reverse(System.Object array)': (_: LiveType, array: Value) => {
      if (array instanceof LiveArray) array.items.reverse();
    },
    'static void Sort(System.Object array)': (_: LiveType, array: Value) => {
      if (array instanceof LiveArray) sortItems(array.items);
    },
    'static void Clear(System.Object array)': (_: LiveType, array: Value) => {
      if (array instanceof LiveArray) array.items.fill(null);
    },
  },
});
