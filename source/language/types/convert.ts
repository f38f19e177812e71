import { PsDateTime, PsText } from '../../objects/index.ts';
import {
  customObject,
  LiveArray,
  LiveDictionary,
  LiveList,
  LiveObject,
  LiveType,
  nothing,
  type Value,
  valueStateOf,
} from '../run/value.ts';
import { castTo } from '../values/cast.ts';
import { dictionaryOf, enumerated, toText, unwrapped } from '../values/convert.ts';
import { typeNameOf } from '../values/kinds.ts';
import { castFailure, notConvertible } from '../values/to-number.ts';
import { splitArguments } from '../values/type-names.ts';
import { isOfType } from './is-a.ts';
import { declarationOf, findType } from './registry.ts';
import { TypeFailure } from './type.ts';

const psObject = /^System\.Management\.Automation\.PS(?:Custom)?Object$/;

/** `[T]$value`, and what is bound to a parameter or kept in a variable with a type. TypeFailure with PowerShell's message. */
export function convert(value: Value, fullName: string): Value {
  if (fullName === 'System.Object') return value;
  if (fullName === 'System.Void') return nothing as never;
  if (psObject.test(fullName)) return toCustomObject(value);
  const nullable = /^System\.Nullable`1\[(.*)\]$/.exec(fullName)?.[1];
  if (nullable) return value === null || value === '' ? null : convert(value, nullable);
  if (/\[,*\]$/.test(fullName)) return toArray(value, fullName);
  const cast = castTo(fullName, value);
  if (cast !== undefined) return cast;
  if (value === null) return null;
  if (value instanceof LiveObject && value.base === undefined && isOfType(value, fullName)) return value;
  const plain = unwrapped(value);
  if (isOfType(plain, fullName)) return fullName === 'System.Array' ? value : plain;
  return toDeclared(plain, fullName);
}

/** Undefined where `[T]$value` would fail. */
export function tryConvert(value: Value, fullName: string): Value | undefined {
  try {
    return convert(value, fullName);
  } catch (error) {
    if (error instanceof TypeFailure) return undefined;
    throw error;
  }
}

function toDeclared(value: Value, fullName: string): Value {
  if (fullName === 'System.Array') return new LiveArray([...(enumerated(value) ?? [value])]);
  if (fullName === 'System.Type' || fullName === 'System.RuntimeType') return toType(value);
  const dictionary = toDictionary(value, fullName);
  if (dictionary) return dictionary;
  const list = toList(value, fullName);
  if (list) return list;
  const declaration = declarationOf(fullName);
  const converted = declaration?.convert?.(value);
  if (converted !== undefined) return converted;
  if (typeof value === 'boolean' || value instanceof PsDateTime) throw invalidCast(value, fullName);
  throw notConvertible(value, fullName);
}

/** What .NET's own conversions, which these values have, do not know. */
const invalidCast = (value: Value, fullName: string) =>
  castFailure(value, fullName, `Invalid cast from '${typeNameOf(value)}' to '${fullName}'.`, 'InvalidCastIConvertible');

function toType(value: Value): Value {
  const found = typeof value === 'string' ? findType(value) : undefined;
  if (found) return found;
  throw new TypeFailure(
    `Cannot convert the "${toText(value)}" value of type "${typeNameOf(value)}" to type "System.Type".`,
    'System.Management.Automation.PSInvalidCastException',
    'InvalidCastFromStringToType',
    'InvalidArgument',
  );
}

function toCustomObject(value: Value): Value {
  if (value instanceof LiveObject) return value;
  const entries = dictionaryOf(value);
  if (!entries) return value;
  return customObject(entries.map(([key, item]) => [toText(key), item] as const));
}

function toArray(value: Value, fullName: string): Value {
  const element = fullName.replace(/\[,*\]$/, '');
  if (value === null) return null;
  if (value instanceof LiveArray && value.elementType === element) return value;
  if (element === 'System.Char' && typeof value === 'string')
    return new LiveArray(
      [...value].map((_, i) => castTo(element, value.charAt(i))!),
      element,
    );
  if (element === 'System.Byte' && value instanceof Uint8Array) return value;
  if (dictionaryOf(value)) throw notConvertible(value, fullName);
  const plain = unwrapped(value);
  const items = enumerated(plain);
  const isArray = typeNameOf(plain).endsWith('[]');
  return new LiveArray(
    (items ?? [value]).map((item) => {
      try {
        return convert(item, element);
      } catch (error) {
        if (!(error instanceof TypeFailure) || isArray) throw error;
        if (!items && error.id === 'ConvertToFinalInvalidCastException') throw notConvertible(value, fullName);
        if (plain instanceof PsDateTime) {
          throw invalidCast(value, fullName);
        }
        throw items
          ? castFailure(typeNameOf(plain), fullName, error.message, 'InvalidCastExceptionEnumerableToArray')
          : castFailure(value, fullName, error.message, 'InvalidCastExceptionScalarToArray');
      }
    }),
    element,
  );
}

const dictionaryTypes =
  /^System\.Collections\.(?:Hashtable|Specialized\.OrderedDictionary|Generic\.(?:Sorted)?Dictionary`2)/;

function toDictionary(value: Value, fullName: string): Value | undefined {
  if (!dictionaryTypes.test(fullName)) return undefined;
  const entries = dictionaryOf(value);
  if (!entries) return undefined;
  const [keyType = 'System.Object', valueType = 'System.Object'] = argumentsOf(fullName);
  const dictionary = new LiveDictionary(fullName);
  for (const [key, item] of entries) dictionary.set(convert(key, keyType), convert(item, valueType));
  return dictionary;
}

/** The type arguments in a full name. */
export function argumentsOf(fullName: string): readonly string[] {
  const args = /`\d+\[(.*)\]$/.exec(fullName)?.[1];
  return args === undefined ? [] : splitArguments(args);
}

const listTypes =
  /^System\.Collections\.(?:ArrayList$|Queue$|Stack$|Generic\.(?:List|HashSet|Queue|Stack|SortedSet)`1)|^System\.Collections\.ObjectModel\.Collection`1/;

function toList(value: Value, fullName: string): Value | undefined {
  if (!listTypes.test(fullName)) return undefined;
  const [element = 'System.Object'] = argumentsOf(fullName);
  const items = (enumerated(value) ?? [value]).map((item) => convert(item, element));
  const distinct = /HashSet|SortedSet/.test(fullName)
    ? [...new Map(items.map((item) => [keyOf(item), item])).values()]
    : items;
  return new LiveList(/Stack/.test(fullName) ? [...distinct].reverse() : distinct, fullName, element);
}

/** Equal items of a set have equal keys: texts with their case. */
export function keyOf(value: Value): unknown {
  const state = valueStateOf(value);
  if (state) return `${typeNameOf(value)}:${state.key}`;
  return typeof value === 'object' && value !== null && (value instanceof PsText || 'type' in value)
    ? `${typeNameOf(value)}:${toText(value)}`
    : value;
}

/** `value -as [T]`: null where it cannot be. */
export function convertAs(value: Value, fullName: string): Value {
  return tryConvert(value, fullName) ?? null;
}

/** The type that `-is` and `-as` are given: a type, or its name. */
export function typeOperand(value: Value): LiveType {
  if (value instanceof LiveType) return value;
  const found = typeof value === 'string' ? findType(value) : undefined;
  if (found) return found;
  throw new TypeFailure(
    `Cannot convert the "${toText(value)}" value of type "${typeNameOf(value)}" to type "System.Type".`,
    'System.Management.Automation.RuntimeException',
    'RuntimeException',
    'InvalidOperation',
  );
}
