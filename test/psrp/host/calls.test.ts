import { describe, expect, it } from 'vitest';
import { PsNumber, PsObject, type PsValue, psDictionary, psList, psObject } from '../../../source/objects/index.ts';
import {
  type ClientEvent,
  decodeCredential,
  encodeHostRequest,
  errorRecord,
  type HostCallEvent,
  type HostRequest,
  hostMethodByName,
  hostMethods,
  hostResults,
  SessionKey,
} from '../../../source/psrp/index.ts';
import { openPair, pipelineId, serverEvents, toClient, toServer } from '../plug.ts';

function hostCall(events: readonly ClientEvent[]): HostCallEvent {
  const event = events.find((candidate) => candidate.type === 'hostCall');
  if (event?.type !== 'hostCall') throw new Error('no host call came');
  return event;
}

const text = { caption: 'Confirm', message: 'Are you sure?' };
const requests: Exclude<HostRequest, { kind: 'other' }>[] = [
  {
    kind: 'prompt',
    ...text,
    fields: [
      {
        name: 'Identity',
        label: '&Identity',
        helpMessage: 'Whose',
        isMandatory: true,
        parameterTypeName: 'String',
        parameterTypeFullName: 'System.String',
        defaultValue: 'adele',
      },
    ],
  },
  {
    kind: 'promptForChoice',
    ...text,
    choices: [
      { label: '&Yes', helpMessage: 'Do it' },
      { label: '&No', helpMessage: '' },
    ],
    defaultChoice: 1,
  },
  { kind: 'promptForChoices', ...text, choices: [{ label: 'A', helpMessage: '' }], defaultChoices: [0] },
  { kind: 'promptForCredential', ...text, userName: 'mira@contoso.com', targetName: 'ex01' },
  { kind: 'readLine', secure: false },
  { kind: 'readLine', secure: true },
  { kind: 'write', text: 'a', newLine: false },
  { kind: 'write', text: 'a', newLine: true },
  { kind: 'write', text: 'a', newLine: false, foregroundColor: 12, backgroundColor: 0 },
  { kind: 'write', text: 'a', newLine: true, foregroundColor: 12, backgroundColor: 0 },
  { kind: 'writeStream', stream: 'error', text: 'e' },
  { kind: 'writeStream', stream: 'debug', text: 'd' },
  { kind: 'writeStream', stream: 'verbose', text: 'v' },
  { kind: 'writeStream', stream: 'warning', text: 'w' },
  {
    kind: 'writeProgress',
    sourceId: 5n,
    progress: {
      activity: 'A',
      activityId: 1,
      statusDescription: 'S',
      currentOperation: '',
      parentActivityId: -1,
      percentComplete: -1,
      secondsRemaining: -1,
      type: 'completed',
    },
  },
  { kind: 'setShouldExit', exitCode: 3 },
  { kind: 'setWindowTitle', title: 'ex01' },
  { kind: 'readKey', options: 4 },
];

