import { describe, expect, it, vi } from 'vitest';
import { SessionHost } from '../../../source/engine/native/host/host.ts';
import { LineRun } from '../../../source/engine/native/repl/line-run.ts';
import { Environment, noCommands } from '../../../source/language/index.ts';
import { psObject } from '../../../source/objects/index.ts';
import { errorRecord, type PipelineServer, type ServerEvent } from '../../../source/psrp/index.ts';
import { nobody } from '../../contract/engine-contract.ts';
import { MemoryShell } from './memory-shell.ts';

const environment = () => new Environment();

async function lineOn(shell: MemoryShell) {
  const pool = await shell.open();
  const shared = {
    pool,
    host: new SessionHost(),
    environment: environment(),
    commands: noCommands,
    to: { host: 'ex01', port: 80, user: undefined },
  };
  return { run: (text: string) => new LineRun(text, { width: 80, prompts: nobody }, shared), shared };
}

function onPipeline(shell: MemoryShell, act: (pipeline: PipelineServer, event: ServerEvent) => void): void {
  shell.onEvent = (event, pipeline) => {
    if (pipeline) act(pipeline, event);
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a line', () => {
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
    await vi.waitFor(() => expect(served).toBeDefined());
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
    await vi.waitFor(() => expect(served).toBeDefined());
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

  it('shows what the server writes to the host, and nothing twice', async () => {
    const shell = new MemoryShell();
    const { run } = await lineOn(shell);
    onPipeline(shell, (pipeline) => {
      pipeline.hostCall({ method: 'WriteLine2', parameters: ['Hello'] });
      const information = {
        message: 'Hello',
        text: 'Hello',
        source: '',
        timeGenerated: undefined,
        user: '',
        computer: '',
        processId: 0,
      };
      pipeline.information({ ...information, tags: ['PSHOST', 'FORWARDED'] });
      pipeline.information({ ...information, text: 'Told', message: 'Told', tags: [] });
      pipeline.hostCall({ method: 'WriteWarningLine', parameters: ['Careful'] });
      pipeline.hostCall({ method: 'SetWindowTitle', parameters: ['ignored'] });
      pipeline.complete();
    });
    expect((await Array.fromAsync(run('x').records)).flat()).toEqual([
      { stream: 'text', text: 'Hello\n' },
      { stream: 'information', text: 'Told' },
      { stream: 'warning', text: 'Careful' },
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

  it('ends at the statement that the server failed, with the server’s reason', async () => {
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
    const line = run('Get-Mailbox; Get-User');
    expect((await Array.fromAsync(line.records)).flat()).toMatchObject([
      { stream: 'error', error: { fqeid: 'ScriptsNotAllowed', category: 'ParserError' } },
    ]);
    expect(await line.outcome).toEqual({ state: 'failed' });
    expect(pipelines).toBe(1);
  });

  for (const end of ['stopped', 'complete'] as const) {
    it(`keeps a variable as it was when it is stopped, also where the server says ${end}`, async () => {
      const shell = new MemoryShell();
      const { run, shared } = await lineOn(shell);
      shared.environment.set('x', 'before');
      onPipeline(shell, (pipeline) => pipeline.output('half'));
      shell.onSignal = (code, pipeline) => code.endsWith('crtl_c') && pipeline[end]();
      const line = run('$x = Get-Mailbox');
      await vi.waitFor(() => expect(shell.requests).toContain('command'));
      line.stop();
      expect(await line.outcome).toEqual({ state: 'stopped' });
      expect(shared.environment.get('x')).toBe('before');
    });
  }

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
