import type {
  Mechanism,
  PasswordAccount,
  SecurityCredential,
  SecurityProvider,
  TicketHolder,
} from '../security/provider.ts';
import { GssCredential } from './credential.ts';
import { loadGss } from './library.ts';
import type { GssNative } from './native.ts';
import { kerberosMechanism, spnegoMechanism } from './oids.ts';

const oids: Readonly<Record<Mechanism, Uint8Array>> = { Kerberos: kerberosMechanism, Negotiate: spnegoMechanism };

/** By the system's GSS-API (RFC 2743, 2744). Its domain is asked when a credential is acquired. */
export class GssProvider implements SecurityProvider {
  readonly #gss: GssNative;

  constructor(gss: GssNative) {
    this.#gss = gss;
  }

  acquire(source: PasswordAccount | TicketHolder, mechanism: Mechanism): Promise<SecurityCredential> {
    const oid = oids[mechanism];
    return 'password' in source
      ? GssCredential.ofPassword(this.#gss, source, oid)
      : GssCredential.ofTicket(this.#gss, source, oid);
  }
}

/** The system's own, loaded when it is first needed. Throws FailureError that says what to install. */
export async function loadGssProvider(): Promise<SecurityProvider> {
  return new GssProvider(await loadGss());
}
