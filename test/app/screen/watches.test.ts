import { describe, expect, it } from 'vitest';
import { psObject } from '../../../source/objects/index.ts';
import { harness, startApp } from '../../support/app-harness.ts';
import type { FakeLine } from '../../support/fake-line.ts';
import { turns, until } from '../../support/hand-clock.ts';

const queue = (Identity: string, MessageCount: number) => psObject({ Identity, MessageCount });

async function watching(looks: readonly (readonly ReturnType<typeof queue>[] | 'fail')[], seconds = 10) {
  const t = await startApp();
  await t.open();
  let taken = 0;
  t.engine.script = async (line: FakeLine) => {
    if (line.text !== 'Get-Queue') return;
    expect(line.options.leavesNoTrace).toBe(true);
    const look = looks[Math.min(taken++, looks.length - 1)]!;
    if (look === 'fail') throw new Error('no');
    await line.emit(look.map((value) => ({ stream: 'output', value })));
  };
  t.app.submit('ex01', `watch ${seconds} Get-Queue`, 80);
  await until(
    () => t.app.grid('ex01')?.watch?.looks === 1 || t.app.grid('ex01')?.watch?.trouble !== '',
    'a first look',
  );
  const grid = () => t.app.grid('ex01')!;
  const watch = () => grid().watch!;
  const look = async (count: number) => {
    await until(() => watch().looks === count, `look ${count}`);
    await grid().settled();
  };
  const cells = () => {
    const { rows, shown } = grid().grid;
    return [...shown].map((row) => {
      const value = rows.at(row) as ReturnType<typeof queue>;
      return [value.get('Identity'), value.get('MessageCount')];
    });
  };
  return { ...t, grid, watch, look, cells };
}

