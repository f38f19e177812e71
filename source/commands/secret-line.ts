import { Secret } from '../domain/index.ts';
import { bytesOf, type CommandIo, longestPassword } from './io.ts';

const keys = { interrupt: 3, endOfInput: 4, backspace: 8, lineFeed: 10, enter: 13, clear: 21, escape: 27, delete: 127 };

/**
 * A line typed without an echo, as bytes that never become a string. Backspace and Ctrl+U correct, Ctrl+C interrupts
 * the program, Ctrl+D on an empty line and the end of the input give undefined. Cursor keys are left out.
 */
export function readSecretLine(io: CommandIo, signal: AbortSignal): Promise<Secret | undefined> {
  const { stdin } = io;
  const typed = new TypedBytes();
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => {
      signal.removeEventListener('abort', onAbort);
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd);
      stdin.pause();
      stdin.setRawMode?.(false);
      action();
      typed.wipe();
    };
    const onAbort = () => settle(() => reject(signal.reason as Error));
    const onEnd = () => settle(() => resolve(undefined));
    const onData = (chunk: unknown) => {
      const bytes = bytesOf(chunk);
      let end: number | undefined;
      for (const byte of bytes) {
        if (end === undefined && typed.take(byte)) end = byte;
      }
      bytes.fill(0);
      if (end === keys.interrupt) io.interrupt();
      else if (end === keys.endOfInput) onEnd();
      else if (end !== undefined) settle(() => resolve(typed.secret()));
    };
    stdin.setRawMode?.(true);
    signal.addEventListener('abort', onAbort, { once: true });
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd);
    stdin.resume();
  });
}

class TypedBytes {
  readonly #bytes = Buffer.alloc(longestPassword);
  #length = 0;
  /** Within a key's escape sequence: after ESC, or after the bracket that goes on until a letter. */
  #sequence: 'none' | 'begun' | 'open' = 'none';

  /** True when the key ends the line. */
  take(byte: number): boolean {
    if (this.#sequence !== 'none') return this.#skip(byte);
    if (byte === keys.enter || byte === keys.lineFeed || byte === keys.interrupt) return true;
    if (byte === keys.endOfInput) return this.#length === 0;
    if (byte === keys.escape) this.#sequence = 'begun';
    else if (byte === keys.clear) this.wipe();
    else if (byte === keys.backspace || byte === keys.delete) this.#back();
    else if (byte >= 32 && this.#length < longestPassword) this.#bytes[this.#length++] = byte;
    return false;
  }

  secret(): Secret {
    return new Secret(Uint8Array.from(this.#bytes.subarray(0, this.#length)));
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  #skip(byte: number): false {
    if (this.#sequence === 'begun') this.#sequence = byte === 0x5b || byte === 0x4f ? 'open' : 'none';
    else if (byte >= 0x40) this.#sequence = 'none';
    return false;
  }

  /** Takes a whole character away: the bytes that go on one (10xxxxxx in UTF-8), and the one that begins it. */
  #back(): void {
    while (this.#length > 0) {
      this.#length -= 1;
      const byte = this.#bytes[this.#length]!;
      this.#bytes[this.#length] = 0;
      if ((byte & 0xc0) !== 0x80) return;
    }
  }
}
