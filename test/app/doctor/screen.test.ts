import { describe, expect, it } from 'vitest';
import { harness, startApp } from '../../support/app-harness.ts';
import { turns, until } from '../../support/hand-clock.ts';

const start = async () => {
  const t = await startApp(harness());
  const kinds = () => t.state().dialogs.map(({ kind }) => kind);
  return {
    ...t,
    kinds,
    /** The examination has ended. */
    ended: () => until(() => t.state().doctor?.isRunning === false, 'the end of the examination'),
    states: () => t.state().doctor!.diagnosis.steps.map(({ id, state }) => `${id} ${state}`),
  };
};

describe('the doctor behind its dialog', () => {
  it('asks for the password above its own dialog, walks, and leaves nothing open', async () => {
    const t = await start();
    t.app.diagnose('ex01');
    await until(() => t.kinds().includes('credential'));
    expect(t.kinds()).toEqual(['doctor', 'credential']);
    await t.signIn('right');
    await t.ended();
    expect(t.states()).toContain('authentication ok');
    expect(t.states()).toContain('removal ok');
    expect([t.server.shells.size, t.ledger.leases.size, t.kinds()]).toEqual([0, 0, ['doctor']]);
  });

  it('asks again after a wrong password, and begins anew where it was needed', async () => {
    const t = await start();
    t.app.diagnose('ex01');
    await t.signIn('wrong');
    await until(() => t.server.refusals === 1);
    await t.signIn('right');
    await t.ended();
    expect(t.state().doctor!.diagnosis.steps.every(({ state }) => state !== 'failed')).toBe(true);
  });

  it('asks for nothing while a session of the connection is open, and does not take it for an orphan', async () => {
    const t = await start();
    await t.open();
    t.app.diagnose('ex01');
    await t.ended();
    expect(t.state().doctor!.diagnosis.steps.find(({ id }) => id === 'shells')).toMatchObject({
      state: 'ok',
      detail: '1 shell of this account; 18 are usual at most.',
    });
    expect([t.view().state, t.server.shells.size]).toEqual(['ready', 1]);
  });

  it('ends with its dialog, and removes what it had opened', async () => {
    const t = await start();
    const hold = t.engine.hold('probe');
    t.app.diagnose('ex01');
    await t.signIn('right');
    await hold.reached;
    expect(t.server.shells.size).toBe(1);
    t.app.closeDialog(t.top()!.id);
    await until(() => t.server.shells.size === 0, 'no shell on the server');
    await until(() => t.ledger.leases.size === 0, 'no line in the ledger');
    expect(t.kinds()).toEqual([]);
  });

  it('says so where the question for the password is cancelled', async () => {
    const t = await start();
    t.app.diagnose('ex01');
    await until(() => t.top()?.kind === 'credential');
    t.app.closeDialog(t.top()!.id);
    await t.ended();
    expect(t.state().doctor!.diagnosis.steps[0]).toMatchObject({
      id: 'authentication',
      state: 'failed',
      failure: { id: 'local.notAnswered' },
    });
  });

  it('begins anew when it is called again, one examination at a time', async () => {
    const t = await start();
    const hold = t.engine.hold('probe');
    t.app.diagnose('ex01');
    await t.signIn('right');
    await hold.reached;
    t.app.diagnose('ex01');
    await until(() => t.kinds().includes('credential'));
    expect(t.server.shells.size).toBe(0);
    expect(t.kinds()).toEqual(['doctor', 'credential']);
    await t.signIn('right');
    await t.ended();
    expect(t.server.shells.size).toBe(0);
  });

  it('closes its shell before exterm ends', async () => {
    const t = await start();
    const hold = t.engine.hold('probe');
    t.app.diagnose('ex01');
    await t.signIn('right');
    await hold.reached;
    await t.app.quit();
    expect([t.server.shells.size, t.ledger.leases.size]).toEqual([0, 0]);
    t.app.diagnose('ex01');
    await turns();
    expect(t.server.shells.size).toBe(0);
  });
});
