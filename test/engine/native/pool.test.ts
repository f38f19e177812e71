import { afterEach, describe, expect, it, vi } from 'vitest';
import { importCatalogue } from '../../../source/engine/native/catalogue.ts';
import { type PipelineListener, SessionLost } from '../../../source/engine/native/pipeline/ports.ts';
import { CommandLost, FaultAnswer } from '../../../source/engine/server/answers.ts';
import { HttpFailure } from '../../../source/http/index.ts';
import { psObject } from '../../../source/objects/index.ts';
import { type ClientEvent, encodeHostRequest, errorRecord, type PipelineServer } from '../../../source/psrp/index.ts';
import { shellGoneFault } from '../../../source/wsman/index.ts';
import { eventually } from '../../support/eventually.ts';
import { fault, MemoryShell, shellId } from './memory-shell.ts';

const never = new AbortController().signal;
const gone = () => fault(shellGoneFault(shellId));
const to = { host: 'ex01', port: 80, user: undefined };

/** A pipeline of one command; its events are kept. */
function start(shell: MemoryShell, listener: Partial<PipelineListener> = {}) {
  const events: ClientEvent[] = [];
  const pipeline = shell.pool.start(
    (client, pipelineId) => client.createPipeline({ pipelineId, commands: [{ name: 'Get-Mailbox' }] }),
    {
      onEvents: (batch) => {
        events.push(...batch);
        return Promise.resolve();
      },
      onHostCall: () => Promise.reject(new DOMException('Nobody.', 'AbortError')),
      ...listener,
    },
  );
  return { pipeline, events };
}

/** What the server does when a pipeline comes. */
function onPipeline(shell: MemoryShell, act: (pipeline: PipelineServer) => void): void {
  shell.onEvent = (event, pipeline) => {
    if (event.type === 'createPipeline' && pipeline) act(pipeline);
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a pool', () => {
  it('at rest asks the server nothing', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    await eventually(() => expect(shell.polls).toBe(0));
    onPipeline(shell, (pipeline) => pipeline.complete());
    await start(shell).pipeline.ended;
    await pool.stopPipelines();
    expect(shell.polls).toBe(1);
    shell.expirePolls();
    await eventually(() => expect(shell.polls).toBe(0));
    expect(shell.requests).toEqual(['command', 'signal Terminate']);
  });

  it('takes larger envelopes once the server has said its version', async () => {
    const shell = new MemoryShell();
    await shell.open();
    expect(shell.maxEnvelopeSize).toBe(512_000);
  });

  it('that is refused rejects with the server’s reason', async () => {
    const shell = new MemoryShell();
    shell.server.refuse(
      errorRecord({ message: 'Too many.', fullyQualifiedErrorId: 'Quota', category: 'QuotaExceeded' }),
    );
    await expect(shell.pool.opened(never)).rejects.toMatchObject({
      message: 'Too many.',
      reason: { fullyQualifiedErrorId: 'Quota' },
    });
  });

  it('that is not answered gives up when it is aborted', async () => {
    const shell = new MemoryShell();
    const abort = new AbortController();
    const opened = shell.pool.opened(abort.signal);
    abort.abort();
    await expect(opened).rejects.toMatchObject({ name: 'AbortError' });
    shell.pool.end('broke');
  });

  it('is lost, once, when its shell is gone: what runs ends so, and nothing can be started', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    const lost = vi.fn();
    pool.onLost(lost);
    onPipeline(shell, (pipeline) => pipeline.output('something'));
    const [one, two] = [start(shell), start(shell)];
    shell.refusals.set('receive pool', gone);
    shell.onGet = () => {
      throw gone();
    };
    shell.expirePolls();
    await expect(one.pipeline.ended).rejects.toBeInstanceOf(SessionLost);
    await expect(two.pipeline.ended).rejects.toBeInstanceOf(SessionLost);
    expect(lost).toHaveBeenCalledTimes(1);
    expect(lost.mock.calls[0]?.[0]).toBeInstanceOf(FaultAnswer);
    expect(() => start(shell)).toThrow(SessionLost);
  });

  it('goes on when only a command was not found: the shell is asked, for both have one code', async () => {
    const shell = new MemoryShell();
    await shell.open();
    onPipeline(shell, () => shell.refusals.set('receive', gone));
    const end = await start(shell).pipeline.ended;
    expect(end).toMatchObject({ state: 'refused' });
    expect(shell.requests).toContain('get');
    onPipeline(shell, (pipeline) => pipeline.complete());
    expect(await start(shell).pipeline.ended).toEqual({ state: 'completed' });
  });

  it('answers the server’s key request, and what a host call of its own asks', async () => {
    const asked: string[] = [];
    const shell = new MemoryShell({
      onHostCall: async ({ call }) => {
        asked.push(call.method);
        shell.client.respond({ type: 'hostCall', pipelineId: undefined, call }, 'exterm');
      },
    });
    const answers: string[] = [];
    shell.onEvent = (event) => answers.push(event.type);
    shell.server.accept();
    shell.server.requestKey();
    shell.server.hostCall({ method: 'GetName', parameters: [] });
    await shell.pool.opened(never);
    await eventually(() => expect(answers.toSorted()).toEqual(['hostResponse', 'keyExchanged']));
    expect(asked).toEqual(['GetName']);
    await eventually(() => expect(shell.client.hasSessionKey).toBe(true));
    const secret = await shell.pool.secure(Buffer.from('Pa55', 'utf16le'));
    expect(Buffer.from(shell.server.decryptSecureString(secret)).toString('utf16le')).toBe('Pa55');
  });

  it('tells the server when nobody answers a host call of its own', async () => {
    const shell = new MemoryShell();
    const answers: unknown[] = [];
    shell.onEvent = (event) => answers.push(event.type === 'hostResponse' ? event.response.content : event);
    shell.server.accept();
    shell.server.hostCall({ method: 'ReadLine', parameters: [] });
    await shell.pool.opened(never);
    await eventually(() =>
      expect(answers).toMatchObject([{ error: { fullyQualifiedErrorId: 'HostCallNotAnswered' } }]),
    );
  });
});

