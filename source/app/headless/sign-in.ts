import { abortError, isAbort } from '../../async/abort.ts';
import { type Credential, FailureError, localFailure } from '../../domain/index.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { Remembered } from '../sign-in/remembered.ts';
import type { CredentialSource } from './port.ts';

/** Asks once: a password from standard input or a terminal is not better the second time, and accounts lock. */
export class HeadlessCredentials {
  readonly #credentials: CredentialSource;
  readonly #remembered: Remembered;
  #broken: { error: unknown } | undefined;

  constructor(credentials: CredentialSource, remembered: Remembered) {
    this.#credentials = credentials;
    this.#remembered = remembered;
  }

  flow(): CredentialFlow {
    return {
      attempts: 1,
      asksPerson: this.#credentials.isGiven !== true,
      known: async (connection) => (this.#credentials.isGiven ? undefined : this.#remembered.find(connection)),
      ask: async (question, signal): Promise<Credential> => {
        if (signal.aborted) throw abortError();
        const user = question.user === '' ? undefined : question.user;
        const credential = await this.#asked(question.connection, user, question.reason);
        if (!credential) throw new FailureError(localFailure('local.noPassword', { connection: question.connection }));
        return credential;
      },
      settled: (credential, verdict) => this.#remembered.settle(credential, verdict),
    };
  }

  /** What the caller's own source threw is the caller's: it goes back once everything is closed. */
  async end(): Promise<void> {
    await this.#remembered.idle();
    if (this.#broken) throw this.#broken.error;
  }

  async #asked(connection: string, user: string | undefined, reason: string): Promise<Credential | undefined> {
    try {
      return await this.#credentials(connection, user, reason);
    } catch (error) {
      if (!isAbort(error) && !(error instanceof FailureError)) this.#broken ??= { error };
      throw error;
    }
  }
}
