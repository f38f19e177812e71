// Stands in until values and types give their own: conversions and operators on what the wire's values know.
import { PsNumber, PsObject, PsText, type PsValue } from '../../objects/index.ts';
import { negate } from '../scan/numbers.ts';
import { comparisonOf } from '../scan/operators.ts';
import { TypeFailure } from '../types/type.ts';
import { order as orderOf } from '../values/compare.ts';
import { toBoolean, toText } from '../values/convert.ts';
import { at, member as memberOf } from '../values/members.ts';
import { asDouble, toNumeric } from '../values/numbers.ts';
import { compare } from '../values/operators.ts';
import type { Semantics } from './semantics.ts';
import { toWire } from './to-wire.ts';
import {
  Formatted,
  Live,
  LiveArray,
  LiveDictionary,
  LiveInstance,
  LiveList,
  LiveObject,
  LiveType,
  nothing,
  ScriptBlock,
  type Value,
} from './value.ts';

const runtime = 'System.Management.Automation.RuntimeException';
const wire = (value: Value): PsValue => toWire(value, plainSemantics);

function textOf(value: Value): string {
  if (value instanceof LiveArray || value instanceof LiveList) return value.items.map(textOf).join(' ');
  if (value instanceof LiveDictionary) return value.typeName;
  if (value instanceof LiveType) return value.fullName;
  if (value instanceof ScriptBlock) return value.text;
  if (value instanceof LiveObject && value.text !== undefined) return value.text;
  if (value instanceof LiveInstance) return value.typeName;
  if (value instanceof Formatted) return '';
  if (value instanceof LiveObject)
    return `@{${[...value.properties.values()].map((p) => `${p.name}=${textOf(p.value)}`).join('; ')}}`;
  return toText(value as PsValue);
}

const number = (value: Value): number | undefined => {
  const numeric = toNumeric(wire(value));
  return numeric === undefined ? undefined : asDouble(numeric);
};
const made = (value: number): Value =>
  Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : new PsNumber('Double', value);

function arithmetic(compute: (a: number, b: number) => number) {
  return (left: Value, right: Value): Value => {
    const [a, b] = [number(left ?? 0), number(right ?? 0)];
    if (a === undefined || b === undefined) {
      throw new TypeFailure(
        `Cannot convert value "${textOf(b === undefined ? right : left)}" to type "System.Int32". Error: "The input string '${textOf(b === undefined ? right : left)}' was not in a correct format."`,
        'System.Management.Automation.PSInvalidCastException',
        'InvalidCastFromStringToInteger',
        'InvalidArgument',
      );
    }
    return made(compute(a, b));
  };
}

const items = (value: Value): readonly Value[] | undefined => plainSemantics.itemsOf(value);

const types: Record<string, string> = {
  int: 'System.Int32',
  int32: 'System.Int32',
  string: 'System.String',
  bool: 'System.Boolean',
  boolean: 'System.Boolean',
  double: 'System.Double',
  object: 'System.Object',
  array: 'System.Array',
  hashtable: 'System.Collections.Hashtable',
  scriptblock: 'System.Management.Automation.ScriptBlock',
  pscustomobject: 'System.Management.Automation.PSCustomObject',
  psobject: 'System.Management.Automation.PSObject',
  switch: 'System.Management.Automation.SwitchParameter',
  exception: 'System.Exception',
};

