import { classify, type Failure, FailureError } from '../domain/index.ts';

/** The failure that an error stands for; errors that nobody threw on purpose become one of this computer. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return classify({ layer: 'local', text: error instanceof Error ? error.message : String(error) });
}
