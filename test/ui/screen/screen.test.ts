import { afterEach, describe, expect, it } from 'vitest';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen, type TestScreenOptions } from '../../support/screen.ts';
import { output, refused, workingDay } from './situations.ts';

let screen: TestScreen;
const open = (app: FakeApp, options?: TestScreenOptions) => {
  screen = new TestScreen(app, options);
  return screen;
};
afterEach(() => screen.close());

describe('the screen', () => {
  it('is not shifted by what terminals count differently', async () => {
    const app = workingDay();
    app.print(
      'ex01',
      ['🇩🇪 flag', '👩‍💻 joined', '✅ 😀 1️⃣ ❤️', '한글 日本語', 'e\u0301\u0301 \u0301', '\u1112\u1161\u11ab', 'क्षि'].map(
        output,
      ),
    );
    await open(app).idle();
    const { active } = screen.terminal.emulator.buffer;
    for (let y = 2; y < 18; y += 1) {
      const row = Array.from({ length: 80 }, (_, x) => active.getLine(y)!.getCell(x)!.getChars());
      expect([y, row[0], row[27], row[79]]).toEqual([y, '│', '│', '│']);
    }
  });

  it('shows the work at 80×24', async () => {
    expect(`\n${await open(workingDay()).text()}\n`).toMatchInlineSnapshot(`
      "
       exterm                                         2 open · 1 importing    F1 help 
      ╭ Connections ─────────────┬ ex01 · ex01.contoso.com · Kerberos ─────── 14:32 ─╮
      │▸1 ex01   ● ready 14:32   │· Connected: 845 cmdlets imported.                 │
      │ 2 ex02   ◐ 43%           │ ex01> Get-Mailbox -ResultSize 3 | Select Name, Dat│
      │ 3 dr01   ● ready 01:58 ! │ abase                                             │
      │ 4 lab    ○ closed        │                                                   │
      │                          │ Name            Database                          │
      │                          │ ----            --------                          │
      │                          │ Adele Vance     DB01                              │
      │                          │ Alex Wilber     DB02                              │
      │                          │ Diego Siciliani DB01                              │
      │                          │! There are more results available than are        │
      │                          │  currently displayed.                             │
      │                          │                                                   │
      │                          │                                                   │
      │                          │                                                   │
      │                          │                                                   │
      │                          │                                                   │
      │                          │                                                   │
      ├ Import ──────────────────┤                                                   │
      │ ex02 █████░░░░░░ 364/845 ├───────────────────────────────────────────────────┤
      │      Get-MailboxSta… 6 s │ ex01> Get-MailboxDatabase                         │
      ╰──────────────────────────┴───────────────────────────────────────────────────╯
       ^P palette  ^Q quit  Alt+1…9 switch  ^O orphans  ^N new  ^S search
      "
    `);
  });

  it('shows the work at 160×50', async () => {
    expect(`\n${await open(workingDay(), { columns: 160, rows: 50 }).text()}\n`).toMatchInlineSnapshot(`
      "
       exterm                                                                                                                         2 open · 1 importing    F1 help 
      ╭ Connections ─────────────────────┬ ex01 · ex01.contoso.com · Kerberos · native · mira@contoso.com ─────────────────────────────────────────────────── 14:32 ─╮
      │▸1 ex01           ● ready 14:32   │· Connected: 845 cmdlets imported.                                                                                         │
      │ 2 ex02           ◐ 43%           │ ex01> Get-Mailbox -ResultSize 3 | Select Name, Database                                                                   │
      │ 3 dr01           ● ready 01:58 ! │                                                                                                                           │
      │ 4 lab            ○ closed        │ Name            Database                                                                                                  │
      │                                  │ ----            --------                                                                                                  │
      │                                  │ Adele Vance     DB01                                                                                                      │
      │                                  │ Alex Wilber     DB02                                                                                                      │
      │                                  │ Diego Siciliani DB01                                                                                                      │
      │                                  │! There are more results available than are currently displayed.                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      │                                  │                                                                                                                           │
      ├ Import ──────────────────────────┤                                                                                                                           │
      │ ex02 ████████░░░░░░░░░░░ 364/845 ├───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┤
      │      Get-MailboxStatis… 6 s left │ ex01> Get-MailboxDatabase                                                                                                 │
      ╰──────────────────────────────────┴───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
       ^P palette  ^Q quit  Alt+1…9 switch  ^O orphans  ^N new  ^S search  Alt+A to many  PgUp scroll  F4 edit
      "
    `);
  });

  it('shows the work at 60×16', async () => {
    expect(`\n${await open(workingDay(), { columns: 60, rows: 16 }).text()}\n`).toMatchInlineSnapshot(`
      "
       exterm                     2 open · 1 importing    F1 help 
      ╭ Connections ───────┬ ex01 · ex01.contoso.com ──── 14:32 ─╮
      │▸1 ex01   ● 14:32   │ ex01> Get-Mailbox -ResultSize 3 | Se│
      │ 2 ex02   ◐ 43%     │ lect Name, Database                 │
      │ 3 dr01   ● 01:58 ! │                                     │
      │ 4 lab    ○ closed  │ Name            Database            │
      │                    │ ----            --------            │
      │                    │ Adele Vance     DB01                │
      │                    │ Alex Wilber     DB02                │
      │                    │ Diego Siciliani DB01                │
      │                    │! There are more results available   │
      ├ Import ────────────┤  than are currently displayed.      │
      │ ex02 ██░░░ 364/845 ├─────────────────────────────────────┤
      │      Get-Mail… 6 s │ ex01> Get-MailboxDatabase           │
      ╰────────────────────┴─────────────────────────────────────╯
       ^P palette  ^Q quit  Alt+1…9 switch  ^O orphans  ^N new
      "
    `);
  });

  it('shows the marks of an error below the place that they mark', async () => {
    const app = workingDay();
    app.print('ex01', [
      { kind: 'error', text: 'ERROR: There is no parameter Sise.' },
      { kind: 'error', text: 'Get-Mailbox -Sise 3' },
      { kind: 'error', text: '            ~~~~~' },
      { kind: 'note', text: '  → Use ResultSize.' },
    ]);
    const rows = (await open(app).text()).split('\n');
    const at = rows.findIndex((row) => row.includes('Get-Mailbox -Sise 3'));
    expect(rows[at + 1]?.indexOf('~~~~~')).toBe(rows[at]?.indexOf('-Sise'));
    expect(rows[at + 2]).toContain('·   → Use ResultSize.');
  });

  it('says what it needs where the window is too small, and lets quit all the same', async () => {
    const app = new FakeApp([connection('ex01')]);
    open(app, { columns: 39, rows: 10 });
    expect(await screen.text()).toContain('40 × 10 at least, this is 39 × 10.');
    await screen.press('x', 'ctrl+q');
    expect(await screen.exited).toEqual({ signal: undefined });
    expect(app.session('ex01').pane.text).toBe('');
  });

  it('tells a newcomer what to press', async () => {
    const app = new FakeApp(['ex01', 'ex02', 'dr01'].map((name) => connection(name, { sandboxServer: name })));
    const text = await open(app).text();
    expect(text).toContain('Welcome.');
    expect(text).toContain('Enter  connects ex01; then try Get-Mailbox');
    expect(text).toContain('no session open');
  });

  it('tells what to press where no connection is saved', async () => {
    expect(await open(new FakeApp()).text()).toContain('^N     adds one');
  });

  it('shows the stages of connecting with their times', async () => {
    const app = workingDay();
    app.select('ex02');
    const text = await open(app).text();
    expect(text).toMatch(/✓ find the server +12 ms/);
    expect(text).toMatch(/✓ sign in +0\.6 s/);
    expect(text).toMatch(/◐ import the cmdlets · 43% +4\.0 s/);
    expect(text).toContain('^C stop');
  });

  it('counts down to the next try where a server cannot open a session just now, and says why', async () => {
    const app = new FakeApp([connection('ex01')]);
    const { now } = app.state;
    const failure = {
      id: 'http.503' as const,
      what: 'ex01 does not serve PowerShell at the moment.',
      why: '',
      next: '',
    };
    app.set('ex01', {
      state: 'opening',
      stages: [{ stage: 'open', startedAt: now, endedAt: undefined }],
      retry: {
        attempt: 3,
        most: 5,
        delay: 2_000,
        at: now + 2_600,
        failure: { ...failure, retryCanHelp: true, kind: 'connection' },
      },
    });
    for (const size of [
      { columns: 80, rows: 24 },
      { columns: 60, rows: 16 },
    ]) {
      app.store.setState({ now });
      const screen = open(app, size);
      const flat = async () => (await screen.text()).replaceAll(/[│\s]+/g, ' ');
      // A tick may be older than the pause: it is never shown longer than it is.
      expect(await flat()).toMatch(/trying again in 2 s \(3 of 5\): .*ex01 does not serve PowerShell at the moment\./);
      expect(await flat()).toMatch(/ex01 ◐ (waiting )?2 s/);
      app.store.setState({ now: now + 2_000 });
      expect(await flat()).toContain('trying again in 1 s (3 of 5)');
      app.store.setState({ now: now + 3_000 });
      expect(await flat()).toMatch(/trying again \(3 of 5\)/);
      expect(await flat()).toMatch(/ex01 ◐ (opening )?3\/5/);
      await screen.close();
    }
  });

  it('says by which key a message goes away that stays, and puts one away that has been read', async () => {
    const app = workingDay();
    open(app);
    const { now } = app.state;
    const told = { level: 'failure', text: 'ex02 is gone.', next: '', at: now, connection: 'ex02' } as const;
    app.store.setState({ flash: told });
    expect(await screen.text()).toMatch(/✗ ex02 is gone\. +Esc *\n/);
    await screen.press('escape');
    expect(await screen.text()).not.toContain('ex02 is gone.');
    app.store.setState({ flash: { ...told, level: 'info', text: 'Saved.' } });
    await screen.type('a');
    expect(await screen.text()).toMatch(/ i Saved\. *\n/);
    app.store.setState({ now: now + 5000 });
    await screen.type('b');
    expect(await screen.text()).not.toContain('Saved.');
  });

  it('shows what failed with the keys that go on, and a flash until it is put away', async () => {
    const app = new FakeApp([connection('ex01')]);
    const failure = { ...refused, details: { code: 'ECONNREFUSED' } };
    app.set('ex01', { state: 'failed', failure });
    app.print('ex01', [{ kind: 'error', text: failure.what }]);
    app.store.setState({
      focus: 'prompt',
      flash: { level: 'failure', text: failure.what, next: failure.next, at: 0, connection: 'ex01' },
    });
    open(app);
    const text = await screen.text();
    expect(text).toContain('✗ failed');
    expect(text).toContain('Enter tries again   F8 shows the details');
    expect(text).toContain(' ✗ Nothing listens on ex01.contoso.com:80. Check the URL.');
    await screen.press('f8');
    expect(await screen.text()).toMatch(/code +ECONNREFUSED/);
    await screen.press('escape', 'escape');
    expect(await screen.text()).not.toContain('Check the URL.');
    await screen.press('enter');
    expect(app.calls).toContain('connect ex01');
  });

  it('counts down, warns with a sign, and says what else will end the session', async () => {
    const app = workingDay();
    open(app);
    await screen.idle();
    app.store.setState(({ now }) => ({ now: now + 10 * 60_000 }));
    let text = await screen.text();
    expect(text).toContain('04:32 ! ─╮');
    expect(text).toContain('00:00 !!');
    app.set('ex01', { keepAliveUntil: app.state.now + 3_600_000 });
    await screen.press('f2');
    text = await screen.text();
    expect(text).toContain('04:32 ! · kept for 1:00:00');
  });

  it('shows what runs, how far it is and how to stop it', async () => {
    const app = workingDay();
    app.set('ex01', { state: 'busy', runningSince: app.state.now - 12_000 });
    open(app);
    expect(await screen.text()).toContain('▶ running 12 s · ^C stops it');
    const progress = { id: 1, parentId: -1, currentOperation: '', secondsRemaining: 30, completed: false };
    app.set('ex01', { progress: [{ ...progress, activity: 'Moving', status: 'mailbox 4 of 10', percent: 40 }] });
    expect(await screen.text()).toContain('▶ ████░░░░░░ 40% Moving · mailbox 4 of 10 · 30');
    await screen.press('ctrl+c');
    expect(app.calls).toContain('stop ex01');
  });

  it('shows that what runs was asked to stop, and what does not wait for the server', async () => {
    const app = workingDay();
    app.set('ex01', { state: 'busy', runningSince: app.state.now - 12_000, stoppingSince: app.state.now - 3_000 });
    app.setFocus('prompt');
    open(app);
    const text = await screen.text();
    expect(text).toContain('◌ stopping 3.0 s · ex01 has not let go of it yet');
    expect(text).toMatch(/1 ex01 +◌ /);
    // What is half typed goes first, as it does where nothing runs.
    await screen.press('ctrl+c', 'ctrl+c');
    expect(app.calls).not.toContain('stop ex01');
    expect(await screen.text()).toContain('ex01 has been asked to stop. F6 disconnects without waiting for it.');
  });

  it('gives the pane the whole width and back', async () => {
    open(workingDay());
    await screen.press('f2');
    const wide = await screen.text();
    expect(wide).not.toContain('Connections');
    expect(wide.split('\n')[1]).toMatch(/^╭ ex01 .*╮$/);
    await screen.press('f2');
    expect(await screen.text()).toContain('╭ Connections ─');
  });

  it('follows the window through any sizes and ends where it would have begun', async () => {
    const expected = await open(workingDay(), { columns: 100, rows: 30 }).text();
    await screen.close();
    open(workingDay());
    await screen.idle();
    for (const [columns, rows] of [
      [160, 50],
      [60, 16],
      [59, 10],
      [40, 10],
      [39, 9],
      [200, 20],
      [81, 24],
      [80, 60],
      [100, 30],
    ] as const) {
      await screen.resize(columns, rows);
    }
    expect(await screen.text()).toBe(expected);
  });

  it('is whole after a resize, whatever the terminal made of the old picture', async () => {
    const expected = await open(workingDay(), { columns: 100, rows: 24 }).text();
    await screen.close();
    open(workingDay());
    await screen.idle();
    await new Promise<void>((resolve) => screen.terminal.emulator.write('\x1b[3;3Hmoved\x1b[2;40H', resolve));
    await screen.resize(100, 24);
    expect(await screen.text()).toBe(expected);
  });

  it('draws anew what another program spoilt', async () => {
    open(workingDay());
    const before = await screen.text();
    await new Promise<void>((resolve) => screen.terminal.emulator.write('\x1b[5;5Hspoilt\x1b[3J\x1b[10;1H', resolve));
    expect(screen.terminal.text()).toContain('spoilt');
    await screen.press('ctrl+l');
    expect(await screen.text()).toBe(before);
  });

  it('lets no escape sequence of a server reach the terminal', async () => {
    const evil = '\x1b]0;owned\x07\x1b[2J\x9b31m\x1b[?1049l\u202eevil';
    const app = workingDay();
    const { now } = app.state;
    app.print('ex01', [output(evil), { kind: 'error', text: evil }]);
    app.set('ex02', { importing: { received: 1, total: 9, current: evil, startedAt: now - 1000, updatedAt: now } });
    app.set('ex01', {
      state: 'busy',
      progress: [
        {
          id: 1,
          parentId: -1,
          activity: evil,
          status: evil,
          currentOperation: evil,
          percent: 1,
          secondsRemaining: -1,
          completed: false,
        },
      ],
    });
    app.store.setState({ flash: { level: 'failure', text: evil, next: evil, at: now, connection: 'ex01' } });
    app.openDialog({
      kind: 'hostPrompt',
      connection: 'ex01',
      line: '',
      prompt: {
        kind: 'choice',
        caption: evil,
        message: evil,
        choices: [{ label: `&${evil}`, help: evil }],
        defaultChoice: 0,
      },
    });
    open(app);
    await screen.idle();
    app.closeDialog(1);
    expect(await screen.text()).toContain('␛]0;owned␇␛[2J');
    // The window's title is the screen's own, with nothing but connections' names in it.
    const log = screen.terminal.log.replaceAll(/\x1b\]2;exterm(?: · \?? ?[a-z]+0\d [a-z0-9 ]+)*\x07/g, '');
    expect(log).not.toMatch(/\x1b\]|\x1b\[2J|\x9b|\x1b\[\?1049l|\u202e/);
  });

  it('says everything without colours where NO_COLOR is set', async () => {
    const coloured = await open(workingDay()).text();
    expect(screen.terminal.log).toMatch(/\x1b\[(?:[\d;]*;)?3[0-7]m/);
    await screen.close();
    open(workingDay(), { environment: { NO_COLOR: '1' } });
    expect(await screen.text()).toBe(coloured);
    expect(screen.terminal.log).not.toMatch(/\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7])(?:;[\d;]*)?m/);
  });
});
