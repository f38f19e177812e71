import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { psObject } from '../../../source/objects/index.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';

let app: FakeApp;
let screen: TestScreen;
const pane = () => app.session('ex01').pane;

beforeEach(() => {
  app = new FakeApp([connection('ex01'), connection('ex02')]);
  app.open('ex01');
  app.open('ex02');
  app.setFocus('prompt');
  screen = new TestScreen(app);
});
afterEach(() => screen.close());

/** An editor that stays open until the test ends it. */
function openEditor() {
  const ended = Promise.withResolvers<Awaited<ReturnType<FakeApp['editText']>>>();
  const opened = Promise.withResolvers<void>();
  app.editor = () => {
    opened.resolve();
    return ended.promise;
  };
  return { opened: opened.promise, end: ended.resolve };
}

/** What follows the end of the editor: the screen is back. */
async function back(): Promise<void> {
  while (!screen.keyboard.isRaw) await new Promise((resolve) => setImmediate(resolve));
  await screen.idle();
}

describe('the editor on what stands at the prompt', () => {
  it('has the terminal for itself; what it saved stands at the prompt and does not run', async () => {
    await screen.type('Get-Mailbox |\n');
    const before = pane().text;
    const { opened, end } = openEditor();
    await screen.send('\x1be');
    await opened;
    expect(app.calls).toContain(`editText ${before}`);
    expect([screen.terminal.isAlternate, screen.keyboard.isRaw]).toEqual([false, false]);
    // What the editor's keys send as signals is the editor's, and the other sessions go on.
    screen.process.emit('SIGINT');
    screen.process.emit('SIGQUIT');
    expect(screen.process.listenerCount('SIGTSTP')).toBe(0);
    const written = screen.terminal.log.length;
    app.print('ex02', [{ kind: 'output', text: 'meanwhile' }]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(screen.terminal.log.length).toBe(written);
    end({ text: 'Get-Queue |\r\n  Select Name\u001b[2J' });
    await back();
    expect([screen.terminal.isAlternate, screen.process.listenerCount('SIGTSTP')]).toEqual([true, 1]);
    expect(pane().text).toBe('Get-Queue |\n  Select Name[2J');
    expect(await screen.text()).toMatch(/ex01> Get-Queue \|[\s\S]+>> {3}Select Name\[2J/);
    expect(app.calls.filter((call) => call.startsWith('submit'))).toEqual([]);
    await screen.press('alt+2');
    expect(await screen.text()).toContain('meanwhile');
  });

  it('has a title of its own meanwhile; afterwards the title and the bell say what wants attention', async () => {
    await screen.type('Get-Mailbox');
    const { opened, end } = openEditor();
    await screen.send('\x1be');
    await opened;
    const written = screen.terminal.log.length;
    app.openDialog({ kind: 'hostPrompt', connection: 'ex02', line: 'x', prompt: { kind: 'line', secret: false } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(screen.terminal.log.length).toBe(written);
    end({ text: 'Get-Queue' });
    await back();
    const since = screen.terminal.log.slice(written);
    expect(since).toMatch(/\x1b\]2;exterm · \? ex02 asks[^\x07]*\x07\x07/);
    expect(since.indexOf('\x1b]2;')).toBeGreaterThan(since.indexOf('\x1b[22;2t'));
  });

  it('that fails leaves the prompt as it was and says so', async () => {
    await screen.type('Get-Mailbox');
    app.editor = async () => ({ problem: 'The editor ended with 1: the prompt is as it was.' });
    await screen.press('alt+e');
    await back();
    expect(pane().text).toBe('Get-Mailbox');
    expect(await screen.text()).toContain('The editor ended with 1');
  });

  it('loses no line that came back to the prompt meanwhile', async () => {
    await screen.type('Get-Mailbox');
    const { opened, end } = openEditor();
    await screen.send('\x1be');
    await opened;
    app.updatePane('ex01', { text: 'waited', cursor: 0 });
    end({ text: 'edited' });
    await back();
    expect(pane().text).toBe('edited\nwaited');
  });

  it('takes what stands at the prompt of a group as well', async () => {
    app.setGroup('@open', { state: 'ready' });
    app.select('@open');
    app.setFocus('prompt');
    await screen.type('Get-Queue');
    app.editor = async (text) => ({ text: `${text} | Select Name` });
    await screen.press('alt+e');
    await back();
    expect(app.state.groups['@open']!.pane.text).toBe('Get-Queue | Select Name');
  });

  it('is refused with a sentence where something else has the keys, a password above all', async () => {
    app.openDialog({ kind: 'hostPrompt', connection: 'ex01', line: 'x', prompt: { kind: 'line', secret: true } });
    await screen.rest();
    await screen.press('alt+e');
    expect(await screen.text()).toContain('A password goes into no editor: it would stand in a file.');
    app.closeDialog(app.state.dialogs.at(-1)!.id);
    await screen.press('ctrl+p', 'alt+e');
    expect(await screen.text()).toContain('The editor takes what stands at the prompt: close this first.');
    await screen.press('escape');
    app.keep('ex01', [psObject({ Name: 'a' })]);
    await screen.press('ctrl+t', 'alt+e');
    expect(await screen.text()).toContain('Esc goes back to it.');
    expect(app.calls.filter((call) => call.startsWith('editText'))).toEqual([]);
  });
});