describe('a call to the client’s host', () => {
  for (const request of requests) {
    it(`${encodeHostRequest(request).method} reaches it as ${request.kind}, from a pipeline and from the pool`, () => {
      const { client, server } = openPair();
      client.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
      toServer(client, server);
      server.pipeline(pipelineId)!.hostCall(encodeHostRequest(request));
      expect(hostCall(toClient(server, client))).toMatchObject({ pipelineId, call: { request } });
      server.hostCall(encodeHostRequest(request));
      expect(hostCall(toClient(server, client))).toMatchObject({ pipelineId: undefined, call: { request } });
    });
  }

  it('is answered on the stream for responses, once, and the server knows which call it was', () => {
    const { client, server } = openPair();
    client.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
    toServer(client, server);
    const callId = server.pipeline(pipelineId)!.hostCall(encodeHostRequest(requests[1]!));
    const event = hostCall(toClient(server, client));
    client.respond(event, hostResults.choice(0));
    const sent = client.nextToSend()!;
    expect([sent.pipelineId, sent.stream, sent.opensPipeline]).toEqual([pipelineId, 'pr', false]);
    expect(serverEvents(server, sent)).toEqual([
      { type: 'hostResponse', pipelineId, response: { callId, method: 'PromptForChoice', content: { value: 0 } } },
    ]);
    client.respond(event, hostResults.choice(0));
    expect(() => toServer(client, server)).toThrow(/does not wait/);
  });

  it('of the pool is answered in the pool', () => {
    const { client, server } = openPair();
    const callId = server.hostCall({ method: 'ReadLine', parameters: [] });
    client.respond(hostCall(toClient(server, client)), hostResults.line('yes'));
    expect(toServer(client, server)).toEqual([
      {
        type: 'hostResponse',
        pipelineId: undefined,
        response: { callId, method: 'ReadLine', content: { value: 'yes' } },
      },
    ]);
  });

  it('can be answered with an error', () => {
    const { client, server } = openPair();
    server.hostCall({ method: 'ReadKey', parameters: [0] });
    const error = errorRecord({
      message: 'There is no keyboard.',
      fullyQualifiedErrorId: 'NoKeyboard',
      category: 'NotImplemented',
    });
    client.respondError(hostCall(toClient(server, client)), error);
    expect(toServer(client, server)).toMatchObject([
      { response: { content: { error: { message: 'There is no keyboard.' } } } },
    ]);
  });

  it('without a result takes no answer', () => {
    const { client, server } = openPair();
    expect(server.hostCall({ method: 'WriteLine2', parameters: ['x'] })).toBe(-100n);
    expect(() => client.respond(hostCall(toClient(server, client)), null)).toThrow(/takes no response/);
  });

  it('may prompt for several choices, the first ones in an array as .NET arrays travel', () => {
    const { client, server } = openPair();
    const array = (elements: readonly number[], lengths: readonly number[]) =>
      psObject(
        { mae: psList(elements), mal: psList(lengths, ['System.Int32[]', 'System.Array', 'System.Object']) },
        [],
      );
    const call = (defaults: PsValue) => {
      server.hostCall({ method: 'PromptForChoiceMultipleSelection', parameters: ['a', 'b', psList([]), defaults] });
      return toClient(server, client)[0];
    };
    expect(call(array([0, 2], [2]))).toMatchObject({ call: { request: { defaultChoices: [0, 2] } } });
    expect(call(psList([1]))).toMatchObject({ call: { request: { defaultChoices: [1] } } });
    expect(call(null)).toMatchObject({ call: { request: { defaultChoices: [] } } });
    expect(call(array([0, 2], [3]))).toMatchObject({ type: 'undecodable', why: expect.stringMatching(/not a list/) });
    expect(call(array([0, 2], [1, 2]))).toMatchObject({ type: 'undecodable' });
  });

  it('to show progress may name a source beyond what a number holds', () => {
    const { client, server } = openPair();
    const progress = { Activity: 'Moving', ActivityId: 1 };
    server.hostCall({ method: 'WriteProgress', parameters: [2n ** 60n, psObject(progress, [])] });
    expect(hostCall(toClient(server, client)).call.request).toMatchObject({ sourceId: 2n ** 60n });
  });

  it.each([
    ['PromptForChoice', ['a', 'b', 'no list', 0], true],
    ['PromptForChoice', ['a', 'b', psList([]), 'first'], true],
    ['Prompt', ['a', 'b', psList([psObject({ label: 'nameless' })])], true],
    ['Write1', [], false],
    ['WriteProgress', [1.5, null], false],
  ] as const)(
    '%s with parameters of the wrong kind is an event, answered with an exception where the server waits',
    (method, parameters, waits) => {
      const { client, server } = openPair();
      client.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
      toServer(client, server);
      for (const [caller, id] of [
        [server, undefined],
        [server.pipeline(pipelineId)!, pipelineId],
      ] as const) {
        const callId = caller.hostCall({
          method,
          parameters: parameters.map((value) => (value === 1.5 ? new PsNumber('Double', value) : value)),
        });
        expect(toClient(server, client)).toMatchObject([{ type: 'undecodable', pipelineId: id, isUnanswered: false }]);
        const error = { fullyQualifiedErrorId: 'HostCallNotDecodable' };
        const answers = waits ? [{ pipelineId: id, response: { callId, method, content: { error } } }] : [];
        expect(toServer(client, server)).toMatchObject(answers);
      }
      expect(client.state).toBe('opened');
    },
  );
});

describe('answers', () => {
  it('to a prompt are a dictionary by field name', () => {
    expect(hostResults.prompt({ Identity: 'adele' })).toEqual(psDictionary([['Identity', 'adele']]));
  });

  it('with a credential carry the password encrypted', () => {
    const key = new SessionKey(new Uint8Array(32));
    const value = hostResults.credential('mira@contoso.com', key.encrypt('Pa55'));
    const { userName, password } = decodeCredential(value);
    expect([userName, Buffer.from(key.decrypt(password)).toString('utf16le')]).toEqual(['mira@contoso.com', 'Pa55']);
    expect(() => decodeCredential(psObject({ UserName: 'a', Password: 'clear' }))).toThrow(/no secure password/);
    expect(value).toBeInstanceOf(PsObject);
  });
});

it('knows all 56 host methods by number, and those that wait for an answer', () => {
  expect(hostMethods.map(({ id }) => id)).toEqual(Array.from({ length: 56 }, (_, index) => index + 1));
  expect(hostMethods.filter(({ expectsResponse }) => expectsResponse).map(({ id }) => id)).toEqual([
    1, 2, 3, 4, 5, 11, 12, 23, 24, 25, 26, 27, 29, 31, 33, 35, 37, 39, 41, 43, 44, 45, 46, 50, 54, 55, 56,
  ]);
  expect(hostMethodByName('PromptForChoice').id).toBe(26);
});
