import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createSchemes } from '../../../source/auth/index.ts';
import { classify, type FailureFacts, Secret } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { describeEngine, nobody, runLine } from '../../contract/engine-contract.ts';
import { describeInCi } from '../../support/in-ci.ts';
import { Kdc, realmUser } from '../kdc/kdc.ts';
import { describeKerberos, kdcProgramPaths, lookup, schemeNames } from './lab.ts';
import { mainJob } from './main-job.ts';
import { Organisation } from './organisation.ts';
import { bodiesOf, readable } from './readable.ts';
import { Wiretap } from './wiretap.ts';

/** How a body is sealed is no matter of what is asked and answered in it: elsewhere the whole job stands for it. */
describeInCi('sessions by Kerberos', () => {
  describeKerberos('keep the contract', () => {
    describeEngine('native, by Kerberos with sealed bodies', async () => {
      const organisation = await Organisation.start();
      const { user } = organisation.sandbox.servers[0]!;
      return {
        engine: organisation.engine,
        connection: organisation.connection('Kerberos'),
        credential: () => organisation.credential(),
        wrongCredential: () => organisation.credential('wrong'),
        shellIds: () => organisation.sandbox.shells('ex01').map(({ id }) => id.toLowerCase()),
        lines: {
          objects: 'Get-Mailbox -ResultSize Unlimited',
          error: 'Get-Mailbox nobody-of-that-name',
          asks: `Remove-Mailbox ${user}`,
          endless: 'Write-SandboxFlood 100000000',
        },
        command: { name: 'Get-MailboxStatistics', wildcard: 'Get-Mailbox*' },
        imports: { few: ['*-Mailbox', 'Get-MailboxStatistics'], many: ['*-Mailbox*'] },
        stop: () => organisation.stop(),
      };
    });
  });
});

