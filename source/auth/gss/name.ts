import type { GssNative, Handle, Out } from './native.ts';
import { kerberosMechanism } from './oids.ts';
import { callGssNow, gssOid } from './status.ts';

/** Lends the library's form of a name for the time of `use`. */
export async function withName<T>(
  gss: GssNative,
  text: string,
  type: Uint8Array,
  use: (name: Handle) => Promise<T>,
): Promise<T> {
  const value = Buffer.from(text, 'utf8');
  const name: Out<Handle> = [null];
  callGssNow(gss, kerberosMechanism, 'importName', { length: value.length, value }, gssOid(type), name);
  try {
    return await use(name[0]);
  } finally {
    gss.call.releaseName([0], name);
  }
}

/** A name as text, `mira@CONTOSO.COM`. */
export function displayName(gss: GssNative, name: Handle): string {
  const buffer = {};
  callGssNow(gss, kerberosMechanism, 'displayName', name, buffer, null);
  const text = Buffer.from(gss.bytes(buffer)).toString('utf8');
  gss.call.releaseBuffer([0], buffer);
  return text;
}
