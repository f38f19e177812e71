import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Connection, type ConnectRequest, Secret } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { createSchemes } from '../../../source/gss/index.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/index.ts';
import { describeEngine, nobody, runLine } from '../../contract/engine-contract.ts';
import { Kdc, realmUser, serviceHost } from '../kdc/kdc.ts';
import { Acceptor } from '../kerberos-acceptor/acceptor.ts';
import { acceptorExecutable, describeKerberos, kdcProgramPaths, lookup, schemeNames } from './lab.ts';
import { Wiretap } from './wiretap.ts';

/** An Exchange organisation that is reached through Kerberos alone, with a wiretap on the way. */
class Organisation {
  readonly sandbox: Sandbox;
  readonly kdc: Kdc;
  readonly acceptor: Acceptor;
  readonly tap: Wiretap;
  readonly engine = new NativeEngine({
    lookup,
    schemeFor: createSchemes({
      otherwise: () => {
        throw new Error('Nothing here is done by anything but Kerberos');
      },
    }),
  });

  private constructor(sandbox: Sandbox, kdc: Kdc, acceptor: Acceptor, tap: Wiretap) {
    this.sandbox = sandbox;
    this.kdc = kdc;
    this.acceptor = acceptor;
    this.tap = tap;
  }

  static async start(): Promise<Organisation> {
    const options = { servers: 1, mailboxes: 400, leftOpen: 0, endAfter: 0, maxShells: 100, testCmdlets: true };
    const sandbox = await startSandbox(options);
    const kdc = await Kdc.start(kdcProgramPaths);
    const acceptor = await Acceptor.start(acceptorExecutable, kdc, sandbox.servers[0]!);
    process.env['KRB5_CONFIG'] = kdc.config;
    return new Organisation(sandbox, kdc, acceptor, await Wiretap.start(acceptor.port));
  }

  connection(authentication: 'Kerberos' | 'Negotiate'): Connection {
    const url = `http://${serviceHost}:${this.tap.port}/PowerShell/`;
    return { name: 'ex01', url, configurationName: 'Microsoft.Exchange', authentication, engine: 'native' };
  }

  credential(password = realmUser.password) {
    return { user: realmUser.user, password: Secret.fromText(password) };
  }

  connect(authentication: 'Kerberos' | 'Negotiate', given: Partial<ConnectRequest> = {}) {
    return this.engine.connect({
      connection: this.connection(authentication),
      credential: this.credential(),
      signal: new AbortController().signal,
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
      ...given,
    });
  }

  async stop(): Promise<void> {
    delete process.env['KRB5_CONFIG'];
    await this.tap.close();
    await this.acceptor.stop();
    await this.kdc.stop();
    await this.sandbox.stop();
  }
}

describeKerberos('sessions by Kerberos', () => {
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
      stop: () => organisation.stop(),
    };
  });
});

describeKerberos('the whole job over Kerberos', () => {
  let organisation: Organisation;
  beforeAll(async () => {
    organisation = await Organisation.start();
  });
  afterAll(() => organisation?.stop());

  it.each(schemeNames)(
    'is done by three sessions at once with %s, and nothing of it is readable on the way',
    async (name) => {
      const before = organisation.tap.recorded.length;
      const sessions = await Promise.all([1, 2, 3].map(() => organisation.connect(name)));
      expect(organisation.sandbox.shells('ex01')).toHaveLength(3);
      const signal = new AbortController().signal;
      const catalogues = await Promise.all(
        sessions.map((session) => session.importCatalogue({ names: [], onProgress: () => undefined, signal })),
      );
      for (const { cmdlets } of catalogues) expect(cmdlets.length).toBeGreaterThan(500);
      const lines = await Promise.all(sessions.map((session) => runLine(session, 'Get-Mailbox -ResultSize Unlimited')));
      for (const { records, outcome } of lines) {
        expect(outcome).toEqual({ state: 'completed' });
        expect(records.length).toBeGreaterThan(300);
      }
      expect(await Promise.all(sessions.map((session) => session.close(signal)))).toEqual([
        'removed',
        'removed',
        'removed',
      ]);
      expect(organisation.sandbox.shells('ex01')).toHaveLength(0);

      const seen = Buffer.concat(organisation.tap.recorded.slice(before).map(({ bytes }) => bytes));
      expect(seen.length).toBeGreaterThan(1_000_000);
      for (const clear of ['Envelope', 'schemas.xmlsoap.org', 'Get-Mailbox', 'rsp:Shell', realmUser.password]) {
        expect(seen.includes(clear), clear).toBe(false);
      }
      expect(seen.includes('session-encrypted')).toBe(true);
      expect((await organisation.acceptor.facts()).refused).toBe(0);
    },
  );

  it('goes on by a ticket, with no password', async () => {
    const cache = await organisation.kdc.ticket('ticket');
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
    expect((await runLine(session, 'Get-MailboxDatabase')).outcome).toEqual({ state: 'completed' });
    await session.close(new AbortController().signal);
  });
});
