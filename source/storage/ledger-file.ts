import { authentications, type EngineKind, type Lease } from '../domain/index.ts';

/** More than anybody has open; a larger file was not written by an exterm. */
export const ledgerLimits = { leases: 2_000, bytes: 4 * 1024 * 1024, text: 2_048 } as const;

const engines: readonly EngineKind[] = ['native', 'powershell'];

export interface ReadLedger {
  readonly leases: readonly Lease[];
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
  const whole = parsed(text);
  if (Array.isArray(whole)) {
    for (const value of whole) take(value, JSON.stringify(value));
  } else if (text.trim() !== '') {
    for (const line of text.split('\n')) {
      const bare = line.trim().replace(/,$/, '');
      if (bare !== '' && bare !== '[' && bare !== ']') take(parsed(bare), line);
    }
  }
  return { leases: [...leases.values()], damaged };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A lease out of an unknown value, field by field; undefined where it is none. Fields of a later version are dropped. */
function leaseFrom(value: unknown): Lease | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Record<string, unknown>;
  const authentication = authentications.find((known) => known === raw['authentication']);
  const engine = engines.find((known) => known === raw['engine']);
  const texts = ['shellId', 'connection', 'url', 'configurationName', 'processStarted', 'host'] as const;
  if (!authentication || !engine || !texts.every((name) => isText(raw[name]))) return undefined;
  if (raw['shellId'] === '' || !isTime(raw['opened']) || !isTime(raw['lastActivity'])) return undefined;
  if (!Number.isSafeInteger(raw['pid']) || (raw['pid'] as number) <= 0) return undefined;
  const optional = (['user', 'sandboxServer', 'redirectedFrom'] as const).filter((name) => raw[name] !== undefined);
  if (!optional.every((name) => isText(raw[name]))) return undefined;
  if (raw['idleTimeout'] !== undefined && !isTime(raw['idleTimeout'])) return undefined;
  const kept = [...texts, ...optional, 'pid', 'opened', 'lastActivity', 'idleTimeout'].filter((name) => name in raw);
  return { ...Object.fromEntries(kept.map((name) => [name, raw[name]])), authentication, engine } as unknown as Lease;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= ledgerLimits.text;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 8.64e15;
}