describe('a pipeline', () => {
  it('gives its events in order, and releases its command', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    onPipeline(shell, (pipeline) => {
      pipeline.output(1);
      pipeline.warning('w');
      pipeline.output(2);
      pipeline.complete();
    });
    const { pipeline, events } = start(shell);
    expect(await pipeline.ended).toEqual({ state: 'completed' });
    expect(events.map(({ type }) => type)).toEqual(['output', 'warning', 'hostCall', 'output', 'pipelineState']);
    await pool.stopPipelines();
    expect(shell.requests).toEqual(['command', 'signal Terminate']);
    expect(shell.client.pipeline(pipeline.id)).toBeUndefined();
  });

  it('larger than an envelope goes as Command and Sends', async () => {
    const shell = new MemoryShell();
    await shell.open();
    shell.commandRoom = 2000;
    shell.sendRoom = 1000;
    onPipeline(shell, (pipeline) => pipeline.complete());
    expect(await start(shell).pipeline.ended).toEqual({ state: 'completed' });
    expect(shell.requests.slice(0, 3)).toEqual(['command', 'send stdin', 'send stdin']);
  });

  it('fetches no more while its listener is busy', async () => {
    const shell = new MemoryShell();
    await shell.open();
    onPipeline(shell, (pipeline) => pipeline.output('first'));
    const busy = Promise.withResolvers<void>();
    let batches = 0;
    const { pipeline } = start(shell, {
      onEvents: () => {
        batches++;
        return busy.promise;
      },
    });
    await eventually(() => expect(batches).toBe(1));
    const served = shell.server.pipeline(pipeline.id)!;
    served.output('second');
    served.complete();
    shell.notify();
    await new Promise((resolve) => setImmediate(resolve));
    expect(served.pendingBytes).toBeGreaterThan(0);
    busy.resolve();
    expect(await pipeline.ended).toEqual({ state: 'completed' });
    expect(served.pendingBytes).toBe(0);
  });

  it('gives the event loop its turns while it decodes much that came at once', async () => {
    const shell = new MemoryShell();
    await shell.open();
    onPipeline(shell, (pipeline) => {
      for (let count = 0; count < 50; count++) pipeline.output(count);
      pipeline.complete();
    });
    // A clock by which each value takes 5 ms.
    let time = performance.now();
    const now = vi.spyOn(performance, 'now').mockImplementation(() => (time += 5));
    let turns = 0;
    let isOver = false;
    const countTurns = () => {
      turns++;
      if (!isOver) setImmediate(countTurns);
    };
    countTurns();
    const batches: number[] = [];
    const { pipeline } = start(shell, { onEvents: (batch) => Promise.resolve(void batches.push(batch.length)) });
    await pipeline.ended;
    isOver = true;
    now.mockRestore();
    expect(Math.max(...batches)).toBeLessThanOrEqual(3);
    expect(turns).toBeGreaterThan(15);
  });

  it('that its listener fails on is stopped, and ends with what the listener threw', async () => {
    const shell = new MemoryShell();
    await shell.open();
    onPipeline(shell, (pipeline) => pipeline.output('x'));
    shell.onSignal = (code, pipeline) => code.endsWith('crtl_c') && pipeline.stopped();
    const { pipeline } = start(shell, { onEvents: () => Promise.reject(new RangeError('No place.')) });
    await expect(pipeline.ended).rejects.toThrow('No place.');
    onPipeline(shell, (next) => next.complete());
    expect(await start(shell).pipeline.ended).toEqual({ state: 'completed' });
  });

  it('that WSMan calls done without a state loses the session: what it gave cannot be trusted', async () => {
    const shell = new MemoryShell();
    await shell.open();
    onPipeline(shell, (pipeline) => shell.done(pipeline.id));
    await expect(start(shell).pipeline.ended).rejects.toBeInstanceOf(SessionLost);
  });

  it('that WSMan calls done in the middle of a message loses the session', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    onPipeline(shell, (pipeline) => {
      pipeline.output('x'.repeat(100));
      const { bytes } = shell.server.nextFor(pipeline.id)!;
      shell.insert(pipeline.id, bytes.subarray(0, 90));
      shell.done(pipeline.id);
    });
    await expect(start(shell).pipeline.ended).rejects.toBeInstanceOf(SessionLost);
    expect(pool.lost?.cause).toMatchObject({ message: expect.stringContaining('unfinished fragment') });
  });

  it('refused by a quota leaves the session as it was', async () => {
    const shell = new MemoryShell();
    await shell.open();
    shell.refusals.set('command', () => fault({ wsmanCode: 0x803381a6 }));
    expect(await start(shell).pipeline.ended).toMatchObject({ state: 'refused' });
    expect(shell.requests).toEqual(['command']);
    onPipeline(shell, (pipeline) => pipeline.complete());
    expect(await start(shell).pipeline.ended).toEqual({ state: 'completed' });
  });

  it('answers a question beside its output, and stops when nobody answers', async () => {
    const shell = new MemoryShell();
    await shell.open();
    const ask = encodeHostRequest({ kind: 'readLine', secure: false });
    shell.onEvent = (event, pipeline) => {
      if (event.type === 'createPipeline') {
        pipeline?.output('before');
        pipeline?.hostCall(ask);
        pipeline?.output('after');
      }
      if (event.type === 'hostResponse') pipeline?.complete();
    };
    shell.onSignal = (code, pipeline) => code.endsWith('crtl_c') && pipeline.stopped();
    const order: string[] = [];
    const { pipeline } = start(shell, {
      onEvents: (batch) => Promise.resolve(void order.push(...batch.map(({ type }) => type))),
      onHostCall: async (event) => {
        order.push('asked');
        shell.client.respond(event, 'yes');
      },
    });
    expect(await pipeline.ended).toEqual({ state: 'completed' });
    expect(order).toEqual(['output', 'asked', 'output', 'pipelineState']);
    expect(await start(shell).pipeline.ended).toEqual({ state: 'stopped' });
  });
});

