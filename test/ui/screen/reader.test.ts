import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { psObject } from '../../../source/objects/index.ts';
import type { FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from './situations.ts';

let app: FakeApp;
let screen: TestScreen;

beforeEach(() => {
  app = workingDay();
  app.set('dr01', { keepAliveUntil: app.state.now + 3_600_000 });
  app.prefer({ reader: true });
  screen = new TestScreen(app);
});
afterEach(() => screen.close());

/** The row that the terminal's cursor is in: what a screen reader reads. */
const spoken = async () => {
  const rows = (await screen.text()).split('\n');
  return rows[screen.terminal.cursor.y]!.trim();
};

describe('a screen that is read aloud', () => {
  it('has one pane at a time, and nothing that only frames or fills', async () => {
    const text = await screen.text();
    expect(text).not.toMatch(/[─│╭╮╰╯├┤┬┴┼█░]/);
    expect(text).not.toContain('Connections');
    expect(text).toContain('Adele Vance');
    expect(await spoken()).toMatch(/^ex01> Get-MailboxDatabase/);
  });

  it('has the cursor on what is selected, in the list, in dialogs and in a grid', async () => {
    await screen.press('shift+tab');
    expect(await spoken()).toMatch(/^▸1 ex01 +● ready/);
    await screen.press('down');
    expect(await spoken()).toMatch(/^▸2 ex02 +◐/);
    await screen.press('ctrl+p', 'down', 'down');
    expect(await spoken()).toMatch(/^▸ dr01/);
    await screen.press('escape', 'f12');
    expect(await spoken()).toMatch(/^▸ Colours +\(•\) terminal/);
    await screen.press('escape', 'up', 'enter');
    app.keep(
      'ex01',
      ['Adele', 'Alex'].map((Name) => psObject({ Name })),
    );
    app.openResult('ex01');
    await screen.press('down');
    expect(await spoken()).toBe('▸ Alex');
  });

  it('says of nothing that goes on that it has taken 0 ms', async () => {
    app.set('ex01', { state: 'busy', runningSince: app.state.now });
    await screen.idle();
    expect(await screen.text()).toMatch(/▶ running · \^C stops it/);
    app.set('ex01', { state: 'opening', stages: [{ stage: 'tcp', startedAt: app.state.now, endedAt: undefined }] });
    expect(await screen.text()).toMatch(/◐ reach it *\n/);
    app.store.setState({ now: app.state.now + 120_000 });
    expect(await screen.text()).toMatch(/◐ reach it +[12] min/);
  });

  it('changes no row every second', async () => {
    await screen.idle();
    const { now } = app.state;
    app.store.setState({ now: now - (now % 60_000) + 1000 });
    await screen.idle();
    const before = screen.terminal.log.length;
    for (let second = 2; second < 60; second += 1) app.store.setState({ now: now - (now % 60_000) + second * 1000 });
    await screen.idle();
    expect(screen.terminal.log.slice(before).replaceAll(/\x1b\[\?(?:2026|25)[hl]|\x1b\[[\d;]*[GHA-D]/g, '')).toBe('');
  });
});
