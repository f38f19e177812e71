import { describe, expect, it } from 'vitest';
import { encodeMessage, fragmentMessage, type MessageType, untilEmpty } from '../../source/psrp/index.ts';
import { clientEvents, openPair, pipelineId, poolId, toServer } from './plug.ts';

let objectId = 1000n;

/** A message as a server might send it that is broken or newer than this client. */
function message(type: MessageType | number, data: string, pipeline?: string): Uint8Array {
  const known = typeof type === 'number' ? 'USER_EVENT' : type;
  const bytes = encodeMessage({ destination: 'client', type: known, poolId, pipelineId: pipeline, data });
  if (typeof type === 'number') new DataView(bytes.buffer).setUint32(4, type, true);
  return fragmentMessage(objectId++, bytes, 1000);
}

/** A client with a pipeline that runs. */
function running() {
  const { client, server } = openPair();
  const pipeline = client.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
  toServer(client, server);
  const take = (...messages: Uint8Array[]) => clientEvents(client, Buffer.concat(messages), pipelineId);
  return { client, server, pipeline, take };
}

const output = (text: string) => message('PIPELINE_OUTPUT', `<S>${text}</S>`, pipelineId);
const warning =
  '<Obj RefId="0"><MS><S N="InformationalRecord_Message">Be careful.</S>' +
  '<B N="InformationalRecord_SerializeInvocationInfo">false</B></MS></Obj>';

describe('a record whose content cannot be read', () => {
  it.each<[string, MessageType, string, RegExp]>([
    ['is no CLIXML', 'PIPELINE_OUTPUT', '<S>x<b/></S>', /CLIXML/],
    ['holds what its type cannot', 'PIPELINE_OUTPUT', '<I32>99999999999</I32>', /I32/],
    ['is an error without an object', 'ERROR_RECORD', '<S>x</S>', /carries no object/],
    [
      'is a warning without a text',
      'WARNING_RECORD',
      '<Obj RefId="0"><MS><I32 N="InformationalRecord_Message">1</I32></MS></Obj>',
      /./,
    ],
    [
      'is progress without an id',
      'PROGRESS_RECORD',
      '<Obj RefId="0"><MS><S N="Activity">a</S></MS></Obj>',
      /ActivityId/,
    ],
  ])('costs that record only where it %s', (_what, type, data, why) => {
    const { client, take } = running();
    expect(take(output('before'), message(type, data, pipelineId), output('after'))).toEqual([
      { type: 'output', pipelineId, value: 'before' },
      {
        type: 'undecodable',
        pipelineId,
        messageType: type,
        size: data.length,
        why: expect.stringMatching(why),
        isUnanswered: false,
      },
      { type: 'output', pipelineId, value: 'after' },
    ]);
    expect(client.state).toBe('opened');
  });

  it('leaves nothing behind for the next object of its shape', () => {
    const { take } = running();
    const object = (inner: string) =>
      message(
        'PIPELINE_OUTPUT',
        `<Obj RefId="0"><TN RefId="0"><T>A</T></TN><MS><S N="Name">n</S><I32 N="Size">${inner}</I32></MS></Obj>`,
        pipelineId,
      );
    const [first, bad, last] = take(object('1'), object('x'), object('1'));
    expect(bad).toMatchObject({ type: 'undecodable' });
    expect(last).toEqual(first);
  });

  it('is no more than that in the pool either', () => {
    const { client } = openPair();
    const events = clientEvents(
      client,
      Buffer.concat([message('USER_EVENT', '<S>x</S>'), message('RUNSPACE_AVAILABILITY', '<S>x</S>')]),
    );
    expect(events).toMatchObject([
      { type: 'undecodable', pipelineId: undefined, messageType: 'USER_EVENT' },
      { type: 'undecodable', pipelineId: undefined, messageType: 'RUNSPACE_AVAILABILITY' },
    ]);
    expect(client.state).toBe('opened');
  });

  it('fails the pipeline where it tells how that ended', () => {
    const { client, pipeline, take } = running();
    expect(take(message('PIPELINE_STATE', '<S>x</S>', pipelineId))).toMatchObject([
      { type: 'pipelineState', state: 'failed', reason: { fullyQualifiedErrorId: 'PipelineStateNotDecodable' } },
    ]);
    expect([client.state, pipeline.state]).toEqual(['opened', 'failed']);
  });

  it('is a host call that nobody can answer where it does not say which', () => {
    const { client, server, take } = running();
    const call = (data: string) => take(message('PIPELINE_HOST_CALL', data, pipelineId));
    const unknown = '<Obj RefId="0"><MS><I64 N="ci">1</I64><I32 N="mi">99</I32><Nil N="mp" /></MS></Obj>';
    expect(call(unknown)).toMatchObject([{ isUnanswered: true, why: expect.stringMatching(/Host method 99/) }]);
    expect(call('<S>&x;</S>')).toMatchObject([{ type: 'undecodable', isUnanswered: true }]);
    expect(toServer(client, server)).toEqual([]);
  });
});

describe('a message that nobody expects is ignored:', () => {
  it.each<[string, MessageType | number, string?]>([
    ['a warning that names no pipeline', 'WARNING_RECORD'],
    ['output that names no pipeline', 'PIPELINE_OUTPUT'],
    ['a pool’s type that nobody knows', 0x0002_1099],
    ['a pipeline’s type that nobody knows', 0x0004_1099],
    ['one that only a client sends', 'INIT_RUNSPACEPOOL'],
    ['one for a pipeline that does not exist', 'WARNING_RECORD', '99999999-bbbb-cccc-dddd-eeeeeeeeeeee'],
  ])('%s', (_what, type, pipeline) => {
    const { client } = openPair();
    const name = typeof type === 'number' ? `0x000${type.toString(16)}` : type;
    expect(clientEvents(client, message(type, warning, pipeline))).toEqual([
      { type: 'ignored', pipelineId: pipeline, messageType: name, size: warning.length },
    ]);
    expect(client.state).toBe('opened');
  });

  it('the same on the stream of a pipeline', () => {
    const { take } = running();
    const events = take(message('WARNING_RECORD', warning), message(0x0004_1099, warning, pipelineId), output('x'));
    expect(events.map(({ type }) => type)).toEqual(['ignored', 'ignored', 'output']);
  });

  it('what comes of a pipeline after its end, and nothing of one that is released, in whatever pieces', () => {
    const { client, take } = running();
    const state = message('PIPELINE_STATE', '<Obj RefId="0"><MS><I32 N="PipelineState">4</I32></MS></Obj>', pipelineId);
    expect(take(state, output('late')).map(({ type }) => type)).toEqual(['pipelineState', 'ignored']);
    client.release(pipelineId);
    const late = output('x'.repeat(3000));
    expect(take(late.subarray(0, 1500))).toEqual([]);
    expect(take(late.subarray(1500))).toEqual([]);
    expect(client.state).toBe('opened');
  });
});

it('gives what came before a fault that breaks the pool', () => {
  const { client } = running();
  client.receive(Buffer.concat([output('before'), Buffer.alloc(21)]), pipelineId);
  const events: unknown[] = [];
  expect(() => {
    for (const event of untilEmpty(() => client.nextEvent(pipelineId))) events.push(event);
  }).toThrow(/carries no data/);
  expect(events).toMatchObject([{ type: 'output', value: 'before' }]);
  expect(client.state).toBe('broken');
});
