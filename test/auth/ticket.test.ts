import { describe, expect, it } from 'vitest';
import { findTicket } from '../../source/auth/index.ts';
import { SspiProvider } from '../../source/auth/sspi/provider.ts';
import { FakeSspi } from './sspi/fake-sspi.ts';

describe('the ticket that is there', () => {
  it('is found on Windows, which does not say how long it lasts', async () => {
    const load = async () => new SspiProvider(new FakeSspi());
    expect(await findTicket({}, load)).toEqual({ principal: 'CONTOSO\\mira', secondsLeft: undefined });
  });

  it('is none where another user is logged on', async () => {
    const sspi = new FakeSspi();
    sspi.logon.set(8, 'mira@contoso.com');
    expect(await findTicket({ user: 'chris@contoso.com' }, async () => new SspiProvider(sspi))).toBeUndefined();
  });
});
