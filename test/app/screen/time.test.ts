import { describe, expect, it } from 'vitest';
import { clockText, countdownText, remaining } from '../../../source/domain/index.ts';
import { ex01, harness, startApp } from '../../support/app-harness.ts';
import { refused } from '../../support/fake-server.ts';
import { turns } from '../../support/hand-clock.ts';

const minutes = 60_000;

describe('the clock of the screen', () => {
  it('beats once a second while a session is open, and not at all while none is', async () => {
    const t = await startApp();
    expect(t.clock.pending).toBe(0);
    await t.open();
    const seen: number[] = [];
    t.app.store.subscribe((state, before) => {
      if (state.now !== before.now) seen.push(state.now);
    });
    await t.clock.advance(3_000);
    expect(seen).toHaveLength(3);
    t.app.disconnect('ex01');
    await t.reaches('closed');
    await t.clock.advance(2_000);
    expect(t.clock.pending).toBe(0);
  });

  it('counts down from the last traffic', async () => {
    const t = await startApp();
    await t.open();
    const left = () =>
      countdownText(remaining({ idleTimeout: 900_000, lastActivity: t.view().lastActivity! }, t.state().now));
    await t.clock.advance(28_000);
    expect(left()).toBe('14:32');
    t.engine.session.traffic();
    await t.clock.advance(1_000);
    expect(left()).toBe('14:59');
    expect(t.ledger.leases.get('shell-1')?.lastActivity).toBe(t.view().lastActivity);
  });
});

