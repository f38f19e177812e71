import { krb5 } from '../../domain/index.ts';
import { SecurityError } from '../security/error.ts';
import type {
  Mechanism,
  PasswordAccount,
  SecurityCredential,
  SecurityProvider,
  TicketHolder,
} from '../security/provider.ts';
import { SspiCredential } from './credential.ts';
import { identityOf } from './identity.ts';
import { loadSspi } from './library.ts';
import { memoryOf, type SspiNative } from './native.ts';

/** NameSamCompatible `CONTOSO\mira`, NameUserPrincipal `mira@contoso.com`. */
const formats = { samCompatible: 2, userPrincipal: 8 } as const;
const longestName = 512;

/** By Windows' SSPI. Its domain is asked with the first step of a context. */
export class SspiProvider implements SecurityProvider {
  readonly #native: SspiNative;

  constructor(native: SspiNative) {
    this.#native = native;
  }

  async acquire(source: PasswordAccount | TicketHolder, mechanism: Mechanism): Promise<SecurityCredential> {
    if ('password' in source) {
      return SspiCredential.acquire(this.#native, mechanism, identityOf(this.#native, source));
    }
    if (source.user !== undefined) await this.#checkLogon(source.user);
    return SspiCredential.acquire(this.#native, mechanism, undefined);
  }

  /** Windows has the tickets of one user, whoever is logged on. Where it does not tell who that is, the server will. */
  async #checkLogon(user: string): Promise<void> {
    const principal = await this.#logon(user.includes('\\') ? formats.samCompatible : formats.userPrincipal);
    if (principal === undefined || isSame(principal, user)) return;
    throw new SecurityError(krb5.cacheMismatch, "Another user's ticket", { principal, wanted: user });
  }

  async #logon(format: number): Promise<string | undefined> {
    const [name, length] = [memoryOf(2 * longestName), memoryOf(4)];
    length.writeUInt32LE(longestName);
    const isKnown = await this.#native.async('userName', [format, name, length]);
    const text = name.toString('utf16le', 0, 2 * length.readUInt32LE()).split('\0', 1)[0]!;
    return (isKnown & 0xff) === 0 || text === '' ? undefined : text;
  }
}

function isSame(principal: string, wanted: string): boolean {
  const [one, other] = [principal.toLowerCase(), wanted.toLowerCase()];
  return one === other || (!/[@\\]/.test(other) && one.startsWith(`${other}@`));
}

/** Windows' own, loaded when it is first needed. Throws FailureError where that cannot be. */
export async function loadSspiProvider(): Promise<SecurityProvider> {
  return new SspiProvider(await loadSspi());
}
