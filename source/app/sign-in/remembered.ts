import { type Connection, type Credential, copyOf, wipe } from '../../domain/index.ts';
import { type KeyRing, KeyRingProblem } from '../../storage/index.ts';
import type { Verdict } from './verdict.ts';

export interface RememberedPorts {
  /** Undefined: this program was put together without one. */
  readonly ring: KeyRing | undefined;
  /** Something about the key ring that the user should hear of: what, and what to do about it. */
  readonly notice: (what: string, next: string) => void;
}

/**
 * Passwords of the key ring in the course of signing in. One that the user wants remembered goes there once the server
 * has accepted it; one from there that the server refuses is taken out. Nothing here fails: signing in works without.
 */
export class Remembered {
  readonly #ports: RememberedPorts;
  /** By the password that is being tried: the copy that will go to the key ring. */
  readonly #wanted = new Map<object, Credential>();
  /** Passwords that came from the key ring and are being tried. */
  readonly #lent = new WeakSet<object>();
  #last: Promise<unknown> = Promise.resolve();
  #hasSaidClosed = false;

  constructor(ports: RememberedPorts) {
    this.#ports = ports;
  }

  /** Whether the dialog can offer it; undefined without any key ring, else why not, or that nothing stands in the way. */
  async offer(): Promise<{ readonly problem: string | undefined } | undefined> {
    const { ring } = this.#ports;
    return ring && { problem: await ring.problem() };
  }

  /** A copy for the caller to wipe. */
  async find({ user }: Pick<Connection, 'user'>): Promise<Credential | undefined> {
    const { ring } = this.#ports;
    if (!ring || user === undefined) return undefined;
    await this.#last;
    try {
      const password = await ring.find(user);
      if (!password) return undefined;
      this.#lent.add(password);
      return { user, password };
    } catch (error) {
      // Nobody misses a key ring that was never there.
      if (error instanceof KeyRingProblem && error.kind === 'closed' && !this.#hasSaidClosed) {
        this.#hasSaidClosed = true;
        this.#ports.notice(`A remembered password could not be read. ${error.message}`, '');
      }
      return undefined;
    }
  }

  /** Notes that the user wants this one remembered. The credential stays its owner's. */
  want(credential: Credential): void {
    this.#wanted.set(credential.password, copyOf(credential));
  }

  /** The credential has been tried. Returns at once; the key ring follows. */
  settle(credential: Credential | undefined, verdict: Verdict): void {
    if (!credential) return;
    const wanted = this.#wanted.get(credential.password);
    this.#wanted.delete(credential.password);
    if (wanted && verdict === 'accepted') this.#follow(() => this.#keep(wanted));
    else wipe(wanted);
    if (verdict === 'refused' && this.#lent.has(credential.password)) this.#follow(() => this.#forget(credential.user));
  }

  /** Resolves when the key ring has followed. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async #keep(credential: Credential): Promise<void> {
    try {
      await this.#ports.ring?.keep(credential.user, credential.password);
    } catch (error) {
      this.#ports.notice(`The password was not remembered. ${textOf(error)}`, 'exterm asks for it the next time.');
    } finally {
      wipe(credential);
    }
  }

  async #forget(user: string): Promise<void> {
    try {
      await this.#ports.ring?.forget(user);
      this.#ports.notice(`The remembered password of ${user} was refused, and is forgotten.`, '');
    } catch (error) {
      const next = 'Remove the entry "exterm" from the key ring yourself.';
      this.#ports.notice(`The refused password of ${user} could not be taken out. ${textOf(error)}`, next);
    }
  }

  #follow(work: () => Promise<void>): void {
    this.#last = this.#last.then(work);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
