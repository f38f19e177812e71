import { krb5 } from '../../domain/index.ts';
import type {
  ContextOptions,
  PasswordAccount,
  SecurityContext,
  SecurityCredential,
  TicketHolder,
} from '../security/provider.ts';
import { GssContext } from './context.ts';
import { displayName, withName } from './name.ts';
import type { GssNative, GssOidSet, GssStore, Handle, Out } from './native.ts';
import { enterpriseName, kerberosMechanism, principalName, spnegoMechanism } from './oids.ts';
import { callGss, callGssNow, GssError, gssOid } from './status.ts';

/** NERR_BadUsername of Windows. */
const badUserName = 2202;

interface TicketFacts {
  readonly principal: string;
  readonly secondsLeft: number;
}

const initiate = 1;
const setOf = (...mechanisms: readonly Uint8Array[]): GssOidSet => ({
  count: mechanisms.length,
  elements: mechanisms.map(gssOid),
});

type Acquire = (mechanism: Uint8Array) => Promise<Handle>;

/**
 * A credential of the library. One made from a password has its ticket in a memory cache that is the credential's own
 * and goes with it; no other part of the process, and no other process, can find it.
 */
export class GssCredential implements SecurityCredential {
  readonly principal: string;
  readonly secondsLeft: number;
  readonly #gss: GssNative;
  readonly #handles: ReadonlyMap<Uint8Array, Handle>;
  readonly #mechanism: Uint8Array;
  #isReleased = false;

  private constructor(
    gss: GssNative,
    handles: ReadonlyMap<Uint8Array, Handle>,
    mechanism: Uint8Array,
    { principal, secondsLeft }: TicketFacts,
  ) {
    this.#gss = gss;
    this.#handles = handles;
    this.#mechanism = mechanism;
    this.principal = principal;
    this.secondsLeft = secondsLeft;
  }

  /**
   * Gets a ticket for the password. The realm is the name's suffix in capitals; where that realm is unknown, or does
   * not know the name, the default realm is asked for the user principal name. A wrong password is tried once.
   */
  static async ofPassword(gss: GssNative, account: PasswordAccount, mechanism: Uint8Array): Promise<GssCredential> {
    const { user, password } = account;
    checkUserName(user);
    const by = (name: string, type: Uint8Array): Acquire => {
      return (mechanism) =>
        withName(gss, name, type, async (handle) => {
          const copy = Uint8Array.from(password);
          const cred: Out<Handle> = [null];
          const buffer = { length: copy.length, value: copy };
          try {
            await callGss(
              gss,
              mechanism,
              'acquireWithPassword',
              handle,
              buffer,
              0,
              setOf(mechanism),
              initiate,
              cred,
              null,
              null,
            );
          } finally {
            copy.fill(0);
          }
          return cred[0];
        });
    };
    try {
      return await GssCredential.#acquire(gss, by(principalOf(user), principalName), mechanism);
    } catch (error) {
      const isElsewhere = error instanceof GssError && [krb5.clientUnknown, krb5.realmUnknown].includes(error.code);
      if (!isElsewhere || !user.includes('@')) throw error;
      try {
        return await GssCredential.#acquire(gss, by(user, enterpriseName), mechanism);
      } catch (second) {
        // Without a default realm, or when that does not know the name either, the first answer is the one that helps.
        const isNoBetter =
          second instanceof GssError &&
          [krb5.clientUnknown, krb5.realmUnknown, krb5.noDefaultRealm].includes(second.code);
        throw isNoBetter ? error : second;
      }
    }
  }

