import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PsDateTime, type PsValue, psObject } from '../../source/objects/index.ts';
import {
  type ClientEvent,
  commandTypes,
  errorRecord,
  fragmentHeaderSize,
  type PipelineServer,
  type ProgressRecord,
  PsrpError,
} from '../../source/psrp/index.ts';
import { messageHeaderSize } from '../../source/psrp/message/header.ts';
import { openPair, pipelineId, toClient, toServer, types } from './plug.ts';

/** A pipeline that the server has taken. */
function running(options: { noInput?: boolean } = {}) {
  const { client, server } = openPair();
  const pipeline = client.createPipeline({ pipelineId, commands: [{ name: 'Get-Mailbox' }], ...options });
  toServer(client, server);
  const served = server.pipeline(pipelineId)!;
  const flow = (act: (served: PipelineServer) => void): ClientEvent[] => {
    act(served);
    return toClient(server, client);
  };
  return { client, server, pipeline, served, flow };
}

const progress: ProgressRecord = {
  activity: 'Moving',
  activityId: 7,
  statusDescription: '3 of 9',
  currentOperation: 'adele',
  parentActivityId: -1,
  percentComplete: 33,
  secondsRemaining: 60,
  type: 'processing',
};

describe('starting a pipeline', () => {
  it('gives the server commands with names, switches, positions and merges', () => {
    const { client, server } = openPair();
    client.createPipeline({
      pipelineId,
      addToHistory: true,
      history: 'Get-Mailbox adele -Archive | Select-Object Name',
      commands: [
        {
          name: 'Get-Mailbox',
          parameters: [{ value: 'adele' }, { name: 'Archive', value: true }],
          mergeMyResult: 'Error',
          mergeToResult: 'Output',
        },
        { name: 'Select-Object', parameters: [{ name: 'Property', value: 'Name' }], mergeWarning: 'Output' },
      ],
    });
    const [event] = toServer(client, server);
    expect(event).toMatchObject({
      type: 'createPipeline',
      pipelineId,
      request: {
        noInput: true,
        addToHistory: true,
        isNested: false,
        history: 'Get-Mailbox adele -Archive | Select-Object Name',
        hostInfo: { useRunspaceHost: true },
        commands: [
          {
            name: 'Get-Mailbox',
            isScript: false,
            parameters: [
              { name: undefined, value: 'adele' },
              { name: 'Archive', value: true },
            ],
            mergeMyResult: 'Error',
            mergeToResult: 'Output',
          },
          { name: 'Select-Object', parameters: [{ name: 'Property', value: 'Name' }], mergeWarning: 'Output' },
        ],
      },
    });
  });

  it('marks the fragment that goes as the argument of Command, and only that one', () => {
    const { client } = openPair({ client: { maxFragmentSize: 1000 } });
    client.createPipeline({ pipelineId, commands: [{ name: 'Get-Mailbox' }], input: ['a', 'b'] });
    const sent = [];
    for (let data = client.nextToSend(); data; data = client.nextToSend()) sent.push(data);
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.map(({ opensPipeline }) => opensPipeline).indexOf(true)).toBe(0);
    expect(sent.filter(({ opensPipeline }) => opensPipeline)).toHaveLength(1);
    expect(sent.every((data) => data.pipelineId === pipelineId && data.stream === 'stdin')).toBe(true);
  });

  it('sends input objects and their end, and no more after it', () => {
    const { client, server } = openPair();
    const pipeline = client.createPipeline({ pipelineId, commands: [{ name: 'Set-Mailbox' }], noInput: false });
    pipeline.sendInput('adele');
    pipeline.sendInput(null);
    pipeline.endInput();
    expect(toServer(client, server).slice(1)).toEqual([
      { type: 'input', pipelineId, value: 'adele' },
      { type: 'input', pipelineId, value: null },
      { type: 'endOfInput', pipelineId },
    ]);
    expect(() => pipeline.sendInput('late')).toThrow(/takes no more input/);
    expect(() => running().pipeline.sendInput('never announced')).toThrow(/takes no more input/);
  });

  it('sends null without content, to the server and from it', () => {
    const { client, server, pipeline, served } = running({ noInput: false });
    const bodies = (side: typeof client | typeof server) => {
      const data = side.nextToSend()!.bytes;
      return data.length - fragmentHeaderSize - messageHeaderSize;
    };
    pipeline.sendInput(null);
    expect(bodies(client)).toBe(0);
    served.output(null);
    expect(bodies(server)).toBe(0);
  });

  it('refuses a second pipeline of the same id, on either side', () => {
    const { client } = running();
    expect(() => client.createPipeline({ pipelineId, commands: [{ name: 'x' }] })).toThrow(/exists already/);
    const { client: first, server } = openPair();
    first.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
    toServer(first, server);
    first.release(pipelineId);
    first.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
    expect(() => toServer(first, server)).toThrow(/exists already/);
  });
});

