import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { psObject } from '../../source/objects/index.ts';
import { restoreAll } from '../../source/ui/terminal/modes.ts';
import type { FakeApp } from '../support/fake-app.ts';
import { TestScreen } from '../support/screen.ts';
import { output, workingDay } from './screen/situations.ts';

let app: FakeApp;
let screen: TestScreen;

beforeEach(() => {
  app = workingDay();
});
afterEach(() => screen.close());

async function open(mouse = true): Promise<void> {
  app.prefer({ mouse });
  screen = new TestScreen(app);
  await screen.idle();
}

/** Where a text stands, counted from 1 as reports do. */
async function placeOf(text: string): Promise<{ x: number; y: number }> {
  const rows = (await screen.text()).split('\n');
  const y = rows.findIndex((row) => row.includes(text));
  expect(y, `"${text}" on the screen`).toBeGreaterThanOrEqual(0);
  return { x: rows[y]!.indexOf(text) + 1, y: y + 1 };
}

async function click(text: string): Promise<void> {
  const { x, y } = await placeOf(text);
  await screen.send(`\x1b[<0;${x};${y}M\x1b[<0;${x};${y}m`);
  await screen.idle();
}

async function wheel(way: 'up' | 'down', times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) await screen.send(`\x1b[<${way === 'up' ? 64 : 65};40;10M`);
  await screen.idle();
}

describe('a click', () => {
  it('shows the connection under it', async () => {
    await open();
    await click('ex02');
    expect([app.state.active, app.state.focus]).toEqual(['ex02', 'prompt']);
  });

  it('shows a group by its heading, and what is listed below that', async () => {
    app.store.setState(({ connections }) => ({
      connections: connections.map((one) => (one.name === 'dr01' ? { ...one, groups: ['far'] } : one)),
    }));
    await open();
    await click('@far');
    expect(app.calls).toContain('select @far');
    await click('4 dr01');
    expect(app.state.active).toBe('dr01');
  });

  it('takes a row of the palette, and nothing beside the dialog', async () => {
    await open();
    await screen.press('ctrl+p');
    await screen.send('\x1b[<0;1;12M');
    expect(app.state.dialogs).toHaveLength(1);
    await click('Show what was done');
    expect(app.state.dialogs.map(({ kind }) => kind)).toEqual(['actions']);
  });

  it('takes a row of the help below one that takes several', async () => {
    await open();
    await screen.resize(60, 16);
    await screen.press('f1');
    await screen.type('sessions');
    expect(await screen.text()).toMatch(/▸ \^Q +Close all sessions and quit; once more:│\n│ +without waiting/);
    await click('Show and remove sessions');
    expect(app.state.dialogs.map(({ kind }) => kind)).toEqual(['orphans']);
  });

  it('moves the cursor of a grid, of an object and of a transcript that is read', async () => {
    await open();
    app.keep(
      'ex01',
      ['Adele', 'Alex', 'Diego'].map((Name) => psObject({ Name, Size: 5 })),
    );
    app.openResult('ex01');
    await click('Diego');
    expect(app.grid('ex01')?.grid.row).toBe(2);
    await screen.press('enter');
    await click('Size');
    expect(app.grid('ex01')?.tree?.current).toBe(1);
    app.closePane('ex01');
    app.read('ex01');
    await click('Alex Wilber');
    const reading = app.reading('ex01')!;
    expect(reading.transcript.line(reading.cursor)?.text).toContain('Alex Wilber');
  });

  it('answers no question', async () => {
    await open();
    void app.confirm({ title: 'Remove', text: 'Remove it?', confirmLabel: 'Remove', danger: false });
    await click('Remove it?');
    await click('▸ ');
    expect(app.answers).toEqual([]);
    expect(app.state.dialogs).toHaveLength(1);
  });
});

describe('the wheel', () => {
  it('scrolls the transcript, the grid and lists, and never the history', async () => {
    await open();
    app.setFocus('prompt');
    app.updatePane('ex01', { text: '', cursor: 0 });
    app.print(
      'ex01',
      Array.from({ length: 60 }, (_, n) => output(`line ${n}`)),
    );
    await wheel('up', 2);
    expect(await screen.text()).toContain('6 below · PgDn');
    await wheel('down', 2);
    expect(await screen.text()).not.toContain('below');
    app.keep(
      'ex01',
      Array.from({ length: 50 }, (_, n) => psObject({ Number: n })),
    );
    app.openResult('ex01');
    await wheel('down');
    expect(app.grid('ex01')?.grid.row).toBe(3);
    app.closePane('ex01');
    await screen.press('f1');
    await wheel('down', 10);
    expect(await screen.text()).toMatch(/31 of \d+/);
    await screen.press('escape');
    expect(app.session('ex01').pane.text).toBe('');
  });
});

describe('the terminal', () => {
  it('is asked for the mouse only where the settings say so, and at once when they change', async () => {
    await open(false);
    expect(screen.terminal.log).not.toContain('\x1b[?1000h');
    expect(screen.terminal.log).toContain('\x1b[?1007l');
    const { active } = app.state;
    await click('ex02');
    expect(app.state.active).toBe(active);
    app.prefer({ mouse: true });
    await screen.idle();
    expect(screen.terminal.log).toContain('\x1b[?1000h\x1b[?1006h');
    app.prefer({ mouse: false });
    await screen.idle();
    expect(screen.terminal.log.lastIndexOf('\x1b[?1000l')).toBeGreaterThan(
      screen.terminal.log.lastIndexOf('\x1b[?1000h'),
    );
  });

  it.each(['quitting', 'a crash', 'the shell'])('has its mouse and its wheel back after %s', async (way) => {
    await open();
    if (way === 'the shell') await screen.press('ctrl+z');
    else {
      screen.process.emit(way === 'a crash' ? 'uncaughtException' : 'SIGTERM', new Error('broken'));
      if (way === 'quitting') screen.process.emit('SIGTERM');
      await screen.exited.catch(() => {});
    }
    const at = screen.terminal.log.lastIndexOf(restoreAll);
    expect(at).toBeGreaterThan(screen.terminal.log.indexOf('\x1b[?1000h'));
    expect(restoreAll).toMatch(/\x1b\[\?1006l\x1b\[\?1000l\x1b\[\?1007h\x1b\[\?1007r/);
    if (way !== 'the shell') return;
    await screen.idle();
    await new Promise((resolve) => setTimeout(resolve, 0));
    while (!screen.terminal.log.slice(at).includes('\x1b[?1000h'))
      await new Promise((resolve) => setImmediate(resolve));
  });
});
