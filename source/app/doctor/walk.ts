import { orAborted } from '../../async/abort.ts';
import { deadline } from '../../async/deadline.ts';
import {
  addressFacts,
  type Connection,
  classify,
  type DiagnosisStepId,
  FailureError,
  type Finding,
} from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { Examination } from './examination.ts';

/** What all steps of an examination work with. */
export interface Walk {
  readonly exam: Examination;
  readonly deps: AppDeps;
  /** With its real URL. */
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/** Milliseconds that a step may take. */
export const stepLimit = 60_000;

/**
 * Walks one step, unless something stands in its way: whatever its work rejects with is what failed. Rejects only when
 * the examination was aborted. A step that takes too long fails for want of an answer.
 */
export async function walk(
  { exam, deps, connection, signal }: Walk,
  id: DiagnosisStepId,
  work: (signal: AbortSignal) => Promise<Finding>,
  limit = stepLimit,
): Promise<void> {
  if (!exam.has(id)) return;
  const obstacle = exam.obstacle(id);
  if (obstacle !== undefined) return exam.skip(id, obstacle);
  exam.begin(id);
  const timed = deadline(deps.timers, limit, signal);
  try {
    // An engine that is told to stop may wait for a server that says nothing: nobody has to wait with it.
    exam.end(id, await orAborted(work(timed.signal), timed.signal));
  } catch (error) {
    if (signal.aborted) throw error;
    exam.fail(id, failureOf(timed.signal.aborted ? noAnswer(connection) : error));
  } finally {
    timed.clear();
  }
}

/** The server took longer than the doctor waits. */
export function noAnswer(connection: Connection): FailureError {
  const facts = { layer: 'network', network: 'responseTimeout', ...addressFacts(connection) } as const;
  return new FailureError(classify(facts));
}
