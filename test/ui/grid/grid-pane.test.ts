import { afterEach, describe, expect, it } from 'vitest';
import { Results } from '../../../source/app/results/results.ts';
import { Watch } from '../../../source/app/results/watch.ts';
import { turnBudget } from '../../../source/async/budget.ts';
import { PsObject, psDictionary, psObject } from '../../../source/objects/index.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { HandClock, until } from '../../support/hand-clock.ts';
import { TestScreen, type TestScreenOptions } from '../../support/screen.ts';

/** Idle means that what goes through all rows is through, too. */
class GridScreen extends TestScreen {
  readonly #app: FakeApp;

  constructor(app: FakeApp, options?: TestScreenOptions) {
    super(app, options);
    this.#app = app;
  }

  override async idle(): Promise<void> {
    await super.idle();
    await this.#app.grid('ex01')?.settled();
    await super.idle();
  }
}

let screen: GridScreen;
afterEach(() => screen.close());

const people = [
  ['Adele Vance', 'DB01', 12, '2 GB (2,147,483,648 bytes)'],
  ['Bo Ek', 'DB02', 800, '512 MB (536,870,912 bytes)'],
  ['Jürgen Müller', 'DB01', 101, '10 GB (10,737,418,240 bytes)'],
].map(([Name, Database, Items, Size]) =>
  psObject({ Name: Name!, Database: Database!, Items: Items!, Size: Size!, Policy: psDictionary([['Limit', 5]]) }),
);

async function opened(values = people as readonly PsObject[], size: { columns?: number; rows?: number } = {}) {
  const app = new FakeApp([connection('ex01'), connection('ex02')]);
  app.open('ex01');
  app.setFocus('prompt');
  app.keep('ex01', values, 'Get-Mailbox | Select *');
  screen = new GridScreen(app, size);
  await screen.press('ctrl+t');
  return app;
}

/** The rows of the pane beside the list. */
const pane = (text: string) => text.split('\n').map((row) => row.slice(28));

describe('a watch over its pane', () => {
  it('tells that there is no room for all that it sees', async () => {
    const app = await opened();
    const results = new Results({ memory: 10_000, budget: turnBudget });
    const open = app.grid('ex01')!;
    open.watch = new Watch('ex01', 'Get-Mailbox', 10, {
      source: {
        readiness: () => 'ready',
        run: async (take) => {
          for (const value of Array.from({ length: 100 }, () => people).flat()) take({ stream: 'output', value });
          return { state: 'completed' };
        },
        idle: () => ({ allowed: undefined, since: 0 }),
      },
      results,
      timers: new HandClock(),
      clock: () => app.state.now,
      looked: (result) => open.renew(result),
      changed: () => open.touched(),
    });
    open.watch.start();
    await until(() => open.watch?.looks === 1, 'a look');
    const kept = open.result.length;
    expect(kept).toBeGreaterThan(0);
    expect(await screen.text()).toContain(`next in 10 s · ${300 - kept} more rows have no room`);
  });
});

