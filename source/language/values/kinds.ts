import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  type PsNumberType,
  PsObject,
  PsSecureString,
  PsText,
  PsTimeSpan,
} from '../../objects/index.ts';
import { Live, LiveObject, type Value } from '../run/value.ts';

/** The types that PowerShell counts with, by the name behind `System.`. */
export type NumberType = PsNumberType | 'Int32' | 'Int64' | 'Decimal';

/** The whole ones first, from the narrowest to the widest: a type converts to those behind it. */
export const numberTypes: readonly NumberType[] = [
  ...([
    'SByte',
    'Byte',
    'Int16',
    'UInt16',
    'Int32',
    'UInt32',
    'Int64',
    'UInt64',
    'Single',
    'Double',
    'Decimal',
  ] as const),
];

/** Undefined for what is no number. */
export function numberTypeOf(value: Value): NumberType | undefined {
  if (typeof value === 'number') return 'Int32';
  if (typeof value === 'bigint') return 'Int64';
  if (value instanceof PsNumber) return value.type;
  return value instanceof PsDecimal ? 'Decimal' : undefined;
}

/** A number with what it has besides: how it was typed among arguments, or properties of its own. */
export const isNumberWithMore = (value: Value): value is LiveObject =>
  value instanceof LiveObject && value.base !== undefined && numberTypeOf(value.base) !== undefined;

const textTypes: Readonly<Record<PsText['type'], string>> = {
  Guid: 'System.Guid',
  Uri: 'System.Uri',
  Version: 'System.Version',
  Xml: 'System.Xml.XmlDocument',
  ScriptBlock: 'System.Management.Automation.ScriptBlock',
};

/** .NET's full name as Type.ToString() writes it; empty for null. What came over the wire keeps its `Deserialized.`. */
export function typeNameOf(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return 'System.String';
  if (typeof value === 'boolean') return 'System.Boolean';
  const number = numberTypeOf(value);
  if (number) return `System.${number}`;
  if (value instanceof LiveObject) return value.base === undefined ? value.typeName : typeNameOf(value.base);
  if (value instanceof Live) return value.typeName;
  if (value instanceof PsObject)
    return value.typeNames[0] ?? (value.base === undefined ? 'System.Object' : typeNameOf(value.base));
  if (value instanceof PsChar) return 'System.Char';
  if (value instanceof PsDateTime) return 'System.DateTime';
  if (value instanceof PsTimeSpan) return 'System.TimeSpan';
  if (value instanceof PsText) return textTypes[value.type];
  if (value instanceof PsSecureString) return 'System.Security.SecureString';
  return 'System.Byte[]';
}

/** The same as messages name it: without `Deserialized.`, and a custom object as PSObject. */
export function shownTypeOf(value: Value): string {
  const name = typeNameOf(value).replace(/^Deserialized\./, '');
  if (value instanceof LiveObject && value.base === undefined) return 'System.Management.Automation.PSObject';
  return name;
}
