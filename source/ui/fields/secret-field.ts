import { Secret } from '../../domain/index.ts';
import type { EditOperation } from './line-editor.ts';

/** No password is longer; a paste beyond it was meant for somewhere else. Bytes. */
const longest = 1024;

/**
 * A password being typed: bytes in one buffer, at whose end all editing happens, wiped when it is taken or thrown away.
 * Strings can't be wiped, so only the single characters of the keys are ever one.
 */
export class SecretField {
  readonly #bytes = new Uint8Array(longest);
  #length = 0;

  /** Characters typed so far. */
  get count(): number {
    let count = 0;
    for (const byte of this.#bytes.subarray(0, this.#length)) if ((byte & 0xc0) !== 0x80) count += 1;
    return count;
  }

  type(text: string): void {
    const clean = text.replaceAll(/[\n\t]/g, '');
    const { read, written } = new TextEncoder().encodeInto(clean, this.#bytes.subarray(this.#length));
    if (read < clean.length) this.#bytes.fill(0, this.#length, this.#length + written);
    else this.#length += written;
  }

  edit(operation: EditOperation): void {
    if (operation === 'killToStart' || operation === 'deleteWordLeft') this.wipe();
    if (operation !== 'backspace' || this.#length === 0) return;
    do {
      this.#length -= 1;
    } while (this.#length > 0 && (this.#bytes[this.#length]! & 0xc0) === 0x80);
    this.#bytes.fill(0, this.#length);
  }

  /** The secret; the field is empty afterwards. */
  take(): Secret {
    const secret = new Secret(this.#bytes.slice(0, this.#length));
    this.wipe();
    return secret;
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }
}
