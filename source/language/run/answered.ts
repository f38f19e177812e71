import { Stopped } from './flow.ts';
import { type Work, waitFor } from './work.ts';

/** Nobody has answered, or wanted to. */
export const isUnanswered = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** An answer that a command cannot do without: where nobody gives it the text ends there, as of a server's question. */
export function* answered<Answer>(answer: Promise<Answer>): Work<Answer> {
  try {
    return yield* waitFor(answer);
  } catch (error) {
    throw isUnanswered(error) ? new Stopped() : error;
  }
}
