import { setTimeout as sleep } from 'node:timers/promises';
import { HttpFailure } from '../../http/index.ts';
import { FaultAnswer, PlainAnswer } from './answers.ts';

/** Resolves after so many milliseconds; rejects at once when the signal aborts. */
export type Delay = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const realDelay: Delay = (milliseconds, signal) => sleep(milliseconds, undefined, { signal });

/** Codes of a server that is busy with itself: operation aborted, RPC unavailable (its HRESULT too). */
const passing: ReadonlySet<number> = new Set([995, 1722, 0x800706ba]);

/**
 * How often a shell is asked for at most, once it has failed this way. PowerShell asks five times for each of these
 * (exchange.md); here only as often as waiting a few seconds can help. A 503 is an application pool that restarts, a
 * refused connection an IIS that does; a 500 passes now and then; a 404 is a wrong URL, and a timeout has waited enough.
 */
export function attemptsFor(error: unknown): number {
  if (error instanceof HttpFailure) {
    if (error.facts.problem === 'status') return ofStatus(error.facts.status);
    return error.facts.sent !== true && (error.kind === 'refused' || error.kind === 'reset') ? 3 : 1;
  }
  if (error instanceof PlainAnswer) return ofStatus(error.status);
  if (error instanceof FaultAnswer) return passing.has(error.fault.fields.wsmanCode ?? 0) ? 5 : 1;
  return 1;
}

function ofStatus(status: number | undefined): number {
  return status === 503 ? 5 : status === 500 ? 2 : 1;
}

/** Milliseconds before try number `attempt`, from 2: half a second, doubled each time. */
export function pauseBefore(attempt: number): number {
  return 250 * 2 ** (attempt - 1);
}
