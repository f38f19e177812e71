import { describe, expect, it } from 'vitest';
import { startApp } from '../../support/app-harness.ts';
import type { FakeLine } from '../../support/fake-line.ts';
import { turns, until } from '../../support/hand-clock.ts';

/** A session in which each line runs until the test lets it go. */
async function held() {
  const t = await startApp();
  const lines: FakeLine[] = [];
  t.engine.script = async (line) => {
    lines.push(line);
    await new Promise<void>((resolve) => {
      line.stopped.addEventListener('abort', () => resolve());
      release.push(resolve);
    });
  };
  const release: (() => void)[] = [];
  const ran = () => lines.map(({ text }) => text);
  return {
    t,
    ran,
    runs: (count: number) => until(() => lines.length === count, `${count} lines`),
    next: () => release.shift()?.(),
  };
}

const typed = (t: Awaited<ReturnType<typeof startApp>>) => t.view().pane.text;

describe('lines that are typed ahead', () => {
  it('wait while one runs, and run in their order, one by one', async () => {
    const { t, ran, runs, next } = await held();
    await t.open();
    for (const line of ['one', 'two', 'three']) t.app.submit('ex01', line, 80);
    await runs(1);
    expect(t.view().queue).toEqual(['two', 'three']);
    next();
    await runs(2);
    await turns(5);
    expect(ran()).toEqual(['one', 'two']);
    expect(t.view().queue).toEqual(['three']);
    next();
    await runs(3);
    next();
    await t.reaches('ready');
    expect(t.view().queue).toEqual([]);
    expect(
      t
        .state()
        .history.map(({ line }) => line)
        .slice(-3),
    ).toEqual(['one', 'two', 'three']);
  });

  it('leave what stands at the prompt alone when their turn comes', async () => {
    const { t, runs, next } = await held();
    await t.open();
    t.app.submit('ex01', 'one', 80);
    t.app.submit('ex01', 'two', 80);
    await runs(1);
    t.app.updatePane('ex01', { text: 'half a li', cursor: 4 });
    next();
    await runs(2);
    expect(t.view().pane).toMatchObject({ text: 'half a li', cursor: 4 });
  });

  it('can be taken back one by one, the last one first', async () => {
    const { t, runs } = await held();
    await t.open();
    for (const line of ['one', 'two', 'three']) t.app.submit('ex01', line, 80);
    await runs(1);
    t.app.takeBack('ex01');
    expect([typed(t), t.view().queue]).toEqual(['three', ['two']]);
    t.app.takeBack('ex01');
    expect([typed(t), t.view().queue]).toEqual(['two\nthree', []]);
    t.app.takeBack('ex01');
    expect(typed(t)).toBe('two\nthree');
  });

  it('are not run after a stop: they stand at the prompt, before what was being typed', async () => {
    const { t, ran, runs } = await held();
    await t.open();
    for (const line of ['one', 'two', 'three']) t.app.submit('ex01', line, 80);
    await runs(1);
    t.app.updatePane('ex01', { text: 'fo', cursor: 2 });
    t.app.stop('ex01');
    await t.reaches('ready');
    await turns(10);
    expect(ran()).toEqual(['one']);
    expect([typed(t), t.view().queue]).toEqual(['two\nthree\nfo', []]);
  });

  it('wait for a session that is being opened', async () => {
    const { t, ran, runs } = await held();
    t.app.connect('ex01');
    t.app.submit('ex01', 'one', 80);
    t.app.submit('ex01', 'two', 80);
    expect(t.view().queue).toEqual(['one', 'two']);
    await t.signIn();
    await runs(1);
    expect(ran()).toEqual(['one']);
    expect(t.view().queue).toEqual(['two']);
  });

  it('stand at the prompt again when the session is lost, or was never had', async () => {
    const { t, runs } = await held();
    await t.open();
    for (const line of ['one', 'two']) t.app.submit('ex01', line, 80);
    await runs(1);
    t.app.disconnect('ex01');
    await t.reaches('closed');
    expect([typed(t), t.view().queue]).toEqual(['two', []]);
  });

  it('are bounded, and what does not fit stays at the prompt', async () => {
    const { t, runs } = await held();
    await t.open();
    t.app.submit('ex01', 'one', 80);
    await runs(1);
    for (let i = 0; i < 100; i++) t.app.submit('ex01', `line ${i}`, 80);
    t.app.submit('ex01', 'one too many', 80);
    expect(t.view().queue).toHaveLength(100);
    expect(typed(t)).toBe('one too many');
    expect(t.state().flash?.text).toContain('Too much waits already');
  });
});
