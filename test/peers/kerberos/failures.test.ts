import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findTicket } from '../../../source/auth/index.ts';
import { Kdc, realmUser } from '../kdc/kdc.ts';
import {
  byPassword,
  describeKerberos,
  diagnosis,
  echoed,
  failure,
  kdcProgramPaths,
  Lab,
  schemeNames,
  soap,
} from './lab.ts';

describeKerberos('a person who cannot sign in', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start();
    await lab.kdc.administer(
      'addprinc -pw pw locked',
      'modprinc -allow_tix locked',
      'addprinc -pw pw gone',
      'modprinc -expire 2020-01-01 gone',
      'addprinc -pw pw stale',
      'modprinc -pwexpire 2020-01-01 stale',
      'addprinc -pw pw mira.jones\\@contoso.test',
      'addprinc -randkey HTTP/other.exterm.test',
    );
  });
  beforeEach(() => lab.enter());
  afterEach(() => lab.tidy());
  afterAll(() => lab?.stop());

  describe.each(schemeNames)('with %s', (name) => {
    it.each([
      ['a wrong password', 'mira@exterm.test', 'wrong', 'logon.failure'],
      ['a user nobody knows', 'mirax@exterm.test', 'pw', 'krb.clientunknown'],
      ['a locked or disabled account', 'locked@exterm.test', 'pw', 'krb.locked'],
      ['an expired account', 'gone@exterm.test', 'pw', 'krb.accountexpired'],
      ['an expired password', 'stale@exterm.test', 'pw', 'krb.passwordexpired'],
      ['a user name of the old form', 'EXTERM\\mira', 'pw', 'krb.username'],
    ])('is told of %s, and that to enter another can help', async (_what, user, password, id) => {
      const told = await diagnosis(lab.channel(name, { source: byPassword(password, user) }).exchange(soap('x')), user);
      expect(told).toMatchObject({ id, kind: 'credentials' });
      expect(JSON.stringify(told)).not.toContain(`"${password}"`);
    });

    it('is told of a realm that nobody can find', async () => {
      const { config } = lab.kdc;
      lab.enter(lab.kdc.variant('no-default', { defaultRealm: false }));
      const source = byPassword('pw', 'chris@nowhere.test');
      expect(await diagnosis(lab.channel(name, { source }).exchange(soap('x')))).toMatchObject({
        id: 'krb.realmunknown',
      });
      lab.enter(config);
    });

    it('is told of a KDC that does not answer', async () => {
      lab.enter(lab.kdc.variant('deaf', { port: await unusedPort() }));
      expect(await diagnosis(lab.channel(name).exchange(soap('x')))).toMatchObject({
        id: 'krb.nodc',
        retryCanHelp: true,
      });
    });

    it('is told of a service that the realm does not know', async () => {
      const servicePrincipalName = 'HTTP/nobody.exterm.test';
      const told = await diagnosis(lab.channel(name, { servicePrincipalName }).exchange(soap('x')));
      expect(told).toMatchObject({ id: 'krb.targetunknown' });
    });

    it('is told of a service name that is another server’s', async () => {
      const servicePrincipalName = 'HTTP/other.exterm.test';
      const told = await diagnosis(lab.channel(name, { servicePrincipalName }).exchange(soap('x')));
      expect(told).toMatchObject({ id: 'krb.refused' });
      expect(told.what).toContain(servicePrincipalName);
    });

    it('is told of a server that does not prove who it is, and has sent it nothing', async () => {
      await lab.acceptor.answer('no-token');
      const before = lab.echo.bodies.length;
      const { kind, facts } = await failure(lab.channel(name).exchange(soap('x')));
      expect([kind, facts.problem]).toEqual(['auth', 'unproven']);
      expect(lab.echo.bodies).toHaveLength(before);
    });

    it('hears only the status of a server that refuses without encryption', async () => {
      await lab.acceptor.answer('unavailable');
      const answer = await lab.channel(name).exchange(soap('x'));
      expect(answer).toMatchObject({ kind: 'answer', status: 503, contentType: '', body: new Uint8Array() });
    });

    it('is told of an address or localhost in place of a name before anything is sent', async () => {
      const to = (host: string) => lab.channel(name, { url: lab.url(undefined, host) }).exchange(soap('x'));
      expect(await diagnosis(to('127.0.0.1'))).toMatchObject({ id: 'krb.ipaddress' });
      expect(await diagnosis(to('localhost'))).toMatchObject({ id: 'krb.localhost' });
    });

    it('signs in by a user principal name that is not the account’s name', async () => {
      const source = byPassword('pw', 'mira.jones@contoso.test');
      expect(`${await echoed(lab.channel(name, { source }), 'hello')}`).toBe('hello');
      expect((await lab.acceptor.facts()).user).toContain('mira.jones');
    });

    it('signs in by a ticket without being asked', async () => {
      const cache = await lab.kdc.ticket(`ticket-${name}`);
      for (const user of [undefined, realmUser.user, 'Mira@Exterm.Test']) {
        const channel = lab.channel(name, { source: () => ({ user, cache }) });
        expect(`${await echoed(channel, 'hello')}`).toBe('hello');
      }
    });

    it('is told when there is no ticket, or only another user’s', async () => {
      const cache = await lab.kdc.ticket(`other-${name}`);
      const by = (holder: { user?: string; cache: string }) =>
        lab.channel(name, { source: () => holder }).exchange(soap('x'));
      const none = `FILE:${lab.kdc.folder}/none`;
      for (const holder of [{ cache: none }, { user: realmUser.user, cache: none }]) {
        expect(await diagnosis(by(holder)), JSON.stringify(holder)).toMatchObject({
          id: 'krb.nologonsession',
          kind: 'credentials',
        });
      }
      expect(await diagnosis(by({ user: 'chris@exterm.test', cache }), 'chris@exterm.test')).toMatchObject({
        id: 'krb.otherticket',
        kind: 'credentials',
        what: 'The Kerberos ticket on this computer is not of chris@exterm.test.',
        why: 'The ticket that is here is of mira@EXTERM.TEST, not of chris@exterm.test.',
      });
    });
  });

  it('finds the ticket that is there, and none where there is none', async () => {
    const cache = await lab.kdc.ticket('found');
    const ticket = await findTicket({ cache });
    expect(ticket).toMatchObject({ principal: 'mira@EXTERM.TEST' });
    expect(ticket?.secondsLeft).toBeGreaterThan(3600);
    expect(await findTicket({ cache, user: 'chris@exterm.test' })).toBeUndefined();
    expect(await findTicket({ cache: `FILE:${lab.kdc.folder}/none` })).toBeUndefined();
  });

  it('need not wait for a KDC that keeps silent', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    lab.enter(lab.kdc.variant('silent', { port: (silent.address() as { port: number }).port }));
    const abort = new AbortController();
    const asked = new Promise((resolve) => silent.once('connection', resolve));
    const outcome = failure(lab.channel('Kerberos').exchange({ ...soap('x'), signal: abort.signal }));
    const socket = (await asked) as { destroy(): void };
    abort.abort();
    expect((await outcome).kind).toBe('aborted');
    socket.destroy();
    silent.close();
  });
});

describeKerberos('clocks', () => {
  let lab: Lab;
  let yesterday: Kdc;
  beforeAll(async () => {
    lab = await Lab.start();
    yesterday = await Kdc.start(kdcProgramPaths, { clock: '-1d' });
  });
  afterEach(() => lab.tidy());
  afterAll(async () => {
    await yesterday?.stop();
    await lab?.stop();
  });

  it.each(schemeNames)('too far from the KDC’s are told with %s', async (name) => {
    lab.enter(yesterday.variant('strict', { libdefaults: ['kdc_timesync = 0'] }));
    expect(await diagnosis(lab.channel(name).exchange(soap('x')))).toMatchObject({ id: 'krb.skew' });
  });

  it.each(schemeNames)('past the end of a ticket are told with %s', async (name) => {
    const cache = await yesterday.ticket(`old-${name}`);
    lab.enter(yesterday.config);
    const told = await diagnosis(lab.channel(name, { source: () => ({ cache }) }).exchange(soap('x')));
    expect(told).toMatchObject({ id: 'krb.expired', kind: 'credentials' });
    expect(await findTicket({ cache })).toBeUndefined();
  });
});

/** A port where nobody listens. */
async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
