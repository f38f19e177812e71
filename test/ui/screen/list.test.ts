import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../source/domain/index.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen, type TestScreenOptions } from '../../support/screen.ts';

let screen: TestScreen;
const open = (app: FakeApp, options?: TestScreenOptions) => {
  screen = new TestScreen(app, options);
  return screen;
};
afterEach(() => screen.close());

function grouped(): FakeApp {
  const app = new FakeApp([
    connection('lab'),
    connection('ex01', { groups: ['prod'], production: true }),
    connection('ex02', { groups: ['prod', 'berlin'] }),
    connection('dr01', { groups: ['dr'] }),
  ]);
  app.open('ex01');
  app.set('ex02', { state: 'failed' });
  return app;
}

/** `count` connections in so many groups, as they are saved: not group by group. */
function many(count: number, groups: number): readonly Connection[] {
  return Array.from({ length: count }, (_, index) =>
    connection(`ex${`${index + 1}`.padStart(3, '0')}`, { groups: [`group${index % groups}`] }),
  );
}

const list = async () =>
  (await screen.text())
    .split('\n')
    .slice(1, -1)
    .map((row) => row.slice(1, 27).trimEnd());

describe('the list of connections in groups', () => {
  it('has a heading a group, with how many are open and how many have failed', async () => {
    open(grouped());
    expect((await list()).slice(1, 9)).toEqual([
      '▸1 lab          ○ closed',
      ' - @prod      ✗1 1/2 open',
      ' 2 ex01 P       ● 14:32',
      ' 3 ex02 @berlin ✗ failed',
      ' - @dr                  1',
      ' 4 dr01         ○ closed',
      ' - @berlin           ✗1 1',
      '',
    ]);
  });

  it.each([
    [60, 16],
    [120, 36],
  ])('keeps its frame at %d×%d', async (columns, rows) => {
    const text = (await open(grouped(), { columns, rows }).text()).split('\n');
    const width = columns >= 120 ? 36 : 22;
    for (const row of text.slice(1, rows - 1)) expect(row[width - 1]).toMatch(/[│┬┴┤├┼]/);
  });

  it('is walked through with its headings, collapsed and opened again', async () => {
    const app = grouped();
    open(app);
    await screen.press('down', 'down');
    expect(app.state.active).toBe('ex01');
    await screen.press('left');
    expect(app.state.active).toBe('@prod');
    expect((await list()).slice(1, 5)).toEqual([
      ' 1 lab          ○ closed',
      '▸+ @prod      ✗1 1/2 open',
      ' - @dr                  1',
      ' 4 dr01         ○ closed',
    ]);
    // Its own number still shows it.
    await screen.press('alt+2');
    expect(app.state.active).toBe('ex01');
    expect((await list())[2]).toContain('▸+ @prod');
    await screen.press('tab', 'up', 'down', 'right');
    expect((await list())[3]).toContain('2 ex01');
    expect(app.state.focus).toBe('connections');
    await screen.press('end');
    expect(app.state.active).toBe('@berlin');
    await screen.press('home');
    expect(app.state.active).toBe('lab');
  });

  it('is narrowed while something is typed, and whole again after Esc, at what was shown before', async () => {
    const app = grouped();
    open(app);
    await screen.press('/');
    await screen.type('prod');
    expect((await list()).filter((row) => row !== '').slice(1)).toEqual([
      ' - @prod      ✗1 1/2 open',
      '▸2 ex01 P       ● 14:32',
      ' 3 ex02 @berlin ✗ failed',
      ' / prod               2/4',
      '──────────────────────────',
    ]);
    expect(app.state.active).toBe('ex01');
    await screen.press('down');
    expect(app.state.active).toBe('ex02');
    await screen.press('enter');
    // Back in the list: its keys count again, and the words still hold.
    await screen.press('up');
    expect(app.state.active).toBe('ex01');
    expect(await screen.text()).toContain('/ prod');
    await screen.press('/', 'escape');
    expect(app.state.list.query).toBe('');
    await screen.press('/');
    await screen.type('nobody');
    expect(await screen.text()).toContain('Nothing fits.');
    await screen.press('ctrl+u');
    await screen.type('dr');
    expect(app.state.active).toBe('dr01');
    await screen.press('escape');
    expect(app.state.active).toBe('ex01');
    expect((await list())[1]).toContain('1 lab');
  });

  it('is put into another order by hand, a connection or a group at a time', async () => {
    const app = grouped();
    open(app);
    app.select('ex02');
    app.setFocus('connections');
    await screen.press('ctrl+up');
    expect((await list()).slice(3, 5)).toEqual(['▸2 ex02 @berlin ✗ failed', ' 3 ex01 P       ● 14:32']);
    app.select('@dr');
    await screen.press('ctrl+up');
    expect((await list()).slice(2, 4)).toEqual(['▸- @dr                  1', ' 2 dr01         ○ closed']);
    await screen.press('ctrl+up', 'ctrl+up');
    expect(await screen.text()).toContain('@dr stays.');
    // By name nothing has a place of its own.
    app.prefer({ order: 'name' });
    await screen.press('ctrl+down');
    expect(await screen.text()).toContain('The list stands by name');
    expect(app.calls.filter((call) => call.startsWith('moveInList'))).toHaveLength(4);
  });

  it('has no number that leads elsewhere than it shows, whatever the order', async () => {
    const app = new FakeApp(many(40, 3));
    open(app);
    for (const order of ['saved', 'name'] as const) {
      app.prefer({ order });
      const rows = await list();
      for (const digit of ['1', '2', '3']) {
        const [, name] = new RegExp(`^.${digit} (ex\\d+)`, 'm').exec(rows.join('\n'))!;
        await screen.press(`alt+${digit}`);
        expect(app.state.active).toBe(name);
      }
      app.select(app.state.connections[0]!.name);
    }
  });
});