describe('a watch', () => {
  it('looks every so many seconds, marks what has changed, and keeps sorting, filter, marks and cursor', async () => {
    const t = await watching([
      [queue('a', 3), queue('b', 2), queue('c', 1)],
      [queue('d', 9), queue('c', 1), queue('b', 7), queue('a', 3)],
    ]);
    await t.look(1);
    expect(t.grid().grid.columns.map(({ property }) => property)).toEqual(['Identity', 'MessageCount']);
    expect(t.grid().grid.changes.size).toBe(0);
    const { grid } = t.grid();
    t.grid().sort({ column: grid.columns[1]!, descending: false });
    await t.grid().settled();
    expect(t.cells()).toEqual([
      ['c', 1],
      ['b', 2],
      ['a', 3],
    ]);
    grid.moveTo(1);
    grid.mark(grid.current!);
    await t.clock.advance(10_000);
    await t.look(2);
    expect(t.cells()).toEqual([
      ['c', 1],
      ['a', 3],
      ['b', 7],
      ['d', 9],
    ]);
    expect(grid.currentKey).toBe('b');
    expect([...grid.marks].map((row) => grid.rows.at(row))).toMatchObject([{ extended: { values: ['b', 7] } }]);
    const changes = [...grid.shown].map((row) => {
      const change = grid.changes.get(row);
      return change instanceof Set ? [...change] : change;
    });
    expect(changes).toEqual([undefined, undefined, ['messagecount'], 'new']);
    expect(grid.histories.of('b', grid.columns[1]!)).toEqual([2, 7]);
    // None of it is in the transcript or the history, and what was typed is not either.
    expect(t.lines()).toEqual(['Connected: 3 cmdlets imported.']);
    expect(t.view().result).toBeUndefined();
  });

  it('waits while its session runs a line or one waits, and goes on after it', async () => {
    const t = await watching([[queue('a', 1)]]);
    await t.look(1);
    const gate = Promise.withResolvers<void>();
    const { script } = t.engine;
    t.engine.script = (line, name) => (line.text === 'Get-Mailbox' ? gate.promise : script!(line, name));
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await t.reaches('busy');
    await t.clock.advance(30_000);
    expect([t.watch().looks, t.watch().state.kind]).toEqual([1, 'busy']);
    gate.resolve();
    await t.reaches('ready');
    await t.clock.advance(1000);
    await t.look(2);
  });

  it('lets a line that is typed while it looks run after it', async () => {
    const t = await watching([[queue('a', 1)]]);
    await t.look(1);
    const gate = Promise.withResolvers<void>();
    const run: string[] = [];
    t.engine.script = async (line) => {
      run.push(line.text);
      if (line.text === 'Get-Queue') await gate.promise;
    };
    await t.clock.advance(10_000);
    await until(() => run.length === 1);
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await turns();
    expect(run).toEqual(['Get-Queue']);
    gate.resolve();
    await until(() => run.length === 2);
    expect(run[1]).toBe('Get-Mailbox');
  });

  it('is paused and goes on by hand, and ^C of its session pauses it', async () => {
    const t = await watching([[queue('a', 1)]]);
    await t.look(1);
    t.watch().togglePause();
    await t.clock.advance(60_000);
    expect([t.watch().looks, t.watch().state.kind]).toEqual([1, 'paused']);
    t.watch().togglePause();
    await t.look(2);
    t.engine.script = (line) => new Promise((_, reject) => line.stopped.addEventListener('abort', reject));
    await t.clock.advance(10_000);
    await t.reaches('busy');
    t.app.stop('ex01');
    await until(() => t.watch().state.kind === 'paused');
  });

  it.each(['disconnect', 'lose'] as const)('ends with its session: %s', async (how) => {
    const t = await watching([[queue('a', 1)]]);
    await t.look(1);
    if (how === 'disconnect') t.app.disconnect('ex01');
    else t.engine.session.lose({ layer: 'network', network: 'reset' });
    await until(() => t.watch().state.kind === 'ended');
    const { lines } = t.engine.session;
    await t.clock.advance(60_000);
    expect(t.engine.session.lines).toBe(lines);
    // What was seen last is still there to be read.
    expect(t.cells()).toEqual([['a', 1]]);
  });

  it('ends when its pane is closed', async () => {
    const t = await watching([[queue('a', 1)]]);
    await t.look(1);
    t.app.closePane('ex01');
    const { lines } = t.engine.session;
    await t.clock.advance(60_000);
    expect(t.engine.session.lines).toBe(lines);
  });

  it('does not keep its session alive, and says so, unless it is asked to', async () => {
    const t = await watching([[queue('a', 1)]], 60);
    await t.look(1);
    const idle = t.view().idleTimeout!;
    for (let passed = 60_000; passed < idle; passed += 60_000) await t.clock.advance(60_000);
    await until(() => t.watch().state.kind !== 'running');
    await t.clock.advance(120_000);
    expect(t.watch().state).toMatchObject({
      kind: 'paused',
      why: expect.stringContaining('nothing else has used ex01'),
    });
    const { looks } = t.watch();
    t.watch().toggleKeepAlive();
    t.watch().togglePause();
    await t.look(looks + 1);
    await t.clock.advance(60_000);
    await t.look(looks + 2);
  });

  it('says what fails, shows what was seen before, and gives up after three times', async () => {
    const t = await watching([[queue('a', 1)], 'fail']);
    await t.look(1);
    for (const count of [2, 3, 4]) {
      await t.clock.advance(10_000);
      await t.look(count);
    }
    expect(t.watch().trouble).toBe('the line failed');
    expect(t.watch().state).toMatchObject({ kind: 'paused', why: 'it failed 3 times; p tries again' });
    expect(t.cells()).toEqual([['a', 1]]);
  });

  it('may not ask for anything', async () => {
    const t = await startApp();
    await t.open();
    let refused = false;
    t.engine.script = async (line) => {
      await line.ask({ kind: 'line', secret: false } as never).catch(() => {
        refused = true;
      });
    };
    t.app.watch('ex01', { line: 'Get-Mailbox a', seconds: 5 });
    await until(() => refused);
    expect(t.state().dialogs).toEqual([]);
  });

  it('only looks: a line that may change something is not begun', async () => {
    const t = await startApp();
    await t.open();
    t.app.submit('ex01', 'watch 5 Get-Mailbox | ForEach-Object { Set-Mailbox $_ -Office x }', 80);
    expect(t.state().flash).toMatchObject({ text: 'A watch only looks: Set-Mailbox may change something.' });
    t.app.submit('ex01', 'watch 5 "$(Remove-Mailbox x)"', 80);
    expect(t.state().flash).toMatchObject({ text: 'A watch only looks: Remove-Mailbox may change something.' });
    expect([t.state().panes, t.engine.session.lines]).toEqual([{}, 0]);
  });

  it('of the server’s sessions lists them without using one', async () => {
    const t = await startApp();
    await t.open();
    t.app.watch('ex01', { line: 'sessions', seconds: 15 });
    await until(() => t.app.grid('ex01')!.watch!.looks === 1);
    await t.app.grid('ex01')!.settled();
    const { grid } = t.app.grid('ex01')!;
    expect(grid.columns.map(({ property }) => property)).toContain('Owner');
    expect(grid.shown.length).toBe(1);
    expect(t.engine.session.lines).toBe(0);
  });

  it('is not begun on a session that is not open, and says what it needs', async () => {
    const t = await startApp();
    t.app.submit('ex01', 'watch 5 Get-Queue', 80);
    expect(t.state().flash).toMatchObject({ next: 'F5 connects it.' });
    t.app.submit('ex01', 'watch 5', 80);
    expect(t.state().flash).toMatchObject({ next: 'It needs a line to run, for instance: watch 10 Get-Queue' });
    expect(t.state().panes).toEqual({});
    expect(harness().history).toEqual([]);
  });
});
