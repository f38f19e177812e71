import { type PsValue, psObject } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';
import { Fields } from '../message/fields.ts';
import { decryptSessionKey, type ExchangeKeyPair, encodePublicKey } from '../secret/exchange.ts';
import { SessionKey } from '../secret/session-key.ts';

/** The client's half of the key exchange (MS-PSRP 3.1.1.2.4, 3.1.5.4.3 to 3.1.5.4.5). */
export class ClientKeys {
  private pair: ExchangeKeyPair | undefined;
  private key: SessionKey | undefined;

  get hasSessionKey(): boolean {
    return this.key !== undefined;
  }

  get session(): SessionKey {
    if (!this.key) throw new PsrpError('key', 'Secure strings need the key exchange first.');
    return this.key;
  }

  /** The content of PUBLIC_KEY. */
  offer(pair: ExchangeKeyPair): PsValue {
    if (this.pair || this.key) throw new PsrpError('state', 'The public key has been sent already.');
    const content = psObject({ PublicKey: encodePublicKey(pair.publicKey) }, []);
    this.pair = pair;
    return content;
  }

  /** ENCRYPTED_SESSION_KEY; the private key has done its work then. */
  accept(value: PsValue | undefined): void {
    if (!this.pair) throw new PsrpError('state', 'A session key came without a public key having been sent.');
    const encrypted = new Fields(value, 'ENCRYPTED_SESSION_KEY').string('EncryptedSessionKey');
    this.key = new SessionKey(decryptSessionKey(this.pair.privateKey, encrypted));
    this.pair = undefined;
  }

  wipe(): void {
    this.key?.wipe();
    this.key = undefined;
    this.pair = undefined;
  }
}
