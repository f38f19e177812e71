import {
  constants,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { promisify } from 'node:util';
import { PsrpError } from '../errors.ts';
import { sessionKeySize } from './session-key.ts';

/** The client's RSA-2048 key pair, made anew for each pool. */
export interface ExchangeKeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const modulusSize = 256;
/** PUBLICKEYBLOB: type 6, version 2, CALG_RSA_KEYX, "RSA1", 2048 bits, exponent 65537 (MS-PSRP 2.2.2.3). */
const publicBlobHeader = Uint8Array.of(6, 2, 0, 0, 0, 0xa4, 0, 0, 0x52, 0x53, 0x41, 0x31, 0, 8, 0, 0, 1, 0, 1, 0);
/** SIMPLEBLOB: type 1, version 2, CALG_AES_256, then CALG_RSA_KEYX (MS-PSRP 2.2.2.4). */
const simpleBlobHeader = Uint8Array.of(1, 2, 0, 0, 0x10, 0x66, 0, 0, 0, 0xa4, 0, 0);

/** Off the main thread, about 100 ms. */
export async function generateExchangeKeyPair(): Promise<ExchangeKeyPair> {
  return await promisify(generateKeyPair)('rsa', { modulusLength: modulusSize * 8, publicExponent: 65537 });
}

/** The content of PUBLIC_KEY. */
export function encodePublicKey(publicKey: KeyObject): string {
  const { n } = publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n ?? '', 'base64url');
  if (modulus.length !== modulusSize) throw new PsrpError('key', 'The exchange needs an RSA key of 2048 bits.');
  return Buffer.concat([publicBlobHeader, modulus.reverse()]).toString('base64');
}

export function decodePublicKey(base64: string): KeyObject {
  const blob = strictBase64(base64, 'PUBLIC_KEY');
  checkBlob(blob, publicBlobHeader, 'PUBLIC_KEY');
  const n = Buffer.from(blob.subarray(publicBlobHeader.length)).reverse().toString('base64url');
  return createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
}

/** The content of ENCRYPTED_SESSION_KEY. `randomBytes` gives the padding of PKCS#1 v1.5; zeros in it are replaced. */
export function encryptSessionKey(
  publicKey: KeyObject,
  sessionKey: Uint8Array,
  randomBytes: (size: number) => Uint8Array,
): string {
  const padded = new Uint8Array(modulusSize);
  padded[1] = 2;
  const padding = randomBytes(modulusSize - 3 - sessionKey.length);
  for (let index = 0; index < padding.length; index++) padded[2 + index] = padding[index] || 1;
  padded.set(sessionKey, modulusSize - sessionKey.length);
  const encrypted = publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, padded);
  padded.fill(0);
  return Buffer.concat([simpleBlobHeader, encrypted.reverse()]).toString('base64');
}

/**
 * The session key out of ENCRYPTED_SESSION_KEY. The padding is looked at without branching on its bytes, and every way
 * of being wrong gives the same error.
 */
export function decryptSessionKey(privateKey: KeyObject, base64: string): Uint8Array {
  const blob = strictBase64(base64, 'ENCRYPTED_SESSION_KEY');
  checkBlob(blob, simpleBlobHeader, 'ENCRYPTED_SESSION_KEY');
  const encrypted = Buffer.from(blob.subarray(simpleBlobHeader.length)).reverse();
  let padded: Uint8Array;
  try {
    padded = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encrypted);
  } catch {
    throw new PsrpError('key', 'The session key cannot be decrypted.');
  }
  const separator = modulusSize - sessionKeySize - 1;
  let wrong = padded[0]! | (padded[1]! ^ 2) | padded[separator]!;
  for (let index = 2; index < separator; index++) wrong |= ((padded[index]! - 1) >>> 8) & 1;
  // A copy for sure: what node:crypto gives is a Buffer, whose slice would be wiped with it.
  const key = new Uint8Array(padded.subarray(separator + 1));
  padded.fill(0);
  if (wrong !== 0) {
    key.fill(0);
    throw new PsrpError('key', 'The session key cannot be decrypted.');
  }
  return key;
}

function checkBlob(blob: Uint8Array, header: Uint8Array, what: string): void {
  if (blob.length !== header.length + modulusSize || header.some((byte, index) => blob[index] !== byte)) {
    throw new PsrpError('key', `${what} holds no blob of the expected kind.`);
  }
}

function strictBase64(text: string, what: string): Uint8Array {
  if (text.length > 4096 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new PsrpError('key', `${what} is not base64.`);
  }
  return Buffer.from(text, 'base64');
}
