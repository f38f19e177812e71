import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../source/domain/index.ts';
import { getTickets } from '../../../source/engine/diagnosis/index.ts';

const connection: Connection = {
  name: 'ex01',
  url: 'http://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Negotiate',
  engine: 'native',
};

async function tickets(token: string) {
  let disposed = 0;
  const facts = await getTickets(
    { connection, credential: undefined, signal: new AbortController().signal },
    {
      findTicket: async () => ({ principal: 'CONTOSO\\mira', secondsLeft: undefined }),
      schemeFor: () => ({
        name: 'Negotiate',
        refusal: () => undefined,
        begin: () => ({
          next: async () => `Negotiate ${Buffer.from(token, 'latin1').toString('base64')}`,
          dispose: () => void disposed++,
        }),
      }),
    },
  );
  expect(disposed).toBe(1);
  return facts;
}

describe('tickets got without a server', () => {
  it('are those of the logon', async () => {
    expect(await tickets('`\x82 of Kerberos')).toEqual({
      principal: 'CONTOSO\\mira',
      secondsLeft: undefined,
      isLogon: true,
      isNtlm: false,
      servicePrincipalName: 'HTTP/ex01.contoso.com',
    });
  });

  it('are none where negotiation begins NTLM', async () => {
    expect(await tickets('`\x82\x01 NTLMSSP\0\x01\0\0\0')).toMatchObject({ isNtlm: true });
  });
});
