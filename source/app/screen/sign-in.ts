import { abortError } from '../../async/abort.ts';
import { type Connection, type Credential, copyOf } from '../../domain/index.ts';
import { type CredentialFlow, type CredentialVault, mostAttempts } from '../sign-in/credentials.ts';
import type { Remembered } from '../sign-in/remembered.ts';
import type { Dialogs } from './dialogs.ts';

export interface DialogFlowParts {
  readonly dialogs: Dialogs;
  readonly vault: CredentialVault;
  readonly remembered: Remembered;
  /** What a session that is open here uses; a copy for the caller to wipe. */
  readonly inUse?: (connection: Connection) => Credential | undefined;
}

/**
 * Signing in on the screen: what is kept for this run, then what the key ring has, then the dialog.
 * @param above the dialog that wants to know
 */
export function dialogFlow({ dialogs, vault, remembered, inUse }: DialogFlowParts, above?: number): CredentialFlow {
  return {
    attempts: mostAttempts,
    known: async (connection) => inUse?.(connection) ?? vault.find(connection.user) ?? remembered.find(connection),
    ask: async (question, signal): Promise<Credential> => {
      // What is asked again was refused: an account's kept password must not be tried on its other connections.
      if (question.user !== '' && question.reason !== '') vault.forget(question.user);
      const keyRing = await remembered.offer();
      const body = { kind: 'credential', ...question, ...(keyRing ? { keyRing } : {}) } as const;
      const answer = await dialogs.ask(body, signal, above);
      if (answer.kind !== 'credential') throw abortError();
      if (answer.keepForRun || answer.remember) vault.keep(copyOf(answer.credential));
      if (answer.remember) remembered.want(answer.credential);
      return answer.credential;
    },
    settled: (credential, verdict) => remembered.settle(credential, verdict),
  };
}
