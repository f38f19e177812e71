import type { FailureKind } from './failure-facts.ts';
import type { FailureId } from './failures/all.ts';

/**
 * A failure is a classified error: what happened, why, and what to do next. Engines throw `FailureError`; everything
 * above shows its `Failure`. `failure-catalogue.ts` turns codes, statuses and texts into one.
 */
export interface Failure {
  /** Stable id such as `quota.shells`; `unknown` where the catalogue has nothing better. */
  readonly id: FailureId;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  /** Whether the same attempt can succeed later without anybody changing anything. */
  readonly retryCanHelp: boolean;
  readonly kind: FailureKind;
  /** What the other side said, wrappers stripped, control characters kept for the formatter to neutralise. */
  readonly original?: string;
  /** Facts for support: WSMan code as hex, HTTP status, FQEID, Exchange's request id and servers. */
  readonly details?: Readonly<Record<string, string>>;
  /** Whether the server may have a shell although opening one failed, where who asked for it knows; else the id says it. */
  readonly mayLeaveShell?: boolean;
}

/** The one error type that engines and use cases throw on purpose. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.what, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}
