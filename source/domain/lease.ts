import type { Authentication, EngineKind } from './connection.ts';

/**
 * One line of the ledger: a shell that an exterm of this user opened or is about to open. It says enough to reach the
 * server and delete the shell even after the saved connection is gone. Times are milliseconds since 1970 UTC.
 */
export interface Lease {
  readonly shellId: string;
  readonly connection: string;
  readonly engine: EngineKind;
  /** Where the shell is. */
  readonly url: string;
  /** The connection's own URL, where the server sent exterm on from there to `url`. */
  readonly redirectedFrom?: string;
  readonly configurationName: string;
  readonly authentication: Authentication;
  readonly user?: string;
  readonly sandboxServer?: string;
  readonly pid: number;
  /** Start time of that process as its system tells it: a pid alone is given out again. */
  readonly processStarted: string;
  /** Computer name: a ledger may lie in a roaming profile, and a pid means nothing elsewhere. */
  readonly host: string;
  readonly opened: number;
  readonly lastActivity: number;
  /** Milliseconds; undefined until the server said so. */
  readonly idleTimeout?: number;
}

/** Shell ids are GUIDs: the same one comes back in another case. */
export function sameShell(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Remaining times at which a warning is given, longest first; milliseconds. */
const countdownWarnings = [5 * 60_000, 2 * 60_000, 60_000] as const;

/**
 * The warning that has been due since: one of `countdownWarnings`, the shortest that is not less than the remaining time.
 * None of those that are as long as the whole timeout: two minutes need no warning at their very start.
 */
export function warningDue(left: number | undefined, idleTimeout: number | undefined): number | undefined {
  if (left === undefined || left === 0) return undefined;
  return countdownWarnings.filter((at) => left <= at && at < (idleTimeout ?? 0)).at(-1);
}

export type CountdownLevel = 'calm' | 'soon' | 'urgent' | 'critical' | 'expired';

/**
 * Milliseconds until the server ends the shell, never negative and never more than the timeout (a tick may be older than
 * the last traffic); undefined while its idle timeout is unknown.
 */
export function remaining(lease: Pick<Lease, 'idleTimeout' | 'lastActivity'>, now: number): number | undefined {
  if (lease.idleTimeout === undefined) return undefined;
  return Math.min(lease.idleTimeout, Math.max(0, lease.lastActivity + lease.idleTimeout - now));
}

export function countdownLevel(left: number | undefined): CountdownLevel {
  if (left === undefined || left > countdownWarnings[0]) return 'calm';
  if (left > countdownWarnings[1]) return 'soon';
  if (left > countdownWarnings[2]) return 'urgent';
  return left > 0 ? 'critical' : 'expired';
}

/** `14:32`, or `1:02:05` from an hour up; `--:--` while unknown. Rounded up, so that 0:00 means over. */
export function countdownText(left: number | undefined): string {
  if (left === undefined) return '--:--';
  const seconds = Math.ceil(left / 1000);
  const two = (n: number) => `${n}`.padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}
