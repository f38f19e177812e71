import { mergedNames, PsObject, type PsProperties } from '../../objects/index.ts';

/**
 * An object whose value is an object, as PowerShell's server sends what one PSObject holds of another (help that was written
 * in comments, for instance): one object, as PowerShell's client has it. What the outer one has goes before what the inner
 * one has; properties are those of both.
 */
export function wrapped(outer: PsObject, inner: PsObject): PsObject {
  return new PsObject({
    typeNames: outer.typeNames.length > 0 ? outer.typeNames : inner.typeNames,
    text: outer.text ?? inner.text,
    adapted: both(inner.adapted, outer.adapted),
    extended: both(inner.extended, outer.extended),
    base: inner.base,
    collection: inner.collection,
  });
}

function both(inner: PsProperties, outer: PsProperties): PsProperties {
  if (outer.names.length === 0) return inner;
  if (inner.names.length === 0) return outer;
  const { names } = mergedNames(inner.names, outer.names);
  const either = new PsObject({ adapted: inner, extended: outer });
  return { names, values: names.map((name) => either.get(name) ?? null) };
}
