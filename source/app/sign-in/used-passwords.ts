import { createHmac, randomBytes } from 'node:crypto';
import type { Credential } from '../../domain/index.ts';

/**
 * Knows the passwords that were used in this run without having them: who types one where a line belongs, because nothing
 * asked for it or because the question came too late, would find it in the history and on the server.
 */
export class UsedPasswords {
  /** Made with the first password: the first frame waits for nothing that takes long to load. */
  #key: Uint8Array | undefined;
  /** By what stands for the password. */
  readonly #users = new Map<string, string>();

  /** The credential stays its owner's. */
  note({ user, password }: Credential): void {
    password.use((bytes) => {
      if (bytes.length > 0) this.#users.set(this.#digest(bytes), user);
    });
  }

  /** Whose password a line is, with or without blanks around it; undefined where it is none. */
  userOf(line: string): string | undefined {
    if (this.#users.size === 0) return undefined;
    return this.#users.get(this.#digest(line)) ?? this.#users.get(this.#digest(line.trim()));
  }

  #digest(of: string | Uint8Array): string {
    this.#key ??= randomBytes(32);
    return createHmac('sha256', this.#key).update(of).digest('base64');
  }
}
