import { LiveType, type Value } from '../run/value.ts';
import { enums } from '../values/enums.ts';
import { defineType } from './define.ts';

const nameOf = (fullName: string) => {
  const bare = fullName.replace(/\[[^[\],]+(?:,[^[\]]*)*\]$|`(\d+)\[.*\]$/, (all, arity: string | undefined) =>
    arity ? `\`${arity}` : all,
  );
  return bare.slice(bare.lastIndexOf('.') + 1);
};

const values = new Set(
  'Int32 Int64 Int16 SByte Byte UInt16 UInt32 UInt64 Single Double Decimal Boolean Char DateTime TimeSpan Guid DateTimeOffset'.split(
    ' ',
  ),
);
const isEnum = (self: LiveType) => Object.hasOwn(enums, self.fullName);
const isValue = (self: LiveType) => isEnum(self) || values.has(self.fullName.replace('System.', ''));

function baseOf(self: LiveType): Value {
  if (self.fullName === 'System.Object') return null;
  if (isEnum(self)) return new LiveType('System.Enum');
  if (self.fullName.endsWith(']') && !self.fullName.includes('`')) return new LiveType('System.Array');
  return new LiveType(isValue(self) ? 'System.ValueType' : 'System.Object');
}

/** `[int]` as a value. */
export const typeType = defineType({
  name: 'System.RuntimeType',
  bases: ['System.Type', 'System.Reflection.TypeInfo', 'System.Reflection.MemberInfo'],
  summary: 'A type itself.',
  is: (value) => value instanceof LiveType,
  members: {
    'type BaseType {get;}': baseOf,
    'string FullName {get;}': (self: LiveType) => self.fullName,
    'bool IsArray {get;}': (self: LiveType) => /\[,*\]$/.test(self.fullName),
    'bool IsClass {get;}': (self: LiveType) => !isValue(self),
    'bool IsEnum {get;}': isEnum,
    'bool IsGenericType {get;}': (self: LiveType) => self.fullName.includes('`'),
    'bool IsPublic {get;}': () => true,
    'bool IsValueType {get;}': isValue,
    'string Name {get;}': (self: LiveType) => nameOf(self.fullName),
    'string Namespace {get;}': (self: LiveType) =>
      /^([\w.]+)\.[^.]+$/.exec(self.fullName.replace(/`.*/, ''))?.[1] ?? null,
    'bool Equals(System.Object o)': (self: LiveType, other: Value) =>
      other instanceof LiveType && other.fullName === self.fullName,
    'string[] GetEnumNames()': (self: LiveType) => Object.keys(enums[self.fullName]?.values ?? {}),
    'string ToString()': (self: LiveType) => self.fullName,
  },
});

export const typeAlias = defineType({
  name: 'System.Type',
  summary: 'A type itself.',
  is: () => false,
});
