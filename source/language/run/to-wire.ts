import { type PsNumber, PsObject, PsText, type PsValue, psDictionary, psList } from '../../objects/index.ts';
import { type Seal, sealed } from '../types/secure.ts';
import { TypeFailure } from '../types/type.ts';
import type { Semantics } from './semantics.ts';
import {
  type Adapted,
  adaptedOf,
  Formatted,
  Live,
  LiveArray,
  LiveDictionary,
  LiveInstance,
  LiveList,
  LiveObject,
  LiveType,
  nothing,
  overlays,
  ScriptBlock,
  type Value,
} from './value.ts';

/** Objects in one another, as PowerShell's serializer opens them at most. */
const deepest = 40;

/** How values cross. */
interface Crossing {
  readonly semantics: Semantics;
  readonly seal: Seal | undefined;
}

/**
 * A value as it crosses the wire, and as whoever shows it sees it: then without `seal`, and a secret is the name of its
 * type. Throws where it goes round in a circle, and what `seal` throws.
 */
export function toWire(value: Value, semantics: Semantics, seal?: Seal): PsValue {
  return cross(value, { semantics, seal }, 0);
}

function cross(value: Value, crossing: Crossing, depth: number): PsValue {
  if (typeof value !== 'object' || value === null) return (value as unknown) === nothing ? null : value;
  if (depth > deepest)
    throw new TypeFailure(
      'The value holds itself, or more in one another than can be sent.',
      'System.InvalidOperationException',
    );
  if (!(value instanceof Live)) return value instanceof PsObject ? withOverlay(value, crossing, depth) : value;
  const inner = (item: Value) => cross(item, crossing, depth + 1);
  if (crossing.seal && value instanceof LiveArray && value.typeName === 'System.Byte[]') {
    // As PowerShell sends it: as a list, each byte would be an element of its own.
    return Uint8Array.from(value.items, (byte) => Number((byte as PsNumber).value));
  }
  if (value instanceof LiveArray || value instanceof LiveList) return psList(value.items.map(inner), listTypes(value));
  if (value instanceof LiveDictionary) {
    const entries = [...value.entries()].map(([key, item]) => [inner(key), inner(item)] as const);
    return psDictionary(entries, [value.typeName, 'System.Object']);
  }
  if (value instanceof LiveObject) return objectOf(value, crossing, depth);
  if (value instanceof ScriptBlock) return new PsText('ScriptBlock', value.text);
  if (value instanceof Formatted) return inner(value.value);
  if (value instanceof LiveType) return value.fullName;
  const adapted = adaptedOf(value);
  if (adapted) return adaptedObject(value as LiveInstance, adapted, crossing, depth);
  const secret = crossing.seal && value instanceof LiveInstance ? sealed(value, crossing.seal) : undefined;
  return secret ?? crossing.semantics.toText(value);
}

const listTypes = (value: LiveArray | LiveList): readonly string[] =>
  value instanceof LiveArray ? [value.typeName, 'System.Array', 'System.Object'] : [value.typeName, 'System.Object'];

/** A document goes as its text; an element as an object with the properties that it shows. */
function adaptedObject({ typeName }: LiveInstance, adapted: Adapted, crossing: Crossing, depth: number): PsValue {
  const markup = adapted.toXml?.();
  if (markup !== undefined) return new PsText('Xml', markup);
  const names = adapted.names();
  const values = names.map((name) => cross(adapted.get(name.toLowerCase()) ?? null, crossing, depth + 1));
  return new PsObject({ typeNames: [typeName, 'System.Object'], adapted: { names, values }, text: adapted.toShown() });
}

/** Each folder is in another one: within an object one is its path, as PowerShell's serializer has it. */
const folderText = (value: Value) =>
  value instanceof LiveObject && value.typeNames[0] === 'System.IO.DirectoryInfo' ? value.text : undefined;

function objectOf(value: LiveObject, crossing: Crossing, depth: number): PsObject {
  const properties = [...value.properties.values()];
  const extended = {
    names: properties.map(({ name }) => name),
    values: properties.map(({ value: inner }) => folderText(inner) ?? cross(inner, crossing, depth + 1)),
  };
  const base = value.base === undefined ? undefined : cross(value.base, crossing, depth + 1);
  if (base instanceof PsObject) return merged(base, extended);
  return new PsObject({ typeNames: [...value.typeNames], extended, text: value.text, base });
}

function withOverlay(value: PsObject, crossing: Crossing, depth: number): PsObject {
  const overlay = overlays.get(value);
  if (!overlay) return value;
  const properties = [...overlay.properties.values()];
  return merged(value, {
    names: properties.map(({ name }) => name),
    values: properties.map((one) => cross(one.value, crossing, depth + 1)),
  });
}

function merged(value: PsObject, added: PsObject['extended']): PsObject {
  const lower = new Set(added.names.map((name) => name.toLowerCase()));
  const keep = value.extended.names.flatMap((name, index) =>
    lower.has(name.toLowerCase()) ? [] : [{ name, value: value.extended.values[index]! }],
  );
  return new PsObject({
    typeNames: value.typeNames,
    text: value.text,
    adapted: value.adapted,
    base: value.base,
    ...(value.collection && { collection: value.collection }),
    extended: {
      names: [...keep.map(({ name }) => name), ...added.names],
      values: [...keep.map((one) => one.value), ...added.values],
    },
  });
}
