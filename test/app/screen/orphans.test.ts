import { describe, expect, it } from 'vitest';
import { createHeadless } from '../../../source/app/headless/create-headless.ts';
import { targetOf } from '../../../source/app/shells/survey.ts';
import { openKeyRing } from '../../../source/storage/index.ts';
import { credential, ex01, harness, startApp } from '../../support/app-harness.ts';
import { until } from '../../support/hand-clock.ts';
import { lease } from '../../support/lease.ts';
import { MemoryKeyRing } from '../../support/memory-key-ring.ts';

const sandbox = { ...ex01, sandboxServer: 'ex01', url: 'http://127.0.0.1/PowerShell/' };

describe('what earlier exterms left behind', () => {
  it('is said at once at the start, without asking any server', async () => {
    const on = harness();
    on.server.outage = { layer: 'network', network: 'timeout' };
    await on.ledger.add(lease({ shellId: 'LEFT-1' }));
    await on.ledger.add(lease({ shellId: 'LEFT-2' }));
    await on.ledger.add(lease({ shellId: 'LIVING', pid: 8 }));
    on.processes.set(8, 'alive');
    const t = await startApp(on);
    expect(t.state().flash?.text).toBe('2 sessions were left open by an exterm that has ended.');
    expect(t.state().orphans.reports.filter((report) => report.isOrphan)).toHaveLength(2);
    expect(t.state().orphans.state).toBe('never');
  });

  it('is cleaned up with one call, asking for the password where it must', async () => {
    const on = harness();
    await on.ledger.add(lease({ shellId: 'LEFT-1' }));
    on.server.add('LEFT-1');
    await on.ledger.add(lease({ shellId: 'LEFT-2' }));
    const t = await startApp(on);
    const removing = t.app.removeShells(t.state().orphans.reports);
    await t.signIn();
    await removing;
    expect(t.state().orphans.outcomes).toEqual({ 'LEFT-1': { result: 'removed' }, 'LEFT-2': { result: 'gone' } });
    expect([on.ledger.leases.size, on.server.shells.size]).toEqual([0, 0]);
    expect(t.state().actions.map(({ text }) => text)).toContain('removed shell LEFT-1');
  });

  it('is looked for with a remembered password, which is forgotten where a server refuses it', async () => {
    const on = harness();
    await on.ledger.add(lease({ shellId: 'LEFT-1' }));
    const memory = new MemoryKeyRing();
    const keyRing = openKeyRing({ load: async () => memory.binding, after: () => () => {} });
    await keyRing.keep('mira@contoso.com', credential('wrong').password);
    const t = await startApp({ ...on, deps: { ...on.deps, keyRing } });
    await t.app.scanOrphans();
    await until(() => memory.entries.size === 0, 'the password is forgotten');
    expect(on.server.refusals).toBe(1);
  });

  it('is told of with as many as there still are, and not any more once there are none', async () => {
    const on = harness([sandbox]);
    for (const shellId of ['LEFT-1', 'LEFT-2', 'LEFT-3']) {
      await on.ledger.add(lease({ shellId, sandboxServer: 'ex01' }));
      on.server.add(shellId);
    }
    const t = await startApp(on);
    const told: (string | undefined)[] = [t.state().flash?.text, t.state().flash?.next];
    for (const report of t.state().orphans.reports) {
      await t.app.removeShells([report]);
      told.push(t.state().flash?.text);
    }
    expect(told).toEqual([
      '3 sessions were left open by an exterm that has ended.',
      '^X removes them, ^O shows them.',
      '2 sessions were left open by an exterm that has ended.',
      '1 session was left open by an exterm that has ended.',
      undefined,
    ]);
  });

  it('stays in the ledger where the server could not be asked, with the reason', async () => {
    const on = harness([sandbox]);
    await on.ledger.add(lease({ sandboxServer: 'ex01' }));
    on.server.outage = { layer: 'network', network: 'timeout' };
    const t = await startApp(on);
    await t.app.removeShells(t.state().orphans.reports);
    expect(t.state().orphans.outcomes['LEFT-1']).toMatchObject({ result: 'failed', failure: { id: 'net.timeout' } });
    expect(on.ledger.leases.size).toBe(1);
  });

  it('is forgotten where the sandbox that had it does not run', async () => {
    const on = harness([sandbox]);
    on.sandboxRuns = false;
    await on.ledger.add(lease({ sandboxServer: 'ex01' }));
    const t = await startApp(on);
    await t.app.scanOrphans();
    expect(t.state().orphans.reports[0]?.why).toContain('the server has let it go since');
    await t.app.removeShells(t.state().orphans.reports);
    expect(t.state().orphans.outcomes).toEqual({ 'LEFT-1': { result: 'forgotten' } });
    expect(on.ledger.leases.size).toBe(0);
  });

  it('can still be reached after its connection was removed', async () => {
    const on = harness([]);
    await on.ledger.add(lease({ sandboxServer: 'dr01', connection: 'old' }));
    on.server.add('LEFT-1');
    const t = await startApp(on);
    await t.app.removeShells(t.state().orphans.reports);
    expect(t.state().orphans.outcomes).toEqual({ 'LEFT-1': { result: 'removed' } });
  });
});