describeKerberos('the whole job over Kerberos', () => {
  let organisation: Organisation;
  beforeAll(async () => {
    organisation = await Organisation.start();
  });
  afterAll(() => organisation?.stop());

  // That there are several at once has nothing to do with the scheme; two are several.
  it.each(schemeNames.map((name) => [name === 'Kerberos' ? 2 : 1, name] as const))(
    'is done by %d sessions at once with %s, and nothing of it is readable on the way',
    async (count, name) => {
      const before = organisation.tap.recorded.length;
      await mainJob(
        () => organisation.connect(name),
        () => organisation.sandbox.shells('ex01').length,
        count,
      );
      const bytes = organisation.tap.bytes(undefined, before);
      expect(bytes.length).toBeGreaterThan(count * 5_000_000);
      expect(readable(bytes)).toEqual([]);
      expect(readable(bytes, [realmUser.password, organisation.sandbox.servers[0]!.password])).toEqual([]);
      // Every body is one of the sealed form: each request says so, and each answer.
      for (const direction of ['request', 'answer'] as const) {
        const bodies = bodiesOf(organisation.tap.bytes(direction, before));
        expect(bodies.length).toBeGreaterThan(20);
        const protocol = name === 'Kerberos' ? 'Kerberos' : 'SPNEGO';
        const isSealed = (type: string) =>
          type.startsWith(`multipart/encrypted;protocol="application/HTTP-${protocol}-session-encrypted"`);
        expect(bodies.filter(({ type }) => !isSealed(type))).toEqual([]);
      }
      expect((await organisation.acceptor.facts()).refused).toBe(0);
    },
  );

  it('is readable on the way where nothing seals it, which is what the search would find', async () => {
    const { url, user, password } = organisation.sandbox.servers[0]!;
    const tap = await Wiretap.start(Number(new URL(url).port));
    onTestFinished(() => tap.close());
    const open = new URL(url);
    open.port = `${tap.port}`;
    const request = {
      connection: { ...organisation.connection('Kerberos'), authentication: 'Basic', url: open.href } as const,
      credential: { user, password: Secret.fromText(password) },
    };
    const session = await new NativeEngine().connect(organisation.request('Kerberos', request));
    await runLine(session, 'Get-Mailbox -ResultSize Unlimited');
    await session.close(new AbortController().signal);
    expect(readable(tap.bytes())).toEqual(
      expect.arrayContaining(['<s:Envelope', 'schemas.xmlsoap.org', 'xmlns:rsp', '<rsp:Stream']),
    );
    for (const direction of ['request', 'answer'] as const) {
      const bodies = bodiesOf(tap.bytes(direction));
      expect(bodies.length).toBeGreaterThan(5);
      expect(bodies.every(({ type }) => type.startsWith('application/soap+xml'))).toBe(true);
    }
  });

  const ticketOf = (user: string | undefined, ticketCache: string) =>
    new NativeEngine({
      lookup,
      schemeFor: createSchemes({ ticketCache, otherwise: () => expect.unreachable() }),
    }).ticketProblem({
      connection: { ...organisation.connection('Negotiate'), ...(user === undefined ? {} : { user }) },
      credential: undefined,
      signal: new AbortController().signal,
    });

  it('needs no password where a usable ticket is there, and says why where there is none', async () => {
    const cache = await organisation.kdc.ticket('looked-for');
    const before = (await organisation.acceptor.facts()).contexts;
    const connections = organisation.tap.connections;
    expect(await ticketOf(undefined, cache)).toBeUndefined();
    expect(await ticketOf(realmUser.user, cache)).toBeUndefined();
    expect((await ticketOf('chris@exterm.test', cache))?.id).toBe('krb.otherticket');
    expect((await ticketOf(undefined, `FILE:${organisation.kdc.folder}/none`))?.id).toBe('krb.nologonsession');
    const yesterday = await Kdc.start(kdcProgramPaths, { clock: '-1d' });
    onTestFinished(() => yesterday.stop());
    expect((await ticketOf(undefined, await yesterday.ticket('old')))?.id).toBe('krb.expired');
    // All of that without a word to the server.
    expect([(await organisation.acceptor.facts()).contexts, organisation.tap.connections]).toEqual([
      before,
      connections,
    ]);
  });

  /** A session by a ticket, in a cache that is there for others to renew. */
  const byTicket = async (name: string) => {
    const cache = await organisation.kdc.ticket(name);
    const schemeFor = createSchemes({ ticketCache: cache, otherwise: () => expect.unreachable() });
    const session = await new NativeEngine({ lookup, schemeFor }).connect({
      connection: organisation.connection('Kerberos'),
      credential: undefined,
      signal: new AbortController().signal,
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
    });
    const file = cache.slice('FILE:'.length);
    return { session, replaceBy: (other: string) => copyFileSync(other.slice('FILE:'.length), file) };
  };

  it('goes on after the ticket was renewed by others, over connections that are made later', async () => {
    const { session, replaceBy } = await byTicket('renewed');
    replaceBy(await organisation.kdc.ticket('newer'));
    organisation.tap.cut();
    expect((await runLine(session, 'Get-MailboxDatabase')).outcome).toEqual({ state: 'completed' });
    expect(await session.close(new AbortController().signal)).toBe('removed');
  });

  it('is told that the ticket has expired where it ended in the course of a long session', async () => {
    const { session, replaceBy } = await byTicket('ending');
    const yesterday = await Kdc.start(kdcProgramPaths, { clock: '-1d' });
    onTestFinished(() => yesterday.stop());
    replaceBy(await yesterday.ticket('ended'));
    const lost = new Promise<FailureFacts>((resolve) => session.onLost(resolve));
    organisation.tap.cut();
    expect((await runLine(session, 'Get-MailboxDatabase')).outcome).toEqual({ state: 'lost' });
    expect(classify(await lost)).toMatchObject({ id: 'krb.expired', next: expect.stringContaining('kinit') });
    await session.close(new AbortController().signal);
    for (const { id } of organisation.sandbox.shells('ex01')) await organisation.remove(id);
  });

  it('goes on by a ticket, with no password', async () => {
    const { session } = await byTicket('ticket');
    expect((await runLine(session, 'Get-MailboxDatabase')).outcome).toEqual({ state: 'completed' });
    await session.close(new AbortController().signal);
  });
});
