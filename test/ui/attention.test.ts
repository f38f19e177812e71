import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedLine, Preferences } from '../../source/domain/index.ts';
import { attentionOf } from '../../source/ui/attention.ts';
import { notification } from '../../source/ui/terminal/notification.ts';
import type { FakeApp } from '../support/fake-app.ts';
import { TestScreen } from '../support/screen.ts';
import { workingDay } from './screen/situations.ts';

const minute = 60_000;

/** A line that took so many seconds. */
function ended(name: string, seconds: number, change: Partial<LoggedLine> = {}): LoggedLine {
  return {
    at: Date.UTC(2026, 0, 5),
    connection: name,
    server: `${name}.contoso.com`,
    line: 'Get-Mailbox',
    milliseconds: seconds * 1000,
    outcome: 'completed',
    questions: [],
    objects: 0,
    errors: 0,
    ...change,
  };
}

describe('what wants attention', () => {
  let app: FakeApp;
  beforeEach(() => {
    app = workingDay();
  });
  const idle = (name: string, left: number) =>
    app.set(name, { state: 'ready', idleTimeout: 15 * minute, lastActivity: app.state.now - 15 * minute + left });

  it('is a question that waits, and a session that is about to end, each with its connection', () => {
    for (const name of Object.keys(app.state.sessions)) idle(name, 14 * minute);
    expect(attentionOf(app.state)).toEqual({ title: 'exterm', calls: new Map() });
    idle('ex01', 4.5 * minute);
    idle('dr01', minute / 2);
    app.openDialog({ kind: 'hostPrompt', connection: 'ex02', line: '', prompt: { kind: 'line', secret: false } });
    expect(attentionOf(app.state).title).toBe('exterm · ? ex02 asks · ex01 ends in 5 minutes · dr01 ends in a minute');
    app.set('ex01', { keepAliveUntil: app.state.now + minute });
    expect([...attentionOf(app.state).calls.keys()]).toEqual(['ex02 asks', 'dr01 critical']);
  });

  it('is no session whose whole timeout is that short, but for its last minutes', () => {
    app.set('ex01', { state: 'ready', idleTimeout: 4 * minute, lastActivity: app.state.now });
    expect([...attentionOf(app.state).calls.keys()].filter((call) => call.startsWith('ex01'))).toEqual([]);
    app.set('ex01', { idleTimeout: 2 * minute });
    expect([...attentionOf(app.state).calls.keys()].filter((call) => call.startsWith('ex01'))).toEqual([]);
    app.set('ex01', { idleTimeout: 4 * minute });
    app.set('ex01', { lastActivity: app.state.now - 2.5 * minute });
    expect([...attentionOf(app.state).calls.keys()]).toContain('ex01 urgent');
  });

  it('is a long command that has ended unseen, with what came of it, and a session that is lost', () => {
    app.store.setState({
      news: {
        ex02: { ended: ended('ex02', 45) },
        dr01: { ended: ended('dr01', 75, { errors: 2 }) },
        ex01: { ended: ended('ex01', 9) },
      },
    });
    app.set('dr01', { keepAliveUntil: app.state.now + minute });
    expect(attentionOf(app.state).title).toBe('exterm · ✓ ex02: done after 45 s · ✗ dr01: 2 errors after 1 min');
    app.set('ex01', { state: 'broken' });
    expect(attentionOf(app.state).title).toMatch(/ · ✗ ex01 is lost · /);
    app.prefer({ patience: 60 });
    expect(attentionOf(app.state).title).not.toContain('ex02');
  });
});

