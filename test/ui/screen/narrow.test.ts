import { afterEach, describe, expect, it } from 'vitest';
import type { DialogBody } from '../../../source/app/screen/state.ts';
import type { FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { refused, workingDay } from './situations.ts';

let screen: TestScreen;
afterEach(() => screen.close());

function open(app: FakeApp, columns = 40, rows = 10): TestScreen {
  screen = new TestScreen(app, { columns, rows });
  return screen;
}

describe('the smallest window', () => {
  it('has the pane alone, and the list in its place while that has the keys', async () => {
    const app = workingDay();
    expect(`\n${await open(app).text()}\n`).toMatchInlineSnapshot(`
      "
       exterm 2 open · 1 importing    F1 help 
      ╭ ex01 · ex01.contoso.com ───── 14:32 ─╮
      │ Alex Wilber     DB02                 │
      │ Diego Siciliani DB01                 │
      │! There are more results available    │
      │  than are currently displayed.       │
      ├──────────────────────────────────────┤
      │ ex01> Get-MailboxDatabase            │
      ╰──────────────────────────────────────╯
       ^P palette  ^Q quit  Alt+1…9 switch
      "
    `);
    await screen.press('shift+tab');
    expect(`\n${await screen.text()}\n`).toMatchInlineSnapshot(`
      "
       exterm 2 open · 1 importing    F1 help 
      ╭ Connections ─────────────────────────╮
      │▸1 ex01               ● ready 14:32   │
      │ 2 ex02               ◐ 43%           │
      │ 3 dr01               ● ready 01:58 ! │
      ├ Import ──────────────────────────────┤
      │ ex02 ██████████░░░░░░░░░░░░░ 364/845 │
      │      Get-MailboxStatistics  6 s left │
      ╰──────────────────────────────────────╯
       Tab prompt  / filter  ^P palette
      "
    `);
    await screen.press('down', 'enter');
    const text = await screen.text();
    expect(text).toContain('╭ ex02');
    expect(text).not.toContain('Connections');
  });

  it('runs lines and shows what they give, and the keys that go on', async () => {
    const app = workingDay();
    open(app);
    await screen.press('ctrl+u', 'ctrl+k');
    await screen.type('Get-Queue\r');
    expect(app.calls).toContain('submit ex01 Get-Queue 37');
    expect((await screen.text()).split('\n').at(-1)).toMatch(/\^P palette {2}\^Q quit/);
  });

  const dialogs: readonly DialogBody[] = [
    ...(['orphans', 'help', 'palette', 'historySearch', 'actions', 'watches', 'settings'] as const).map((kind) => ({
      kind,
    })),
    { kind: 'connectionForm', existing: 'ex01' },
    { kind: 'failure', connection: 'ex01', failure: refused },
    {
      kind: 'confirm',
      title: 'Quit',
      text: 'Close 2 open sessions and quit? '.repeat(3),
      confirmLabel: 'Quit',
      danger: true,
    },
    { kind: 'credential', connection: 'ex01', user: 'mira@contoso.com', attempt: 1, reason: '' },
    { kind: 'hostPrompt', connection: 'ex01', line: 'Remove-Mailbox x', prompt: { kind: 'line', secret: false } },
  ];
  it('shows a field of the settings and what it is', async () => {
    open(workingDay());
    await screen.press('f12', 'down', 'down', 'down', 'down', 'down');
    expect(await screen.text()).toMatch(/▸ Bell [\s\S]*It rings once/);
  });

  it.each(dialogs)('has room for the dialog $kind', async (body) => {
    const app = workingDay();
    open(app);
    app.openDialog(body);
    const rows = (await screen.text()).split('\n');
    expect(rows.filter((row) => row.startsWith('╭') || row.startsWith(' ╭')).length).toBeGreaterThan(0);
    for (const row of rows.slice(1, -1)) expect(row).toMatch(/[│╮╯┤]$/);
    expect(rows.filter((row) => /╰─+╯/.test(row)).length).toBeGreaterThan(0);
  });
});

describe('the pane alone', () => {
  it('gives its place to the list while that has the keys, and takes them when it comes back', async () => {
    const app = workingDay();
    open(app, 100, 24);
    await screen.press('f2');
    expect(await screen.text()).not.toContain('Connections');
    await screen.press('shift+tab');
    expect(await screen.text()).toContain('Connections');
    await screen.press('tab', 'f2', 'shift+tab', 'f2');
    expect(await screen.text()).not.toContain('Connections');
    expect(app.state.focus).toBe('prompt');
  });
});

describe('the line between the list and the pane', () => {
  it('is one, and what ends in it joins it', async () => {
    const app = workingDay();
    open(app, 80, 24);
    const rows = (await screen.text()).split('\n');
    expect(rows[1]).toMatch(/^╭ Connections ─+┬ ex01 /);
    expect(rows.find((row) => row.startsWith('├ Import'))).toMatch(/─[┤┼]/);
    expect(rows.at(-2)).toMatch(/^╰─+┴─+╯$/);
    app.keep('ex01', []);
    expect(rows.every((row) => !row.includes('││'))).toBe(true);
  });
});

describe('switching where Alt and a digit are taken', () => {
  it('goes by a digit from the list', async () => {
    const app = workingDay();
    open(app, 80, 24);
    await screen.press('shift+tab', '2');
    expect([app.state.active, app.state.focus]).toEqual(['ex02', 'prompt']);
    await screen.press('shift+tab', '9');
    expect(await screen.text()).toContain('There is no connection number 9.');
    expect(app.state.active).toBe('ex02');
  });
});

describe('the keys at the bottom', () => {
  it('have the palette in the list too, and Enter where it connects', async () => {
    const app = workingDay();
    open(app, 60, 16);
    const hints = async () => (await screen.text()).split('\n').at(-1);
    await screen.press('shift+tab');
    expect(await hints()).toMatch(/^ Tab prompt {2}\/ filter {2}\^P palette/);
    app.set('ex01', { state: 'closed' });
    expect(await hints()).toMatch(/^ Enter connect {2}Tab prompt {2}\/ filter {2}\^P palette/);
  });

  it('have F7 first while the countdown of the shown session warns, and only then', async () => {
    const app = workingDay();
    open(app, 80, 24);
    const hints = async () => (await screen.text()).split('\n').at(-1);
    expect(await hints()).not.toContain('F7');
    app.set('ex01', { lastActivity: app.state.now - 11 * 60_000 });
    expect(await hints()).toMatch(/^ F7 keep alive/);
    app.set('ex01', { keepAliveUntil: app.state.now + 60_000 });
    expect(await hints()).not.toContain('F7');
  });
});
