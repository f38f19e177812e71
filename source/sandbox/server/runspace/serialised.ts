import { PsObject, type PsValue } from '../../../objects/index.ts';

/**
 * A value as PowerShell's serializer lets it go with its depth of 1: of an object's own properties a value of an enumeration
 * is its text, in a list as well, so that a client finds `Status -eq 'Retry'` true. What Select-Object has made of it is a
 * bag of properties, in which such a value stays a number with a name.
 */
export function serialised(value: PsValue): PsValue {
  if (!(value instanceof PsObject) || !value.adapted.values.some(hasEnumeration)) return value;
  const { typeNames, text, adapted, extended, base, collection } = value;
  const values = adapted.values.map(asText);
  return new PsObject({ typeNames, text, adapted: { names: adapted.names, values }, extended, base, collection });
}

const isEnumeration = (value: PsValue): value is PsObject =>
  value instanceof PsObject && value.typeNames.includes('System.Enum');

const isList = (value: PsValue): value is PsObject & { collection: { kind: 'list'; items: readonly PsValue[] } } =>
  value instanceof PsObject && value.collection?.kind === 'list';

const hasEnumeration = (value: PsValue): boolean =>
  isEnumeration(value) || (isList(value) && value.collection.items.some(isEnumeration));

function asText(value: PsValue): PsValue {
  if (isEnumeration(value)) return value.text ?? '';
  if (!isList(value) || !hasEnumeration(value)) return value;
  const items = value.collection.items.map((item) => (isEnumeration(item) ? (item.text ?? '') : item));
  return new PsObject({ typeNames: value.typeNames, text: value.text, collection: { kind: 'list', items } });
}
