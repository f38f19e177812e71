import { loadSecurity } from './library.ts';
import { SecurityError } from './security/error.ts';
import type { SecurityProvider, TicketHolder } from './security/provider.ts';

/** A ticket that is there without anybody being asked. */
export interface Ticket {
  /** `mira@CONTOSO.COM`. */
  readonly principal: string;
  /** Undefined where the system renews tickets itself and does not say. */
  readonly secondsLeft: number | undefined;
}

/**
 * The usable ticket of that user, or of whoever is logged on. Undefined where there is none, it has expired, or the
 * system does not say whose it is. Throws FailureError where this computer has no Kerberos library.
 */
export async function findTicket(
  holder: TicketHolder = {},
  load: () => Promise<SecurityProvider> = loadSecurity,
): Promise<Ticket | undefined> {
  const provider = await load();
  try {
    const credential = await provider.acquire(holder, 'Kerberos');
    const { principal, secondsLeft } = credential;
    credential.release();
    return principal !== undefined && (secondsLeft === undefined || secondsLeft > 0)
      ? { principal, secondsLeft }
      : undefined;
  } catch (error) {
    if (error instanceof SecurityError) return undefined;
    throw error;
  }
}
