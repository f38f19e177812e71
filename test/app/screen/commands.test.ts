import { describe, expect, it } from 'vitest';
import {
  type Actions,
  commandFor,
  commandRecords,
  keyLabel,
  keyTable,
  perform,
  type Scope,
  type ScreenPort,
} from '../../../source/app/screen/commands/index.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';

const screen = (notices: string[] = []): ScreenPort => ({
  act: ({ scope, name }) => notices.push(`${scope}.${name}`),
  read: () => {},
  toggleWide: () => {},
  editOutside: () => {},
  redraw: () => {},
  suspend: () => {},
  copy: () => {},
  quit: () => {},
  notice: (text) => notices.push(text),
});

const note = { kind: 'note', text: 'Something.' } as const;

describe('the command records', () => {
  it('have an id of their own each', () => {
    const ids = commandRecords.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('give a key to one command of a scope only', () => {
    const keys = commandRecords.flatMap(({ keys, scope }) => keys.map((pressed) => `${scope} ${pressed}`));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('have a title that is a sentence without a full stop', () => {
    for (const { title } of commandRecords) expect(title).toMatch(/^[A-Z].*[^.]$/);
  });

  it('hand an action to what has the focus, and its id names it', () => {
    const acts: string[] = [];
    for (const record of commandRecords.filter(({ scope }) => scope !== 'anywhere' && scope !== 'connections')) {
      if (record.id === 'prompt.leave') continue;
      record.run(new FakeApp(), screen(acts), '');
      expect(acts.at(-1)).toBe(record.id);
      expect(record.id.startsWith(`${record.scope}.`)).toBe(true);
    }
    expect(acts).toHaveLength(new Set(acts).size);
  });

  it('do what an action names, and nothing for a scope that is another’s', () => {
    const done: string[] = [];
    const actions: Actions<'form' | 'field'> = {
      form: {
        accept: () => done.push('accept'),
        next: () => done.push('next'),
        previous: () => done.push('previous'),
      },
      field: (name) => done.push(`edit ${name}`),
    };
    perform({ scope: 'form', name: 'previous' }, actions);
    perform({ scope: 'field', name: 'yank' }, actions);
    perform({ scope: 'list', name: 'up' }, actions);
    expect(done).toEqual(['previous', 'edit yank']);
  });

  it('look a key up in the nearest scope first', () => {
    const prompt: Scope[] = ['completion', 'prompt', 'field', 'anywhere'];
    expect(commandFor('tab', prompt)?.id).toBe('completion.next');
    expect(commandFor('tab', prompt.slice(1))?.id).toBe('prompt.tab');
    expect(commandFor('ctrl+p', prompt)?.id).toBe('palette');
    expect(commandFor('f24', prompt)).toBeUndefined();
  });

  it('say why what can not be done can not be done', () => {
    const app = new FakeApp([connection('ex01')]);
    const reason = (id: string) => commandRecords.find((record) => record.id === id)!.disabledReason(app.state);
    expect(reason('session.stop')).toBe('Nothing is running. ^Q quits.');
    expect(reason('session.disconnect')).toBe('ex01 is not open: Enter connects it.');
    expect(reason('connection.remove')).toBeUndefined();
    app.open('ex01');
    expect(reason('session.disconnect')).toBeUndefined();
    expect(reason('connection.remove')).toBe('ex01 is open: F6 disconnects it first.');
    expect(reason('transcript.clear')).toBe('The transcript is empty.');
  });

  it('all answer in every state without throwing', () => {
    const empty = new FakeApp();
    const full = new FakeApp([connection('ex01')]);
    full.open('ex01');
    for (const record of commandRecords) {
      for (const app of [empty, full]) {
        const reason = record.disabledReason(app.state);
        if (reason === undefined) record.run(app, screen(), record.keys[0] ?? '');
        else expect(reason).toMatch(/\.$/);
      }
    }
  });

  it.each([
    ['session.disconnect', 'disconnect ex01'],
    ['session.reconnect', 'reconnect ex01'],
  ])('%s at once where nothing is lost, and ask where something is', async (id, call) => {
    const app = new FakeApp([connection('ex01')]);
    app.open('ex01');
    const { run } = commandRecords.find((record) => record.id === id)!;
    run(app, screen(), '');
    expect(app.calls).toEqual([call]);
    for (const [change, losses] of [
      [{ state: 'busy' }, 'A command is running: it is stopped.'],
      [{ state: 'ready', variables: ['big'] }, '$big is lost.'],
    ] as const) {
      app.set('ex01', change);
      for (const yes of [false, true]) {
        run(app, screen(), '');
        const [question] = app.state.dialogs;
        expect(question).toMatchObject({ kind: 'confirm', text: losses, danger: true });
        expect(app.calls.splice(1)).toEqual([]);
        app.answerDialog(question!.id, { kind: 'confirm', yes });
        await Promise.resolve();
        expect(app.calls.splice(1)).toEqual(yes ? [call] : []);
      }
    }
  });

  it('clear no transcript and remove no connection before a yes', async () => {
    for (const [id, said] of [
      ['transcript.clear', '(2 lines) is kept nowhere else'],
      ['connection.remove', 'Its history goes with it.'],
    ] as const) {
      const app = new FakeApp([connection('ex01')]);
      app.print('ex01', [note, note]);
      const { run } = commandRecords.find((record) => record.id === id)!;
      for (const yes of [false, true]) {
        run(app, screen(), '');
        const [question] = app.state.dialogs;
        expect(question).toMatchObject({ kind: 'confirm', text: expect.stringContaining(said), danger: true });
        app.answerDialog(question!.id, { kind: 'confirm', yes });
        await Promise.resolve();
        const isThere = app.state.connections.length > 0 && app.session('ex01').transcript.end > 0;
        const isCleared = isThere && app.session('ex01').transcript.end === app.session('ex01').transcript.start;
        expect(isThere && !isCleared).toBe(!yes);
      }
    }
  });
});

describe('keys for people', () => {
  it.each([
    ['ctrl+p', '^P'],
    ['alt+1', 'Alt+1'],
    ['f1', 'F1'],
    ['pageup', 'PgUp'],
    ['shift+tab', 'Shift+Tab'],
    ['ctrl+home', 'Ctrl+Home'],
    ['escape', 'Esc'],
    ['e', 'e'],
  ])('%s is written %s', (name, label) => expect(keyLabel(name)).toBe(label));

  it('are all in the table of the documents', () => {
    const table = keyTable();
    expect(table).toContain('### General');
    expect(table).toContain('| ^O | Show and remove sessions that were left behind |');
    expect(table).toContain('| Alt+1…9 | Show the connection with that number |');
    const rows = table.split('\n').filter((row) => row.startsWith('| ') && !row.startsWith('| Keys'));
    expect(rows).toHaveLength(commandRecords.filter(({ keys }) => keys.length > 0).length);
  });
});
