import type { EngineSession } from '../../source/domain/index.ts';
import { PsObject } from '../../source/objects/index.ts';
import { runLine } from './engine-contract.ts';

/** Aliases of the server's mailboxes but the user's own. */
export async function mailboxesOf(session: EngineSession, user: string): Promise<readonly string[]> {
  const { records } = await runLine(session, 'Get-Mailbox -ResultSize Unlimited');
  return records.flatMap((record) => {
    if (record.stream !== 'output' || !(record.value instanceof PsObject)) return [];
    const alias = record.value.get('Alias');
    return typeof alias === 'string' && !user.startsWith(alias) ? [alias] : [];
  });
}
