import { abortError } from '../../async/abort.ts';
import type { ServerAccess, TicketFacts } from '../../domain/index.ts';
import { type AuthScheme, HttpFailure } from '../../http/index.ts';
import { correspondentOf } from '../server/correspondent.ts';
import { failureOf } from '../server/failures.ts';

export interface TicketSource {
  /** As a session proves who the user is. */
  readonly schemeFor: (access: ServerAccess) => AuthScheme;
  /** The ticket of that user, or of whoever is logged on. */
  readonly findTicket: (holder: {
    readonly user?: string | undefined;
  }) => Promise<{ readonly principal: string; readonly secondsLeft: number | undefined } | undefined>;
}

/**
 * Gets the tickets for a connection as a session would, up to the token that would go to the server, which is thrown
 * away. Rejects with FailureError or AbortError.
 */
export async function getTickets(access: ServerAccess, source: TicketSource): Promise<TicketFacts> {
  const { connection, credential, signal } = access;
  if (signal.aborted) throw abortError(signal);
  try {
    const url = new URL(connection.url);
    const scheme = source.schemeFor(access);
    const refusal = scheme.refusal(url);
    if (refusal !== undefined) throw new HttpFailure('auth', { origin: url.origin, ...refusal, sent: false });
    const attempt = scheme.begin({ url, encrypted: false, remoteAddress: '' });
    let header: string | undefined;
    try {
      header = await attempt.next?.();
    } finally {
      attempt.dispose();
    }
    const logon = credential ? undefined : await source.findTicket({ user: connection.user });
    return {
      principal: credential?.user ?? logon?.principal,
      secondsLeft: logon?.secondsLeft,
      isLogon: credential === undefined,
      isNtlm: isNtlm(header),
      servicePrincipalName: connection.servicePrincipalName ?? `HTTP/${url.hostname}`,
    };
  } catch (error) {
    if (signal.aborted) throw abortError(signal);
    throw failureOf(error, correspondentOf(access));
  }
}

/** Whether the token of an Authorization header begins NTLM, by itself or negotiated (MS-NLMP 2.2.1). */
function isNtlm(header: string | undefined): boolean {
  const token = Buffer.from(header?.split(' ')[1] ?? '', 'base64');
  return token.includes('NTLMSSP\0');
}
