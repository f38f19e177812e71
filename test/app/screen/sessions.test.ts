import { describe, expect, it } from 'vitest';
import { closeTimeout } from '../../../source/app/session/attempt.ts';
import { classify, krb5, sessionStates } from '../../../source/domain/index.ts';
import { credential, ex01, harness, startApp } from '../../support/app-harness.ts';
import { turns, until } from '../../support/hand-clock.ts';

describe('opening a session', () => {
  it('walks the stages with their times, imports, and is ready', async () => {
    const t = await startApp();
    const authenticate = t.engine.hold('authenticate');
    t.app.connect('ex01');
    await t.signIn();
    await authenticate.reached;
    expect(t.view().state).toBe('authenticating');
    await t.clock.advance(250);
    authenticate.release();
    await t.reaches('ready');
    expect(t.view().stages.map(({ stage, startedAt, endedAt }) => `${stage} ${endedAt! - startedAt}`)).toEqual([
      'resolve 0',
      'tcp 0',
      'authenticate 250',
      'open 0',
      'negotiate 0',
      'import 0',
    ]);
    expect(t.view()).toMatchObject({ shellId: 'SHELL-1', idleTimeout: 900_000, failure: undefined });
    expect(t.view().catalogue?.cmdlets).toHaveLength(3);
    expect(t.lines()).toEqual(['Connected: 3 cmdlets imported.']);
  });

  it('reaches every state that the table has', async () => {
    const t = await startApp();
    const seen = new Set<string>([t.view().state]);
    t.app.store.subscribe((state) => seen.add(state.sessions['ex01']!.state));
    await t.open();
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await t.reaches('ready');
    t.app.disconnect('ex01');
    await t.reaches('closed');
    await t.open();
    t.engine.session.lose({ layer: 'network', network: 'reset' });
    await t.reaches('broken');
    await t.open();
    await t.clock.advance(870_000);
    t.server.shells.clear();
    await t.clock.advance(30_000);
    await t.reaches('expired');
    t.server.outage = { layer: 'network', network: 'refused' };
    t.app.connect('ex01');
    await t.signIn();
    await t.reaches('failed');
    expect([...seen].sort()).toEqual([...sessionStates].sort());
  });

  it('has the line in the ledger before the server has a shell', async () => {
    const t = await startApp();
    const open = t.engine.hold('created');
    t.app.connect('ex01');
    await t.signIn();
    await open.reached;
    expect(t.ledger.leases.get('shell-1')).toMatchObject({ connection: 'ex01', pid: 100, host: 'console' });
    expect(t.view().state).toBe('opening');
  });

  it('shows the import as it goes, at most once a frame', async () => {
    const t = await startApp();
    t.engine.cmdlets = Array.from({ length: 845 }, (_, n) => `Get-Thing${n}`);
    const hold = t.engine.hold('import');
    t.app.connect('ex01');
    await t.signIn();
    await hold.reached;
    let shown = 0;
    t.app.store.subscribe(() => {
      shown += 1;
    });
    hold.release();
    await t.reaches('ready');
    expect(shown).toBeLessThan(10);
    expect(t.state().actions.map(({ text }) => text)).toEqual(['opened shell SHELL-1', 'imported 845 cmdlets']);
  });

  it('fetches only the cmdlets that the connection names', async () => {
    const t = await startApp(harness([{ ...ex01, cmdlets: ['Get-Queue'] }]));
    await t.open();
    expect(t.view().catalogue?.cmdlets.map(({ name }) => name)).toEqual(['Get-Queue']);
  });

  it('asks nothing for a sandbox server and goes where it is', async () => {
    const t = await startApp(harness([{ ...ex01, sandboxServer: 'ex01' }]));
    t.app.connect('ex01');
    await t.reaches('ready');
    expect(t.engine.requests[0]?.connection.url).toBe('http://127.0.0.1:8080/PowerShell/');
    expect(t.ledger.leases.get('shell-1')).toMatchObject({
      sandboxServer: 'ex01',
      url: 'http://127.0.0.1:8080/PowerShell/',
    });
  });

  it('uses the ticket of whoever is logged on before it asks', async () => {
    const t = await startApp(harness([{ ...ex01, authentication: 'Kerberos' }]));
    t.server.passwords.set('ticket', '');
    t.app.connect('ex01');
    await t.reaches('ready');
    expect(t.engine.requests.map((request) => request.credential)).toEqual([undefined]);
  });

  it('asks for the password at once, with the reason, where no ticket can be used', async () => {
    const t = await startApp(harness([{ ...ex01, authentication: 'Kerberos' }]));
    t.engine.ticket = { layer: 'auth', code: krb5.ticketExpired };
    t.app.connect('ex01');
    await until(() => t.top()?.kind === 'credential', 'the question');
    expect(t.top()).toMatchObject({ attempt: 1, reason: expect.stringMatching(/ticket has expired\. .+/) });
    expect([t.engine.requests, t.view().stages]).toEqual([[], []]);
    await t.signIn();
    await t.reaches('ready');
    expect(t.engine.requests.map((request) => request.credential?.user)).toEqual(['mira@contoso.com']);
  });

  it('says that the server is asked again, and when, until it has opened the session', async () => {
    const t = await startApp();
    const open = t.engine.hold('open');
    t.app.connect('ex01');
    await t.signIn();
    await open.reached;
    const failure = classify({ layer: 'http', httpStatus: 503, host: 'ex01\u001B[2J' });
    t.engine.requests[0]!.onRetry!({ attempt: 2, most: 5, delay: 2_000, failure });
    await t.clock.advance(40);
    const { retry } = t.view();
    expect(retry).toMatchObject({ attempt: 2, most: 5, at: t.clock.now() - 40 + 2_000 });
    expect(retry!.failure.what).toMatch(/^ex01␛/);
    // The one ticker beats meanwhile, so that the screen can count down.
    await t.clock.advance(1_000);
    expect(t.state().now).toBeGreaterThan(retry!.at - 2_000);
    open.release();
    await t.reaches('ready');
    expect(t.view().retry).toBeUndefined();
  });

  it('says that an engine is missing and what to do', async () => {
    const t = await startApp(harness([{ ...ex01, engine: 'powershell' }]));
    t.app.connect('ex01');
    await t.reaches('failed');
    expect(t.state().flash).toMatchObject({ level: 'failure', next: expect.stringContaining('F4, Engine: auto') });
  });
});