describe('a session that a redirection has led to another server', () => {
  const moved = 'https://mail2.contoso.com/PowerShell/';
  const redirected = () => lease({ url: moved, redirectedFrom: ex01.url });
  const elsewhere = { ...ex01, caFile: '/ca.pem', servicePrincipalName: 'HTTP/ex01.contoso.com' };

  it('is in the ledger under the URL where it is, and its own exterm asks there', async () => {
    const on = harness([elsewhere]);
    on.engine.movesTo = moved;
    const t = await startApp(on);
    await t.open();
    expect([...on.ledger.leases.values()]).toMatchObject([{ url: moved, redirectedFrom: ex01.url }]);
    await t.app.scanOrphans();
    expect(on.engine.asked).toEqual([`list ${moved}`]);
    expect(t.state().orphans.reports).toMatchObject([{ whose: 'this exterm', isOrphan: false }]);
    t.app.disconnect('ex01');
    await t.reaches('closed');
    expect([on.ledger.leases.size, on.server.shells.size]).toEqual([0, 0]);
  });

  it('is removed there after its exterm has ended, with what the connection says of certificates', async () => {
    const on = harness([elsewhere]);
    await on.ledger.add(redirected());
    on.server.add('LEFT-1');
    const t = await startApp(on);
    const removing = t.app.removeShells(t.state().orphans.reports);
    await t.signIn();
    await removing;
    expect(on.engine.asked).toEqual([`delete ${moved}`]);
    expect(on.ledger.leases.size).toBe(0);
    const { servicePrincipalName: _, ...rest } = elsewhere;
    expect(targetOf(redirected(), [elsewhere])).toEqual({ ...rest, url: moved });
  });

  it('is deleted there when opening it failed half-way', async () => {
    const on = harness([elsewhere]);
    on.engine.movesTo = moved;
    const t = await startApp(on);
    const created = on.engine.hold('created');
    t.app.connect('ex01');
    await t.signIn();
    await created.reached;
    created.fail({ layer: 'network', network: 'reset' });
    await t.reaches('failed');
    await until(() => on.ledger.leases.size === 0);
    expect(on.engine.asked).toEqual([`delete ${moved}`]);
  });

  it('is not taken for gone because the connection’s own URL leads elsewhere today', async () => {
    const on = harness([{ ...ex01, authentication: 'Kerberos' }]);
    on.server.passwords.set('ticket', '');
    await on.ledger.add(redirected());
    const t = await startApp(on);
    const { reports } = await createHeadless(on.deps).sessions({
      names: ['ex01'],
      credentials: async () => undefined,
      signal: new AbortController().signal,
    });
    expect(on.engine.asked).toEqual([`list ${ex01.url}`]);
    expect(reports).toMatchObject([{ isOrphan: true, why: expect.not.stringContaining('has let it go') }]);
    await t.app.quit();
  });
});

