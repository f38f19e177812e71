import { PsObject, type PsProperties, type PsSecureString, type PsValue } from './values.ts';

/** Properties from a record, in its order. */
export function properties(record: Readonly<Record<string, PsValue>>): PsProperties {
  return { names: Object.keys(record), values: Object.values(record) };
}

/** An object like `[pscustomobject]`, or of the type names given: its properties are extended (note) properties. */
export function psObject(
  record: Readonly<Record<string, PsValue>>,
  typeNames: readonly string[] = ['System.Management.Automation.PSCustomObject', 'System.Object'],
  text?: string,
): PsObject {
  return new PsObject({ typeNames, extended: properties(record), text });
}

/** A System.Collections.ArrayList, or of the type names given. */
export function psList(
  items: readonly PsValue[],
  typeNames: readonly string[] = ['System.Collections.ArrayList', 'System.Object'],
): PsObject {
  return new PsObject({ typeNames, collection: { kind: 'list', items } });
}

/** A System.Collections.Hashtable, or of the type names given. */
export function psDictionary(
  entries: readonly (readonly [PsValue, PsValue])[],
  typeNames: readonly string[] = ['System.Collections.Hashtable', 'System.Object'],
): PsObject {
  return new PsObject({ typeNames, collection: { kind: 'dictionary', entries } });
}

/** An enum value: its number, its name as text, and System.Enum among the type names (MS-PSRP 2.2.5.2.7). */
export function psEnum(typeName: string, name: string, value: number): PsObject {
  return new PsObject({
    typeNames: [typeName, 'System.Enum', 'System.ValueType', 'System.Object'],
    base: value,
    text: name,
  });
}

/** A PSCredential as it travels (MS-PSRP 2.2.3.25). */
export function psCredential(userName: string, password: PsSecureString | null): PsObject {
  return new PsObject({
    typeNames: ['System.Management.Automation.PSCredential', 'System.Object'],
    text: 'System.Management.Automation.PSCredential',
    adapted: properties({ UserName: userName, Password: password }),
  });
}

/** The items of a list-like value, the value itself alone otherwise: how PowerShell enumerates in a pipeline. */
export function itemsOf(value: PsValue): readonly PsValue[] {
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
    return value.collection.items;
  }
  return [value];
}

/** The entry of a dictionary value under a string key, any case. */
export function entryOf(value: PsValue | undefined, key: string): PsValue | undefined {
  if (!(value instanceof PsObject) || value.collection?.kind !== 'dictionary') return undefined;
  const lower = key.toLowerCase();
  return value.collection.entries.find(([name]) => typeof name === 'string' && name.toLowerCase() === lower)?.[1];
}