describe('the terminal', () => {
  let app: FakeApp;
  let screen: TestScreen;
  beforeEach(() => {
    app = workingDay();
    app.set('dr01', { keepAliveUntil: app.state.now + 60 * minute });
    screen = new TestScreen(app, { environment: { TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' } });
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

  const notes = async () => {
    await screen.idle();
    return [...screen.terminal.log.matchAll(/\x1b\]777;notify;exterm;([^\x07]*)\x07/g)].map(([, text]) => text);
  };
  const ends = (entry: LoggedLine) =>
    app.store.setState(({ actions, active, news }) => ({
      actions: [...actions, { at: entry.at, connection: entry.connection, text: '', outcome: 'done', entry }],
      news: entry.connection === active ? news : { ...news, [entry.connection]: { ended: entry } },
    }));

  it('tells on the desktop of what is out of sight, once, and not of what somebody sees', async () => {
    await screen.idle();
    expect(await notes()).toEqual([]);
    ends(ended('ex01', 45));
    ends(ended('ex02', 3));
    expect(await notes()).toEqual([]);
    ends(ended('ex02', 45, { errors: 1 }));
    ends(ended('ex02', 45, { errors: 1 }));
    expect(await notes()).toEqual(['ex02: 1 error after 45 s']);
    expect(bells()).toBeGreaterThan(0);
    app.openDialog({ kind: 'hostPrompt', connection: 'ex01', line: '', prompt: { kind: 'line', secret: false } });
    expect(await notes()).toHaveLength(1);
  });

  it('tells of the shown pane as well while another window is in front', async () => {
    await screen.idle();
    await screen.send('\x1b[O');
    ends(ended('ex01', 45));
    app.openDialog({ kind: 'hostPrompt', connection: 'ex01', line: '', prompt: { kind: 'line', secret: false } });
    expect(await notes()).toEqual(['ex01: done after 45 s', 'ex01 asks']);
    await screen.send('\x1b[I');
    ends(ended('ex01', 46));
    expect(await notes()).toHaveLength(2);
  });

  it('tells once of the shown group, when all of it has answered', async () => {
    const members = ['ex01', 'ex02', 'dr01'].map((name) => ({ name, state: 'answered' as const }));
    app.setGroup('@prod', { run: { line: 'Get-Mailbox', at: app.state.now - 45_000, members } });
    app.store.setState({ active: '@prod' });
    await screen.idle();
    await screen.send('\x1b[O');
    app.setGroup('@prod', { run: undefined });
    expect(await notes()).toEqual(['@prod: 3 of 3 have answered after 45 s']);
    app.setGroup('@prod', { run: { line: 'Get-Mailbox', at: app.state.now - 3000, members } });
    app.setGroup('@prod', { run: undefined });
    expect(await notes()).toHaveLength(1);
  });

  it('does none of it where the settings say so', async () => {
    await screen.idle();
    app.prefer({ bell: false, title: false, notifications: 'off' });
    await screen.idle();
    const before = screen.terminal.log.length;
    const rung = bells();
    ends(ended('ex02', 45));
    await screen.idle();
    expect(screen.terminal.log.slice(before)).not.toContain('\x1b]');
    expect(bells()).toBe(rung);
    app.prefer({ notifications: 'osc9' });
    ends(ended('ex02', 47, { at: 1 }));
    await screen.idle();
    expect(screen.terminal.log.slice(before)).toMatch(/\x1b\]9;exterm: ex02: done after 47 s\x07/);
  });

  it('is asked to say when it is left, and not any more at the end', async () => {
    await screen.idle();
    expect(screen.terminal.log).toContain('\x1b[?1004h');
    await screen.press('ctrl+z');
    expect(screen.terminal.log.lastIndexOf('\x1b[?1004l')).toBeGreaterThan(screen.terminal.log.indexOf('\x1b[?1004h'));
    await screen.close();
    expect(screen.terminal.log.lastIndexOf('\x1b[?1004l')).toBeGreaterThan(
      screen.terminal.log.lastIndexOf('\x1b[?1004h'),
    );
  });
});

describe('a notification', () => {
  const of = (environment: Record<string, string>, setting: Preferences['notifications'] = 'auto') =>
    notification('ex01 asks', setting, environment);
  const osc9 = '\x1b]9;exterm: ex01 asks\x07';
  const osc777 = '\x1b]777;notify;exterm;ex01 asks\x07';

  it.each([
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, osc9],
    [{ TERM: 'xterm-kitty' }, osc9],
    [{ TERM: 'foot' }, osc777],
    [{ TERM: 'xterm-256color', VTE_VERSION: '7600' }, osc777],
    [{ TERM: 'xterm-256color', VTE_VERSION: '4205' }, ''],
    [{ TERM: 'xterm-256color' }, ''],
    [{ TERM: 'tmux-256color', TMUX: '/tmp/tmux', VTE_VERSION: '7600' }, ''],
    [{ TERM: 'linux', VTE_VERSION: '7600' }, ''],
    [{}, ''],
  ])('in %j is what that terminal is known to take', (environment, bytes) => {
    expect(of(environment as Record<string, string>)).toBe(bytes);
  });

  it('is what the settings say, handed on by tmux, and never in a terminal that would print it', () => {
    expect(of({ TERM: 'xterm' }, 'osc9')).toBe(osc9);
    expect(of({ TERM: 'tmux', TMUX: 'x' }, 'osc777')).toBe(`\x1bPtmux;\x1b${osc777}\x1b\\`);
    for (const TERM of ['linux', 'dumb', 'vt100']) expect(of({ TERM }, 'osc9')).toBe('');
    expect(of({ TERM: 'foot' }, 'off')).toBe('');
  });

  it('has nothing in it that a terminal would obey, and an end', () => {
    const evil = notification(`a\x07\x1b]52;c;AAAA\x07;b\u009c\u202e${'x'.repeat(1000)}`, 'osc777', { TERM: 'foot' });
    expect(evil).toMatch(/^\x1b\]777;notify;exterm;[^\x00-\x1f\x7f-\x9f;\u202e]{1,200}\x07$/);
  });

  it('has no title beside it where the terminal would print that', async () => {
    const bare = new TestScreen(workingDay(), { environment: { TERM: 'linux' } });
    await bare.idle();
    expect(bare.terminal.log).not.toContain('\x1b]');
    await bare.close();
  });
});