export const plainSemantics: Semantics = {
  toBoolean(value) {
    if (value instanceof LiveArray || value instanceof LiveList)
      return value.items.length > 1 || (value.items.length === 1 && this.toBoolean(value.items[0]!));
    if (value instanceof Live) return true;
    return toBoolean(value);
  },
  toText: textOf,
  itemsOf(value) {
    if (value instanceof LiveArray || value instanceof LiveList) return value.items;
    if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary')
      return value.collection.items;
    return undefined;
  },
  arrayOf: (list) => new LiveArray([...list]),
  binary(operator) {
    const comparison = comparisonOf(operator);
    if (comparison) {
      return (left, right) => {
        const result = compare(comparison.name, wire(left), wire(right), comparison.caseSensitive);
        return result instanceof PsObject ? new LiveArray([...(items(result) ?? [])]) : result;
      };
    }
    switch (operator) {
      case '+':
        return (left, right) => {
          if (typeof left === 'string') return left + textOf(right);
          const list = items(left);
          if (list) return new LiveArray([...list, ...(items(right) ?? [right])]);
          if (left === null) return right;
          return arithmetic((a, b) => a + b)(left, right);
        };
      case '-':
        return arithmetic((a, b) => a - b);
      case '*':
        return (left, right) =>
          typeof left === 'string' ? left.repeat(number(right) ?? 0) : arithmetic((a, b) => a * b)(left, right);
      case '/':
        return (left, right) => {
          if (number(right) === 0)
            throw new TypeFailure('Attempted to divide by zero.', 'System.DivideByZeroException');
          return arithmetic((a, b) => a / b)(left, right);
        };
      case '%':
        return arithmetic((a, b) => a % b);
      case '..':
        return (left, right) => {
          const [a, b] = [number(left) ?? 0, number(right) ?? 0];
          return new LiveArray(Array.from({ length: Math.abs(b - a) + 1 }, (_, i) => (a < b ? a + i : a - i)));
        };
      case '-join':
        return (left, right) => (items(left) ?? [left]).map(textOf).join(textOf(right));
      case '-split':
        return (left, right) => new LiveArray(textOf(left).split(new RegExp(textOf(right), 'i')));
      case '-replace':
        return (left, right) =>
          textOf(left).replace(new RegExp(textOf(items(right)?.[0] ?? right), 'gi'), textOf(items(right)?.[1] ?? ''));
      case '-f':
        return (left, right) =>
          textOf(left).replace(/\{(\d+)\}/g, (_, n: string) => textOf((items(right) ?? [right])[Number(n)] ?? null));
      case '-is':
        return (left, right) => right instanceof LiveType && this.isOfType(left, right);
      case '-isnot':
        return (left, right) => !(right instanceof LiveType && this.isOfType(left, right));
      case '-as':
        return (left, right) => {
          try {
            return this.convert(left, right as LiveType);
          } catch {
            return null;
          }
        };
      default:
        return undefined;
    }
  },
  unary(operator) {
    if (operator === '-') return (value) => negate(wire(value)) ?? made(-(number(value) ?? 0));
    if (operator === '+') return (value) => made(number(value) ?? 0);
    if (operator === '-join') return (value) => (items(value) ?? [value]).map(textOf).join('');
    return undefined;
  },
  match(operator, left, right) {
    const caseSensitive = operator.startsWith('-c');
    const name = /not/.test(operator) ? 'notmatch' : 'match';
    const result = compare(name, wire(left), wire(right), caseSensitive);
    if (result !== true || name === 'notmatch') return { result, groups: undefined };
    const found = new RegExp(textOf(right), caseSensitive ? '' : 'i').exec(textOf(left));
    const groups = new LiveDictionary();
    for (const [name, text] of Object.entries(found?.groups ?? {})) groups.set(name, text ?? '');
    found?.forEach((text, index) => groups.set(index, text ?? ''));
    return { result, groups };
  },
  *replaceByScript(_operator, left) {
    return left;
  },
  findType(name) {
    const lower = name.toLowerCase().replace(/^system\./, '');
    const isArray = lower.endsWith('[]');
    const full = types[isArray ? lower.slice(0, -2) : lower];
    return full ? new LiveType(`${full}${isArray ? '[]' : ''}`) : undefined;
  },
  convert(value, { fullName }) {
    switch (fullName) {
      case 'System.Int32': {
        const converted = number(value ?? 0);
        if (converted === undefined || value instanceof LiveObject)
          throw new TypeFailure(
            `Cannot convert value "${textOf(value)}" to type "System.Int32". Error: "The input string '${textOf(value)}' was not in a correct format."`,
            'System.Management.Automation.PSInvalidCastException',
            'InvalidCastFromStringToInteger',
            'InvalidArgument',
          );
        return Math.round(converted);
      }
      case 'System.String':
        return textOf(value);
      case 'System.Boolean':
        return this.toBoolean(value);
      case 'System.String[]':
        return new LiveArray((items(value) ?? [value]).map(textOf), 'System.String');
      case 'System.Int32[]':
        return new LiveArray(
          (items(value) ?? [value]).map((one) => this.convert(one, new LiveType('System.Int32'))),
          'System.Int32',
        );
      default:
        return value;
    }
  },
  isOfType(value, { fullName }) {
    switch (fullName) {
      case 'System.Int32':
        return typeof value === 'number';
      case 'System.String':
        return typeof value === 'string';
      case 'System.Boolean':
        return typeof value === 'boolean';
      case 'System.Collections.Hashtable':
        return value instanceof LiveDictionary;
      case 'System.Object':
        return value !== null;
      case 'System.Array':
        return value instanceof LiveArray;
      case 'System.Management.Automation.ScriptBlock':
        return value instanceof ScriptBlock;
      default:
        return value instanceof LiveObject && value.typeNames.includes(fullName);
    }
  },
  typeNameOf: (value) => this_typeName(value),
  typeNamesOf: (value) => [this_typeName(value)],
  order: (left, right, caseSensitive) => {
    try {
      return orderOf(wire(left), wire(right), caseSensitive);
    } catch {
      return undefined;
    }
  },
  propertyNamesOf(value) {
    if (value instanceof LiveObject) return [...value.properties.values()].map(({ name }) => name);
    return value instanceof PsObject ? value.propertyNames : [];
  },
  property: (target, name) => plainSemantics.member(target, name),
  membersOf: () => [],
  staticMembersOf: () => [],
  create: () => null,
  member(target, name) {
    if (target instanceof LiveObject) {
      const found = target.properties.get(name.toLowerCase());
      if (found) return found.value;
      return /^(?:count|length)$/i.test(name) ? 1 : undefined;
    }
    if (target instanceof LiveDictionary) {
      const found = target.get(name);
      if (found !== undefined) return found;
      if (/^count$/i.test(name)) return target.size;
      if (/^keys$/i.test(name)) return new LiveArray([...target.entries()].map(([key]) => key));
      return /^values$/i.test(name) ? new LiveArray([...target.entries()].map(([, item]) => item)) : undefined;
    }
    if (target instanceof LiveArray || target instanceof LiveList) {
      if (/^(?:count|length)$/i.test(name)) return target.items.length;
      const found = target.items.flatMap((item) => this.member(item, name) ?? null);
      return found.length > 1 ? new LiveArray(found) : (found[0] ?? null);
    }
    if (target instanceof Live) return undefined;
    return memberOf(target, name);
  },
  setMember(target, name, value) {
    if (target instanceof LiveDictionary) target.set(name, value);
    else if (target instanceof LiveObject) {
      const found = target.properties.get(name.toLowerCase());
      if (!found)
        throw new TypeFailure(
          `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
          runtime,
          'PropertyAssignmentException',
          'InvalidOperation',
        );
      found.value = value;
    } else
      throw new TypeFailure(
        `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
        runtime,
        'PropertyNotFound',
        'InvalidOperation',
      );
  },
  call(target, name, args) {
    if (target === null)
      throw new TypeFailure(
        'You cannot call a method on a null-valued expression.',
        runtime,
        'InvokeMethodOnNull',
        'InvalidOperation',
      );
    const lower = name.toLowerCase();
    if (typeof target === 'string') {
      if (lower === 'toupper') return target.toUpperCase();
      if (lower === 'tolower') return target.toLowerCase();
      if (lower === 'trim') return target.trim();
      if (lower === 'startswith') return target.startsWith(textOf(args[0] ?? ''));
      if (lower === 'split') return new LiveArray(target.split(textOf(args[0] ?? ' ')));
    }
    if (target instanceof LiveDictionary) {
      if (lower === 'containskey') return target.has(args[0] ?? '');
      if (lower === 'add') {
        target.set(args[0] ?? '', args[1] ?? null);
        return nothing as never;
      }
    }
    if (lower === 'tostring') return textOf(target);
    throw new TypeFailure(
      `Method invocation failed because [${this_typeName(target)}] does not contain a method named '${name}'.`,
      runtime,
      'MethodNotFound',
      'InvalidOperation',
    );
  },
  staticMember: () => null,
  callStatic: (_type, name, args) =>
    name.toLowerCase() === 'isnullorempty' ? args[0] === null || args[0] === '' : null,
  index(target, index) {
    if (target === null)
      throw new TypeFailure('Cannot index into a null array.', runtime, 'NullArray', 'InvalidOperation');
    if (target instanceof LiveDictionary) return target.get(index) ?? null;
    const several = items(index);
    if (several) return new LiveArray(several.map((one) => this.index(target, one)));
    const list = items(target);
    if (list) return list.at(number(index) ?? 0) ?? null;
    return at(wire(target), wire(index));
  },
  setIndex(target, index, value) {
    if (target instanceof LiveDictionary) target.set(index, value);
    else if (target instanceof LiveArray || target instanceof LiveList) {
      const place = number(index) ?? 0;
      const where = place < 0 ? target.items.length + place : place;
      if (where < 0 || where >= target.items.length)
        throw new TypeFailure('Index was outside the bounds of the array.', 'System.IndexOutOfRangeException');
      target.items[where] = value;
    } else throw new TypeFailure('Unable to index into an object of type.', runtime, 'CannotIndex', 'InvalidOperation');
  },
};

function this_typeName(value: Value): string {
  if (value instanceof Live) return value.typeName;
  if (value === null) return '';
  if (value instanceof PsObject) return value.typeNames[0] ?? 'System.Object';
  if (value instanceof PsNumber) return `System.${value.type}`;
  if (value instanceof PsText) return value.type;
  return (
    { string: 'System.String', boolean: 'System.Boolean', number: 'System.Int32', bigint: 'System.Int64' }[
      typeof value as string
    ] ?? 'System.Object'
  );
}
