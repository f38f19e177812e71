import { abortError } from '../../async/abort.ts';
import { type Connection, type Credential, copyOf } from '../../domain/index.ts';
import { type CredentialFlow, type CredentialVault, mostAttempts } from '../sign-in/credentials.ts';
import type { Remembered } from '../sign-in/remembered.ts';
import type { UsedPasswords } from '../sign-in/used-passwords.ts';
import type { Dialogs } from './dialogs.ts';

export interface DialogFlowParts {
  readonly dialogs: Dialogs;
  readonly vault: CredentialVault;
  readonly remembered: Remembered;
  readonly used: UsedPasswords;
  /** What a session that is open here uses; a copy for the caller to wipe. */
  readonly inUse?: (connection: Connection) => Credential | undefined;
}

/** Who wants to know: a session, in its own pane and that of the group it is connected with, or a dialog that is open already. */
export type Asker =
  | { readonly inPane: true; readonly groupOf: (connection: string) => string | undefined }
  | { readonly above: number };

/** Signing in on the screen: what is kept for this run, then what the key ring has, then the dialog. */
export function dialogFlow(
  { dialogs, vault, remembered, used, inUse }: DialogFlowParts,
  asker?: Asker,
): CredentialFlow {
  const inPane = asker !== undefined && 'inPane' in asker ? asker : undefined;
  const above = asker !== undefined && 'above' in asker ? asker.above : undefined;
  return {
    attempts: mostAttempts,
    asksPerson: true,
    known: async (connection) => {
      const found = inUse?.(connection) ?? vault.find(connection.user) ?? (await remembered.find(connection));
      if (found) used.note(found);
      return found;
    },
    ask: async (question, signal): Promise<Credential> => {
      // What is asked again was refused: an account's kept password must not be tried on its other connections.
      if (question.user !== '' && question.reason !== '') vault.forget(question.user);
      const keyRing = await remembered.offer();
      const group = inPane?.groupOf(question.connection);
      const body = {
        kind: 'credential',
        ...question,
        ...(keyRing ? { keyRing } : {}),
        ...(inPane ? { inPane: true } : {}),
        ...(group === undefined ? {} : { group }),
      } as const;
      const answer = await dialogs.ask(body, signal, above);
      if (answer.kind !== 'credential') throw abortError();
      used.note(answer.credential);
      if (answer.keepForRun || answer.remember) vault.keep(copyOf(answer.credential));
      if (answer.remember) remembered.want(answer.credential);
      return answer.credential;
    },
    settled: (credential, verdict) => remembered.settle(credential, verdict),
  };
}
