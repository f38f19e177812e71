import {
  LiveArray,
  LiveDictionary,
  LiveList,
  LiveObject,
  LiveType,
  type Value,
} from '../../source/language/run/value.ts';
import { toText } from '../../source/language/values/convert.ts';
import { timeSpanText } from '../../source/language/values/dates.ts';
import { formatValue } from '../../source/language/values/format.ts';
import { shortest } from '../../source/language/values/format-number.ts';
import { isNumberWithMore, typeNameOf } from '../../source/language/values/kinds.ts';
import { PsDateTime, PsNumber, PsObject, PsTimeSpan } from '../../source/objects/index.ts';
import type { Canonical } from '../peers/powershell/evaluator.ts';

/** A value of ours as the evaluator writes PowerShell's (peers/powershell/evaluator/Values.cs). */
export function canonicalOf(value: Value): Canonical {
  if (value === null) return null;
  // How a number was typed is no part of its value.
  if (isNumberWithMore(value) && value.properties.size === 0) return canonicalOf(value.base!);
  const type = typeNameOf(value);
  if (value instanceof LiveObject && value.base === undefined)
    return { type, properties: [...value.properties.values()].map((one) => [one.name, canonicalOf(one.value)]) };
  if (value instanceof LiveDictionary)
    return { type, entries: [...value.entries()].map(([key, one]) => [canonicalOf(key), canonicalOf(one)]) };
  if (value instanceof LiveArray || value instanceof LiveList) return { type, items: value.items.map(canonicalOf) };
  if (value instanceof PsObject && value.collection?.kind === 'list')
    return { type, items: value.collection.items.map(canonicalOf) };
  if (value instanceof Uint8Array) return { type, items: [...value].map((byte) => ['System.Byte', String(byte)]) };
  return [type, textOf(value, type)];
}

function textOf(value: Exclude<Value, null>, type: string): string {
  if (value instanceof PsNumber) {
    if (value.type !== 'Double' && value.type !== 'Single') return String(value.value);
    const number = Number(value.value);
    if (!Number.isFinite(number)) return String(number);
    return shortest(number, value.type === 'Single');
  }
  if (value instanceof PsDateTime) return value.text;
  if (value instanceof PsTimeSpan) return timeSpanText(value);
  if (value instanceof LiveType) return value.fullName;
  if (type === 'System.DateTimeOffset') return formatValue(value, 'o');
  return toText(value);
}

/** The order of a hashtable's entries says nothing: .NET's is by chance. */
export function sorted(value: Canonical): Canonical {
  if (value === null || Array.isArray(value)) return value;
  const one = value as Exclude<Canonical, null | readonly [string, string]>;
  if ('items' in one) return { ...one, items: one.items.map(sorted) };
  if ('properties' in one) return { ...one, properties: one.properties.map(([name, item]) => [name, sorted(item)]) };
  if (!('entries' in one)) return one;
  const entries = one.entries.map(([key, item]) => [sorted(key), sorted(item)] as const);
  if (one.type.includes('Ordered')) return { ...one, entries };
  return { ...one, entries: entries.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}
