/**
 * A password or another secret: bytes in one place, wiped after use. It never turns into a string by accident:
 * printing, templating or serialising it gives `[secret]`.
 */
export class Secret {
  #bytes: Uint8Array | undefined;

  /** Takes the bytes over: the caller keeps no copy. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** From text that a dialog or standard input gave; UTF-8. */
  static fromText(text: string): Secret {
    return new Secret(new TextEncoder().encode(text));
  }

  get isWiped(): boolean {
    return this.#bytes === undefined;
  }

  /** Lends the bytes for one call. Whoever copies them wipes the copy. Throws once the secret is wiped. */
  use<T>(borrow: (bytes: Uint8Array) => T): T {
    if (this.#bytes === undefined) throw new Error('The secret has been wiped: ask for it again.');
    return borrow(this.#bytes);
  }

  /** An independent secret of the same bytes, for a second holder with a life of its own. */
  clone(): Secret {
    return this.use((bytes) => new Secret(bytes.slice()));
  }

  wipe(): void {
    this.#bytes?.fill(0);
    this.#bytes = undefined;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/** Who signs in: a user principal name and its password. */
export interface Credential {
  readonly user: string;
  readonly password: Secret;
}
