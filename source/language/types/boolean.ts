import type { LiveType, Value } from '../run/value.ts';
import { defineType } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

function read(text: string | null): boolean | undefined {
  const lower = text?.trim().toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

export const booleanType = defineType({
  name: 'System.Boolean',
  bases: ['System.ValueType', 'System.IComparable', 'System.IConvertible'],
  summary: 'True or false.',
  is: (value) => typeof value === 'boolean',
  members: {
    // A switch parameter is a truth value here; scripts ask it whether it was given.
    'bool IsPresent {get;}': (self: boolean) => self,
    'bool ToBool()': (self: boolean) => self,
    'int CompareTo(bool value)': (self: boolean, other: boolean) => Number(self) - Number(other),
    'bool Equals(System.Object obj)': (self: boolean, other: Value) => self === other,
    'string ToString()': (self: boolean) => (self ? 'True' : 'False'),
    'static string TrueString {get;}': () => 'True',
    'static string FalseString {get;}': () => 'False',
    'static bool Parse(string value)': (_: LiveType, text: string) => {
      const found = read(text);
      if (found !== undefined) return found;
      throw new TypeFailure(`String '${text}' was not recognized as a valid Boolean.`, 'System.FormatException');
    },
    'static bool TryParse(string value, System.Object& result)': (_: LiveType, text: string | null, target: Value) => {
      const found = read(text);
      giveBack(target, found ?? false);
      return found !== undefined;
    },
  },
});