describe('a wrong password', () => {
  it('is asked for again with the reason, and the right one opens the session', async () => {
    const t = await startApp();
    t.app.connect('ex01');
    await t.signIn('wrong');
    await until(() => t.server.refusals === 1);
    await until(() => t.top() !== undefined, 'the second question');
    expect(t.top()).toMatchObject({
      kind: 'credential',
      attempt: 2,
      user: 'mira@contoso.com',
      reason: expect.stringContaining('did not accept the user name and password'),
    });
    await t.signIn('right');
    await t.reaches('ready');
    expect(t.server.refusals).toBe(1);
  });

  it('is asked for three times at most, because accounts lock, and nothing is left behind', async () => {
    const t = await startApp();
    t.app.connect('ex01');
    for (const refusals of [1, 2, 3]) {
      await t.signIn('wrong');
      await until(() => t.server.refusals === refusals);
    }
    await t.reaches('failed');
    expect(t.server.refusals).toBe(3);
    expect(t.state().dialogs).toEqual([]);
    expect(t.view().failure).toMatchObject({ id: 'logon.failure', next: expect.stringContaining('may lock') });
    expect(t.lines().at(-1)).toContain('may lock');
    expect(t.ledger.leases.size).toBe(0);
  });

  it('leaves nothing at the bottom of the screen once a right one is tried', async () => {
    const t = await startApp();
    t.app.connect('ex01');
    for (let refusals = 1; refusals <= 3; refusals++) {
      await t.signIn('wrong');
      await until(() => t.server.refusals === refusals);
    }
    await t.reaches('failed');
    expect(t.state().flash).toMatchObject({ level: 'failure', connection: 'ex01' });
    t.app.connect('ex01');
    await t.signIn('right');
    await t.reaches('ready');
    expect([t.state().flash, t.view().failure]).toEqual([undefined, undefined]);
  });

  it('is given up with Esc: the session is closed, not failed', async () => {
    const t = await startApp();
    t.app.connect('ex01');
    await until(() => t.top() !== undefined);
    t.app.closeDialog(t.top()!.id);
    await t.reaches('closed');
    expect(t.state().flash).toBeUndefined();
  });

  it('and every other password is wiped when its session has ended', async () => {
    const t = await startApp();
    const given = credential();
    t.app.connect('ex01');
    await until(() => t.top() !== undefined);
    t.app.answerDialog(t.top()!.id, { kind: 'credential', credential: given });
    await t.reaches('ready');
    expect(given.password.isWiped).toBe(false);
    t.app.disconnect('ex01');
    await t.reaches('closed');
    expect(given.password.isWiped).toBe(true);
  });

  it('kept for the run serves the account’s other connections, and none once it was refused', async () => {
    const t = await startApp(harness([ex01, { ...ex01, name: 'ex02' }]));
    t.app.connect('ex01');
    await t.signIn('right', true);
    await t.reaches('ready');
    t.app.connect('ex02');
    await t.reaches('ready', 'ex02');
    t.server.passwords.set('mira@contoso.com', 'changed');
    t.app.reconnect('ex01');
    await until(() => t.top() !== undefined, 'a question after the refusal');
    t.app.reconnect('ex02');
    await until(() => t.state().dialogs.length === 2, 'the question of the other');
    expect(t.server.refusals).toBe(1);
  });

  it('is never in anything that the screen or the disk gets', async () => {
    const t = await startApp();
    t.app.connect('ex01');
    await t.signIn('right');
    await t.reaches('ready');
    expect(JSON.stringify([t.state(), [...t.ledger.leases.values()], t.history])).not.toContain('right"');
  });
});

