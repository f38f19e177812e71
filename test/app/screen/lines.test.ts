import { describe, expect, it } from 'vitest';
import { inputLines } from '../../../source/app/output/notes.ts';
import { outputRange, transcriptText } from '../../../source/app/output/reading.ts';
import type { PipelineRecord, ProgressFacts } from '../../../source/domain/index.ts';
import { psObject } from '../../../source/objects/index.ts';
import { errorRecord, ex01, harness, startApp } from '../../support/app-harness.ts';
import type { FakeLine } from '../../support/fake-line.ts';
import { turns, until } from '../../support/hand-clock.ts';

const text = (line: string): PipelineRecord => ({ stream: 'text', text: line });
const confirm = {
  kind: 'choice',
  caption: 'Confirm',
  message: 'Sure?',
  choices: [{ label: '&Yes', help: '' }],
  defaultChoice: 0,
} as const;

async function running(script: (line: FakeLine) => Promise<void>) {
  const t = await startApp();
  await t.open();
  t.engine.script = script;
  t.app.clearTranscript('ex01');
  return t;
}

describe('a submitted line', () => {
  it('that clears the screen leaves what comes behind that, rows that still waited for their columns included', async () => {
    const t = await running(async (line) => {
      await line.emit([
        text('before'),
        { stream: 'output', value: psObject({ Name: 'Adele' }) },
        { stream: 'clear' },
        text('after'),
      ]);
    });
    t.app.submit('ex01', 'a; cls; b', 80);
    await t.reaches('busy');
    await t.reaches('ready');
    expect(t.lines()).toEqual(['after']);
  });

  it('shows itself and what came of it, stream by stream, and goes to the history', async () => {
    const t = await running(async (line) => {
      await line.emit([
        { stream: 'output', value: psObject({ Name: 'Adele', Database: 'DB01' }) },
        { stream: 'warning', text: 'Too many.' },
        { stream: 'output', value: psObject({ Name: 'Bo', Database: 'DB02' }) },
        { stream: 'verbose', text: 'asked' },
        {
          stream: 'error',
          error: {
            message: '[Server=EX01,RequestId=7] It is not there.',
            fqeid: 'NotFound,Get-Mailbox',
            category: 'ObjectNotFound',
            target: '',
            exceptionType: '',
            recommendedAction: 'Allow it: exterm connections edit ex01 --no-read-only',
            source: undefined,
          },
        },
      ]);
    });
    t.app.submit('ex01', 'Get-Mailbox |\nSelect Name', 80);
    await t.reaches('busy');
    await t.reaches('ready');
    expect(t.lines().map((line) => line.trimEnd())).toMatchInlineSnapshot(`
      [
        "ex01> Get-Mailbox |",
        "   >> Select Name",
        "Name     Database",
        "----     --------",
        "Adele    DB01",
        "WARNING: Too many.",
        "Bo       DB02",
        "VERBOSE: asked",
        "ERROR: It is not there.",
        "  ObjectNotFound · NotFound,Get-Mailbox",
        "  → Allow it: F4, Read-only: no",
      ]
    `);
    expect(t.history).toEqual(['ex01: Get-Mailbox |\nSelect Name']);
    expect(t.state().history.filter(({ connection }) => connection === 'ex01')).toMatchObject([
      { line: 'Get-Queue', connection: 'ex01' },
      {
        line: 'Get-Mailbox |\nSelect Name',
        connection: 'ex01',
        server: 'ex01.contoso.com',
        outcome: 'completed',
        errors: 1,
      },
    ]);
    expect(t.view().transcriptVersion).toBe(t.view().transcript.version);
  });

  it('shows the part of a long line that an error marks, not wrapped away from the marks', async () => {
    const long = `Get-Mailbox -Filter '${'x'.repeat(60)}' -Sise 3`;
    const t = await running((line) =>
      line.emit([errorRecord(`There is no parameter Sise.\n${long}\n${' '.repeat(long.indexOf('-Sise'))}~~~~~`)]),
    );
    t.app.submit('ex01', 'x', 40);
    await until(() => t.lines().length === 4);
    const [text = '', marks = ''] = t.lines().slice(2);
    expect(text.length).toBeLessThan(40);
    expect(marks.indexOf('~~~~~')).toBe(text.indexOf('-Sise'));
  });

  it('stands below the name with its further lines, as far as that leaves them room', async () => {
    const name = 'mailbox-server-01-frankfurt.contoso.com';
    expect(inputLines('東京', '1 |\n2').map((line) => line.text)).toEqual(['東京> 1 |', '   >> 2']);
    expect(inputLines(name, '1 |\n2')[1]).toMatchObject({ text: `${' '.repeat(13)}>> 2` });
    expect(inputLines('a', '1 |\n2')[1]).toMatchObject({ text: '>> 2' });
  });

  it('cannot make the terminal obey: control characters are shown', async () => {
    const t = await running((line) => line.emit([text('\u001b[2Jgone\u0007')]));
    t.app.submit('ex01', 'Get-\u001b[31mMailbox', 80);
    await until(() => t.lines().length === 2);
    expect(t.lines().join('')).not.toMatch(/[\u0000-\u001f]/);
  });

  it('is refused with a reason where the session is not ready, and nothing is lost', async () => {
    const t = await startApp();
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await turns();
    expect(t.state().flash).toMatchObject({ level: 'warning', next: 'F5 connects it.' });
    expect([t.lines(), t.history]).toEqual([[], []]);
  });

  it('shows a few rows of a table although more are to come', async () => {
    const t = await running(async (line) => {
      await line.emit([{ stream: 'output', value: psObject({ Name: 'Adele' }) }]);
      await new Promise(() => {});
    });
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await turns();
    expect(t.lines()).toEqual(['ex01> Get-Mailbox']);
    await t.clock.advance(300);
    expect(t.lines().join('\n')).toContain('Adele');
  });

  it('shows numbers whole that grow after a pause fixed the table to its first row', async () => {
    const gate = Promise.withResolvers<void>();
    const t = await running(async (line) => {
      await line.emit([{ stream: 'output', value: psObject({ Id: 9, Text: 'first' }) }]);
      await gate.promise;
      await line.emit([{ stream: 'output', value: psObject({ Id: 2999, Text: 'and a longer one' }) }]);
    });
    t.app.submit('ex01', 'Get-Slow', 80);
    await turns();
    await t.clock.advance(300);
    expect(t.lines().at(-1)).toBe(' 9 first');
    gate.resolve();
    await t.reaches('ready');
    expect(t.lines().at(-1)).toBe('2999 and a longer one');
  });

  it('shows progress while it runs, outermost first, and none afterwards', async () => {
    const step = (id: number, parentId: number, completed = false): PipelineRecord => {
      const progress: ProgressFacts = {
        id,
        parentId,
        activity: `A${id}`,
        status: '',
        currentOperation: '',
        percent: 50,
        secondsRemaining: -1,
        completed,
      };
      return { stream: 'progress', progress };
    };
    const gate = Promise.withResolvers<void>();
    const t = await running(async (line) => {
      await line.emit([step(1, -1), step(2, 1), step(3, 2)]);
      await gate.promise;
      await line.emit([step(2, 1, true)]);
      await new Promise(() => {});
    });
    t.app.submit('ex01', 'Move-Mailbox', 80);
    await turns();
    await t.clock.advance(40);
    expect(t.view().progress.map(({ activity }) => activity)).toEqual(['A1', 'A2', 'A3']);
    gate.resolve();
    await turns();
    await t.clock.advance(40);
    expect(t.view().progress.map(({ activity }) => activity)).toEqual(['A1']);
    t.engine.session.lose({ layer: 'network', network: 'reset' });
    await t.reaches('broken');
    await until(() => t.view().progress.length === 0, 'the progress to go');
  });

  it('is seen to be stopped until the server has let go of it', async () => {
    const gate = Promise.withResolvers<void>();
    const t = await running((line) =>
      new Promise<void>((resolve) => line.stopped.addEventListener('abort', () => resolve())).then(() => gate.promise),
    );
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await t.reaches('busy');
    expect(t.view().stoppingSince).toBeUndefined();
    t.app.stop('ex01');
    await t.clock.advance(40);
    expect(t.view()).toMatchObject({ state: 'busy', stoppingSince: expect.any(Number) });
    gate.resolve();
    await t.reaches('ready');
    expect(t.view().stoppingSince).toBeUndefined();
  });

  it('is stopped, says so, and leaves the session usable', async () => {
    const t = await running((line) => new Promise((_, reject) => line.stopped.addEventListener('abort', reject)));
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await t.reaches('busy');
    t.app.stop('ex01');
    await t.reaches('ready');
    expect(t.lines().at(-1)).toBe('Stopped.');
    expect(t.state().actions.at(-1)).toMatchObject({
      text: 'Get-Mailbox',
      outcome: 'failed',
      entry: { outcome: 'stopped', server: 'ex01.contoso.com', errors: 0 },
    });
  });
});

