import type { SecurityCredential } from './security/provider.ts';

interface Held {
  readonly credential: Promise<SecurityCredential>;
  /** Milliseconds of `now` after which it is not lent any more. */
  until: number;
  users: number;
  isRetired: boolean;
}

/** Time that a ticket must still last when a connection begins with it. */
const margin = 5 * 60_000;

/**
 * The one credential of a session's connections: acquired for the first, lent to all, acquired anew when its ticket is
 * about to end, and released with the last connection that has it.
 */
export class SharedCredential {
  readonly #acquire: () => Promise<SecurityCredential>;
  readonly #now: () => number;
  #held: Held | undefined;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(acquire: () => Promise<SecurityCredential>, now: () => number) {
    this.#acquire = acquire;
    this.#now = now;
  }

  /** Rejects as acquiring does; nothing is held then. Who gets a loan ends it by `giveBack`, once. */
  async borrow(): Promise<{ readonly credential: SecurityCredential; readonly giveBack: () => void }> {
    if (this.#held && this.#now() >= this.#held.until) this.#retire(this.#held);
    this.#held ??= this.#begin();
    const held = this.#held;
    held.users++;
    try {
      return { credential: await held.credential, giveBack: () => this.#end(held) };
    } catch (error) {
      if (this.#held === held) this.#held = undefined;
      throw error;
    }
  }

  #begin(): Held {
    const begun = this.#now();
    const held: Held = { credential: this.#acquire(), until: Number.POSITIVE_INFINITY, users: 0, isRetired: false };
    held.credential.then(
      ({ secondsLeft }) => {
        if (secondsLeft !== undefined) held.until = begun + secondsLeft * 1000 - margin;
      },
      () => undefined,
    );
    return held;
  }

  #retire(held: Held): void {
    held.isRetired = true;
    this.#held = undefined;
    if (held.users === 0) this.#release(held);
  }

  #end(held: Held): void {
    held.users--;
    if (held.users > 0) return;
    if (this.#held === held) this.#held = undefined;
    this.#release(held);
  }

  #release(held: Held): void {
    held.credential.then(
      (credential) => credential.release(),
      () => undefined,
    );
  }
}