describe('stopping', () => {
  it('that the server does not heed terminates the command, and gives up after as long again', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    onPipeline(shell, (pipeline) => pipeline.output('x'));
    const { pipeline, events } = start(shell);
    await eventually(() => expect(events).toHaveLength(1));
    vi.useFakeTimers();
    pipeline.stop();
    pipeline.stop();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(shell.requests).toEqual(['command', 'signal crtl_c']);
    await vi.advanceTimersByTimeAsync(1);
    expect(shell.requests.slice(2)).toEqual(['signal Terminate']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await pipeline.ended).toEqual({ state: 'stopped' });
    expect(pool.lost).toBeUndefined();
  });

  it('terminates at once where the server knows no stop', async () => {
    const shell = new MemoryShell();
    await shell.open();
    onPipeline(shell, (pipeline) => pipeline.output('x'));
    shell.refusals.set('signal crtl_c', () => fault({ wsmanCode: 50 }));
    shell.onSignal = () => shell.refusals.set('receive', () => fault({ wsmanCode: 995 }));
    const { pipeline, events } = start(shell);
    await eventually(() => expect(events).toHaveLength(1));
    pipeline.stop();
    expect(await pipeline.ended).toEqual({ state: 'stopped' });
  });

  it('ends even when the listener has not taken what came', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    onPipeline(shell, (pipeline) => pipeline.output('x'));
    let batches = 0;
    const { pipeline } = start(shell, {
      onEvents: () => {
        batches++;
        return new Promise(() => undefined);
      },
    });
    await eventually(() => expect(batches).toBe(1));
    pool.end('closed');
    await expect(pipeline.ended).rejects.toBeInstanceOf(SessionLost);
  });
});

