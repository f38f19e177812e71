import { transcode } from 'node:buffer';
import type { Secret } from '../../../domain/index.ts';
import type { PsSecureString } from '../../../objects/index.ts';

/** Encrypts UTF-16LE bytes under the pool's session key. */
export type Secure = (text: Uint8Array) => Promise<PsSecureString>;

/** A secret as a SecureString; the bytes in between are wiped. */
export async function secureString(secret: Secret, secure: Secure): Promise<PsSecureString> {
  const utf16 = secret.use((bytes) => transcode(bytes, 'utf8', 'utf16le'));
  try {
    return await secure(utf16);
  } finally {
    utf16.fill(0);
  }
}
