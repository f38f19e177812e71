import { PsObject } from '../../objects/index.ts';
import { LiveArray, LiveList, LiveObject, type Value } from '../run/value.ts';
import { isEnum } from '../values/convert.ts';
import { numberTypeOf, typeNameOf } from '../values/kinds.ts';
import { declarationOf } from './registry.ts';

const arrayBases = [
  'System.Array',
  ...[
    'System.Collections.IList',
    'System.Collections.ICollection',
    'System.Collections.IEnumerable',
    'System.ICloneable',
  ],
];
const numberBases = ['System.ValueType', 'System.IComparable', 'System.IFormattable', 'System.IConvertible'];

/** Full names of what a type derives from, nearest first, `System.Object` last. */
export function basesOf(fullName: string): readonly string[] {
  if (fullName === 'System.Object') return [];
  const own = fullName.endsWith(']') && !fullName.includes('`') ? arrayBases : (declarationOf(fullName)?.bases ?? []);
  return [...own, 'System.Object'];
}

/** What `.PSTypeNames` holds: the most derived first, without interfaces. */
export function typeNamesOf(value: Value): readonly string[] {
  if (value === null) return [];
  if (value instanceof LiveObject && value.base === undefined) return value.typeNames;
  if (value instanceof PsObject && value.typeNames.length > 0) return value.typeNames;
  const name = typeNameOf(value);
  const isClass = (base: string) => !/(?:^|\.)I[A-Z]\w+(?:`\d+.*)?$/.test(base);
  return [name, ...basesOf(name).filter(isClass)];
}

/** `value -is [T]` */
export function isOfType(value: Value, fullName: string): boolean {
  if (value === null) return false;
  if (fullName === 'System.Object') return true;
  const wanted = fullName.replace(/^System\.Nullable`1\[(.*)\]$/, '$1');
  if (/^System\.Management\.Automation\.PS(?:Custom)?Object$/.test(wanted))
    return (value instanceof LiveObject && value.base === undefined) || (value instanceof PsObject && !isEnum(value));
  const name = typeNameOf(value);
  if (name === wanted) return true;
  if (wanted === 'System.Type') return name === 'System.RuntimeType';
  if (value instanceof LiveObject && value.base === undefined) return value.typeNames.includes(wanted);
  if (value instanceof PsObject && value.typeNames.some((one) => one.replace(/^Deserialized\./, '') === wanted))
    return true;
  if (isEnum(value)) return [...numberBases, 'System.Enum'].includes(wanted);
  if (numberTypeOf(value) && numberBases.includes(wanted)) return true;
  if (value instanceof LiveArray && wanted.endsWith('[]')) return isReferenceArray(value, wanted);
  return (value instanceof LiveList ? listBases : []).includes(wanted) || basesOf(name).includes(wanted);
}

const listBases = arrayBases.slice(1);

/** `string[]` is an `object[]`; `int[]` is none. */
function isReferenceArray({ elementType }: LiveArray, wanted: string): boolean {
  return wanted === 'System.Object[]' && !basesOf(elementType).includes('System.ValueType');
}