describe('a connecting that does not succeed', () => {
  it.each(['resolve', 'tcp', 'authenticate', 'open', 'negotiate', 'import'] as const)(
    'because the server goes away at %s: failed with the next step, and connecting again works',
    async (stage) => {
      const t = await startApp();
      const hold = t.engine.hold(stage);
      t.app.connect('ex01');
      await t.signIn();
      await hold.reached;
      hold.fail({ layer: 'network', network: 'reset' });
      await t.reaches('failed');
      expect(t.view().failure).toMatchObject({ id: 'net.reset', next: expect.stringContaining('Connect again') });
      expect(t.state().flash?.text).toContain('ex01');
      expect(t.lines().join('\n')).toContain('→ Connect again');
      await turns();
      expect([t.ledger.leases.size, t.server.shells.size]).toEqual([0, 0]);
      await t.open();
    },
  );

  it('keeps the lease where nobody could say whether the server has a shell', async () => {
    const t = await startApp();
    const hold = t.engine.hold('created');
    t.app.connect('ex01');
    await t.signIn();
    await hold.reached;
    t.server.outage = { layer: 'network', network: 'timeout' };
    hold.fail({ layer: 'network', network: 'reset' });
    await t.reaches('failed');
    await turns();
    expect([t.ledger.leases.size, t.server.shells.size]).toEqual([1, 1]);
    await t.app.scanOrphans();
    expect(t.state().orphans.reports).toMatchObject([{ shellId: 'SHELL-1', isOrphan: true, whose: 'this exterm' }]);
    t.server.outage = undefined;
    await t.open();
    await until(() => t.ledger.leases.size === 1 && t.server.shells.size === 1, 'what was left to be removed');
    expect(t.server.find('SHELL-1')).toBeUndefined();
  });

  it('cannot make the terminal obey by what the server says of it', async () => {
    const t = await startApp();
    const hold = t.engine.hold('tcp');
    t.app.connect('ex01');
    await t.signIn();
    await hold.reached;
    const text = '[RequestId=\u001b[5m] \u001b]0;owned\u0007No\nway';
    hold.fail({ layer: 'wsman', text, host: 'ex\u001b[2J' });
    await t.reaches('failed');
    expect(t.view().failure?.why).toContain('No way');
    const shown = [t.view().failure, t.state().flash, t.lines()];
    expect(JSON.stringify(shown)).not.toMatch(/\\u001b|\\u0007|[\u001b\u0007]/);
  });

  it('drops the lease without a further request where the server refused the session', async () => {
    const t = await startApp();
    const hold = t.engine.hold('created');
    t.app.connect('ex01');
    await t.signIn();
    await hold.reached;
    t.server.shells.clear();
    t.server.outage = { layer: 'network', network: 'timeout' };
    hold.fail({ layer: 'wsman', code: 0x803381a5 });
    await t.reaches('failed');
    await turns();
    expect(t.ledger.leases.size).toBe(0);
  });

  it.each(['resolve', 'authenticate', 'created', 'negotiate', 'import'] as const)(
    'because it is stopped at %s: closed, and nothing is left',
    async (place) => {
      const t = await startApp();
      const hold = t.engine.hold(place);
      t.app.connect('ex01');
      await t.signIn();
      await hold.reached;
      t.app.stop('ex01');
      await t.reaches('closed');
      await turns();
      expect([t.ledger.leases.size, t.server.shells.size]).toEqual([0, 0]);
      expect(t.view().failure).toBeUndefined();
    },
  );
});

