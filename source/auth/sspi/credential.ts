import type { ContextOptions, Mechanism, SecurityContext, SecurityCredential } from '../security/provider.ts';
import { SspiContext } from './context.ts';
import type { Identity } from './identity.ts';
import { type Memory, memoryOf, type SspiNative } from './native.ts';
import { sspiError, sspiStatus } from './status.ts';

const outbound = 2;
/** SECPKG_CRED_ATTR_NAMES: a pointer to the account's name, `CONTOSO\mira`. */
const names = 1;

/**
 * A credential of the library: of whoever is logged on, or of the account that it was given. Windows renews tickets by
 * itself and asks the domain with a context's first step.
 */
export class SspiCredential implements SecurityCredential {
  readonly principal: string | undefined;
  readonly secondsLeft = undefined;
  readonly #native: SspiNative;
  readonly #handles: ReadonlyMap<Mechanism, Memory>;
  readonly #mechanism: Mechanism;

  private constructor(
    native: SspiNative,
    handles: ReadonlyMap<Mechanism, Memory>,
    mechanism: Mechanism,
    principal: string | undefined,
  ) {
    this.#native = native;
    this.#handles = handles;
    this.#mechanism = mechanism;
    this.principal = principal;
  }

  /**
   * Acquires Kerberos in any case, because negotiation hides why Kerberos failed. `identity` is wiped; the library has
   * its own copy. Throws SecurityError.
   */
  static async acquire(
    native: SspiNative,
    mechanism: Mechanism,
    identity: Identity | undefined,
  ): Promise<SspiCredential> {
    const handles = new Map<Mechanism, Memory>();
    try {
      for (const name of new Set<Mechanism>(['Kerberos', mechanism])) {
        handles.set(name, await acquireOne(native, name, identity));
      }
      return new SspiCredential(native, handles, mechanism, identity ? undefined : logonName(native, handles));
    } catch (error) {
      freeAll(native, handles);
      throw error;
    } finally {
      identity?.wipe();
    }
  }

  begin(options: ContextOptions): SecurityContext {
    const handle = (mechanism: Mechanism) => this.#handles.get(mechanism)!;
    return new SspiContext(this.#native, { ...options, mechanism: this.#mechanism, handle });
  }

  release(): void {
    freeAll(this.#native, this.#handles as Map<Mechanism, Memory>);
  }
}

async function acquireOne(native: SspiNative, name: Mechanism, identity: Identity | undefined): Promise<Memory> {
  const handle = memoryOf(16);
  const status = await native.async(
    'acquire',
    [null, name, outbound, null, identity?.memory ?? null, null, null, handle, memoryOf(8)],
    identity?.kept,
  );
  if (status !== sspiStatus.ok) throw sspiError(native, status);
  return handle;
}

function logonName(native: SspiNative, handles: ReadonlyMap<Mechanism, Memory>): string | undefined {
  const name = memoryOf(8);
  if (native.call('queryCredential', handles.get('Kerberos')!, names, name) !== sspiStatus.ok) return undefined;
  const address = name.readBigUInt64LE();
  const text = native.text(address);
  native.call('freeBuffer', address);
  return text === '' ? undefined : text;
}

function freeAll(native: SspiNative, handles: Map<Mechanism, Memory>): void {
  for (const handle of handles.values()) native.call('free', handle);
  handles.clear();
}