  /** Uses a ticket that is there. Throws GssError where there is none, or it is somebody else's. */
  static async ofTicket(gss: GssNative, holder: TicketHolder, mechanism: Uint8Array): Promise<GssCredential> {
    const { user } = holder;
    if (user === undefined) return GssCredential.#acquire(gss, ticketOf(gss, holder, null), mechanism);
    checkUserName(user);
    try {
      return await withName(gss, principalOf(user), principalName, (name) =>
        GssCredential.#acquire(gss, ticketOf(gss, holder, name), mechanism),
      );
    } catch (error) {
      if (!(error instanceof GssError)) throw error;
      // A cache is found by the exact name only, and people write theirs in any case.
      const found = await GssCredential.#acquire(gss, ticketOf(gss, holder, null), mechanism);
      if (sameName(found.principal, principalOf(user))) return found;
      const facts = { principal: found.principal, wanted: user };
      found.release();
      throw new GssError(0, krb5.cacheMismatch, "Another user's ticket", facts);
    }
  }

  begin(options: ContextOptions): SecurityContext {
    const handle = (mechanism: Uint8Array) => this.#handles.get(mechanism) ?? null;
    return new GssContext(this.#gss, { ...options, mechanism: this.#mechanism, handle });
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    releaseAll(this.#gss, this.#handles);
  }

  static async #acquire(gss: GssNative, acquire: Acquire, mechanism: Uint8Array): Promise<GssCredential> {
    const handles = new Map<Uint8Array, Handle>();
    try {
      // Kerberos first, so that a wrong password is tried once and its error is Kerberos' own: SPNEGO hides codes.
      handles.set(kerberosMechanism, await acquire(kerberosMechanism));
      const facts = await inquire(gss, handles.get(kerberosMechanism) ?? null);
      if (mechanism === spnegoMechanism) {
        const negotiating = await acquire(spnegoMechanism);
        handles.set(spnegoMechanism, negotiating);
        if (gss.has('setNegotiableMechanisms')) {
          callGssNow(gss, spnegoMechanism, 'setNegotiableMechanisms', negotiating, setOf(kerberosMechanism));
        }
      }
      return new GssCredential(gss, handles, mechanism, facts);
    } catch (error) {
      releaseAll(gss, handles);
      throw error;
    }
  }
}

function ticketOf(gss: GssNative, { cache }: TicketHolder, name: Handle): Acquire {
  return async (mechanism) => {
    const cred: Out<Handle> = [null];
    if (cache === undefined) {
      await callGss(gss, mechanism, 'acquire', name, 0, setOf(mechanism), initiate, cred, null, null);
      return cred[0];
    }
    if (!gss.has('acquireFrom')) throw new GssError(0, 0, 'The Kerberos library here takes no cache by its name');
    const store: GssStore = { count: 1, elements: [{ key: 'ccache', value: cache }] };
    await callGss(gss, mechanism, 'acquireFrom', name, 0, setOf(mechanism), initiate, store, cred, null, null);
    return cred[0];
  };
}

/** Whose ticket it is and how many seconds it lasts. Looks for the ticket, which acquiring may not have done. */
async function inquire(gss: GssNative, cred: Handle): Promise<TicketFacts> {
  const name: Out<Handle> = [null];
  const lifetime: Out<number> = [0];
  const mechanism = gssOid(kerberosMechanism);
  await callGss(gss, kerberosMechanism, 'inquireByMechanism', cred, mechanism, name, lifetime, null, null);
  try {
    return { principal: displayName(gss, name[0]), secondsLeft: lifetime[0] };
  } finally {
    gss.call.releaseName([0], name);
  }
}

function releaseAll(gss: GssNative, handles: ReadonlyMap<Uint8Array, Handle>): void {
  for (const handle of handles.values()) if (handle !== null) gss.call.releaseCredential([0], [handle]);
}

function checkUserName(user: string): void {
  if (/^[^@\\/\u0000-\u001f]+(@[^@\\/\u0000-\u001f]+)?$/.test(user)) return;
  throw new GssError(0, badUserName, 'No user principal name');
}

function principalOf(user: string): string {
  const [name = '', suffix] = user.split('@');
  return suffix === undefined ? name : `${name}@${suffix.toUpperCase()}`;
}

function sameName(principal: string, wanted: string): boolean {
  const [one, other] = [principal.toLowerCase(), wanted.toLowerCase()];
  return one === other || (!wanted.includes('@') && one.startsWith(`${other}@`));
}
