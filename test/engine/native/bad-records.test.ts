import { describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../../../source/domain/index.ts';
import { importCatalogue } from '../../../source/engine/native/catalogue.ts';
import { LineRun } from '../../../source/engine/native/repl/line-run.ts';
import { psObject } from '../../../source/objects/index.ts';
import {
  encodeMessage,
  fragmentMessage,
  type HostResponse,
  type MessageType,
  type PipelineServer,
} from '../../../source/psrp/index.ts';
import { nobody } from '../../contract/engine-contract.ts';
import { eventually } from '../../support/eventually.ts';
import { lineSurroundings } from './line-surroundings.ts';
import { MemoryShell, shellId } from './memory-shell.ts';

let objectId = 1000n;

function message(type: MessageType | number, data: string, pipelineId?: string): Uint8Array {
  const known = typeof type === 'number' ? 'USER_EVENT' : type;
  const bytes = encodeMessage({ destination: 'client', type: known, poolId: shellId, pipelineId, data });
  if (typeof type === 'number') new DataView(bytes.buffer).setUint32(4, type, true);
  return fragmentMessage(objectId++, bytes, 30_000);
}

/** Runs a line; `act` is what the server does with it, `answered` what it does with an answer of the host. */
async function run(
  act: (pipeline: PipelineServer, shell: MemoryShell) => void,
  answered: (response: HostResponse, pipeline: PipelineServer | undefined) => void = () => undefined,
  shell = new MemoryShell(),
) {
  const surroundings = await lineSurroundings(shell);
  const { pool } = surroundings;
  shell.onEvent = (event, pipeline) => {
    if (event.type === 'createPipeline') act(pipeline!, shell);
    if (event.type === 'hostResponse') answered(event.response, pipeline);
  };
  shell.onSignal = (code, pipeline) => code.endsWith('crtl_c') && pipeline.stopped();
  const again = async (options: Partial<RunOptions> = {}) => {
    const line = new LineRun('Get-Mailbox', { width: 80, prompts: nobody, ...options }, surroundings);
    const records = (await Array.fromAsync(line.records)).flat();
    expect(pool.lost).toBeUndefined();
    return { records, outcome: await line.outcome };
  };
  return { ...(await again()), again, shell, pool };
}

const missing = { stream: 'error', error: { fqeid: 'RecordNotDecodable' } };

describe('what cannot be read', () => {
  it('is an error of its line, between what came before and after it', async () => {
    const { records, outcome } = await run((pipeline, shell) => {
      shell.insert(
        pipeline.id,
        Buffer.concat([
          message('PIPELINE_OUTPUT', '<S>before</S>', pipeline.id),
          message('PIPELINE_OUTPUT', '<I32>secret</I32>', pipeline.id),
        ]),
      );
      pipeline.output('after');
      pipeline.complete();
    });
    expect(records).toMatchObject([{ value: 'before' }, missing, { value: 'after' }]);
    expect(JSON.stringify(records)).not.toContain('secret');
    expect(outcome).toEqual({ state: 'completed' });
  });

  it('of a question is answered with an exception, and the line goes on', async () => {
    const responses: HostResponse[] = [];
    const { records, outcome } = await run(
      (pipeline) => {
        pipeline.hostCall({ method: 'PromptForChoice', parameters: ['a', 'b', 'no list', 0] });
        pipeline.output('after');
      },
      (response, pipeline) => {
        responses.push(response);
        pipeline!.complete();
      },
    );
    expect(responses).toMatchObject([{ content: { error: { fullyQualifiedErrorId: 'HostCallNotDecodable' } } }]);
    expect(records).toMatchObject([missing, { value: 'after' }]);
    expect(outcome).toEqual({ state: 'completed' });
  });

  it('of a question that nobody can answer stops the line only', async () => {
    const { records, outcome } = await run((pipeline, shell) => {
      shell.insert(pipeline.id, message('PIPELINE_HOST_CALL', '<S>x</S>', pipeline.id));
    });
    expect(records).toMatchObject([missing]);
    expect(outcome).toEqual({ state: 'stopped' });
  });

  it('of how a pipeline ended is an error of its statement only', async () => {
    const { outcome, records } = await run((pipeline, shell) => {
      shell.insert(pipeline.id, message('PIPELINE_STATE', '<S>x</S>', pipeline.id));
    });
    expect(records).toMatchObject([{ error: { fqeid: 'PipelineStateNotDecodable' } }]);
    expect(outcome).toEqual({ state: 'completed' });
  });

  it('of a question of the pool is answered, and shown where a line runs', async () => {
    const responses: HostResponse[] = [];
    let ended: PipelineServer;
    const { records } = await run(
      (pipeline, shell) => {
        ended = pipeline;
        shell.server.hostCall({ method: 'PromptForChoice', parameters: ['a', 'b', 'no list', 0] });
      },
      (response) => {
        responses.push(response);
        ended.complete();
      },
    );
    expect(responses).toMatchObject([{ content: { error: { fullyQualifiedErrorId: 'HostCallNotDecodable' } } }]);
    expect(records).toMatchObject([missing]);
  });
});

it('a question of the pool that nobody can answer stops the line that may wait for it', async () => {
  const { records, outcome } = await run((_pipeline, shell) => {
    shell.insert('', message('RUNSPACEPOOL_HOST_CALL', '<S>x</S>'));
  });
  expect(records).toMatchObject([missing]);
  expect(outcome).toEqual({ state: 'stopped' });
});

it('progress of a source beyond what a number holds, and a text with U+FFFE, are nothing special', async () => {
  const { records, outcome } = await run((pipeline) => {
    pipeline.hostCall({
      method: 'WriteProgress',
      parameters: [2n ** 60n, psObject({ Activity: 'Moving', ActivityId: 1 }, [])],
    });
    pipeline.output('a\ufffeb');
    pipeline.complete();
  });
  expect(records).toMatchObject([{ stream: 'progress', progress: { activity: 'Moving' } }, { value: 'a\ufffeb' }]);
  expect(outcome).toEqual({ state: 'completed' });
});

it('what the server writes while the session opens is shown with its first line that is read', async () => {
  const shell = new MemoryShell();
  shell.server.hostCall({ method: 'WriteWarningLine', parameters: ['Some names are restricted.'] });
  const first = await run((pipeline) => pipeline.complete(), undefined, shell);
  expect(first.records).toEqual([{ stream: 'warning', text: 'Some names are restricted.' }]);
  expect((await first.again()).records).toEqual([]);
  // The same while it imports: nobody sees that pipeline's records.
  let importing: PipelineServer | undefined;
  shell.onEvent = (event, pipeline) => {
    if (event.type !== 'getCommandMetadata') return pipeline?.complete();
    importing = pipeline;
    importing?.output(psObject({ Count: 0 }));
    shell.server.hostCall({ method: 'WriteLine2', parameters: ['Welcome.'] });
    return undefined;
  };
  const { pool } = first;
  const kept = vi.spyOn(pool, 'keepNotice');
  const imported = importCatalogue(
    pool,
    { names: [], onProgress: () => undefined, signal: new AbortController().signal },
    { host: 'ex01', port: 80, user: undefined },
  );
  await eventually(() => expect(kept).toHaveBeenCalled());
  importing?.complete();
  shell.notify();
  await imported;
  // Nobody reads what a line says that is only looked at.
  expect((await first.again({ leavesNoTrace: true })).records).toEqual([]);
  expect((await first.again()).records).toEqual([{ stream: 'text', text: 'Welcome.' }]);
});

describe('what nobody expects', () => {
  it.each<[string, MessageType | number]>([
    ['a warning for the pool', 'WARNING_RECORD'],
    ['a message of a type that nobody knows', 0x0002_1099],
    ['a user’s event that cannot be read', 'USER_EVENT'],
  ])('does not keep a pool from opening: %s', async (_what, type) => {
    const shell = new MemoryShell();
    const capability = shell.server.nextFor(undefined, 30_000)!;
    shell.insert('', Buffer.concat([capability.bytes, message(type, '<S>Be careful.</S>')]));
    const pool = await shell.open();
    expect([pool.lost, shell.client.state]).toEqual([undefined, 'opened']);
  });

  it('ends no session when it comes of a line that is over', async () => {
    let id = '';
    const { shell } = await run((pipeline) => {
      id = pipeline.id;
      pipeline.complete();
    });
    await eventually(() => expect(shell.client.pipeline(id)).toBeUndefined());
    shell.insert('', message('PIPELINE_OUTPUT', '<S>late</S>', id));
    shell.onEvent = (event, pipeline) => event.type === 'createPipeline' && pipeline?.complete();
    const create = () =>
      shell.pool.start(
        (client, pipelineId) => client.createPipeline({ pipelineId, commands: [{ name: 'Get-Mailbox' }] }),
        { onEvents: () => Promise.resolve(), onHostCall: () => Promise.reject(new Error('Nobody.')) },
      );
    expect(await create().ended).toEqual({ state: 'completed' });
    shell.notify();
    expect(await create().ended).toEqual({ state: 'completed' });
    expect(shell.pool.lost).toBeUndefined();
  });
});
