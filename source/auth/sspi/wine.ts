import type { SealedMessage } from '../security/provider.ts';
import { isWrapToken, rotateWrapToken } from '../security/wrap-token.ts';
import type { AccountName } from './account-name.ts';

/**
 * What Wine does otherwise than Windows: its Kerberos is GSS-API underneath. exterm is tested there; nothing of this is
 * for Windows.
 */

/** Wine says 49 where a token of AES takes 60 to 72. */
export const wineTrailer = 128;

/** Wine knows a domain only by itself, and in the realm's own spelling. */
export function wineAccount(name: AccountName): AccountName {
  const [user = '', realm] = name.user.split('@');
  return realm === undefined ? name : { user, domain: realm.toUpperCase() };
}

/** Wine leaves the wrap token as GSS-API made it, beginning in the data; on the way it stands before them. */
export function fromWine({ header, data }: SealedMessage): SealedMessage {
  const token = Buffer.concat([data, header]);
  if (!isWrapToken(token) || isWrapToken(header)) return { header, data };
  const whole = rotateWrapToken(token, header.length - 32);
  return { header: whole.subarray(0, header.length), data: whole.subarray(header.length) };
}

/** The other way: the token from its beginning, as many bytes of it in the data as the plain text has. */
export function toWine({ header, data }: SealedMessage): SealedMessage {
  if (!isWrapToken(header)) return { header, data };
  const whole = Buffer.concat([header, data]);
  return { data: whole.subarray(0, data.length), header: whole.subarray(data.length) };
}
