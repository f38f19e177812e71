import { type PsValue, psObject } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';
import { Fields } from '../message/fields.ts';
import { decodePublicKey, encryptSessionKey } from '../secret/exchange.ts';
import { SessionKey, sessionKeySize } from '../secret/session-key.ts';

/** The server's half of the key exchange (MS-PSRP 3.2.5.4.3, 3.2.5.4.4). */
export class ServerKeys {
  private readonly randomBytes: (size: number) => Uint8Array;
  private key: SessionKey | undefined;

  constructor(randomBytes: (size: number) => Uint8Array) {
    this.randomBytes = randomBytes;
  }

  get hasSessionKey(): boolean {
    return this.key !== undefined;
  }

  get session(): SessionKey {
    if (!this.key) throw new PsrpError('key', 'Secure strings need the key exchange first.');
    return this.key;
  }

  /** PUBLIC_KEY; gives the content of ENCRYPTED_SESSION_KEY. */
  accept(value: PsValue | undefined): PsValue {
    if (this.key) throw new PsrpError('state', 'PUBLIC_KEY came twice.');
    const publicKey = decodePublicKey(new Fields(value, 'PUBLIC_KEY').string('PublicKey'));
    const bytes = this.randomBytes(sessionKeySize);
    const encrypted = encryptSessionKey(publicKey, bytes, this.randomBytes);
    this.key = new SessionKey(bytes);
    return psObject({ EncryptedSessionKey: encrypted }, []);
  }

  wipe(): void {
    this.key?.wipe();
    this.key = undefined;
  }
}
