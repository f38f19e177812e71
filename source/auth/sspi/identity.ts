import { transcode } from 'node:buffer';
import type { PasswordAccount } from '../security/provider.ts';
import { accountName } from './account-name.ts';
import { type Memory, memoryOf, memoryWith, type SspiNative } from './native.ts';
import { wineAccount } from './wine.ts';

export interface Identity {
  /** SEC_WINNT_AUTH_IDENTITY_W: pointers at 0, 16 and 32, their lengths in UTF-16 units behind each, flags at 44. */
  readonly memory: Memory;
  readonly kept: readonly Memory[];
  /** Overwrites name, domain and password. */
  wipe(): void;
}

const unicode = 2;

/** An account for the library. Nothing makes a text of the password: texts cannot be overwritten. */
export function identityOf(native: SspiNative, { user, password }: PasswordAccount): Identity {
  const name = native.isWine ? wineAccount(accountName(user)) : accountName(user);
  const secret = transcode(password, 'utf8', 'utf16le');
  const parts = [wide(name.user), name.domain === undefined ? undefined : wide(name.domain), memoryWith(secret)];
  secret.fill(0);
  const memory = memoryOf(48);
  for (const [index, part] of parts.entries()) {
    if (part === undefined) continue;
    if (part.length > 0) memory.writeBigUInt64LE(native.address(part), 16 * index);
    memory.writeUInt32LE(part.length / 2, 16 * index + 8);
  }
  memory.writeUInt32LE(unicode, 44);
  const kept = parts.filter((part) => part !== undefined);
  return {
    memory,
    kept,
    wipe: () => {
      for (const part of [memory, ...kept]) part.fill(0);
    },
  };
}

function wide(text: string): Memory {
  return memoryWith(Buffer.from(text, 'utf16le'));
}