describe('an open session', () => {
  it('is closed on the server, and its lease goes with the confirmation', async () => {
    const t = await startApp();
    await t.open();
    const close = t.engine.hold('close');
    t.app.disconnect('ex01');
    await close.reached;
    expect([t.view().state, t.ledger.leases.size]).toEqual(['closing', 1]);
    close.release();
    await t.reaches('closed');
    expect([t.ledger.leases.size, t.server.shells.size]).toEqual([0, 0]);
    expect(t.lines().at(-1)).toBe('Disconnected.');
  });

  it('whose server does not answer keeps its lease when it is closed', async () => {
    const t = await startApp();
    await t.open();
    t.server.outage = { layer: 'network', network: 'timeout' };
    t.app.disconnect('ex01');
    await t.reaches('closed');
    expect(t.ledger.leases.size).toBe(1);
    // What is not confirmed is not told as done.
    expect(t.lines()).not.toContain('Disconnected.');
    expect(t.lines()).toContain('The server has not confirmed that the session on ex01 is closed.');
    expect(t.state().flash).toMatchObject({ level: 'failure', text: expect.stringContaining('not confirmed') });
  });

  it('whose closing takes longer than ten seconds is left to the clean-up, and goes with the next session', async () => {
    const t = await startApp();
    await t.open();
    const close = t.engine.hold('close');
    t.app.disconnect('ex01');
    await close.reached;
    await t.clock.advance(closeTimeout - 1);
    expect(t.view().state).toBe('closing');
    await t.clock.advance(1);
    await t.reaches('closed');
    expect([t.ledger.leases.size, t.server.shells.size]).toEqual([1, 1]);
    expect(t.view().failure).toMatchObject({ id: 'shell.unclosed', next: expect.stringContaining('connected again') });
    await t.open();
    await until(() => t.ledger.leases.size === 1);
    expect(t.server.shells.size).toBe(1);
  });

  it('that is lost in the middle of a line is broken, says the next step, and keeps its transcript', async () => {
    const t = await startApp();
    await t.open();
    t.engine.script = (line) => line.emit([{ stream: 'text', text: 'half' }]).then(() => new Promise(() => {}));
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await until(() => t.lines().includes('half'));
    t.server.outage = { layer: 'network', network: 'reset' };
    t.engine.session.lose({ layer: 'network', network: 'reset' });
    await t.reaches('broken');
    expect(t.lines()).toEqual([
      'Connected: 3 cmdlets imported.',
      'ex01> Get-Mailbox',
      'half',
      'The connection to ex01.contoso.com ended in the middle.',
      expect.stringContaining('closed it'),
      expect.stringContaining('→ Connect again'),
    ]);
    await turns();
    expect(t.ledger.leases.size).toBe(1);
    t.server.outage = undefined;
    await t.open();
    expect(t.lines()).toContain('half');
  });

  it('that the server does not know any more near the end of the countdown has expired', async () => {
    const t = await startApp();
    await t.open();
    await t.clock.advance(870_000);
    t.server.shells.clear();
    t.engine.session.lose({ layer: 'wsman', code: 0x8033805b });
    await t.reaches('expired');
    await turns();
    expect(t.ledger.leases.size).toBe(0);
  });

  it('that the server does not know any more long before that is broken', async () => {
    const t = await startApp();
    await t.open();
    t.server.shells.clear();
    t.engine.session.lose({ layer: 'wsman', code: 0x8033805b });
    await t.reaches('broken');
    await turns();
    expect(t.ledger.leases.size).toBe(0);
  });

  it('that a line has ended is closed, and no failure', async () => {
    const t = await startApp();
    await t.open();
    t.engine.script = () => new Promise(() => {});
    t.app.submit('ex01', 'exit', 80);
    await t.reaches('busy');
    t.engine.session.lose({ layer: 'local', network: 'powershell.left', text: 'A line said exit.' });
    await t.reaches('closed');
    expect(t.lines().join('\n')).not.toContain('→');
    await turns();
    expect([t.server.shells.size, t.ledger.leases.size]).toEqual([0, 0]);
  });

  it('says of a cmdlet that remote PowerShell does not carry whole what is missing, once a session', async () => {
    const t = await startApp();
    await t.open();
    const run = async () => {
      t.app.submit('ex01', 'Get-ExchangeCertificate', 80);
      await t.reaches('busy');
      await t.reaches('ready');
    };
    const warnings = () => t.lines().filter((text) => text.startsWith('WARNING: Get-ExchangeCertificate'));
    await run();
    await run();
    expect(warnings()).toHaveLength(1);
    t.app.disconnect('ex01');
    await t.reaches('closed');
    await t.open();
    await run();
    expect(warnings()).toHaveLength(2);
  });

  it('is reconnected with one call', async () => {
    const t = await startApp();
    await t.open();
    t.app.reconnect('ex01');
    await t.signIn();
    await until(() => t.view().shellId === 'SHELL-2' && t.view().state === 'ready');
    expect([...t.server.shells.keys()]).toEqual(['shell-2']);
  });

  it('completes words and knows whole statements, and without a session says that nothing is offered yet', async () => {
    const t = await startApp();
    const complete = () => t.app.complete('ex01', 'Get-', 4, new AbortController().signal);
    expect(await complete()).toMatchObject({ candidates: [], help: 'Tab completes once a session is open.' });
    await t.open();
    expect((await complete()).candidates.map(({ text }) => text)).toEqual(['Get-Mailbox', 'Get-Queue']);
    expect([t.app.isComplete('ex01', 'Get-Queue |'), t.app.isComplete('ex01', 'Get-Queue')]).toEqual([false, true]);
  });
});
