import { authentications, type EngineKind, type Lease } from '../domain/index.ts';
import { parsedJson } from './json-lines.ts';

/** More than anybody has open; a larger file was not written by an exterm. */
export const ledgerLimits = { leases: 2_000, bytes: 4 * 1024 * 1024, text: 2_048 } as const;

const engines: readonly EngineKind[] = ['native', 'powershell'];

export interface ReadLedger {
  /** With the fields that this version does not know: they are written again as they were read. */
  readonly leases: readonly Lease[];
  /** Of a later exterm's ledger: its version. It holds more than the leases that are understood. */
  readonly later?: number;
  /** Lines that are no lease, as they stood in the file. */
  readonly damaged: readonly string[];
}

/**
 * The ledger's text: a JSON array with one lease a line, so that a file that was cut off or edited still gives up its
 * whole lines.
 */
export function ledgerText(leases: readonly Lease[]): string {
  return `[\n${leases.map((lease) => JSON.stringify(lease)).join(',\n')}\n]\n`;
}

export function parseLedger(text: string): ReadLedger {
  const leases = new Map<string, Lease>();
  const damaged: string[] = [];
  const take = (value: unknown, source: string) => {
    const lease = leaseFrom(value);
    if (lease && leases.size < ledgerLimits.leases) leases.set(lease.shellId.toLowerCase(), lease);
    else damaged.push(source);
  };
  const whole = parsedJson(text);
  const later = laterVersion(whole);
  if (later) {
    for (const value of later.leases) take(value, JSON.stringify(value));
    return { leases: [...leases.values()], later: later.version, damaged: [] };
  }
  if (Array.isArray(whole)) {
    for (const value of whole) take(value, JSON.stringify(value));
  } else if (text.trim() !== '') {
    for (const line of text.split('\n')) {
      const bare = line.trim().replace(/,$/, '');
      if (bare !== '' && bare !== '[' && bare !== ']') take(parsedJson(bare), line);
    }
  }
  return { leases: [...leases.values()], damaged };
}

/** An array, as this version writes it, has no number: an object with one is a later exterm's. */
function laterVersion(whole: unknown): { readonly version: number; readonly leases: readonly unknown[] } | undefined {
  const { version, leases } = Object(whole) as { version?: unknown; leases?: unknown };
  if (Array.isArray(whole) || !Number.isSafeInteger(version) || (version as number) < 1) return undefined;
  return { version: version as number, leases: Array.isArray(leases) ? leases : [] };
}

/** A lease out of an unknown value; undefined where it is none. */
function leaseFrom(value: unknown): Lease | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Record<string, unknown>;
  const texts = ['shellId', 'connection', 'url', 'configurationName', 'processStarted', 'host'] as const;
  if (!isOneOf(authentications, raw['authentication']) || !isOneOf(engines, raw['engine'])) return undefined;
  if (!texts.every((name) => isText(raw[name]))) return undefined;
  if (raw['shellId'] === '' || !isTime(raw['opened']) || !isTime(raw['lastActivity'])) return undefined;
  if (!Number.isSafeInteger(raw['pid']) || (raw['pid'] as number) <= 0) return undefined;
  const optional = (['user', 'sandboxServer', 'redirectedFrom'] as const).filter((name) => raw[name] !== undefined);
  if (!optional.every((name) => isText(raw[name]))) return undefined;
  if (raw['idleTimeout'] !== undefined && !isTime(raw['idleTimeout'])) return undefined;
  return value as Lease;
}

function isOneOf(known: readonly string[], value: unknown): boolean {
  return known.some((one) => one === value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= ledgerLimits.text;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 8.64e15;
}
