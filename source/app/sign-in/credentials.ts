import { type Connection, type Credential, copyOf, wipe } from '../../domain/index.ts';
import type { Verdict } from './verdict.ts';

export interface CredentialQuestion {
  readonly connection: string;
  readonly user: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Why it is asked (again); empty where nothing has been tried yet. */
  readonly reason: string;
}

/** Where a session takes credentials from when it has none that work. */
export interface CredentialFlow {
  /** How often it may be asked: accounts lock. */
  readonly attempts: number;
  /** A person is asked, and not before it is known that the password can lead somewhere. */
  readonly asksPerson?: boolean;
  /** What is known already without asking; a copy that the caller wipes. */
  known(connection: Connection): Promise<Credential | undefined>;
  /** The caller owns what it gets and wipes it. Rejects with an AbortError when the person gives up. */
  ask(question: CredentialQuestion, signal: AbortSignal): Promise<Credential>;
  /** What `known` or `ask` gave has been tried. */
  settled(credential: Credential | undefined, verdict: Verdict): void;
}

export const mostAttempts = 3;

/** Credentials that the user wants kept for this run of exterm: one an account. Nothing of it outlives the process. */
export class CredentialVault {
  readonly #kept = new Map<string, Credential>();

  /** Takes the credential over. */
  keep(credential: Credential): void {
    wipe(this.#kept.get(account(credential.user)));
    this.#kept.set(account(credential.user), credential);
  }

  /** A copy for the caller to wipe. */
  find(user: string | undefined): Credential | undefined {
    const found = user === undefined ? undefined : this.#kept.get(account(user));
    return found && copyOf(found);
  }

  forget(user: string): void {
    wipe(this.#kept.get(account(user)));
    this.#kept.delete(account(user));
  }

  wipeAll(): void {
    for (const credential of this.#kept.values()) wipe(credential);
    this.#kept.clear();
  }
}

const account = (user: string) => user.toLowerCase();
