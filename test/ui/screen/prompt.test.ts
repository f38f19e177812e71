import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { output } from './situations.ts';

let app: FakeApp;
let screen: TestScreen;
const pane = () => app.session('ex01').pane;

beforeEach(() => {
  app = new FakeApp([connection('ex01'), connection('ex02')]);
  app.open('ex01');
  app.setFocus('prompt');
  screen = new TestScreen(app);
});
afterEach(() => screen.close());

describe('the prompt', () => {
  it('runs what is typed, laid out for the width of the pane', async () => {
    await screen.type('Get-Mailbox\r');
    expect(app.calls).toContain('submit ex01 Get-Mailbox 50');
    expect(pane().text).toBe('');
    expect(await screen.text()).toContain('│ ex01> Get-Mailbox');
  });

  it("has the terminal's own cursor, also behind wide characters and on further lines", async () => {
    await screen.type('ab日');
    expect(screen.terminal.cursor).toEqual({ x: 27 + 1 + 7 + 4, y: 21 });
    await screen.press('left', 'alt+enter');
    expect(screen.terminal.cursor).toEqual({ x: 35, y: 21 });
    expect(await screen.text()).toContain('│    >> 日');
  });

  it('goes on to another line where the statement is not whole', async () => {
    await screen.type('Get-Mailbox |\rSelect Name\r');
    expect(app.calls).toContain('submit ex01 Get-Mailbox |\nSelect Name 50');
  });

  it('takes a paste as text: nothing in it runs', async () => {
    await screen.paste('Remove-Mailbox a\r\nRemove-Mailbox b\r\n');
    expect(app.calls.filter((call) => call.startsWith('submit'))).toEqual([]);
    expect(pane().text).toBe('Remove-Mailbox a\nRemove-Mailbox b\n');
  });

  it('edits with the keys of a shell', async () => {
    await screen.type('Get-Mailbox -Identity ex01');
    await screen.press('ctrl+w', 'ctrl+w', 'ctrl+a');
    await screen.type('X');
    await screen.press('ctrl+e', 'ctrl+y');
    expect(pane().text).toBe('XGet-Mailbox -Identity ');
  });

  it('walks through the history and back to what was being typed', async () => {
    await screen.type('first\rsecond\rfifth\rfi');
    await screen.press('up', 'up');
    expect(pane().text).toBe('first');
    await screen.press('down', 'down');
    expect(pane().text).toBe('fi');
    await screen.press('ctrl+u', 'up', 'up');
    expect(pane().text).toBe('second');
  });

  it('searches for lines that begin with what is typed, and says where none does', async () => {
    await screen.type('Get-Mailbox mira\rGet-Queue\rGET-M');
    await screen.press('up');
    expect(pane().text).toBe('Get-Mailbox mira');
    await screen.type('x');
    await screen.press('up');
    expect(pane().text).toBe('Get-Mailbox mirax');
    expect(await screen.text()).toContain('No other line begins so');
  });

  it('has the lines of all connections, its own ones first', async () => {
    await screen.type('Get-Mailbox\r');
    await screen.press('alt+2');
    app.open('ex02');
    await screen.type('Get-Queue\r');
    await screen.press('up', 'up');
    expect(app.session('ex02').pane.text).toBe('Get-Mailbox');
  });

  it('offers how a line of the history goes on, and Right or End takes it', async () => {
    await screen.type('Get-Mailbox -Identity mira\rget-m');
    expect(await screen.text()).toContain('ex01> get-mailbox -Identity mira');
    expect(screen.terminal.cursor).toEqual({ x: 27 + 1 + 7 + 5, y: 21 });
    expect(pane().text).toBe('get-m');
    await screen.press('ctrl+right');
    expect(pane().text).toBe('get-mailbox');
    await screen.press('left');
    expect(await screen.text()).not.toContain('mailbox -Identity mira\n');
    await screen.press('right', 'right');
    expect(pane().text).toBe('get-mailbox -Identity mira');
    await screen.press('ctrl+u');
    await screen.type('get');
    await screen.press('end');
    expect(pane().text).toBe('get-Mailbox -Identity mira');
  });

  it('offers no more than the row has room for', async () => {
    await screen.type(`Get-Mailbox ${'x'.repeat(60)}\rGet`);
    const row = (await screen.text()).split('\n').find((one) => one.includes('ex01> Get-') && one.endsWith('x│'))!;
    expect(row).toHaveLength(80);
  });

  it('offers nothing of the history while a list of candidates is open: one key would be for both', async () => {
    const texts = ['Get-Mailbox', 'Get-MailboxDatabase'];
    app.completions = { start: 0, end: 5, candidates: texts.map((text) => ({ text, kind: 'cmdlet', hint: '' })) };
    await screen.type('Get-Mailbox -Identity mira\rget-m');
    expect(await screen.text()).toContain('ex01> get-mailbox -Identity mira');
    await screen.press('tab');
    const open = await screen.text();
    expect(open).toContain('│ Get-MailboxDatabase │');
    expect(open).toMatch(/ex01> Get-Mailbox +│/);
    await screen.press('right');
    expect(pane().text).toBe('Get-Mailbox');
    expect(await screen.text()).toContain('ex01> Get-Mailbox -Identity mira');
  });

  it('finds a line of the history with ^R', async () => {
    await screen.type('Get-Mailbox\rGet-Queue\r');
    await screen.press('ctrl+r');
    await screen.type('mail');
    expect(await screen.text()).toMatch(/▸ Get-Mailbox/);
    await screen.press('enter');
    expect(pane().text).toBe('Get-Mailbox');
    expect(app.calls.filter((call) => call.startsWith('submit'))).toHaveLength(2);
  });

  it('completes as far as all candidates agree, then offers them', async () => {
    const texts = ['Get-Mailbox', 'Get-MailboxDatabase', 'Get-MailboxStatistics'];
    app.completions = { start: 0, end: 6, candidates: texts.map((text) => ({ text, kind: 'cmdlet', hint: '' })) };
    await screen.type('get-ma');
    await screen.press('tab');
    expect(pane().text).toBe('Get-Mailbox');
    expect(await screen.text()).toMatch(/│ Get-MailboxDatabase +│/);
    await screen.press('tab', 'tab', 'tab', 'shift+tab');
    expect(pane().text).toBe('Get-MailboxDatabase');
    await screen.press('enter');
    expect(await screen.text()).not.toContain('Get-MailboxStatistics');
    expect(app.calls.filter((call) => call.startsWith('submit'))).toEqual([]);
    await screen.type(' -Status\r');
    expect(app.calls).toContain('submit ex01 Get-MailboxDatabase -Status 50');
  });

  it('says what the chosen candidate is, above the list where the rows have no room for it', async () => {
    const texts = ['-AcceptMessagesOnlyFromSendersOrMembers', '-AcceptMessagesOnlyFromDLMembers'];
    const candidates = texts.map((text, n) => ({ text, kind: 'parameter' as const, hint: `mandatory · Type${n}` }));
    app.completions = { start: 0, end: 1, candidates };
    await screen.type('-');
    await screen.press('tab', 'tab', 'tab');
    expect(await screen.text()).toMatch(/╭ mandatory · Type1 ─+╮/);
  });

  it('says what a value is to be, where nothing is known that completes it', async () => {
    app.completions = { start: 2, end: 2, candidates: [], help: '-ResultSize: Unlimited<UInt32>' };
    await screen.type('x ');
    await screen.press('tab');
    expect(await screen.text()).toContain('i -ResultSize: Unlimited<UInt32>');
  });

  it('shows that the server is asked, and ends that with Esc or a key', async () => {
    let aborted = 0;
    app.complete = (_name, _text, _cursor, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted += 1;
          resolve({ start: 0, end: 0, candidates: [{ text: 'late', kind: 'value', hint: '' }] });
        });
      });
    const asks = async () => {
      await screen.press('tab');
      await expect.poll(() => screen.text()).toContain('asking ex01 …');
    };
    await screen.type('Get-Mailbox m');
    await asks();
    await screen.press('escape');
    expect(await screen.text()).not.toContain('asking ex01');
    await asks();
    await screen.type('x');
    expect(await screen.text()).not.toContain('asking ex01');
    expect([aborted, pane().text]).toEqual([2, 'Get-Mailbox mx']);
    await asks();
    await screen.press('enter');
    expect(app.calls.at(-1)).toMatch(/^submit ex01 Get-Mailbox mx/);
  });

  it('takes the only candidate at once and says when there is none', async () => {
    app.completions = { start: 4, end: 6, candidates: [{ text: 'Mailbox', kind: 'cmdlet', hint: '' }] };
    await screen.type('Get-Ma');
    await screen.press('tab');
    expect(pane().text).toBe('Get-Mailbox');
    app.completions = { start: 0, end: 0, candidates: [] };
    await screen.press('tab');
    expect(await screen.text()).toContain('Nothing completes that here.');
  });

  it('does not change a text that was typed on while candidates were looked for', async () => {
    let answer = () => {};
    app.complete = () =>
      new Promise((resolve) => {
        answer = () => resolve({ start: 0, end: 3, candidates: [{ text: 'Get-Mailbox', kind: 'cmdlet', hint: '' }] });
      });
    await screen.type('get');
    await screen.press('tab');
    await screen.type('x');
    answer();
    await screen.idle();
    expect(pane().text).toBe('getx');
  });

  it('keeps each pane as it was while another is shown', async () => {
    await screen.type('half a line');
    await screen.press('alt+2');
    await screen.type('other');
    await screen.press('alt+1');
    expect(await screen.text()).toContain('ex01> half a line');
    expect(app.session('ex02').pane.text).toBe('other');
  });

  it('connects a closed session with Enter and keeps what was typed for it', async () => {
    await screen.press('alt+2');
    await screen.type('Get-Queue\r');
    expect(app.calls).toContain('connect ex02');
    app.set('ex02', { state: 'authenticating' });
    await screen.press('enter');
    expect(app.calls.at(-1)).toMatch(/^submit ex02 Get-Queue /);
  });

  it('shows what waits for its turn, and takes the last of it back with Up on an empty prompt', async () => {
    app.set('ex01', { state: 'busy', queue: ['Get-Queue', '$x = 1\n$y = 2', 'three', 'four'] });
    const shown = await screen.text();
    expect(shown).toMatch(/4 waiting/);
    expect(shown).toMatch(/› Get-Queue/);
    expect(shown).toMatch(/› \$x = 1 … \(2 lines\)/);
    expect(shown).toMatch(/› three/);
    expect(shown).toMatch(/and 1 more/);
    await screen.type('a');
    await screen.press('up');
    expect(app.calls).not.toContain('takeBack ex01');
    await screen.press('ctrl+u', 'up');
    expect(app.calls).toContain('takeBack ex01');
  });

  it('keeps a paste whole that the terminal did not mark as one', async () => {
    await screen.send('Get-Mailbox\r\tGet-Queue\rGet-');
    await screen.send('Date\r');
    screen.handle.flushInput();
    expect(pane().text).toBe('Get-Mailbox\n\tGet-Queue\nGet-Date\n');
    expect(app.calls.filter((call) => call.startsWith('submit'))).toEqual([]);
  });

  it('stops with ^C, then clears the line, then points to ^Q', async () => {
    app.set('ex01', { state: 'busy' });
    await screen.type('next');
    await screen.press('ctrl+c');
    expect(app.calls).toContain('stop ex01');
    app.set('ex01', { state: 'ready' });
    await screen.press('ctrl+c');
    expect(pane().text).toBe('');
    await screen.press('ctrl+c');
    expect(await screen.text()).toContain('Nothing is running. ^Q quits.');
    await screen.press('x');
    expect(await screen.text()).not.toContain('Nothing is running.');
  });

  it('goes to the connections with Tab on an empty prompt and back', async () => {
    await screen.press('tab');
    expect(app.state.focus).toBe('connections');
    await screen.press('down', 'tab');
    expect(app.state.focus).toBe('prompt');
    expect(app.state.active).toBe('ex02');
  });

  it('gets what is typed while the connections have the focus', async () => {
    await screen.press('tab');
    await screen.type('Get-Queue');
    expect(app.state.focus).toBe('prompt');
    expect(pane().text).toBe('Get-Queue');
  });

  it('shows of a long text the lines around the cursor', async () => {
    await screen.paste(Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n'));
    expect(await screen.text()).toContain('>> line 39');
    await screen.press(...Array.from({ length: 39 }, () => 'up'));
    expect(await screen.text()).toContain('ex01> line 0');
  });
});

