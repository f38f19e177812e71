import { PsObject, PsText } from '../../objects/index.ts';
import { adaptedOf, LiveArray, LiveDictionary, LiveList, LiveObject, overlays, type Value } from '../run/value.ts';
import { enumerated, isEnum } from '../values/convert.ts';
import { typeNameOf } from '../values/kinds.ts';
import { sizeOf } from '../values/sizes.ts';
import { convert } from './convert.ts';
import { basesOf, typeNamesOf } from './is-a.ts';
import { memberSetOf, type PropertyAccess } from './member-set.ts';
import { declarationOf } from './registry.ts';
import { sizeType } from './size.ts';
import {
  type PropertyDeclaration,
  readOnlyProperty,
  settingFailure,
  type TypeDeclaration,
  TypeFailure,
} from './type.ts';
import { wireDocument } from './xml.ts';

/** What is declared of a value's type and of what that derives from, nearest first. */
export function declarationsOf(value: Value): readonly TypeDeclaration[] {
  const found = declarationsNamed(typeNameOf(value).replace(/^Deserialized\./, ''));
  return sizeOf(value) === undefined ? found : [...found, sizeType];
}

/** The same of a type's full name. */
export const declarationsNamed = (name: string): readonly TypeDeclaration[] => cached.get(name) ?? lookUp(name);

const cached = new Map<string, readonly TypeDeclaration[]>();

function lookUp(name: string): readonly TypeDeclaration[] {
  const found = [name, ...basesOf(name)].flatMap((one) => declarationOf(one) ?? []);
  const distinct = [...new Set(found)];
  if (cached.size > 500) cached.clear();
  cached.set(name, distinct);
  return distinct;
}

const propertiesByName = new WeakMap<TypeDeclaration, ReadonlyMap<string, PropertyDeclaration>>();

function declaredProperty(value: Value, lower: string): PropertyDeclaration | undefined {
  for (const declaration of declarationsOf(value)) {
    let byName = propertiesByName.get(declaration);
    if (!byName) {
      byName = new Map((declaration.properties ?? []).map((one) => [one.name.toLowerCase(), one]));
      propertiesByName.set(declaration, byName);
    }
    const found = byName.get(lower);
    if (found) return found;
  }
  return undefined;
}

/**
 * A property of the value itself: of a list the list's own, of a dictionary the entry too. Undefined where it has none of
 * that name; what a script gives is not asked here.
 */
export function ownMember(target: Value, name: string): Value | undefined {
  if (target === null) return undefined;
  if (target instanceof LiveObject) {
    const found = target.properties.get(name.toLowerCase());
    if (found) return found.value;
    if (target.base !== undefined) return ownMember(target.base, name);
  } else if (target instanceof PsObject) {
    const found = overlays.get(target)?.properties.get(name.toLowerCase())?.value ?? target.get(name);
    if (found !== undefined) return found;
    if (target.collection?.kind === 'dictionary') {
      const lower = name.toLowerCase();
      const entry = target.collection.entries.find(([key]) => typeof key === 'string' && key.toLowerCase() === lower);
      if (entry) return entry[1];
    }
    if (target.base !== undefined && !isEnum(target)) return ownMember(target.base, name);
  } else if (target instanceof LiveDictionary) {
    const found = target.get(name);
    if (found !== undefined) return found;
  }
  const lower = name.toLowerCase();
  if (target instanceof PsText && target.type === 'Xml') return ownMember(wireDocument(target), name);
  const adapted = adaptedOf(target)?.get(lower);
  if (adapted !== undefined) return adapted;
  const declared = declaredProperty(target, lower);
  if (declared) return declared.get(target);
  if (lower === 'psobject' || lower === 'psbase') return memberSetOf(accessTo(target));
  return lower === 'pstypenames' ? typeNameList(target) : undefined;
}

/** `$value.Name`; of a list without such a member, that of each item. Undefined where there is none. */
export function memberOf(target: Value, name: string): Value | undefined {
  const own = ownMember(target, name);
  if (own !== undefined) return own;
  const items = enumerated(target);
  // What goes through a list has members of its own only.
  if (items && !/Enumerator$/.test(typeNameOf(target))) {
    // What has items counts them, whatever its type is called.
    if (/^count$/i.test(name)) return items.length;
    const found = gathered(items, name);
    if (found.length > 1) return new LiveArray(found);
    return found.length === 1 ? found[0] : undefined;
  }
  return /^(?:count|length)$/i.test(name) ? (target === null ? 0 : 1) : undefined;
}

