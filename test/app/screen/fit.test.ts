import { describe, expect, it } from 'vitest';
import type { PipelineRecord } from '../../../source/domain/index.ts';
import { psObject } from '../../../source/objects/index.ts';
import { startApp } from '../../support/app-harness.ts';
import { turns, until } from '../../support/hand-clock.ts';

const row = (n: number): PipelineRecord => ({
  stream: 'output',
  value: psObject({ Name: `mailbox number ${n} of them all`, Database: 'DB01', Server: 'ex01.contoso.com', Items: n }),
});

async function ran(records: readonly PipelineRecord[], width = 80) {
  const t = await startApp();
  await t.open();
  t.app.clearTranscript('ex01');
  t.engine.script = (line) => line.emit(records);
  const run = async (text: string) => {
    t.app.submit('ex01', text, width);
    await t.reaches('busy');
    await t.reaches('ready');
  };
  await run('Get-Mailbox');
  return { ...t, run };
}

const widest = (lines: readonly string[]) => Math.max(...lines.map(({ length }) => length));

describe('tables follow the window', () => {
  it('narrower and wider, with all else where it was', async () => {
    const warning: PipelineRecord = { stream: 'warning', text: 'Too many.' };
    const t = await ran([row(1), warning, row(2)]);
    await t.run('Get-Mailbox again');
    const wide = t.lines();
    expect(widest(wide)).toBeGreaterThan(60);
    t.app.fit('ex01', 40);
    await until(() => widest(t.lines()) <= 40, 'a narrower table');
    const narrow = t.lines();
    expect(narrow.filter((line) => line.startsWith('ex01>'))).toEqual(['ex01> Get-Mailbox', 'ex01> Get-Mailbox again']);
    expect(narrow.filter((line) => line === 'WARNING: Too many.')).toHaveLength(2);
    expect(narrow.filter((line) => line.includes('…')).length).toBeGreaterThan(3);
    expect(t.view().transcriptVersion).toBe(t.view().transcript.version);
    t.app.fit('ex01', 80);
    await until(() => widest(t.lines()) > 60, 'the wide table');
    expect(t.lines()).toEqual(wide);
  });

  it('lists too, whose number of lines changes, and who scrolled stays at the place', async () => {
    const long = psObject(Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`P${n}`, 'word '.repeat(30)])));
    const t = await ran([{ stream: 'output', value: long }], 120);
    t.engine.script = (line) =>
      line.emit([{ stream: 'text', text: Array.from({ length: 50 }, (_, n) => `l ${n}`).join('\n') }]);
    await t.run('Get-Text');
    const numberOf = (text: string) => {
      const { transcript } = t.view();
      for (let n = transcript.start; n < transcript.end; n++) if (transcript.line(n)!.text === text) return n;
      return -1;
    };
    const before = numberOf('l 20');
    t.app.updatePane('ex01', { scroll: { line: before, row: 0 } });
    t.app.fit('ex01', 40);
    await until(() => numberOf('l 20') > before, 'more lines above');
    await turns();
    expect(t.view().pane.scroll).toEqual({ line: numberOf('l 20'), row: 0 });
  });

  it('not while something runs, but after it', async () => {
    const t = await ran([row(1)]);
    const gate = Promise.withResolvers<void>();
    t.engine.script = () => gate.promise;
    t.app.submit('ex01', 'Get-Slow', 80);
    await t.reaches('busy');
    const before = t.lines();
    t.app.fit('ex01', 40);
    await turns(20);
    expect(t.lines()).toEqual(before);
    gate.resolve();
    await until(() => widest(t.lines().slice(1)) <= 40, 'a narrower table');
  });

  it('not while the transcript is read, but after it', async () => {
    const t = await ran([row(1)]);
    t.app.read('ex01');
    t.app.fit('ex01', 40);
    await turns(20);
    expect(widest(t.lines())).toBeGreaterThan(50);
    t.app.closePane('ex01');
    t.app.fit('ex01', 40);
    await until(() => widest(t.lines()) <= 40, 'a narrower table');
  });

  it('but for what is very long, which stays as it was, and what was cleared', async () => {
    const t = await ran(Array.from({ length: 3000 }, (_, n) => row(n)));
    const before = t.lines();
    t.app.fit('ex01', 40);
    await turns(50);
    expect(t.lines()).toEqual(before);
    await t.run('Get-Mailbox');
    t.app.clearTranscript('ex01');
    t.app.fit('ex01', 60);
    await turns(50);
    expect(t.lines()).toEqual([]);
  });
});
