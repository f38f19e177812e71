import { PsText } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { readGuid } from '../values/cast.ts';
import { formatValue } from '../values/format.ts';
import { defineType } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const guid = (text: string) => new PsText('Guid', text);
const empty = '00000000-0000-0000-0000-000000000000';
const plain = (value: PsText) => value.text.toLowerCase().replace(/[{}]/g, '');

/** The first three parts are stored with their last byte first. */
const bytesOf = (value: PsText) => {
  const bytes = (plain(value).replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Uint8Array.from(order.map((at) => bytes[at] ?? 0));
};

export const guidType = defineType({
  name: 'System.Guid',
  bases: ['System.ValueType', 'System.IComparable', 'System.IFormattable'],
  summary: 'A globally unique identifier.',
  is: (value) => value instanceof PsText && value.type === 'Guid',
  members: {
    'string Guid {get;}': plain,
    'int CompareTo(guid value)': (self: PsText, other: PsText) =>
      plain(self) < plain(other) ? -1 : plain(self) > plain(other) ? 1 : 0,
    'bool Equals(System.Object o)': (self: PsText, other: Value) =>
      other instanceof PsText && other.type === 'Guid' && plain(self) === plain(other),
    'byte[] ToByteArray()': bytesOf,
    'string ToString()': plain,
    'string ToString(string format)': (self: PsText, format: string | null) => formatValue(self, format ?? ''),
    'static guid Empty {get;}': () => guid(empty),
    'static guid NewGuid()': () => guid(globalThis.crypto.randomUUID()),
    'static guid Parse(string input)': (_: LiveType, text: string) => guid(readGuid(text)),
    'static bool TryParse(string input, System.Object& result)': (_: LiveType, text: string, target: Value) => {
      try {
        giveBack(target, guid(readGuid(text ?? '')));
        return true;
      } catch (error) {
        if (!(error instanceof TypeFailure)) throw error;
        giveBack(target, guid(empty));
        return false;
      }
    },
    'new()': () => guid(empty),
    'new(string g)': (_: LiveType, text: string) => guid(readGuid(text)),
  },
});
