import { createCipheriv, createDecipheriv } from 'node:crypto';
import { PsSecureString } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';

export const sessionKeySize = 32;
const blockSize = 16;

/** The pool's AES-256 key: secure strings are UTF-16LE under CBC, PKCS#7 and a zero IV (MS-PSRP 2.2.5.1.24). */
export class SessionKey {
  private key: Uint8Array | undefined;

  /** Takes the bytes over. */
  constructor(key: Uint8Array) {
    if (key.length !== sessionKeySize)
      throw new PsrpError('key', `A session key has ${sessionKeySize} bytes, not ${key.length}.`);
    this.key = key;
  }

  /** `text` as UTF-16LE bytes, which the caller wipes; a string is copied into bytes that are wiped here. */
  encrypt(text: Uint8Array | string): PsSecureString {
    const clear = typeof text === 'string' ? Buffer.from(text, 'utf16le') : text;
    try {
      const cipher = createCipheriv('aes-256-cbc', this.live(), new Uint8Array(blockSize));
      return new PsSecureString(Buffer.concat([cipher.update(clear), cipher.final()]));
    } finally {
      if (typeof text === 'string') clear.fill(0);
    }
  }

  /** The clear text as UTF-16LE bytes; whoever takes them wipes them. */
  decrypt(secret: PsSecureString): Uint8Array {
    const { encrypted } = secret;
    if (encrypted.length === 0 || encrypted.length % blockSize !== 0) {
      throw new PsrpError('key', `A secure string of ${encrypted.length} bytes is not whole blocks of ${blockSize}.`);
    }
    const decipher = createDecipheriv('aes-256-cbc', this.live(), new Uint8Array(blockSize));
    const head = decipher.update(encrypted);
    try {
      const tail = decipher.final();
      const clear = Buffer.alloc(head.length + tail.length);
      clear.set(head);
      clear.set(tail, head.length);
      tail.fill(0);
      if (clear.length % 2 !== 0) {
        clear.fill(0);
        throw new PsrpError('key', 'A secure string does not decrypt to UTF-16.');
      }
      return clear;
    } catch (error) {
      throw error instanceof PsrpError
        ? error
        : new PsrpError('key', 'A secure string does not decrypt under the session key.');
    } finally {
      head.fill(0);
    }
  }

  wipe(): void {
    this.key?.fill(0);
    this.key = undefined;
  }

  private live(): Uint8Array {
    if (!this.key) throw new PsrpError('key', 'The session key has been wiped.');
    return this.key;
  }
}
