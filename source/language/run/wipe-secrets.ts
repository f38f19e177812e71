import { PsObject } from '../../objects/index.ts';
import { CredentialState, SecureState } from '../types/secure.ts';
import {
  LiveArray,
  LiveDictionary,
  LiveInstance,
  LiveList,
  LiveObject,
  overlays,
  type Value,
  type Worth,
} from './value.ts';

/** Wipes the secrets of this side that the values hold, however deep. */
export function wipeSecrets(values: Iterable<Worth>): void {
  const seen = new Set<Worth>();
  const open: Worth[] = [...values];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof LiveInstance && value.state instanceof SecureState) value.state.wipe();
    else for (const inner of within(value)) open.push(inner);
  }
}

function within(value: Value): readonly Worth[] {
  if (value instanceof LiveInstance) return value.state instanceof CredentialState ? [value.state.password] : [];
  if (value instanceof LiveArray || value instanceof LiveList) return value.items;
  if (value instanceof LiveDictionary) return [...value.entries()].flat();
  const object = value instanceof PsObject ? overlays.get(value) : value;
  if (!(object instanceof LiveObject)) return [];
  return [
    ...[...object.properties.values()].map((one) => one.value),
    ...(object.base === undefined ? [] : [object.base]),
  ];
}
