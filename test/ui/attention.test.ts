import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attentionOf } from '../../source/ui/attention.ts';
import type { FakeApp } from '../support/fake-app.ts';
import { TestScreen } from '../support/screen.ts';
import { workingDay } from './screen/situations.ts';

const minute = 60_000;

describe('what wants attention', () => {
  let app: FakeApp;
  beforeEach(() => {
    app = workingDay();
  });
  const idle = (name: string, left: number) =>
    app.set(name, { state: 'ready', idleTimeout: 15 * minute, lastActivity: app.state.now - 15 * minute + left });

  it('is a question that waits, and a session that is about to end, each with its connection', () => {
    for (const name of Object.keys(app.state.sessions)) idle(name, 14 * minute);
    expect(attentionOf(app.state)).toEqual({ title: 'exterm', calls: new Set() });
    idle('ex01', 4.5 * minute);
    idle('dr01', minute / 2);
    app.openDialog({ kind: 'hostPrompt', connection: 'ex02', line: '', prompt: { kind: 'line', secret: false } });
    expect(attentionOf(app.state).title).toBe('exterm · ? ex02 asks · ex01 ends in 5 minutes · dr01 ends in a minute');
    app.set('ex01', { keepAliveUntil: app.state.now + minute });
    expect([...attentionOf(app.state).calls]).toEqual(['ex02 asks', 'dr01 critical']);
  });

  it('is no session whose whole timeout is that short, but for its last minutes', () => {
    app.set('ex01', { state: 'ready', idleTimeout: 4 * minute, lastActivity: app.state.now });
    expect([...attentionOf(app.state).calls].filter((call) => call.startsWith('ex01'))).toEqual([]);
    app.set('ex01', { idleTimeout: 2 * minute });
    expect([...attentionOf(app.state).calls].filter((call) => call.startsWith('ex01'))).toEqual([]);
    app.set('ex01', { idleTimeout: 4 * minute });
    app.set('ex01', { lastActivity: app.state.now - 2.5 * minute });
    expect([...attentionOf(app.state).calls]).toContain('ex01 urgent');
  });
});

describe('the terminal', () => {
  let app: FakeApp;
  let screen: TestScreen;
  beforeEach(() => {
    app = workingDay();
    screen = new TestScreen(app);
  });
  afterEach(() => screen.close());
  const bells = () => screen.terminal.log.replaceAll(/\x1b\][^\x07]*\x07/g, '').split('\x07').length - 1;

  it('rings once for each, says in its title what it is, and gets its own title back', async () => {
    await screen.idle();
    const before = bells();
    app.openDialog({ kind: 'hostPrompt', connection: 'ex02', line: '', prompt: { kind: 'line', secret: false } });
    await screen.idle();
    expect(bells()).toBe(before + 1);
    expect(screen.terminal.log).toMatch(/\x1b\]2;exterm · \? ex02 asks[^\x07]*\x07/);
    app.store.setState({ now: app.state.now + 1000 });
    await screen.idle();
    expect(bells()).toBe(before + 1);
    await screen.close();
    expect(screen.terminal.log.startsWith('\x1b[22;2t')).toBe(true);
    expect(screen.terminal.log.endsWith('\x1b[23;2t')).toBe(true);
  });
});