describe('an idle session', () => {
  it('is warned of at five, two and one minute, once each', async () => {
    const t = await startApp();
    t.server.answersProbes = false;
    await t.open();
    const flashes: string[] = [];
    t.app.store.subscribe((state, before) => {
      if (state.flash && state.flash !== before.flash) flashes.push(state.flash.text);
    });
    await t.clock.advance(15 * minutes - 2_000);
    expect(flashes).toEqual([
      'ex01 ends in 5 minutes unless it is used.',
      'ex01 ends in 2 minutes unless it is used.',
      'ex01 ends in a minute unless it is used.',
    ]);
  });

  it('is warned of again after it was used in between', async () => {
    const t = await startApp();
    await t.open();
    await t.clock.advance(11 * minutes);
    t.app.dismissFlash();
    t.engine.session.traffic();
    await t.clock.advance(9 * minutes);
    expect(t.state().flash).toBeUndefined();
    await t.clock.advance(minutes + 1_000);
    expect(t.state().flash?.text).toContain('5 minutes');
  });

  it('expires when the server confirms that the shell is gone, says so, and leaves nothing', async () => {
    const t = await startApp();
    await t.open();
    const opened = t.clock.now();
    await t.clock.advance(14 * minutes);
    t.server.shells.clear();
    await t.clock.advance(minutes);
    await t.reaches('expired');
    await turns();
    expect(t.ledger.leases.size).toBe(0);
    expect(t.state().flash).toMatchObject({ level: 'failure', next: expect.stringContaining('Connect again') });
    // Told as what was counted down to, with the time, and with what the server says of it beside.
    expect(t.view().failure).toMatchObject({
      id: 'shell.idle',
      why: `It was last used at ${clockText(opened)}, and the server ends a session after 15 min without use.`,
      next: expect.stringContaining('F7'),
      details: { code: '0x8033805B' },
    });
  });

  it('expires by the count alone where the endpoint refuses the question, and the shell is removed for certain', async () => {
    const t = await startApp();
    t.server.answersProbes = false;
    await t.open();
    await t.clock.advance(15 * minutes + 1_000);
    await t.reaches('expired');
    await turns();
    expect([t.ledger.leases.size, t.server.shells.size]).toEqual([0, 0]);
    expect(t.view().failure?.id).toBe('shell.idle');
  });

  it('lives on where the server has seen traffic that exterm has not', async () => {
    const t = await startApp();
    await t.open();
    await t.clock.advance(30_000);
    t.server.find('SHELL-1')!.lastUse = t.clock.now() + 5 * minutes;
    await t.clock.advance(15 * minutes);
    expect(t.view().state).toBe('ready');
    expect(remaining({ idleTimeout: 900_000, lastActivity: t.view().lastActivity! }, t.clock.now())).toBeGreaterThan(0);
  });

  it('lives on where the server answers for it without saying how long it has idled', async () => {
    const t = await startApp();
    t.server.tellsInactivity = false;
    await t.open();
    await t.clock.advance(15 * minutes + 1_000);
    expect(t.view().state).toBe('ready');
    expect(remaining({ idleTimeout: 900_000, lastActivity: t.view().lastActivity! }, t.clock.now())).toBeGreaterThan(0);
  });

  it('does not live longer for being asked about', async () => {
    const t = await startApp();
    await t.open();
    const opened = t.view().lastActivity;
    await t.clock.advance(10 * minutes);
    expect(t.view().lastActivity).toBe(opened);
  });

  it('neither expires nor warns while a line runs', async () => {
    const t = await startApp();
    await t.open();
    t.engine.script = () => new Promise(() => {});
    t.app.submit('ex01', 'Wait', 80);
    await t.clock.advance(20 * minutes);
    expect([t.view().state, t.state().flash]).toEqual(['busy', undefined]);
  });

  it('is closed by itself after the minutes that its connection says', async () => {
    const t = await startApp(harness([{ ...ex01, closeAfterIdleMinutes: 3 }]));
    await t.open();
    expect(t.view().closesAt).toBe(t.view().lastActivity! + 3 * minutes);
    await t.clock.advance(3 * minutes + 1_000);
    await t.reaches('closed');
    expect(t.server.shells.size).toBe(0);
    expect(t.state().flash?.text).toContain('closed after 3 idle minutes');
  });

  it('is kept alive until the time that was asked for, and no longer', async () => {
    const t = await startApp();
    await t.open();
    t.app.keepAlive('ex01', 30 * minutes);
    expect(t.view().keepAliveUntil).toBe(t.clock.now() + 30 * minutes);
    await t.clock.advance(29 * minutes);
    expect(t.view().state).toBe('ready');
    expect(t.server.clock() - t.server.find('SHELL-1')!.lastUse).toBeLessThan(6 * minutes);
    await t.clock.advance(2 * minutes);
    expect(t.view().keepAliveUntil).toBeUndefined();
    const before = t.engine.session.touches;
    // Every five minutes, a third of what the server allows.
    expect(before).toBe(5);
    await t.clock.advance(10 * minutes);
    expect(t.engine.session.touches).toBe(before);
  });

  it('that cannot be kept alive says so, is tried again once a minute and expires', async () => {
    const t = await startApp();
    await t.open();
    t.app.keepAlive('ex01', 30 * minutes);
    t.engine.session.touch = async () => {
      t.engine.session.touches += 1;
      throw refused({ layer: 'wsman', code: 0x803381a7 });
    };
    await t.clock.advance(6 * minutes + 30_000);
    expect(t.engine.session.touches).toBe(2);
    expect(t.state().flash).toMatchObject({ level: 'failure', connection: 'ex01' });
    expect(t.state().flash?.text).toContain('could not be kept alive');
    await t.clock.advance(8 * minutes);
    t.server.shells.clear();
    await t.clock.advance(minutes);
    await t.reaches('expired');
    expect(t.engine.session.touches).toBe(10);
  });

  it('that is not answered when it is kept alive is a matter of a minute', async () => {
    const t = await startApp();
    await t.open();
    t.app.keepAlive('ex01', 30 * minutes);
    t.engine.hold('touch');
    await t.clock.advance(5 * minutes + 59_000);
    expect(t.state().flash).toBeUndefined();
    await t.clock.advance(2_000);
    expect(t.state().flash?.text).toContain('could not be kept alive');
    await t.clock.advance(2_000);
    expect(t.server.clock() - t.server.find('SHELL-1')!.lastUse).toBeLessThan(minutes);
  });

  it('used while the server is asked about it is counted from that use', async () => {
    const t = await startApp();
    await t.open();
    const hold = t.engine.hold('probe');
    await t.clock.advance(minutes + 1_000);
    await hold.reached;
    t.engine.session.traffic();
    const used = t.clock.now();
    t.server.find('SHELL-1')!.lastUse = used - 30_000;
    hold.release();
    await t.clock.advance(1_000);
    expect(t.view().lastActivity).toBe(used);
  });

  it('shows nothing of what keeps it alive', async () => {
    const t = await startApp();
    await t.open();
    t.app.clearTranscript('ex01');
    t.app.keepAlive('ex01', 30 * minutes);
    await t.clock.advance(20 * minutes);
    expect(t.engine.session.touches).toBeGreaterThan(1);
    expect([t.lines(), t.history, t.engine.session.lines]).toEqual([[], [], 0]);
  });
});
