import type { Timers } from '../../async/deadline.ts';
import { FailureError, localFailure } from '../../domain/index.ts';
import type { Verdict } from '../sign-in/verdict.ts';

/** A server that has not said what it thinks of a password after so many milliseconds keeps nobody waiting. */
const slowAfter = 10_000;

/** Servers that may refuse one password: one of them may refuse the right one, and accounts lock. */
const mostRefusals = 2;

/** The right to try a password on a server. */
export interface Turn {
  /** The server has the password now: it is not waited for without end. */
  tried(): void;
  /** Gives the turn on: what the server has said, or that the password was not tried. */
  done(verdict: Verdict): void;
}

interface Password {
  /** A server has taken it, or the first is slow: all may try it at once. */
  isOpen: boolean;
  readonly refusedBy: string[];
  readonly waiting: (() => void)[];
  isTried: boolean;
}

/**
 * The passwords of one command, which are the same for all connections of an account. They are tried on one server after
 * another until one has taken them, and not on a third where two have refused them.
 */
export class Accounts {
  readonly #passwords = new Map<string, Password>();
  readonly #timers: Timers;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /**
   * Resolves when the password may be tried on that connection; rejects with a FailureError where it is not to be.
   * @param key tells passwords apart, in any case
   */
  async turn(key: string, connection: string, user: string): Promise<Turn> {
    const password = this.#passwordOf(key.toLowerCase());
    while (password.isTried && !password.isOpen) await new Promise<void>((resolve) => password.waiting.push(resolve));
    if (!password.isOpen && password.refusedBy.length >= mostRefusals) {
      const by = password.refusedBy.join(' and ');
      throw new FailureError(localFailure('local.refusedBefore', { connection, user, by }));
    }
    password.isTried = true;
    let cancel = () => {};
    return {
      tried: () => {
        cancel = this.#timers.after(slowAfter, () => {
          password.isOpen = true;
          next(password);
        });
      },
      done: (verdict) => {
        cancel();
        password.isOpen ||= verdict === 'accepted';
        if (verdict === 'refused') password.refusedBy.push(connection);
        next(password);
      },
    };
  }

  #passwordOf(key: string): Password {
    const known = this.#passwords.get(key);
    if (known) return known;
    const password = { isOpen: false, refusedBy: [], waiting: [], isTried: false };
    this.#passwords.set(key, password);
    return password;
  }
}

function next(password: Password): void {
  password.isTried = false;
  for (const wake of password.waiting.splice(0)) wake();
}
