import { abortError, isAbort } from '../../async/abort.ts';
import { type Credential, FailureError, localFailure } from '../../domain/index.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { Remembered } from '../sign-in/remembered.ts';
import type { Accounts, Turn } from './accounts.ts';
import type { CredentialSource } from './port.ts';

/** Asks once: a password from standard input or a terminal is not better the second time, and accounts lock. */
export class HeadlessCredentials {
  readonly #credentials: CredentialSource;
  readonly #remembered: Remembered;
  readonly #accounts: Accounts;
  /** By the password that is being tried: whom to tell what came of it. */
  readonly #tried = new WeakMap<object, Turn>();
  #broken: { error: unknown } | undefined;

  constructor(credentials: CredentialSource, remembered: Remembered, accounts: Accounts) {
    this.#credentials = credentials;
    this.#remembered = remembered;
    this.#accounts = accounts;
  }

  flow(): CredentialFlow {
    return {
      attempts: 1,
      asksPerson: this.#credentials.isGiven !== true,
      known: async (connection) => {
        const { name, user } = connection;
        if (this.#credentials.isGiven || user === undefined) return undefined;
        return this.#inTurn(`remembered ${user}`, name, user, () => this.#remembered.find(connection));
      },
      ask: async ({ connection, user, reason }, signal): Promise<Credential> => {
        const asked = () => {
          if (signal.aborted) throw abortError();
          return this.#asked(connection, user === '' ? undefined : user, reason);
        };
        const credential = await this.#inTurn(`given ${user || connection}`, connection, user, asked);
        if (!credential) throw new FailureError(localFailure('local.noPassword', { connection }));
        return credential;
      },
      settled: (credential, verdict) => {
        this.#remembered.settle(credential, verdict);
        if (credential) this.#tried.get(credential.password)?.done(verdict);
      },
    };
  }

  /** What `find` gives is tried on no other server until `settled` has been called, but for one that is slow. */
  async #inTurn(
    key: string,
    connection: string,
    user: string,
    find: () => Promise<Credential | undefined>,
  ): Promise<Credential | undefined> {
    const turn = await this.#accounts.turn(key, connection, user);
    let found: Credential | undefined;
    try {
      found = await find();
    } finally {
      if (found) {
        this.#tried.set(found.password, turn);
        turn.tried();
      } else turn.done('unknown');
    }
    return found;
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