describe('a group', () => {
  it('is a place with a prompt of its own: Enter connects all of it, then lines go to all', async () => {
    const app = grouped();
    open(app);
    app.select('ex02');
    expect(await screen.text()).toContain('Alt+C  connects all of @prod');
    app.select('lab');
    await screen.press('down');
    const text = await screen.text();
    expect(text).toContain('@prod  PRODUCTION · 1 of 2 open');
    expect(text).toContain('2 connections: ex01, ex02');
    await screen.press('enter');
    expect(app.calls).toContain('connect @prod');
    app.setGroup('@prod', { state: 'ready' });
    expect(await screen.text()).toContain('Alt+C  connects those that are not open');
    expect((await screen.text()).split('\n').at(-1)).toMatch(/^ Alt\+C connect the others/);
    app.submit = (place, line) => app.calls.push(`submit ${place} ${line}`);
    await screen.type('Get-Queue');
    expect(await screen.text()).toContain('@prod> Get-Queue');
  });

  it('is reached from the palette, from one of its connections, and from where there are no groups', async () => {
    const app = grouped();
    open(app);
    app.select('ex02');
    await screen.press('alt+a');
    expect(app.state).toMatchObject({ active: '@prod', focus: 'prompt' });
    await screen.press('alt+a');
    expect(app.state.active).toBe('@open');
    expect((await list())[1]).toBe('▸- @open         1/1 open');
    await screen.press('ctrl+p');
    await screen.type('@berlin conn');
    expect(await screen.text()).toContain('@berlin  Connect all of them');
    await screen.press('enter');
    expect(app.state.active).toBe('@berlin');
    expect(app.calls.at(-1)).toBe('connect @berlin');
    app.select('dr01');
    await screen.press('alt+c');
    expect(app.calls.at(-1)).toBe('connect @dr');
    app.open('dr01');
    await screen.press('alt+c');
    expect(await screen.text()).toContain('All of @dr is open.');
  });

  it('says who has not answered yet, and why', async () => {
    const app = grouped();
    open(app, { columns: 100, rows: 30 });
    app.select('@prod');
    const { transcript } = app.state.groups['@prod']!;
    transcript.append([{ kind: 'input', text: '@prod> Get-Queue' }]);
    const states = ['answered', 'runs', 'slow', 'asks', 'busy', 'waits', 'runs', 'busy'] as const;
    const members = states.map((state, index) => ({ name: `ex0${index + 1}`, state }));
    const [ex01] = Object.values(app.state.sessions);
    app.store.setState(({ sessions }) => ({
      sessions: {
        ...sessions,
        ex07: { ...ex01!, state: 'busy', stoppingSince: app.state.now },
        ex08: { ...ex01!, state: 'importing' },
      },
    }));
    app.setGroup('@prod', { state: 'busy', run: { line: 'Get-Queue', at: app.state.now, members } });
    const text = await screen.text();
    for (const said of [
      '1 of 8 have answered',
      '◌ is asked to stop, and has not let go yet: ex07',
      '◐ is being connected first: ex08',
      '? asks in its pane: ex04',
      '◌ takes long: ex03',
      '▶ runs: ex02',
      '◌ has something else to do first: ex05',
      '· waits for its turn: ex06',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('says who is on the way, who asks elsewhere, and why some will not come', async () => {
    const app = new FakeApp(['ex01', 'ex02', 'ex03'].map((name) => connection(name, { groups: ['prod'] })));
    open(app, { columns: 100, rows: 30 });
    app.select('@prod');
    app.setGroup('@prod', { state: 'probing' });
    app.set('ex01', { state: 'authenticating' });
    app.set('ex02', { state: 'importing' });
    app.set('ex03', { state: 'failed', failure: { kind: 'unreachable', what: 'Nobody answers at ex03.' } as never });
    app.openDialog({ kind: 'credential', connection: 'ex01', user: 'm@x', attempt: 1, reason: '', inPane: true });
    const text = await screen.text();
    expect(text).not.toContain('Alt+C');
    expect(text).toContain('? asks in its pane: ex01');
    expect(text).toContain('◐ connecting: ex02');
    expect(text).toContain('✗ ex03: Nobody answers at ex03.');
    await screen.resize(40, 10);
    app.setFocus('prompt');
    expect(await screen.text()).toContain('? asks in its pane: ex01');
  });

  it('is asked about before all of its sessions are let go', async () => {
    const app = grouped();
    app.open('ex02');
    open(app);
    app.select('@prod');
    app.setGroup('@prod', { state: 'ready' });
    await screen.press('f6');
    expect(await screen.text()).toContain('Disconnect 2 sessions: ex01, ex02?');
    await screen.press('enter');
    expect(app.calls.at(-1)).toBe('disconnect @prod');
  });
});

describe('two hundred connections', () => {
  it('are searched, walked through and found in the palette', async () => {
    const app = new FakeApp(many(200, 5));
    open(app);
    await screen.press('/');
    await screen.type('ex19');
    expect(await screen.text()).toMatch(/10\/200/);
    expect(app.state.active).toBe('ex191');
    await screen.press('escape', 'end', 'pageup');
    expect(await screen.text()).toContain('ex150');
    await screen.press('ctrl+p');
    await screen.type('ex177');
    await screen.press('enter');
    expect(app.state.active).toBe('ex177');
    expect((await list()).join('\n')).toContain('▸  ex177');
  });
});
