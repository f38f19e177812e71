import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AppDeps } from '../../../source/app/deps.ts';
import { createHeadless } from '../../../source/app/headless/create-headless.ts';
import { createSchemes, findTicket } from '../../../source/auth/index.ts';
import { type Connection, type Diagnosis, holds, Secret } from '../../../source/domain/index.ts';
import { createEndpointProbe, getTickets } from '../../../source/engine/diagnosis/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/index.ts';
import { Kdc, realmUser, serviceHost } from '../../peers/kdc/kdc.ts';
import { acceptorExecutable, describeKerberos, kdcProgramPaths, lookup } from '../../peers/kerberos/lab.ts';
import { Acceptor } from '../../peers/kerberos-acceptor/acceptor.ts';
import { harness } from '../../support/app-harness.ts';
import { inState, stepOf } from '../../support/doctor-lab.ts';

/** The doctor over the system's Kerberos, a real KDC and an acceptor that is none of ours. */
describeKerberos('the doctor on a server that takes Kerberos alone', () => {
  let sandbox: Sandbox;
  let kdc: Kdc;
  let yesterday: Kdc;
  let acceptor: Acceptor;

  beforeAll(async () => {
    sandbox = await startSandbox({ servers: 1, mailboxes: 20, leftOpen: 0, endAfter: 0 });
    kdc = await Kdc.start(kdcProgramPaths);
    yesterday = await Kdc.start(kdcProgramPaths, { clock: '-1d' });
    acceptor = await Acceptor.start(acceptorExecutable, kdc, sandbox.servers[0]!);
  });
  beforeEach(() => {
    process.env['KRB5_CONFIG'] = kdc.config;
  });
  afterAll(async () => {
    delete process.env['KRB5_CONFIG'];
    await acceptor?.stop();
    await yesterday?.stop();
    await kdc?.stop();
    await sandbox?.stop();
  });

  const examine = async (
    change: Partial<Connection> = {},
    { cache, password = realmUser.password }: { cache?: string; password?: string } = {},
  ): Promise<{ diagnosis: Diagnosis; asked: number }> => {
    const on = harness([
      {
        name: 'ex01',
        url: `http://${serviceHost}:${acceptor.port}/PowerShell/`,
        configurationName: 'Microsoft.Exchange',
        authentication: 'Kerberos',
        user: realmUser.user,
        engine: 'native',
        ...change,
      },
    ]);
    // The tests' own cache, never that of whoever runs them.
    const ticketCache = cache ?? `FILE:${kdc.folder}/none`;
    const schemeFor = createSchemes({ ticketCache, otherwise: () => expect.unreachable() });
    const deps: AppDeps = {
      ...on.deps,
      engines: { native: new NativeEngine({ lookup, schemeFor }) },
      clock: Date.now,
      newId: () => crypto.randomUUID().toUpperCase(),
      diagnosis: {
        endpoint: createEndpointProbe({ lookup }),
        engines: {
          native: {
            ticket: (access) =>
              getTickets(access, { schemeFor, findTicket: (holder) => findTicket({ ...holder, cache: ticketCache }) }),
          },
        },
      },
    };
    let asked = 0;
    const diagnosis = await createHeadless(deps).doctor({
      name: 'ex01',
      signal: new AbortController().signal,
      onChange: () => {},
      credentials: async (_connection, user = realmUser.user) => {
        asked += 1;
        return { user, password: Secret.fromText(password) };
      },
    });
    return { diagnosis, asked };
  };

  it('holds by a password, and says which tickets it got', async () => {
    const { diagnosis, asked } = await examine();
    expect(inState(diagnosis, 'failed')).toEqual([]);
    expect([holds(diagnosis), asked]).toEqual([true, 1]);
    expect(stepOf(diagnosis, 'spn').detail).toBe(`HTTP/${serviceHost}`);
    expect(stepOf(diagnosis, 'clock').detail).toContain('The domain accepts the time of this computer');
    expect(sandbox.shells('ex01')).toHaveLength(0);
  });

  it('holds by a ticket that is there, and asks for nothing', async () => {
    const { diagnosis, asked } = await examine({}, { cache: await kdc.ticket('doctor') });
    expect([holds(diagnosis), asked]).toEqual([true, 0]);
    expect(stepOf(diagnosis, 'ticket').detail).toMatch(/^Of mira@EXTERM\.TEST, good for \d+ min\.$/);
  });

  const failing = async (diagnosis: Diagnosis) =>
    inState(diagnosis, 'failed').map((id) => `${id} ${stepOf(diagnosis, id).failure?.id}`);

  it('tells a clock that the KDC does not accept', async () => {
    process.env['KRB5_CONFIG'] = yesterday.variant('doctor', { libdefaults: ['kdc_timesync = 0'] });
    const { diagnosis } = await examine();
    expect(await failing(diagnosis)).toEqual(['clock krb.skew']);
  });

  it('tells a wrong password at the ticket, tried once', async () => {
    const { diagnosis, asked } = await examine({}, { password: 'wrong' });
    expect([await failing(diagnosis), asked]).toEqual([['ticket logon.failure'], 1]);
  });

  it('tells a ticket that has expired', async () => {
    const cache = await yesterday.ticket('doctor-old');
    process.env['KRB5_CONFIG'] = yesterday.config;
    const { diagnosis } = await examine({}, { cache, password: 'wrong' });
    expect(inState(diagnosis, 'failed')).toEqual(['ticket']);
  });

  it('tells a KDC that does not answer', async () => {
    process.env['KRB5_CONFIG'] = kdc.variant('doctor-deaf', { port: 9 });
    const { diagnosis } = await examine();
    expect(await failing(diagnosis)).toEqual(['ticket krb.nodc']);
  });

  it('tells a service name that the realm does not know', async () => {
    const { diagnosis } = await examine({ servicePrincipalName: 'HTTP/nobody.exterm.test' });
    expect(await failing(diagnosis)).toEqual(['spn krb.targetunknown']);
  });

  it('tells a service name that belongs to another server', async () => {
    await kdc.administer('addprinc -randkey HTTP/other-doctor.exterm.test');
    const { diagnosis } = await examine({ servicePrincipalName: 'HTTP/other-doctor.exterm.test' });
    expect(await failing(diagnosis)).toEqual(['authentication krb.refused']);
    expect(stepOf(diagnosis, 'spn').state).toBe('ok');
  });
});