describe('importing', () => {
  it('falls back on Get-Command where the endpoint refuses metadata', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    const names: unknown[] = [];
    shell.onEvent = (event, pipeline) => {
      if (event.type === 'getCommandMetadata') {
        pipeline?.fail(errorRecord({ message: 'No.', fullyQualifiedErrorId: 'No', category: 'PermissionDenied' }));
      }
      if (event.type === 'createPipeline') {
        names.push(event.request.commands[0]?.name);
        pipeline?.output(psObject({ Name: 'Get-Mailbox', CommandType: 'Function' }));
        pipeline?.output(psObject({ Name: 'Set-Mailbox', CommandType: 'Function' }));
        pipeline?.complete();
      }
    };
    const steps: unknown[] = [];
    const { cmdlets } = await importCatalogue(
      pool,
      { names: [], onProgress: (step) => steps.push(step), signal: never },
      to,
    );
    expect(names).toEqual(['Get-Command']);
    expect(cmdlets.map(({ name }) => name)).toEqual(['Get-Mailbox', 'Set-Mailbox']);
    expect(steps).toEqual([
      { received: 1, total: undefined, current: 'Get-Mailbox' },
      { received: 2, total: undefined, current: 'Set-Mailbox' },
    ]);
  });

  it('leaves out a command that cannot be read, and fails where none can be', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    const command = psObject({ Name: 'Get-Mailbox', CommandType: 'Function' });
    let readable = [command];
    shell.onEvent = (event, pipeline) => {
      if (event.type === 'getCommandMetadata') pipeline?.output(psObject({ Count: 2 }));
      for (const value of [psObject({ Nameless: true }), ...readable]) pipeline?.output(value);
      pipeline?.complete();
    };
    const run = () => importCatalogue(pool, { names: [], onProgress: () => undefined, signal: never }, to);
    expect((await run()).cmdlets.map(({ name }) => name)).toEqual(['Get-Mailbox']);
    readable = [];
    await expect(run()).rejects.toMatchObject({ failure: { original: expect.stringContaining('Name') } });
    expect(pool.lost).toBeUndefined();
  });

  it('is read no further than the most commands that a server can have', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    const most = 20_000;
    shell.onEvent = (_event, pipeline) => {
      for (let i = 0; i < most + 10; i++)
        pipeline?.output(psObject({ Name: `Get-Thing${i}`, CommandType: 'Function' }));
    };
    shell.onSignal = (code, pipeline) => code.endsWith('crtl_c') && pipeline.stopped();
    const { cmdlets } = await importCatalogue(pool, { names: [], onProgress: () => undefined, signal: never }, to);
    expect(cmdlets).toHaveLength(most);
    expect(shell.requests.filter((request) => request === 'command')).toHaveLength(1);
    expect(shell.requests).toContain('signal crtl_c');
  }, 30_000);

  it('that is aborted stops on the server too', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    shell.onEvent = (_event, pipeline) => pipeline?.commandCount(1000);
    shell.onSignal = (code, pipeline) => code.endsWith('crtl_c') && pipeline.stopped();
    const abort = new AbortController();
    const attempt = importCatalogue(pool, { names: [], onProgress: () => abort.abort(), signal: abort.signal }, to);
    await expect(attempt).rejects.toMatchObject({ name: 'AbortError' });
    expect(shell.requests.slice(0, 2)).toEqual(['command', 'signal crtl_c']);
  });

  it('that is refused both ways fails with the server’s reason', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    const reason = errorRecord({ message: 'No such luck.', fullyQualifiedErrorId: 'No', category: 'PermissionDenied' });
    shell.onEvent = (_event, pipeline) => pipeline?.fail(reason);
    const attempt = importCatalogue(pool, { names: [], onProgress: () => undefined, signal: never }, to);
    await expect(attempt).rejects.toMatchObject({ failure: { original: 'No such luck.' } });
  });
});

