import type { Lease } from '../../source/domain/index.ts';

/** A lease of an exterm that has ended, five minutes old at 8:00 on 5 January 2026. */
export function lease(change: Partial<Lease> = {}): Lease {
  return {
    shellId: 'LEFT-1',
    connection: 'ex01',
    engine: 'native',
    url: 'https://ex01.contoso.com/PowerShell/',
    configurationName: 'Microsoft.Exchange',
    authentication: 'Basic',
    user: 'mira@contoso.com',
    pid: 7,
    processStarted: 'then',
    host: 'console',
    opened: Date.UTC(2026, 0, 5, 7),
    lastActivity: Date.UTC(2026, 0, 5, 7, 55),
    idleTimeout: 900_000,
    ...change,
  };
}
