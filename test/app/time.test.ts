import { describe, expect, it } from 'vitest';
import { countdownText, remaining } from '../../source/domain/index.ts';
import { ex01, harness, startApp } from '../support/app-harness.ts';
import { turns, until } from '../support/hand-clock.ts';

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
    await t.clock.advance(14 * minutes);
    t.server.shells.clear();
    await t.clock.advance(minutes);
    await t.reaches('expired');
    await turns();
    expect(t.ledger.leases.size).toBe(0);
    expect(t.state().flash).toMatchObject({ level: 'failure', next: expect.stringContaining('Connect again') });
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
    const before = t.engine.session.lines;
    await t.clock.advance(10 * minutes);
    expect(t.engine.session.lines).toBe(before);
  });

  it('shows nothing of what keeps it alive', async () => {
    const t = await startApp();
    await t.open();
    t.app.clearTranscript('ex01');
    t.app.keepAlive('ex01', 30 * minutes);
    await t.clock.advance(20 * minutes);
    await until(() => t.engine.session.lines > 1);
    expect([t.lines(), t.history]).toEqual([[], []]);
  });
});
