import { PsObject, type PsProperties, type PsValue } from '../objects/index.ts';

/** What differs from session to session, and says nothing of a server. Lower case. */
const ofTheSession = new Set(['runspaceid', 'pscomputername', 'psshowcomputername']);

/** The value without the properties that remoting gave it. */
export function withoutSession(value: PsValue): PsValue {
  if (!(value instanceof PsObject)) return value;
  const adapted = without(value.adapted);
  const extended = without(value.extended);
  return adapted === value.adapted && extended === value.extended
    ? value
    : new PsObject({ ...value, adapted, extended });
}

function without(properties: PsProperties): PsProperties {
  const kept = properties.names.flatMap((name, index) => (ofTheSession.has(name.toLowerCase()) ? [] : [index]));
  if (kept.length === properties.names.length) return properties;
  return {
    names: kept.map((index) => properties.names[index]!),
    values: kept.map((index) => properties.values[index]!),
  };
}