describe('a server’s question', () => {
  it('comes up as a dialog and its answer goes back', async () => {
    let answer: unknown;
    const t = await running(async (line) => {
      answer = await line.ask(confirm);
    });
    t.app.submit('ex01', 'Remove-Mailbox Bo', 80);
    await until(() => t.top()?.kind === 'hostPrompt');
    expect(t.top()).toMatchObject({ connection: 'ex01', line: 'Remove-Mailbox Bo' });
    t.app.answerDialog(t.top()!.id, { kind: 'hostPrompt', answer: { kind: 'choice', index: 0 } });
    await t.reaches('ready');
    expect(answer).toEqual({ kind: 'choice', index: 0 });
  });

  it.each(['stop', 'disconnect', 'quit'] as const)(
    'goes away with %s, and the pipeline does not wait for it',
    async (how) => {
      let rejected = false;
      const t = await running((line) =>
        line.ask(confirm).then(
          () => {},
          () => {
            rejected = true;
          },
        ),
      );
      t.app.submit('ex01', 'Remove-Mailbox Bo', 80);
      await until(() => t.top()?.kind === 'hostPrompt');
      if (how === 'quit') await t.app.quit();
      else t.app[how]('ex01');
      await until(() => rejected);
      expect(t.state().dialogs).toEqual([]);
    },
  );

  it('waits beneath what the user has open, and several wait in their order', async () => {
    const t = await running(async (line) => {
      await Promise.all([line.ask({ ...confirm, message: 'first' }), line.ask({ ...confirm, message: 'second' })]);
    });
    const form = t.app.openDialog({ kind: 'connectionForm', existing: undefined });
    t.app.submit('ex01', 'Remove-Mailbox Bo', 80);
    await until(() => t.state().dialogs.length === 3);
    expect(t.top()?.kind).toBe('connectionForm');
    t.app.closeDialog(form);
    for (const message of ['first', 'second']) {
      expect(t.top()).toMatchObject({ prompt: { message } });
      t.app.answerDialog(t.top()!.id, { kind: 'hostPrompt', answer: { kind: 'choice', index: 0 } });
    }
    await t.reaches('ready');
  });
});