describe('a scan', () => {
  it('joins ledger and server, and says of each shell whose it is', async () => {
    const on = harness([sandbox]);
    await on.ledger.add(lease({ shellId: 'LEFT-1', sandboxServer: 'ex01' }));
    await on.ledger.add(lease({ shellId: 'LIVING', sandboxServer: 'ex01', pid: 8 }));
    on.processes.set(8, 'alive');
    for (const id of ['LEFT-1', 'LIVING', 'CONSOLE']) on.server.add(id, 'mira@contoso.com', on.clock.now() - 600_000);
    const t = await startApp(on);
    t.app.connect('ex01');
    await t.reaches('ready');
    await t.app.scanOrphans();
    const { reports, problems, state } = t.state().orphans;
    expect(reports.map((one) => `${one.shellId} ${one.whose} ${one.isOrphan}`).sort()).toEqual([
      'CONSOLE another client false',
      'LEFT-1 ended exterm true',
      'LIVING another exterm false',
      'SHELL-1 this exterm false',
    ]);
    expect([problems, state]).toEqual([[], 'done']);
  });

  it('asks for no password: a server that would need one is a problem with a next step', async () => {
    const on = harness();
    await on.ledger.add(lease());
    const t = await startApp(on);
    await t.app.scanOrphans();
    expect(t.state().dialogs).toEqual([]);
    expect(t.state().orphans.problems).toMatchObject([{ connection: 'ex01', failure: { id: 'local.needsPassword' } }]);
    expect(t.state().orphans.reports).toHaveLength(1);
  });

  it('still reports the ledger where the endpoint refuses to list its shells', async () => {
    const on = harness([sandbox]);
    on.server.lists = false;
    await on.ledger.add(lease({ sandboxServer: 'ex01' }));
    const t = await startApp(on);
    await t.app.scanOrphans();
    expect(t.state().orphans.reports).toMatchObject([{ shellId: 'LEFT-1', isOrphan: true }]);
    expect(t.state().orphans.problems).toHaveLength(1);
  });

  it('does not take the sessions of another connection to the same server for orphans', async () => {
    const on = harness([sandbox, { ...sandbox, name: 'same' }]);
    const t = await startApp(on);
    t.app.connect('ex01');
    await t.reaches('ready');
    await t.clock.advance(600_000);
    await t.app.scanOrphans();
    expect(t.state().orphans.reports).toMatchObject([{ shellId: 'SHELL-1', connection: 'ex01', isOrphan: false }]);
  });
});

describe('removing', () => {
  it('leaves alone what a living exterm has claimed since the list was made', async () => {
    const on = harness([sandbox]);
    await on.ledger.add(lease({ sandboxServer: 'ex01' }));
    on.server.add('LEFT-1');
    const t = await startApp(on);
    const { reports } = t.state().orphans;
    await on.ledger.add(lease({ sandboxServer: 'ex01', pid: 8 }));
    on.processes.set(8, 'alive');
    await t.app.removeShells(reports);
    expect(t.state().orphans.outcomes['LEFT-1']).toMatchObject({ failure: { id: 'local.claimed' } });
    expect(on.server.shells.size).toBe(1);
  });

  it('closes a session of this exterm the orderly way when it is chosen', async () => {
    const t = await startApp(harness([sandbox]));
    t.app.connect('ex01');
    await t.reaches('ready');
    await t.app.scanOrphans();
    await t.app.removeShells(t.state().orphans.reports);
    expect(t.view().state).toBe('closed');
    expect(t.state().orphans.outcomes).toEqual({ 'SHELL-1': { result: 'removed' } });
    expect([t.ledger.leases.size, t.server.shells.size]).toEqual([0, 0]);
  });

  it('asks three times for a password, and then leaves the rest for later', async () => {
    const on = harness();
    await on.ledger.add(lease());
    on.server.add('LEFT-1');
    const t = await startApp(on);
    const removing = t.app.removeShells(t.state().orphans.reports);
    for (const refusals of [1, 2, 3]) {
      await t.signIn('wrong');
      await until(() => on.server.refusals === refusals);
    }
    await removing;
    expect(t.state().orphans.outcomes['LEFT-1']).toMatchObject({ result: 'failed', failure: { kind: 'credentials' } });
    expect([on.ledger.leases.size, on.server.refusals]).toEqual([1, 3]);
  });

  it('stays where it is when exterm is left at the question for its password', async () => {
    const on = harness();
    await on.ledger.add(lease());
    on.server.add('LEFT-1');
    const t = await startApp(on);
    const removing = t.app.removeShells(t.state().orphans.reports);
    await until(() => t.state().dialogs.length > 0);
    await t.app.quit();
    await expect(removing).resolves.toBeUndefined();
    expect([on.ledger.leases.size, on.server.shells.size]).toEqual([1, 1]);
  });

  it('is not removed, and why is said, where the ledger cannot be read', async () => {
    const on = harness();
    await on.ledger.add(lease());
    const t = await startApp(on);
    on.ledger.list = () => Promise.reject(new Error('EIO: i/o error, read'));
    await t.app.removeShells(t.state().orphans.reports);
    expect(t.state().flash?.text).toBe('Something failed on this computer.');
  });
});
