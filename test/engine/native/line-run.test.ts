import { describe, expect, it } from 'vitest';
import { LineRun } from '../../../source/engine/native/repl/line-run.ts';
import { PsObject, type PsValue, psObject } from '../../../source/objects/index.ts';
import { encodeHostRequest, errorRecord, type PipelineServer, type ServerEvent } from '../../../source/psrp/index.ts';
import { answering, nobody } from '../../contract/engine-contract.ts';
import { eventually } from '../../support/eventually.ts';
import { lineSurroundings } from './line-surroundings.ts';
import { MemoryShell } from './memory-shell.ts';

async function lineOn(shell: MemoryShell) {
  const shared = await lineSurroundings(shell);
  return { run: (text: string) => new LineRun(text, { width: 80, prompts: nobody }, shared), shared };
}

function onPipeline(shell: MemoryShell, act: (pipeline: PipelineServer, event: ServerEvent) => void): void {
  shell.onEvent = (event, pipeline) => {
    if (pipeline) act(pipeline, event);
  };
}

async function finished(line: LineRun) {
  await Array.fromAsync(line.records);
  return await line.outcome;
}

const itemsOf = (value: PsValue | undefined) =>
  value instanceof PsObject && value.collection?.kind === 'list'
    ? value.collection.items.map((item) => (item instanceof PsObject ? (item.text ?? '') : item))
    : undefined;

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a line', () => {
  it('has the screen cleared between what came before and what comes after, and the clipboard of its caller', async () => {
    const shell = new MemoryShell();
    const { shared } = await lineOn(shell);
    const put: string[] = [];
    const clipboard = async (text: string) => put.push(text) > 0;
    const line = new LineRun("'a'; cls; 'b' | clip; 'c'", { width: 80, prompts: nobody, clipboard }, shared);
    const records = (await Array.fromAsync(line.records)).flat();
    expect(records).toEqual([{ stream: 'output', value: 'a' }, { stream: 'clear' }, { stream: 'output', value: 'c' }]);
    expect(put).toEqual(['b']);
  });

  it('that is stopped while it sleeps leaves no timer behind, for which the program would not end', async () => {
    const { run } = await lineOn(new MemoryShell());
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    // A timer of somebody else's may run out meanwhile.
    let others = timers();
    const line = run('Start-Sleep 60');
    const ended = finished(line);
    while (timers() <= others) {
      others = timers();
      await turn();
    }
    line.stop();
    expect(await ended).toEqual({ state: 'stopped' });
    expect(timers()).toBeLessThanOrEqual(others);
  });

  it('leaves on the server what its reader has not asked for, above a megabyte', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    const large = 'x'.repeat(29_000);
    let served: PipelineServer | undefined;
    onPipeline(shell, (pipeline) => {
      served = pipeline;
      for (let index = 0; index < 200; index++) pipeline.output(large);
      pipeline.complete();
    });
    const line = run('Get-Mailbox');
    await eventually(() => expect(served).toBeDefined());
    for (let turns = 0; turns < 500; turns++) await turn();
    const sent = 200 * large.length - served!.pendingBytes;
    expect(sent).toBeGreaterThan(900_000);
    expect(sent).toBeLessThan(1_300_000);
    const records = (await Array.fromAsync(line.records)).flat();
    expect(records).toHaveLength(200);
    expect(await line.outcome).toEqual({ state: 'completed' });
  });

  it('whose reader has stopped reading does not hold up the close of its session', async () => {
    // No stop is cut short here: the pipeline has to end by itself.
    const shell = new MemoryShell({ stopTimeout: 600_000 });
    const { run, shared } = await lineOn(shell);
    let served: PipelineServer | undefined;
    onPipeline(shell, (pipeline) => {
      served = pipeline;
      for (let index = 0; index < 100; index++) pipeline.output('x'.repeat(29_000));
    });
    shell.onSignal = (_code, pipeline) => pipeline.stopped();
    const line = run('Get-Mailbox');
    await eventually(() => expect(served).toBeDefined());
    for (let turns = 0; turns < 500; turns++) await turn();
    expect(served!.pendingBytes).toBeGreaterThan(0);
    await shared.pool.stopPipelines();
    expect(await line.outcome).toEqual({ state: 'stopped' });
  });

  it('sends commands with their arguments, and its input', async () => {
    const shell = new MemoryShell();
    const { run, shared } = await lineOn(shell);
    shared.environment.set('x', 'adele');
    const events: ServerEvent[] = [];
    onPipeline(shell, (pipeline, event) => {
      events.push(event);
      if (event.type === 'endOfInput') pipeline.complete();
    });
    const line = run('$x | Get-Mailbox -Archive | Set-Mailbox -Name:"a b"');
    await Array.fromAsync(line.records);
    expect(events).toMatchObject([
      {
        type: 'createPipeline',
        request: {
          noInput: false,
          hostInfo: { isHostNull: false, useRunspaceHost: false, defaults: { windowSize: { width: 80 } } },
          commands: [
            { name: 'Get-Mailbox', isScript: false, parameters: [{ name: '-Archive', value: null }] },
            { name: 'Set-Mailbox', parameters: [{ name: '-Name:', value: 'a b' }] },
          ],
        },
      },
      { type: 'input', value: 'adele' },
      { type: 'endOfInput' },
    ]);
  });

  it('shows what the server has its host say, and not the records beside it', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    const information = (text: string, tags: readonly string[]) => ({
      message: text,
      text,
      source: '',
      timeGenerated: undefined,
      tags,
      user: '',
      computer: '',
      processId: 0,
    });
    const progress = { activity: 'a', activityId: 1, statusDescription: 's', currentOperation: '' };
    const record = {
      ...progress,
      type: 'processing',
      parentActivityId: -1,
      percentComplete: 5,
      secondsRemaining: -1,
    } as const;
    onPipeline(shell, (pipeline) => {
      pipeline.information(information('Hello', ['PSHOST']));
      pipeline.hostCall({ method: 'WriteLine3', parameters: [7, 0, 'Hello'] });
      pipeline.information(information('Nobody asked for this', []));
      pipeline.warning('Careful');
      pipeline.hostCall({ method: 'WriteWarningLine', parameters: ['Careful'] });
      pipeline.verbose('more');
      pipeline.hostCall({ method: 'WriteVerboseLine', parameters: ['more'] });
      pipeline.debug('bug');
      pipeline.hostCall({ method: 'WriteDebugLine', parameters: ['bug'] });
      pipeline.progress(record);
      pipeline.hostCall(encodeHostRequest({ kind: 'writeProgress', sourceId: 0n, progress: record }));
      pipeline.hostCall({ method: 'SetWindowTitle', parameters: ['ignored'] });
      pipeline.complete();
    });
    expect((await Array.fromAsync(run('x').records)).flat()).toMatchObject([
      { stream: 'text', text: 'Hello' },
      { stream: 'warning', text: 'Careful' },
      { stream: 'verbose', text: 'more' },
      { stream: 'debug', text: 'bug' },
      { stream: 'progress', progress: { activity: 'a', percent: 5 } },
    ]);
  });

  it('shows once what a server sends as records alone', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    onPipeline(shell, (pipeline) => {
      pipeline.warning('first');
      pipeline.output(1);
      pipeline.warning('second');
      pipeline.complete();
    });
    expect((await Array.fromAsync(run('x').records)).flat()).toEqual([
      { stream: 'warning', text: 'first' },
      { stream: 'output', value: 1 },
      { stream: 'warning', text: 'second' },
    ]);
  });

  it('shows what was said last although the session ended behind it', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    onPipeline(shell, (pipeline) => {
      pipeline.warning('last');
      shell.done(pipeline.id);
    });
    expect((await Array.fromAsync(run('x').records)).flat()).toContainEqual({ stream: 'warning', text: 'last' });
  });

  it.each(['| Format-Table', '| Format-Table Name', '| Format-List Name', '| Format-Table Name -GroupBy Name'])(
    'gives objects that are laid out alike one view: %s',
    async (layout) => {
      const shell = new MemoryShell();
      const { run } = await lineOn(shell);
      onPipeline(shell, (pipeline, event) => {
        if (event.type !== 'createPipeline') return;
        for (const Name of ['a', 'a']) pipeline.output(psObject({ Name, Size: 1 }, ['Contoso.Thing']));
        pipeline.complete();
      });
      const records = (await Array.fromAsync(run(`Get-Mailbox ${layout}`).records)).flat();
      const views = records.map((record) => record.stream === 'output' && record.view);
      expect(views).toHaveLength(2);
      expect(views[0]).toMatchObject({ shape: expect.stringMatching(/table|list/) });
      expect(views[1]).toBe(views[0]);
    },
  );

  it('joins what the host is given without a line end, through statements too', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    onPipeline(shell, (pipeline, event) => {
      if (event.type !== 'createPipeline') return;
      const { name } = event.request.commands[0]!;
      if (name === 'Get-Mailbox') pipeline.output('value');
      else pipeline.hostCall({ method: name === 'c' ? 'WriteLine2' : 'Write1', parameters: [name] });
      pipeline.complete();
    });
    expect((await Array.fromAsync(run('a; b; c; c; a; Get-Mailbox; b').records)).flat()).toEqual([
      { stream: 'text', text: 'abc' },
      { stream: 'text', text: 'c' },
      { stream: 'text', text: 'a' },
      { stream: 'output', value: 'value' },
      { stream: 'text', text: 'b' },
    ]);
  });

  it('shows above a question what the host was given without a line end', async () => {
    const shell = new MemoryShell();
    const { shared } = await lineOn(shell);
    onPipeline(shell, (pipeline, event) => {
      if (event.type === 'hostResponse') return pipeline.complete();
      if (event.type !== 'createPipeline') return;
      pipeline.hostCall({ method: 'Write1', parameters: ['Name: '] });
      pipeline.hostCall({ method: 'ReadLine', parameters: [] });
    });
    const seen: unknown[] = [];
    const prompts = answering((prompt) => {
      seen.push(prompt.kind);
      return { kind: 'line', text: 'adele' };
    });
    const line = new LineRun('Set-Mailbox', { width: 80, prompts }, shared);
    for await (const batch of line.records) seen.push(...batch);
    expect(seen).toEqual([{ stream: 'text', text: 'Name: ' }, 'line']);
  });

  it('keeps streams in variables of this side, and tells the server nothing of them', async () => {
    const shell = new MemoryShell();
    const { run, shared } = await lineOn(shell);
    const sent: unknown[] = [];
    onPipeline(shell, (pipeline, event) => {
      if (event.type !== 'createPipeline') return;
      sent.push(...(event.request.commands[0]?.parameters ?? []).map(({ name, value }) => name ?? value));
      pipeline.output(1);
      pipeline.output(2);
      pipeline.warning('careful');
      pipeline.error(errorRecord({ message: 'first', fullyQualifiedErrorId: 'F', category: 'NotSpecified' }));
      pipeline.fail(errorRecord({ message: 'last', fullyQualifiedErrorId: 'L', category: 'NotSpecified' }));
    });
    const { environment } = shared;
    const texts = (name: string) => itemsOf(environment.get(name));
    const line =
      'Get-Mailbox -Archive -ErrorVariable ev -ov:o -WarningVariable +w -InformationV i x | Select-Object -First 5';
    expect(await finished(run(line))).toEqual({ state: 'completed' });
    expect(sent).toEqual(['-Archive', 'x']);
    expect([texts('ev'), texts('o'), texts('w'), texts('i')]).toEqual([['first', 'last'], [1, 2], ['careful'], []]);
    await finished(run('Get-Mailbox -ErrorVariable ev -WarningVariable +W'));
    expect([texts('ev'), texts('w')]).toEqual([
      ['first', 'last'],
      ['careful', 'careful'],
    ]);
  });

  it.each([
    ['Get-Mailbox -ErrorVariable', '-ErrorVariable wants the name of a variable, without $'],
    ['Get-Mailbox -ErrorVariable $true', '-ErrorVariable wants the name of a variable, without $'],
    ['Get-Mailbox -OutVariable null', '-OutVariable wants the name of a variable, without $'],
  ])('refuses a variable that cannot be kept: %s', async (line, message) => {
    const { run } = await lineOn(new MemoryShell());
    const [record] = (await Array.fromAsync(run(line).records)).flat();
    expect(record?.stream === 'error' && record.error.message).toContain(message);
  });

  it('runs a command by itself whose streams a variable takes, and its output goes on into the next', async () => {
    const shell = new MemoryShell();
    const { run, shared } = await lineOn(shell);
    const events: ServerEvent[] = [];
    onPipeline(shell, (pipeline, event) => {
      events.push(event);
      const isFirst = events.filter(({ type }) => type === 'createPipeline').length === 1;
      if (isFirst) {
        pipeline.output('a');
        pipeline.error(errorRecord({ message: 'not here', fullyQualifiedErrorId: 'F', category: 'NotSpecified' }));
        pipeline.output('b');
        pipeline.complete();
      } else if (event.type === 'endOfInput') pipeline.complete();
    });
    const line = run('Get-Mailbox -ErrorVariable ev -PipelineVariable p | ForEach-Object { "$p$_" } | Set-Mailbox');
    expect(await finished(line)).toEqual({ state: 'completed' });
    expect(itemsOf(shared.environment.get('ev'))).toEqual(['not here']);
    expect(events).toMatchObject([
      { type: 'createPipeline', request: { commands: [{ name: 'Get-Mailbox' }] } },
      { type: 'createPipeline', request: { noInput: false, commands: [{ name: 'Set-Mailbox' }] } },
      { type: 'input', value: 'aa' },
      { type: 'input', value: 'bb' },
      { type: 'endOfInput' },
    ]);
  });

  it('remembers which properties a command’s output had, for completion', async () => {
    const shell = new MemoryShell();
    const { run, shared } = await lineOn(shell);
    onPipeline(shell, (pipeline) => {
      pipeline.output(psObject({ Name: 'adele', Alias: 'a' }));
      pipeline.complete();
    });
    await Array.fromAsync(run('Get-Mailbox').records);
    expect(shared.environment.propertiesOf('get-mailbox')).toEqual(['Name', 'Alias']);
  });

  it('asks for its layout with each value', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    onPipeline(shell, (pipeline) => {
      pipeline.output(psObject({ Name: 'adele' }));
      pipeline.complete();
    });
    expect((await Array.fromAsync(run('Get-Mailbox | Format-List Name').records)).flat()).toMatchObject([
      { stream: 'output', view: { shape: 'list', properties: ['Name'] } },
    ]);
  });

  it('has one view for what is laid out alike, and another for the next statement', async () => {
    const { run } = await lineOn(new MemoryShell());
    const text =
      '1..2 | ForEach-Object { [pscustomobject]@{ A = $_ } } | Format-Table A; [pscustomobject]@{ A = 3 } | Format-Table A';
    const views = (await Array.fromAsync(run(text).records)).flat().map((one) => one.stream === 'output' && one.view);
    expect(views).toHaveLength(3);
    expect(views[0]).toBe(views[1]);
    expect(views[2]).not.toBe(views[1]);
  });

  it('goes on behind a statement that the server failed, unless errors are to stop, with the server’s reason', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    let pipelines = 0;
    const reason = errorRecord({
      message: 'Scripts are not allowed.',
      fullyQualifiedErrorId: 'ScriptsNotAllowed',
      category: 'ParserError',
    });
    onPipeline(shell, (pipeline) => {
      pipelines++;
      pipeline.fail(reason);
    });
    const refused = { stream: 'error', error: { fqeid: 'ScriptsNotAllowed', category: 'ParserError' } };
    const line = run('Get-Mailbox; 2');
    expect((await Array.fromAsync(line.records)).flat()).toMatchObject([refused, { stream: 'output', value: 2 }]);
    expect(await line.outcome).toEqual({ state: 'completed' });
    for (const stopping of ["$ErrorActionPreference = 'Stop'; Get-Mailbox", 'Get-Mailbox -ErrorAction Stop']) {
      const stopped = run(`${stopping}; Get-User`);
      expect((await Array.fromAsync(stopped.records)).flat()).toMatchObject([
        refused,
        { stream: 'warning', text: 'Not run: Get-User' },
      ]);
      expect(await stopped.outcome).toEqual({ state: 'failed' });
    }
    expect(pipelines).toBe(3);
  });

  for (const end of ['stopped', 'complete'] as const) {
    it(`keeps a variable as it was when it is stopped, also where the server says ${end}`, async () => {
      const shell = new MemoryShell();
      const { run, shared } = await lineOn(shell);
      shared.environment.set('x', 'before');
      onPipeline(shell, (pipeline) => pipeline.output('half'));
      shell.onSignal = (code, pipeline) => code.endsWith('crtl_c') && pipeline[end]();
      const line = run('$x = Get-Mailbox');
      await eventually(() => expect(shell.requests).toContain('command'));
      line.stop();
      expect(await line.outcome).toEqual({ state: 'stopped' });
      expect(shared.environment.get('x')).toBe('before');
    });
  }

  it('names in its errors the cmdlet, and the line where it is one of several', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    onPipeline(shell, (pipeline) => {
      pipeline.error(errorRecord({ message: 'Not here.', fullyQualifiedErrorId: 'x', category: 'ObjectNotFound' }));
      pipeline.complete();
    });
    const errorsOf = async (text: string) =>
      (await Array.fromAsync(run(text).records)).flat().map((record) => record.stream === 'error' && record.error);
    expect(await errorsOf('Get-Mailbox')).toEqual([expect.objectContaining({ command: 'Get-Mailbox' })]);
    const [single] = await errorsOf('Get-Mailbox');
    expect(single).not.toHaveProperty('line');
    expect(await errorsOf('Get-Mailbox a\n\nGet-Queue b; Get-User c\n')).toMatchObject([
      { command: 'Get-Mailbox', line: 1 },
      { command: 'Get-Queue', line: 3 },
      { command: 'Get-User', line: 3 },
    ]);
    const [ofTwo] = await errorsOf('Get-Mailbox | Get-User');
    expect(ofTwo).not.toHaveProperty('command');
  });

  it('shows the category line of an error without a message, and believes the record about its cmdlet', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    const given = {
      message: ' ',
      fullyQualifiedErrorId: 'x',
      category: 'ObjectNotFound',
      categoryActivity: 'Get-Item',
    };
    onPipeline(shell, (pipeline) => {
      pipeline.error(errorRecord({ ...given, category: 'ObjectNotFound' }));
      pipeline.complete();
    });
    const [record] = (await Array.fromAsync(run('Get-Mailbox | Get-Item').records)).flat();
    expect(record).toMatchObject({
      error: { command: 'Get-Item', message: 'ObjectNotFound: (:) [Get-Item], Exception' },
    });
  });

  it("ends with one error where a pattern goes back for ever on the server's texts, and stops the server", async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    onPipeline(shell, (pipeline) => {
      for (let index = 0; index < 50; index++) pipeline.output(psObject({ Name: `${'a'.repeat(60)}!` }));
    });
    shell.onSignal = (_code, pipeline) => pipeline.stopped();
    const line = run("Get-Mailbox | Where-Object { $_.Name -match '^(a+)+$' }");
    const records = (await Array.fromAsync(line.records)).flat();
    expect(await line.outcome).toEqual({ state: 'failed' });
    expect(records).toMatchObject([{ stream: 'error', error: { category: 'OperationTimeout' } }]);
    expect(JSON.stringify(records)).toContain('The pattern ^(a+)+$ takes too long on this text.');
  });
});