/** Of each item that has the member; what is a list is taken apart once. */
function gathered(items: readonly Value[], name: string, depth = 0): Value[] {
  if (depth > 20) return [];
  return items.flatMap((item) => {
    const own = ownMember(item, name);
    if (own === undefined) {
      const inner = enumerated(item);
      return inner ? gathered(inner, name, depth + 1) : [];
    }
    return enumerated(own) ?? [own];
  });
}

const notFound = (name: string, id: string) =>
  new TypeFailure(
    `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
    'System.Management.Automation.RuntimeException',
    id,
    'InvalidOperation',
  );

/** `$target.Name = value` */
export function setMemberOf(target: Value, name: string, value: Value): void {
  if (target === null) throw notFound(name, 'PropertyNotFound');
  const lower = name.toLowerCase();
  if (target instanceof LiveObject) {
    const property = target.properties.get(lower);
    if (property) property.value = value;
    else if (target.base !== undefined) setMemberOf(target.base, name, value);
    else throw missingOnObject(name);
    return;
  }
  if (target instanceof LiveDictionary) {
    target.set(name, value);
    return;
  }
  if (target instanceof PsObject && setOnWire(target, name, value)) return;
  if (adaptedOf(target)?.set(lower, value)) return;
  const declared = declaredProperty(target, lower);
  if (!declared) throw notFound(name, 'PropertyAssignmentException');
  if (!declared.set) {
    throw readOnlyProperty(declared.name);
  }
  const converted = convert(value, declared.type);
  try {
    declared.set(target, converted);
  } catch (error) {
    // What has an id is PowerShell's own already.
    throw error instanceof TypeFailure && error.id === undefined ? settingFailure(declared.name, error.message) : error;
  }
}

const missingOnObject = (name: string) =>
  settingFailure(
    name,
    `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
  );

/** What is set on an object of the wire goes into its overlay. Only what it has can be set. */
function setOnWire(target: PsObject, name: string, value: Value): boolean {
  const overlay = overlays.get(target);
  const property = overlay?.properties.get(name.toLowerCase());
  if (property) {
    property.value = value;
    return true;
  }
  if (target.get(name) === undefined) return false;
  const spelled = target.propertyNames.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
  addTo(target, spelled, value);
  return true;
}

/** Adds a note property to a value that can have some. */
export function addTo(target: PsObject | LiveObject, name: string, value: Value): void {
  let holder = target instanceof LiveObject ? target : overlays.get(target);
  if (!holder) {
    holder = new LiveObject([], []);
    overlays.set(target as PsObject, holder);
  }
  holder.properties.set(name.toLowerCase(), { name, value });
}

/** Names of the properties that the value itself shows, in their order. */
export function propertyNamesOf(target: Value): readonly string[] {
  const names = new Map<string, string>();
  const add = (name: string) => {
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  };
  const of = (value: Value): void => {
    if (value instanceof LiveObject) {
      if (value.base !== undefined) of(value.base);
      for (const { name } of value.properties.values()) add(name);
      for (const { name, kind } of value.scripts.values()) if (kind === 'property') add(name);
      return;
    }
    if (value instanceof PsObject) {
      value.propertyNames.forEach(add);
      for (const { name } of overlays.get(value)?.properties.values() ?? []) add(name);
      if (value.propertyNames.length > 0 || value.typeNames.length === 0) return;
    }
    const adapted = adaptedOf(value)?.names() ?? [];
    adapted.forEach(add);
    if (adapted.length > 0) return;
    for (const { properties = [] } of declarationsOf(value)) for (const { name } of properties) add(name);
  };
  of(target);
  return [...names.values()];
}

const textList = 'System.Collections.ObjectModel.Collection`1[System.String]';

const typeNameList = (target: Value): LiveList =>
  target instanceof LiveObject && target.base === undefined
    ? new LiveList(target.typeNames as Value[], textList, 'System.String')
    : new LiveList([...typeNamesOf(target)], textList, 'System.String');

function accessTo(target: Value): PropertyAccess {
  return {
    target,
    names: () => propertyNamesOf(target),
    get: (name) => ownMember(target, name) ?? null,
    set: (name, value) => setMemberOf(target, name, value),
    add: (name, value) => {
      if (target instanceof LiveObject || target instanceof PsObject) addTo(target, name, value);
    },
    remove: (name) => {
      const holder = target instanceof PsObject ? overlays.get(target) : target;
      if (holder instanceof LiveObject) holder.properties.delete(name.toLowerCase());
    },
    typeNames: () => typeNameList(target),
  };
}
