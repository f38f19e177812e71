import { shellValues } from '../results/shell-values.ts';
import { listWith } from '../shells/survey.ts';
import type { LiveSession } from './live-session.ts';

/**
 * The sessions that the server lists for the account of an open session, as objects. Asking for them is no use of it: it
 * goes beside whatever runs, and keeps nothing alive. None where it is not open, or its engine lists none.
 */
export async function listedShells(
  { driver }: LiveSession,
  signal: AbortSignal,
): Promise<ReturnType<typeof shellValues>> {
  const open = driver.access;
  return open ? shellValues((await listWith(open.engine, { ...open.access, signal })) ?? []) : [];
}