describe('scrolling', () => {
  beforeEach(() =>
    app.print(
      'ex01',
      Array.from({ length: 100 }, (_, i) => output(`row ${i}`)),
    ),
  );

  it('goes back by pages and says how much is below', async () => {
    await screen.press('pageup');
    const text = await screen.text();
    expect(text).toContain('row 65');
    expect(text).toMatch(/── 17 below · PgDn ─┤/);
    app.print('ex01', [output('new')]);
    expect(await screen.text()).toContain('row 65');
    await screen.press('pagedown', 'pagedown');
    expect(await screen.text()).toMatch(/│ new /);
    expect(pane().scroll).toBeUndefined();
  });

  it('goes to both ends, and back to the end with Esc', async () => {
    await screen.press('ctrl+home');
    expect(await screen.text()).toMatch(/│ row 0 /);
    await screen.press('shift+down');
    expect(await screen.text()).not.toMatch(/│ row 0 /);
    await screen.press('escape');
    expect(await screen.text()).toContain('row 99');
  });
});

describe('a flood of output', () => {
  it('never keeps a key waiting: each is in the prompt before the frame is drawn', async () => {
    const typed = 'Get-MailboxDatabase';
    for (const [index, letter] of [...typed].entries()) {
      app.print(
        'ex01',
        Array.from({ length: 530 }, (_, i) => output(`flood ${index * 530 + i} ${'x'.repeat(60)}`)),
      );
      await screen.send(letter);
      expect(pane().text).toBe(typed.slice(0, index + 1));
    }
    const text = await screen.text();
    expect(text).toContain(`ex01> ${typed}`);
    expect(text).toContain('flood 10069');
  });

  it('mounts no more than what is visible of 100,000 lines', async () => {
    await screen.idle();
    const before = screen.terminal.log.length;
    const { transcript } = app.session('ex01');
    const line = transcript.line.bind(transcript);
    const shown = new Set<number>();
    transcript.line = (number) => {
      shown.add(number);
      return line(number);
    };
    app.print(
      'ex01',
      Array.from({ length: 100_000 }, (_, i) => output(`line ${i}`)),
    );
    const text = await screen.text();
    expect(text).toContain('line 99999');
    expect(shown.size).toBeLessThanOrEqual(18);
    // A frame's bytes, not a transcript's.
    expect(screen.terminal.log.length - before).toBeLessThan(5000);
  });
});