describe('a result over its pane', () => {
  it('is offered below the transcript, opens and closes with one key', async () => {
    const app = new FakeApp([connection('ex01')]);
    app.open('ex01');
    app.setFocus('prompt');
    screen = new GridScreen(app);
    await screen.press('ctrl+t');
    expect(await screen.text()).toContain('Nothing has given any objects here yet: run a line first.');
    app.keep('ex01', people);
    expect(await screen.text()).toContain('3 objects · ^T opens the grid');
    await screen.press('ctrl+t');
    expect(await screen.text()).toContain('1 of 3');
    await screen.press('ctrl+t');
    expect(await screen.text()).toContain('ex01>');
  });

  it('shows rows and columns, what is sorted, marked and what it comes to', async () => {
    await opened(people, { columns: 120 });
    await screen.press('right', 'right', 'o', 'o');
    await screen.press('up', 'up', 'space');
    expect(
      `\n${(await screen.text())
        .split('\n')
        .slice(1, 7)
        .map((row) => row.slice(36))
        .join('\n')}\n`,
    ).toMatchInlineSnapshot(`
      "
       ex01 · Get-Mailbox | Select * ─────────────────────────────────────────── 2 of 3 ─╮
        Name           Database    Items ▼  Size                          Policy         │
       ✓Bo Ek          DB02            800  512 MB (536,870,912 bytes)    {[Limit, 5]}   │
      ▸ Jürgen Müller  DB01            101  10 GB (10,737,418,240 bytes)  {[Limit, 5]}   │
        Adele Vance    DB01             12  2 GB (2,147,483,648 bytes)    {[Limit, 5]}   │
                                                                                         │
      "
    `);
    expect(await screen.text()).toContain('✓ 1 marked');
    expect(await screen.text()).toContain('Items: sum 800');
    await screen.press('space');
    await screen.press('up', 'space');
    expect(await screen.text()).toMatch(/Esc back +Enter open +\/ filter/);
  });

  it('sorts sizes as bytes, forth, back, and as they came', async () => {
    await opened(people, { columns: 120 });
    await screen.press('right', 'right', 'right');
    const order = async () => {
      await screen.press('o');
      return pane(await screen.text())
        .map((row) => /(Adele|Bo|Jürgen)/.exec(row)?.[0])
        .filter((name) => name !== undefined);
    };
    expect(await order()).toEqual(['Bo', 'Adele', 'Jürgen']);
    expect(await order()).toEqual(['Jürgen', 'Adele', 'Bo']);
    expect(await order()).toEqual(['Adele', 'Bo', 'Jürgen']);
  });

  it('goes by what was pressed, not by what has been done of it', async () => {
    const app = await opened(Array.from({ length: 5000 }, (_, n) => psObject({ Name: `user ${n}` })));
    const { grid } = app.grid('ex01')!;
    for (const expected of [false, true, undefined, false]) {
      void screen.send('o');
      await new Promise((resolve) => setImmediate(resolve));
      expect(app.grid('ex01')!.sorting?.descending).toBe(expected);
    }
    await screen.idle();
    expect(grid.sorting?.descending).toBe(false);
  });

  it('filters while typing; Enter goes on in the rows, Esc shows all, and only then goes back', async () => {
    const app = await opened();
    await screen.press('/');
    await screen.type('mul');
    expect(await screen.text()).toContain('1 of 1 (3)');
    await screen.press('enter', 'escape');
    expect(await screen.text()).toContain('3 of 3');
    await screen.press('/');
    await screen.type('nobody');
    expect(await screen.text()).toContain('No row fits. Esc shows all of them.');
    await screen.press('ctrl+u');
    await screen.type('Mails>5');
    expect(await screen.text()).toContain('No row fits, and Mails is no column.');
    await screen.press('ctrl+u');
    await screen.type('Items>900');
    expect(await screen.text()).toContain('No row fits. Esc');
    await screen.press('backspace', 'escape');
    expect(app.state.panes).toHaveProperty('ex01');
    await screen.press('escape');
    expect(app.state.panes).toEqual({});
  });

  it('opens a row as a tree, searches in it, and goes to the next row', async () => {
    await opened();
    await screen.press('down', 'enter');
    let text = await screen.text();
    expect(text).toContain('ex01 · row 2');
    expect(text).toMatch(/Name +: Bo Ek/);
    expect(text).not.toContain('Limit ');
    await screen.press('/');
    await screen.type('limit');
    text = await screen.text();
    expect(text).toMatch(/▾ Policy/);
    expect(text).toMatch(/▸ +Limit +: 5/);
    await screen.press('enter', ']');
    expect(await screen.text()).toMatch(/Name +: Jürgen Müller/);
    await screen.press('escape');
    expect(await screen.text()).toContain('3 of 3');
  });

  it('copies the cell, and marked rows as CSV', async () => {
    const app = await opened();
    await screen.press('right', 'y', 'enter');
    await screen.idle();
    expect(app.copied).toEqual(['DB01']);
    expect(screen.terminal.log).toContain(`\x1b]52;c;${Buffer.from('DB01').toString('base64')}\x07`);
    expect(await screen.text()).toContain('Copied');
    await screen.press('space', 'space', 'y', 'down', 'right');
    expect(await screen.text()).toMatch(/\(•\) 2 marked.*\n.*\(•\) CSV/);
    await screen.press('enter');
    expect(app.copied[1]).toBe(
      'Name,Database,Items,Size,Policy\r\nAdele Vance,DB01,12,"2 GB (2,147,483,648 bytes)","{[Limit, 5]}"\r\nBo Ek,DB02,800,"512 MB (536,870,912 bytes)","{[Limit, 5]}"\r\n',
    );
  });

  it('saves under the typed name in the chosen format, and says what keeps it from that', async () => {
    const app = await opened();
    await screen.press('s');
    expect(await screen.text()).toMatch(/File +~\/ex01-Get-Mailbox-20260105-\d{4}\.csv/);
    await screen.press('tab', 'right');
    expect(await screen.text()).toMatch(/File +~\/ex01-Get-Mailbox-20260105-\d{4}\.json/);
    app.resultProblem = 'That file is there already: give it another name.';
    await screen.press('enter');
    expect(await screen.text()).toContain('That file is there already');
    app.resultProblem = undefined;
    await screen.press('enter');
    expect(app.saved[0]?.path).toMatch(/json$/);
    expect(JSON.parse(app.saved[0]!.text)).toHaveLength(3);
    expect(app.state.dialogs).toEqual([]);
  });

  it('shows the columns that are chosen, in the chosen order', async () => {
    await opened(people, { columns: 120 });
    await screen.press('c');
    await screen.press('down', 'space', 'down', 'shift+up', 'shift+up', 'enter');
    expect(pane(await screen.text()).find((row) => row.includes('Items'))).toMatch(/Items +Name +Size/);
    await screen.press('-');
    expect(pane(await screen.text()).find((row) => row.includes('Items'))).not.toContain('Name');
  });

  it('takes no typing for the prompt, and each pane keeps its own', async () => {
    const app = await opened();
    await screen.type('zz');
    expect(await screen.text()).toContain('Esc goes back to the prompt');
    expect(app.session('ex01').pane.text).toBe('');
    await screen.press('down', 'alt+2');
    await screen.type('Get-Queue');
    expect(app.session('ex02').pane.text).toBe('Get-Queue');
    await screen.press('alt+1');
    expect(await screen.text()).toContain('2 of 3');
    await screen.press('tab', 'down');
    expect(app.state.active).toBe('ex02');
  });

  it.each([
    [80, 24],
    [60, 16],
    [200, 50],
  ])(
    'has nothing of a hostile server that a terminal would obey or count differently, at %i×%i',
    async (columns, rows) => {
      const evil = 'a\u001b[2J\u001b]0;x\u0007\u202eb\u200b👩‍💻日本\r\n';
      const nested = new PsObject({ text: evil, extended: { names: [evil], values: [evil] } });
      await opened(
        [
          new PsObject({
            typeNames: [evil],
            extended: { names: [evil, 'Name', 'Nested'], values: [evil, evil, nested] },
          }),
        ],
        { columns, rows },
      );
      const look = async () => {
        await screen.idle();
        const { active } = screen.terminal.emulator.buffer;
        for (let y = 1; y < rows - 2; y += 1) {
          const row = Array.from({ length: columns }, (_, x) => active.getLine(y)!.getCell(x)!.getChars());
          expect([y, row[columns - 1]]).toEqual([y, expect.stringMatching(/[│╮╯┤─]/)]);
        }
      };
      await look();
      await screen.press('enter', 'end', 'enter');
      await look();
      expect(screen.terminal.log).not.toContain('\u001b[2J\u001b]0;x');
      expect(screen.terminal.log).not.toMatch(/\u202e|\u200b/);
    },
  );
});