describe('what a running pipeline gives', () => {
  it('comes stream by stream in the order in which it was sent', () => {
    const { pipeline, flow } = running();
    const events = flow((served) => {
      served.output(psObject({ Name: 'adele' }));
      served.warning('Careful.');
      served.error(errorRecord({ message: 'Not found.', fullyQualifiedErrorId: 'X,Y', category: 'ObjectNotFound' }));
      served.verbose('Asking.');
      served.debug('Inside.');
      served.information({
        message: 'Hello',
        text: 'Hello',
        source: 'Write-Information',
        timeGenerated: new PsDateTime('2024-05-06T07:08:09.0000000Z'),
        tags: ['A', 'B'],
        user: 'mira',
        computer: 'ex01',
        processId: 12,
      });
      served.progress(progress);
      served.output('last');
      served.complete();
    });
    expect(types(events)).toEqual([
      'output',
      'warning',
      'error',
      'verbose',
      'debug',
      'information',
      'progress',
      'output',
      'pipelineState',
    ]);
    expect(events[1]).toMatchObject({ record: { message: 'Careful.' } });
    expect(events[2]).toMatchObject({
      error: { message: 'Not found.', fullyQualifiedErrorId: 'X,Y', category: 'ObjectNotFound' },
    });
    expect(events[5]).toMatchObject({
      record: { text: 'Hello', tags: ['A', 'B'], user: 'mira', computer: 'ex01', processId: 12 },
    });
    expect(events[6]).toMatchObject({ progress });
    expect(events[8]).toEqual({ type: 'pipelineState', pipelineId, state: 'completed', reason: undefined });
    expect(pipeline.state).toBe('completed');
  });

  it('arrives whole whatever the fragment size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 80 }), { maxLength: 8 }),
        fc.integer({ min: 22, max: 300 }),
        (texts, maxFragmentSize) => {
          const { client, server } = openPair({ server: { maxFragmentSize } });
          client.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
          toServer(client, server);
          for (const text of texts) server.pipeline(pipelineId)!.output(text);
          const values: PsValue[] = toClient(server, client).map((event) =>
            event.type === 'output' ? event.value : null,
          );
          expect(values).toEqual(texts);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('ends with the reason when it failed', () => {
    const { pipeline, flow } = running();
    const reason = errorRecord({
      message: 'Scripts are not allowed.',
      fullyQualifiedErrorId: 'ScriptsNotAllowed',
      category: 'ParserError',
    });
    expect(flow((served) => served.fail(reason))).toMatchObject([
      { state: 'failed', reason: { fullyQualifiedErrorId: 'ScriptsNotAllowed' } },
    ]);
    expect(pipeline.reason?.message).toBe('Scripts are not allowed.');
  });

  it('is refused after its end', () => {
    const { served, flow } = running();
    flow((pipeline) => pipeline.complete());
    expect(() => served.output('late')).toThrow(/while the pipeline is completed/);
    expect(() => served.complete()).toThrow(PsrpError);
  });
});

describe('stopping a pipeline', () => {
  it('ends as stopped, with output that was on its way', () => {
    const { pipeline, flow } = running();
    pipeline.stop();
    expect(pipeline.state).toBe('stopping');
    const events = flow((served) => {
      served.stop();
      served.output('on its way');
      served.stopped();
    });
    expect(types(events)).toEqual(['output', 'pipelineState']);
    expect(pipeline.state).toBe('stopped');
    pipeline.stop();
    expect(pipeline.state).toBe('stopped');
  });

  it('may lose the race with the end', () => {
    const { pipeline, flow } = running();
    pipeline.stop();
    flow((served) => served.complete());
    expect(pipeline.state).toBe('completed');
  });
});

describe('command metadata', () => {
  it('come with their count first, then one command each', () => {
    const { client, server } = openPair();
    client.getCommandMetadata({ pipelineId, names: ['Get-*', 'Set-Mailbox'], commandTypes: commandTypes.Function });
    const [event] = toServer(client, server);
    expect(event).toEqual({
      type: 'getCommandMetadata',
      pipelineId,
      request: { names: ['Get-*', 'Set-Mailbox'], commandTypes: 2, namespaces: [], argumentList: [] },
    });
    const command = {
      name: 'Get-Mailbox',
      namespace: '',
      helpUri: '',
      commandType: commandTypes.Function,
      outputTypes: [],
      parameters: [
        {
          name: 'Identity',
          typeName: 'System.Object',
          aliases: ['Id'],
          isSwitch: false,
          isDynamic: false,
        },
        {
          name: 'Archive',
          typeName: 'System.Management.Automation.SwitchParameter',
          aliases: [],
          isSwitch: true,
          isDynamic: false,
        },
      ],
    };
    const served = server.pipeline(pipelineId)!;
    served.commandCount(1);
    served.command(command);
    served.complete();
    expect(toClient(server, client)).toEqual([
      { type: 'commandCount', pipelineId, count: 1 },
      { type: 'command', pipelineId, command },
      { type: 'pipelineState', pipelineId, state: 'completed', reason: undefined },
    ]);
  });

  it('go on where their count cannot be read', () => {
    const { client, server } = openPair();
    client.getCommandMetadata({ pipelineId });
    toServer(client, server);
    const served = server.pipeline(pipelineId)!;
    served.output(psObject({ Name: 'Get-Mailbox' }));
    served.output(psObject({ Name: 'Get-Mailbox', CommandType: 'Function' }));
    expect(toClient(server, client)).toMatchObject([
      { type: 'undecodable', messageType: 'PIPELINE_OUTPUT', why: expect.stringMatching(/has no Count/) },
      { type: 'command', command: { name: 'Get-Mailbox' } },
    ]);
  });
});

it('forgets what was not fetched of a pipeline that is released', () => {
  const { client, server, served } = running();
  served.output('x');
  expect(served.pendingBytes).toBeGreaterThan(0);
  server.release(pipelineId);
  expect(toClient(server, client)).toEqual([]);
});
