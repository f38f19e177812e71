import {
  PsDateTime,
  PsObject,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
  psList,
} from '../../../objects/index.ts';
import type { ParameterKind } from '../../catalogue/parameter-kinds.ts';
import { date, parseSize, quota } from '../../directory/quantities.ts';
import { guidPattern, parseDate, textOf } from '../../directory/text-values.ts';

/** Why a value does not fit its parameter: a sentence for the binding error. */
export class ConversionFailure extends Error {}

/**
 * A value as its parameter's kind wants it: enumerations become their canonical name, sizes an Unlimited size, counts
 * a number or `Unlimited`, identities a text, lists a list of texts. Throws ConversionFailure.
 */
export function convert(value: PsValue, kind: ParameterKind): PsValue {
  switch (kind.kind) {
    case 'any':
      return value;
    case 'switch':
      return value === null ? true : toBoolean(value, kind.typeName);
    case 'boolean':
      return toBoolean(value, kind.typeName);
    case 'text':
      return value === null ? null : toText(value, kind.typeName);
    case 'identity':
      // As in Exchange, -Identity $null of a Get- cmdlet is no identity at all.
      if (value === '') throw refuse('an empty text', kind.typeName);
      return value === null ? null : identityOf(value, kind.typeName);
    case 'texts':
      return value === null || isDictionary(value)
        ? value
        : psList(items(value).map((item) => identityOf(item, kind.typeName)));
    case 'integer':
      return toInteger(value, kind.typeName);
    case 'count':
      return typeof value === 'string' && /^unlimited$/i.test(value.trim())
        ? 'Unlimited'
        : toCount(value, kind.typeName);
    case 'size':
      return toSize(value, kind.typeName);
    case 'date':
      return toDate(value, kind.typeName);
    case 'timespan':
      return value instanceof PsTimeSpan ? value : toTimeSpan(toText(value, kind.typeName), kind.typeName);
    case 'guid':
      return toGuid(toText(value, kind.typeName), kind.typeName);
    case 'secret':
      if (value instanceof PsSecureString) return value;
      throw refuse('the value given', kind.typeName, 'It takes a SecureString, never clear text.');
    case 'credential':
      if (value === null || isCredential(value)) return value;
      throw refuse('the value given', kind.typeName, 'It takes what Get-Credential gives.');
    case 'enum':
      return enumName(toText(value, kind.typeName), kind.values, kind.typeName);
    case 'flags':
      return psList(
        items(value)
          .flatMap((item) => toText(item, kind.typeName).split(','))
          .map((name) => enumName(name.trim(), kind.values, kind.typeName)),
      );
  }
}

function refuse(shown: string, typeName: string, why = ''): ConversionFailure {
  return new ConversionFailure(`Cannot convert ${shown} to type "${typeName}".${why ? ` ${why}` : ''}`);
}

function isCredential(value: PsValue): boolean {
  if (!(value instanceof PsObject)) return false;
  return (
    value.typeNames.some((name) => name.endsWith('PSCredential')) && value.get('Password') instanceof PsSecureString
  );
}

function isDictionary(value: PsValue): value is PsObject {
  return value instanceof PsObject && value.collection?.kind === 'dictionary';
}

function items(value: PsValue): readonly PsValue[] {
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
    return value.collection.items;
  }
  return [value];
}

function toText(value: PsValue, typeName: string): string {
  const text = textOf(value);
  if (text === undefined) throw refuse(value instanceof PsObject ? 'an object or a list' : 'the value given', typeName);
  return text;
}

/** What names an object: its Identity where it has one, else its distinguished name, GUID or text. */
export function identityOf(value: PsValue, typeName: string): string {
  if (value instanceof PsObject && !value.collection) {
    for (const name of ['Identity', 'DistinguishedName', 'Guid']) {
      const text = textOf(value.get(name));
      if (text) return text;
    }
  }
  return toText(value, typeName);
}

function toBoolean(value: PsValue, typeName: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) !== 0;
  if (value instanceof PsObject) {
    const inner = value.get('IsPresent') ?? value.base;
    if (typeof inner === 'boolean') return inner;
  }
  throw refuse(describe(value), typeName, 'It takes $true or $false.');
}

function describe(value: PsValue): string {
  const text = textOf(value);
  return text === undefined ? 'the value given' : `value "${text.length > 100 ? `${text.slice(0, 100)}…` : text}"`;
}

function toInteger(value: PsValue, typeName: string): number {
  const text = textOf(value)?.trim() ?? '';
  const number = Number(text);
  if (!/^[+-]?\d{1,10}$/.test(text) || number > 0x7fffffff || number < -0x80000000) {
    throw refuse(describe(value), typeName, 'It takes a whole number.');
  }
  return number;
}

function toCount(value: PsValue, typeName: string): number {
  const text = textOf(value)?.trim() ?? '';
  if (!/^\d{1,9}$/.test(text)) throw refuse(describe(value), typeName, 'It takes a whole number or Unlimited.');
  return Number(text);
}

function toSize(value: PsValue, typeName: string): PsValue {
  const parsed = parseSize(textOf(value) ?? '');
  if (parsed === undefined)
    throw refuse(describe(value), typeName, 'It takes a size such as 25MB or 2GB, or Unlimited.');
  return quota(parsed === 'Unlimited' ? undefined : parsed);
}

function toDate(value: PsValue, typeName: string): PsDateTime {
  const plain = value instanceof PsObject && value.base !== undefined ? value.base : value;
  if (plain instanceof PsDateTime) return plain;
  const milliseconds = parseDate(textOf(value) ?? '');
  if (milliseconds === undefined) throw refuse(describe(value), typeName, 'It takes a date such as 2026-11-22 14:30.');
  return date(milliseconds);
}

function toTimeSpan(text: string, typeName: string): PsTimeSpan {
  const match = /^(?:(\d{1,6})\.)?(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text.trim());
  if (!match) throw refuse(`value "${text}"`, typeName, 'It takes a time span such as 14.00:00:00.');
  const [, days, hours, minutes, seconds] = match.map((part) => BigInt(/^\d+$/.test(part ?? '') ? (part ?? 0) : 0));
  const total = (days ?? 0n) * 86_400n + (hours ?? 0n) * 3_600n + (minutes ?? 0n) * 60n + (seconds ?? 0n);
  return PsTimeSpan.fromTicks(total * 10_000_000n);
}

function toGuid(text: string, typeName: string): PsText {
  const guid = guidPattern.exec(text.trim())?.[1];
  if (!guid) throw refuse(`value "${text}"`, typeName, 'It takes a GUID.');
  return new PsText('Guid', guid.toLowerCase());
}

function enumName(text: string, values: readonly string[], typeName: string): string {
  const lower = text.trim().toLowerCase();
  const exact = values.find((name) => name.toLowerCase() === lower);
  if (exact) return exact;
  const starting = lower ? values.filter((name) => name.toLowerCase().startsWith(lower)) : [];
  if (starting.length === 1 && starting[0]) return starting[0];
  throw refuse(`value "${text}"`, typeName, `Specify one of: ${values.join(', ')}.`);
}
