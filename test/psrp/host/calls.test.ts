import { describe, expect, it } from 'vitest';
import { PsObject, psDictionary, psList, psObject } from '../../../source/objects/index.ts';
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
  PsrpError,
  SessionKey,
} from '../../../source/psrp/index.ts';
import { openPair, pipelineId, toClient, toServer } from '../plug.ts';

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
    expect(server.receive(sent.bytes, sent.pipelineId, sent.stream)).toEqual([
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

  it('with parameters of the wrong kind is refused', () => {
    for (const call of [
      { method: 'PromptForChoice', parameters: ['a', 'b', 'no list', 0] },
      { method: 'PromptForChoice', parameters: ['a', 'b', psList([]), 'first'] },
      { method: 'Prompt', parameters: ['a', 'b', psList([psObject({ label: 'nameless' })])] },
      { method: 'Write1', parameters: [] },
    ] as const) {
      const { client, server } = openPair();
      server.hostCall(call);
      expect(() => toClient(server, client)).toThrow(PsrpError);
    }
  });
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
