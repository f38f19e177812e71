import type { AppDeps } from './deps.ts';

/**
 * Writes what the ledger has not written yet. Where that fails nobody needs to hear it here: whoever added or removed a
 * lease has heard of it, and when a session was used last is a nicety.
 */
export async function flushed({ ledger }: Pick<AppDeps, 'ledger'>): Promise<void> {
  await ledger.flush().catch(() => {});
}
