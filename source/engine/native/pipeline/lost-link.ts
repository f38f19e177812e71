import { HttpFailure } from '../../../http/index.ts';
import { CommandLost } from '../failures.ts';

/** How often in a row a Receive goes out again because its connection was lost. */
export const mostLostWaits = 2;

/** The connection under a request is gone, which says nothing of the shell at its other end. */
export function isLostLink(error: unknown): boolean {
  if (error instanceof CommandLost) return true;
  return error instanceof HttpFailure && (error.kind === 'reset' || error.kind === 'truncated');
}

/**
 * The connection was lost before an answer began: whoever waits for output may ask for it again. Whether the server had
 * output under way then shows in what comes next.
 */
export function isLostWait(error: unknown): boolean {
  return error instanceof HttpFailure && error.kind === 'reset' && error.facts.answered !== true;
}
