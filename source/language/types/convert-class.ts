import type { PsDateTime } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { numberTypeOf } from '../values/kinds.ts';
import { castToNumber, rawOf } from '../values/to-number.ts';
import { staticConversions } from './convertible.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

function fromBase(text: string, base: number, bits: 32 | 64): bigint {
  const digits = base === 16 ? text.replace(/^0x/i, '') : text;
  const shapes: Readonly<Record<number, RegExp>> = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^-?\d+$/, 16: /^[0-9a-f]+$/i };
  const shape = shapes[base];
  if (!shape) throw new TypeFailure('Invalid Base.', 'System.ArgumentException');
  if (!shape.test(digits)) throw new TypeFailure('Could not find any recognizable digits.', 'System.FormatException');
  const prefix: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 10: '', 16: '0x' };
  return BigInt.asIntN(bits, BigInt(`${prefix[base]}${digits}`));
}

function toBase(value: Value, base: number): string {
  const bits = numberTypeOf(value) === 'Int64' ? 64 : 32;
  const number = rawOf(castToNumber(value, bits === 64 ? 'Int64' : 'Int32')) as bigint;
  if (base === 10) return number.toString();
  if (![2, 8, 16].includes(base)) throw new TypeFailure('Invalid Base.', 'System.ArgumentException');
  return BigInt.asUintN(bits, number).toString(base);
}

export const convertType = defineType({
  name: 'System.Convert',
  summary: 'Conversions between types.',
  is: () => false,
  members: {
    ...staticConversions,
    'static int ToInt32(string value, int fromBase)': (_: LiveType, text: string, base: number) =>
      Number(fromBase(text, base, 32)),
    'static long ToInt64(string value, int fromBase)': (_: LiveType, text: string, base: number) =>
      fromBase(text, base, 64),
    'static char ToChar(char value)': (_: LiveType, character: string) => character,
    'static string ToString(System.Object value)': (_: LiveType, value: Value) => toText(value),
    'static string ToString(System.Object value, int toBase)': (_: LiveType, value: Value, base: number) =>
      toBase(value, base),
    'static datetime ToDateTime(datetime value)': (_: LiveType, date: PsDateTime) => date,
    'static string ToBase64String(byte[] inArray)': (_: LiveType, bytes: readonly number[]) =>
      btoa(String.fromCharCode(...bytes)),
    'static byte[] FromBase64String(string s)': (_: LiveType, text: string) => {
      try {
        return Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
      } catch {
        throw new TypeFailure(
          'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
          'System.FormatException',
        );
      }
    },
    'static string ToHexString(byte[] inArray)': (_: LiveType, bytes: readonly number[]) =>
      bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(''),
  },
});