describe('a flood of output', () => {
  it('of 10,000 lines loses none, notifies once a frame, lets keys in between, and waits at the server', async () => {
    let flood: FakeLine | undefined;
    const t = await running(async (line) => {
      flood = line;
      for (let n = 0; n < 10_000; n += 1_000) {
        await line.emit(Array.from({ length: 1_000 }, (_, i) => text(`line ${n + i}`)));
      }
    });
    let notified = 0;
    const unsubscribe = t.app.store.subscribe(() => {
      notified += 1;
    });
    let keys = 0;
    const press = () => {
      keys += 1;
      if (t.view().state === 'busy' || keys < 5) setImmediate(press);
    };
    t.app.submit('ex01', 'Get-Flood', 80);
    setImmediate(press);
    await until(() => t.lines().length === 10_001);
    await t.reaches('ready');
    unsubscribe();
    expect(t.lines().at(-1)).toBe('line 9999');
    // Time stands still here, so every notification is one that did not wait for its frame.
    expect(notified).toBeLessThan(12);
    expect(keys).toBeGreaterThan(40);
    expect(flood?.mostWaiting).toBe(1);
  });

  it('takes the oldest lines of all sessions, and of one that is removed none is counted any more', async () => {
    const on = harness(['ex01', 'ex02', 'ex03'].map((name) => ({ ...ex01, name })));
    const t = await startApp({ ...on, deps: { ...on.deps, transcriptBytes: 300_000 } });
    for (const name of ['ex01', 'ex02', 'ex03']) await t.open(name);
    const quiet = t.lines('ex01');
    t.engine.script = (line) => line.emit(Array.from({ length: 2_000 }, (_, n) => text(`line ${n}`)));
    const flood = async (name: string) => {
      const { end } = t.view(name).transcript;
      t.app.submit(name, 'Get-Some', 80);
      await until(() => t.view(name).transcript.end === end + 2_001);
      await t.reaches('ready', name);
    };
    await flood('ex02');
    await t.app.removeConnection('ex02');
    await flood('ex03');
    expect(t.lines('ex01')).toEqual(quiet);
    await flood('ex03');
    expect(t.lines('ex01')[0]).toBe('Older lines were dropped: the transcripts of all sessions together keep 0.3 MB.');
  });

  it('on one session leaves the typing on another alone', async () => {
    const t = await running(() => new Promise(() => {}));
    t.app.updatePane('ex01', { text: 'Get-M', cursor: 5 });
    expect(t.view().pane).toMatchObject({ text: 'Get-M', cursor: 5 });
  });

  it('says how long it took where somebody has waited for it, and copies without that', async () => {
    const gate = Promise.withResolvers<void>();
    const t = await running(async (line) => {
      await line.emit([text('one')]);
      if (line.text !== 'quick') await gate.promise;
    });
    t.app.submit('ex01', 'quick', 80);
    await t.reaches('busy');
    await t.reaches('ready');
    expect(t.lines().at(-1)).toBe('one');
    t.app.submit('ex01', 'slow', 80);
    await t.reaches('busy');
    await t.clock.advance(75_000);
    gate.resolve();
    await t.reaches('ready');
    expect(t.lines().slice(-2)).toEqual(['one', 'Took 1 min.']);
    const { transcript } = t.view();
    const [first, end] = outputRange(transcript, transcript.end - 1);
    expect(transcriptText(transcript, first, end)).toBe('one\n');
    // What only reads like it is the line's own.
    transcript.append([{ kind: 'note', text: 'Took notes.' }]);
    expect(outputRange(transcript, transcript.end - 1)[1]).toBe(transcript.end);
  });

  it('that says exit closes its session, and what waits behind it is not run', async () => {
    const t = await running(async (line) => line.end({ state: 'completed', exitCode: 0 }));
    t.app.submit('ex01', 'exit', 80);
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await t.reaches('closed');
    expect(t.server.shells.size).toBe(0);
    expect(t.lines().at(-1)).toBe('Disconnected.');
    expect(t.view().pane.text).toBe('Get-Mailbox');
  });
});