describe('a connection that is lost while output is waited for', () => {
  const reset = () => new HttpFailure('reset', { origin: 'http://ex01', sent: true, answered: false });
  /** The connection breaks before the second output, and that is lost with it or is not. */
  const outcome = async (isOutputLost: boolean) => {
    const shell = new MemoryShell();
    await shell.open();
    let served: PipelineServer | undefined;
    onPipeline(shell, (pipeline) => {
      served = pipeline;
      pipeline.output('first');
    });
    const { pipeline, events } = start(shell, {
      onEvents: (batch) => {
        for (const event of batch) if (event.type === 'output') events.push(event);
        if (events.length > 1) return Promise.resolve();
        served?.output('second');
        shell.refusals.set('receive', () => {
          if (isOutputLost) shell.server.nextFor(pipeline.id, 30_000);
          served?.output('third');
          served?.complete();
          return reset();
        });
        return Promise.resolve();
      },
    });
    const end = await pipeline.ended;
    return { end, values: events.map((event) => event.type === 'output' && event.value), shell };
  };

  it('is no matter where nothing was under way: the pipeline goes on', async () => {
    const { end, values, shell } = await outcome(false);
    expect(end).toEqual({ state: 'completed' });
    expect(values).toEqual(['first', 'second', 'third']);
    expect(shell.requests).not.toContain('get');
  });

  it('ends the pipeline where output was lost with it, and not the pool', async () => {
    const { end, values, shell } = await outcome(true);
    expect(end).toMatchObject({ state: 'refused', error: expect.any(CommandLost) });
    expect(values).toEqual(['first']);
    expect(shell.pool.lost).toBeUndefined();
    await eventually(() => expect(shell.requests).toContain('signal Terminate'));
  });

  it('leaves nothing to release where the Command had not been sent', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    shell.refusals.set('command', () => new HttpFailure('reset', { origin: 'http://ex01', sent: false }));
    expect((await start(shell).pipeline.ended).state).toBe('refused');
    await pool.stopPipelines();
    expect(shell.requests).not.toContain('signal Terminate');
  });

  it('loses the pool where the shell is gone with it', async () => {
    const shell = new MemoryShell();
    await shell.open();
    shell.onGet = () => {
      throw gone();
    };
    shell.refusals.set('command', reset);
    await expect(start(shell).pipeline.ended).rejects.toThrow(SessionLost);
  });

  it('is no matter to a pool that waits for nothing of its own', async () => {
    const shell = new MemoryShell();
    await shell.open();
    onPipeline(shell, (pipeline) => pipeline.complete());
    shell.refusals.set('receive pool', reset);
    expect(await start(shell).pipeline.ended).toEqual({ state: 'completed' });
    expect(shell.pool.lost).toBeUndefined();
  });

  it('loses the pool where its keys were under way', async () => {
    const shell = new MemoryShell();
    const pool = await shell.open();
    await eventually(() => expect(shell.polls).toBe(0));
    shell.refusals.set('receive pool', reset);
    await expect(pool.secure(new Uint8Array(2))).rejects.toThrow(SessionLost);
  });
});
