import { readFileSync } from 'node:fs';
import { type Connection, findConnection } from '../domain/index.ts';
import { codeOf, fileTrouble } from './file-trouble.ts';
import { parsedJson } from './json-lines.ts';
import { patiently } from './patience.ts';
import { connectionRule, fits, isRecord, knownPart, mostConnections } from './stored-connections.ts';

/** Of the settings file. One without a number is the first. A number that is not ours is of a later exterm. */
export const settingsVersion = 1;

export interface ReadSettings {
  /** `none`: there is no file. `later`: a later version wrote it. `damaged`: nobody wrote it so. */
  readonly kind: 'none' | 'whole' | 'later' | 'damaged';
  readonly version: number;
  /** Those that are understood, with the fields that this version knows. */
  readonly connections: readonly Connection[];
  /** As they stand in the file, in the order of `connections`. */
  readonly stored: readonly Record<string, unknown>[];
  /** What else stands in the file where a connection should: a name, or undefined where it has none. */
  readonly missing: readonly (string | undefined)[];
  /** Sections that this version does not know. */
  readonly others: Readonly<Record<string, unknown>>;
}

const nothing = { version: settingsVersion, connections: [], stored: [], missing: [], others: {} } as const;

/** Reads the file anew. FailureError `local.file` where there is one that cannot be read. */
export function readSettings(file: string): ReadSettings {
  let text: string;
  try {
    text = patiently(() => readFileSync(file, 'utf8'));
  } catch (error) {
    // No rights is not damage: moving the file would only lose it.
    if (codeOf(error) === 'ENOENT') return { kind: 'none', ...nothing };
    throw fileTrouble('read', file, error);
  }
  const whole = parsedJson(text);
  if (!isRecord(whole)) return { kind: 'damaged', ...nothing };
  const { version = settingsVersion, connections: list = [], ...others } = whole;
  const all = Array.isArray(list) ? list : [];
  const connections: Connection[] = [];
  const stored: Record<string, unknown>[] = [];
  const missing: (string | undefined)[] = [];
  for (const one of all) {
    if (connections.length < mostConnections && fits(one, connectionRule)) {
      connections.push(knownPart(one, connectionRule) as unknown as Connection);
      stored.push(one);
    } else missing.push(isRecord(one) && typeof one['name'] === 'string' ? one['name'] : undefined);
  }
  const isNumbered = typeof version === 'number' && version >= 1;
  const isInOrder = isNumbered && Array.isArray(list) && missing.length === 0;
  const kind = isNumbered && version > settingsVersion ? 'later' : isInOrder ? 'whole' : 'damaged';
  return { kind, version: isNumbered ? version : settingsVersion, connections, stored, missing, others };
}

/** The stored form of the connection of that name, in any case. */
export function storedOf({ connections, stored }: ReadSettings, name: string | undefined): Record<string, unknown> {
  const found = name === undefined ? undefined : findConnection(connections, name);
  return found ? stored[connections.indexOf(found)]! : {};
}
