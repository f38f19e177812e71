import { GssCredential, type TicketHolder } from './credential.ts';
import { loadGss } from './library.ts';
import type { GssNative } from './native.ts';
import { GssError } from './status.ts';

/** A ticket that is there without anybody being asked. */
export interface Ticket {
  /** `mira@CONTOSO.COM`. */
  readonly principal: string;
  readonly secondsLeft: number;
}

/**
 * The usable ticket of that user, or of whoever is logged on. Undefined where there is none, or it has expired. Throws
 * FailureError where this computer has no Kerberos library.
 */
export async function findTicket(
  holder: TicketHolder = {},
  load: () => Promise<GssNative> = loadGss,
): Promise<Ticket | undefined> {
  const gss = await load();
  try {
    const credential = await GssCredential.ofTicket(gss, holder, false);
    const { principal, lifetime } = credential;
    credential.release();
    return lifetime > 0 ? { principal, secondsLeft: lifetime } : undefined;
  } catch (error) {
    if (error instanceof GssError) return undefined;
    throw error;
  }
}
