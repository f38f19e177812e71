import { TokenError } from './error.ts';
import type { SealedMessage } from './provider.ts';

/** What a wrap token (RFC 4121 4.2.6.2) says of itself before it is opened. */
export interface WrapTokenHeader {
  readonly isSentByAcceptor: boolean;
  readonly isSealed: boolean;
  /** Extra count: filler bytes. */
  readonly extraCount: number;
  /** Right rotation count: bytes by which the body was rotated. */
  readonly rotation: number;
}

const headerLength = 16;
const confounderLength = 16;
/** Of aes128/aes256-cts-hmac-sha1-96, aes128-cts-hmac-sha256-128 and aes256-cts-hmac-sha384-192, in bytes. */
const checksumLengths: readonly number[] = [12, 16, 24];

/** Throws TokenError for bytes that do not begin as a wrap token does. */
export function readWrapToken(token: Uint8Array): WrapTokenHeader {
  if (token.length < headerLength) throw new TokenError('The token is shorter than the header of a wrap token');
  const view = new DataView(token.buffer, token.byteOffset, token.byteLength);
  if (view.getUint16(0) !== 0x0504) {
    throw new TokenError(
      'The token is no wrap token of RFC 4121. A session key of an old kind (RC4, DES) may be the cause; AES is needed',
    );
  }
  const flags = view.getUint8(2);
  if (view.getUint8(3) !== 0xff || flags > 7) throw new TokenError('The header of the wrap token is damaged');
  return {
    isSentByAcceptor: (flags & 1) !== 0,
    isSealed: (flags & 2) !== 0,
    extraCount: view.getUint16(4),
    rotation: view.getUint16(6),
  };
}

/**
 * Cuts a sealed token so that the data is as long as the plain text: the body is rotated right until filler, header copy
 * and checksum lie before the confounder, whatever its rotation was. The header has 60 bytes for AES with SHA-1, 64 or
 * 72 for AES with SHA-2, and the filler. Throws TokenError.
 */
export function splitWrapToken(token: Uint8Array, plainLength: number): SealedMessage {
  const { isSealed, extraCount } = readWrapToken(token);
  if (!isSealed) throw new TokenError('The token is signed, but not encrypted');
  const overhead = token.length - plainLength;
  const checksum = overhead - extraCount - 2 * headerLength - confounderLength;
  if (!checksumLengths.includes(checksum)) {
    throw new TokenError(`The token has ${overhead} bytes beyond the plain text, which no known encryption has`);
  }
  const rotated = rotateWrapToken(token, extraCount + headerLength + checksum);
  return { header: rotated.subarray(0, overhead), data: rotated.subarray(overhead) };
}

/** Puts the pieces together. Throws TokenError for a token that is not sealed. */
export function joinWrapToken({ header, data }: SealedMessage): Uint8Array {
  if (!readWrapToken(header).isSealed) throw new TokenError('The token is signed, but not encrypted');
  return Buffer.concat([header, data]);
}

/** The same token with another right rotation count. */
export function rotateWrapToken(token: Uint8Array, rotation: number): Uint8Array {
  if (!Number.isInteger(rotation) || rotation < 0 || rotation > 0xffff) {
    throw new RangeError(`A rotation is from 0 to 65535, not ${rotation}`);
  }
  const { rotation: before } = readWrapToken(token);
  const body = token.subarray(headerLength);
  const rotated = new Uint8Array(token.length);
  rotated.set(token.subarray(0, headerLength));
  new DataView(rotated.buffer).setUint16(6, rotation);
  if (body.length === 0) return rotated;
  const by = (((rotation - before) % body.length) + body.length) % body.length;
  rotated.set(body.subarray(body.length - by), headerLength);
  rotated.set(body.subarray(0, body.length - by), headerLength + by);
  return rotated;
}

/** Whether bytes begin as a wrap token of RFC 4121 does. */
export function isWrapToken(bytes: Uint8Array): boolean {
  return bytes[0] === 5 && bytes[1] === 4;
}
