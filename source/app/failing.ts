import { classify, type Failure, FailureError } from '../domain/index.ts';

/** The failure that an error stands for; errors that nobody threw on purpose become one of this computer. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return classify({ layer: 'local', text: error instanceof Error ? error.message : String(error) });
}

/** A failure of this computer that the catalogue of servers' answers does not have. */
export function localFailure(id: string, what: string, why: string, next: string): Failure {
  return { id, what, why, next, retryCanHelp: false, kind: 'local' };
}
