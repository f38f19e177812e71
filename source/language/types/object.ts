import { PsObject, psEnum } from '../../objects/index.ts';
import { LiveArray, LiveObject, LiveType, type Value } from '../run/value.ts';
import { equal } from '../values/compare.ts';
import { isEnum, toText } from '../values/convert.ts';
import { enumName, enums } from '../values/enums.ts';
import { formatValue } from '../values/format.ts';
import { typeNameOf } from '../values/kinds.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const customName = 'System.Management.Automation.PSCustomObject';

/**
 * The type that GetType() tells: what came over the wire is what it was there. What is neither a single value nor a list
 * is an object with properties here, whatever it was.
 */
function typeOf(value: Value): LiveType {
  if (value instanceof LiveObject && value.base === undefined && value.typeNames.includes(customName))
    return new LiveType(customName);
  if (value instanceof LiveObject && value.base === undefined)
    return new LiveType(
      value.typeNames.find((name) => !name.includes('#') && !name.startsWith('Selected.')) ?? 'System.Object',
    );
  if (value instanceof PsObject && !isEnum(value) && value.base === undefined && !value.collection)
    return new LiveType(value.typeNames.includes(customName) ? customName : 'System.Management.Automation.PSObject');
  return new LiveType(typeNameOf(value));
}

/** The same for equal values within a run of the program; nothing else is promised of it. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return hash;
}

export const objectType = defineType({
  name: 'System.Object',
  summary: 'Anything.',
  is: () => true,
  members: {
    'bool Equals(System.Object obj)': (self: Value, other: Value) =>
      typeNameOf(self) === typeNameOf(other) && equal(self, other, true),
    'int GetHashCode()': (self: Value) => (typeof self === 'number' ? self : hashOf(toText(self))),
    'type GetType()': typeOf,
    'string ToString()': (self: Value) => textOf(self),
    'static bool ReferenceEquals(System.Object objA, System.Object objB)': (_: LiveType, a: Value, b: Value) => a === b,
    'static bool Equals(System.Object objA, System.Object objB)': (_: LiveType, a: Value, b: Value) =>
      equal(a, b, true),
    'new()': () => new LiveObject([], ['System.Object']),
  },
});

/** Collections show their type, as they have no text of their own. */
function textOf(value: Value): string {
  if (value instanceof LiveObject && value.text === undefined && value.base === undefined) return '';
  const name = typeNameOf(value);
  return /\[\]$|^System\.Collections\./.test(name) ? name : toText(value);
}

const isNumber = (value: Value) => Number((value as PsObject).base);

/** Names and numbers of an enum. Throws where the type is none that is known. */
function namesOf({ fullName }: LiveType): readonly (readonly [name: string, number: number])[] {
  if (Object.hasOwn(enums, fullName)) {
    // As .NET gives them: in the order of their numbers, those below zero last.
    return Object.entries(enums[fullName]!.values).toSorted(([, a], [, b]) => (a >>> 0) - (b >>> 0));
  }
  throw new TypeFailure("Type provided must be an Enum. (Parameter 'enumType')", 'System.ArgumentException');
}

const enumValue = ({ fullName }: LiveType, number: number) => psEnum(fullName, enumName(fullName, number), number);

/** Names with commas between them, or a number, as [Enum]::Parse reads them. */
function parsed(type: LiveType, text: string, ignoresCase: boolean): PsObject {
  const names = namesOf(type);
  const key = (name: string) => (ignoresCase ? name.toLowerCase() : name);
  let number = 0;
  for (const part of text.split(',').map((one) => one.trim())) {
    const found = /^[+-]?\d+$/.test(part) ? Number(part) : names.find(([name]) => key(name) === key(part))?.[1];
    if (found === undefined) throw notAValue(text);
    number |= found;
  }
  return enumValue(type, number);
}

const notAValue = (text: string) =>
  text.trim() === ''
    ? new TypeFailure(
        "Must specify valid information for parsing in the string. (Parameter 'value')",
        'System.ArgumentException',
      )
    : new TypeFailure(`Requested value '${text}' was not found.`, 'System.ArgumentException');

export const enumType = defineType({
  name: 'System.Enum',
  bases: ['System.ValueType', 'System.IComparable', 'System.IFormattable', 'System.IConvertible'],
  summary: 'A number with a name.',
  is: isEnum,
  members: {
    'int value__ {get;}': isNumber,
    'int CompareTo(System.Object target)': (self: Value, other: Value) => Math.sign(isNumber(self) - isNumber(other)),
    'bool HasFlag(System.Object flag)': (self: Value, flag: Value) => {
      const wanted = typeof flag === 'number' ? flag : isNumber(flag);
      return (isNumber(self) & wanted) === wanted;
    },
    'string ToString()': (self: Value) => toText(self),
    'string ToString(string format)': (self: Value, format: string) => formatValue(self, format),
    'static string[] GetNames(type enumType)': (_: LiveType, type: LiveType) => namesOf(type).map(([name]) => name),
    'static array GetValues(type enumType)': (_: LiveType, type: LiveType) =>
      new LiveArray(
        namesOf(type).map(([, number]) => enumValue(type, number)),
        type.fullName,
      ),
    'static string GetName(type enumType, System.Object value)': (_: LiveType, type: LiveType, value: Value) => {
      const wanted = typeof value === 'number' ? value : isNumber(value);
      return namesOf(type).find(([, number]) => number === wanted)?.[0] ?? null;
    },
    'static bool IsDefined(type enumType, System.Object value)': (_: LiveType, type: LiveType, value: Value) =>
      namesOf(type).some(([name, number]) =>
        typeof value === 'string' ? name === value : number === (typeof value === 'number' ? value : isNumber(value)),
      ),
    'static System.Object Parse(type enumType, string value)': (_: LiveType, type: LiveType, text: string) =>
      parsed(type, text, false),
    'static System.Object Parse(type enumType, string value, bool ignoreCase)': (
      _: LiveType,
      type: LiveType,
      text: string,
      ignoresCase: boolean,
    ) => parsed(type, text, ignoresCase),
  },
});
