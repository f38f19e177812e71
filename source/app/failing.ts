import { classify, type Failure, FailureError } from '../domain/index.ts';
import type { Timers } from './deps.ts';

export function abortError(): DOMException {
  return new DOMException('The operation was cancelled.', 'AbortError');
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The failure that an error stands for; errors that nobody threw on purpose become one of this computer. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return classify({ layer: 'local', text: error instanceof Error ? error.message : String(error) });
}

/** A failure of this computer that the catalogue of servers' answers does not have. */
export function localFailure(id: string, what: string, why: string, next: string): Failure {
  return { id, what, why, next, retryCanHelp: false, kind: 'local' };
}

export interface Deadline {
  readonly signal: AbortSignal;
  /** Lets go of the timer. */
  clear(): void;
}

/** A signal that aborts after so many milliseconds, or with one of the others. */
export function deadline(timers: Timers, milliseconds: number, ...others: readonly AbortSignal[]): Deadline {
  const controller = new AbortController();
  const cancel = timers.after(milliseconds, () => controller.abort(abortError()));
  return { signal: AbortSignal.any([controller.signal, ...others]), clear: cancel };
}
