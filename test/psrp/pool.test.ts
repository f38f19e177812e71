import { describe, expect, it } from 'vitest';
import { entryOf, PsText, psObject } from '../../source/objects/index.ts';
import {
  type ClientEvent,
  consoleHost,
  encodeMessage,
  errorRecord,
  fragmentMessage,
  type MessageType,
  PsrpError,
  primitiveDictionary,
} from '../../source/psrp/index.ts';
import { clientEvents, newClient, newServer, openPair, pipelineId, poolId, toClient, toServer, types } from './plug.ts';

/** A message as a hostile or broken server might send it. */
function fromServer(
  type: MessageType,
  data: string,
  given: { poolId?: string; pipelineId?: string; object?: bigint } = {},
) {
  const message = encodeMessage({
    destination: 'client',
    type,
    poolId: given.poolId ?? poolId,
    pipelineId: given.pipelineId,
    data,
  });
  return fragmentMessage(given.object ?? 99n, message, 1000);
}

describe('opening a runspace pool', () => {
  it('carries versions, sizes, host and application arguments to the server, and private data back', () => {
    const client = newClient({
      minRunspaces: 1,
      maxRunspaces: 3,
      hostInfo: consoleHost({ width: 120, height: 40 }, 'exterm'),
    });
    const server = newServer();
    const [capability, init] = server.open(client.open());
    expect(capability).toEqual({
      type: 'capability',
      capability: { protocolVersion: '2.3', psVersion: '2.0', serializationVersion: '1.1.0.1' },
    });
    expect(init).toMatchObject({
      type: 'init',
      poolId,
      init: {
        minRunspaces: 1,
        maxRunspaces: 3,
        threadOptions: 'Default',
        apartmentState: 'Unknown',
        hostInfo: { isHostNull: false, defaults: { bufferSize: { width: 120, height: 40 }, windowTitle: 'exterm' } },
      },
    });
    const given = init?.type === 'init' ? init.init.applicationArguments : undefined;
    const versions = entryOf(given, 'PSVersionTable');
    expect(entryOf(versions, 'PSRemotingProtocolVersion')).toEqual(new PsText('Version', '2.3'));

    server.accept(primitiveDictionary({ ImplicitRemoting: primitiveDictionary({ Hash: 'abc' }) }));
    const events = toClient(server, client);
    expect(types(events)).toEqual(['capability', 'applicationPrivateData', 'poolState']);
    const data = events[1]?.type === 'applicationPrivateData' ? events[1].data : undefined;
    expect(entryOf(entryOf(data, 'ImplicitRemoting'), 'Hash')).toBe('abc');
    expect([client.state, server.state]).toEqual(['opened', 'opened']);
    expect(client.serverCapability?.protocolVersion).toMatch(/^2\.[2-9]/);
  });

  it('tells why the server refused', () => {
    const client = newClient();
    const server = newServer();
    server.open(client.open());
    server.refuse(
      errorRecord({ message: 'Quota reached.', fullyQualifiedErrorId: 'Quota', category: 'QuotaExceeded' }),
    );
    expect(toClient(server, client).at(-1)).toMatchObject({
      type: 'poolState',
      state: 'broken',
      reason: { message: 'Quota reached.', fullyQualifiedErrorId: 'Quota', category: 'QuotaExceeded' },
    });
    expect(() => client.createPipeline({ pipelineId, commands: [{ name: 'Get-Mailbox' }] })).toThrow(
      /while the runspace pool is broken/,
    );
  });

  it('is refused by both sides when the protocols differ in their first number', () => {
    const capability = { protocolVersion: '3.0', psVersion: '2.0', serializationVersion: '1.1.0.1' };
    expect(() => newServer().open(newClient({ capability }).open())).toThrow(/speaks PSRP 3.0/);
    const client = newClient();
    const server = newServer({ capability });
    expect(() => server.open(client.open())).toThrow(PsrpError);
  });

  it('refuses a creationXml that ends in the middle', () => {
    const creationXml = newClient().open();
    expect(() => newServer().open(creationXml.subarray(0, creationXml.length - 10))).toThrow(/stream ended/);
  });

  it('works with the smallest fragments that the peer may choose', () => {
    const { client, server } = openPair({ client: { maxFragmentSize: 22 }, server: { maxFragmentSize: 25 } });
    expect([client.state, server.state]).toEqual(['opened', 'opened']);
  });

  it('takes PowerShell’s answers without a pool id, and private data after the state', () => {
    const client = newClient();
    client.open();
    const capability =
      '<Obj RefId="0"><MS><Version N="protocolversion">2.3</Version><Version N="PSVersion">2.0</Version>' +
      '<Version N="SerializationVersion">1.1.0.1</Version></MS></Obj>';
    const events: ClientEvent[] = [
      ...clientEvents(
        client,
        fromServer('SESSION_CAPABILITY', capability, { poolId: '00000000-0000-0000-0000-000000000000', object: 1n }),
      ),
      ...clientEvents(
        client,
        fromServer('RUNSPACEPOOL_STATE', '<Obj RefId="0"><MS><I32 N="RunspaceState">1</I32></MS></Obj>', {
          object: 2n,
        }),
      ),
      ...clientEvents(
        client,
        fromServer('RUNSPACEPOOL_STATE', '<Obj RefId="0"><MS><I32 N="RunspaceState">2</I32></MS></Obj>', {
          object: 3n,
        }),
      ),
      ...clientEvents(
        client,
        fromServer('APPLICATION_PRIVATE_DATA', '<Obj RefId="0"><MS><Nil N="ApplicationPrivateData" /></MS></Obj>', {
          object: 4n,
        }),
      ),
    ];
    expect(events.map((event) => (event.type === 'poolState' ? event.state : event.type))).toEqual([
      'capability',
      'negotiationSucceeded',
      'opened',
      'applicationPrivateData',
    ]);
  });
});

describe('an open runspace pool', () => {
  it('changes its size and counts what is free', () => {
    const { client, server } = openPair();
    const call = client.request('setMaxRunspaces', 5);
    const count = client.request('getAvailableRunspaces');
    const requests = toServer(client, server).map((event) =>
      event.type === 'poolRequest' ? event.request : undefined,
    );
    expect(requests).toEqual([
      { kind: 'setMaxRunspaces', callId: call, count: 5 },
      { kind: 'getAvailableRunspaces', callId: count },
    ]);
    server.answerRequest(call, true);
    server.answerRequest(count, 5);
    expect(toClient(server, client)).toEqual([
      { type: 'availability', callId: call, response: true },
      { type: 'availability', callId: count, response: 5 },
    ]);
  });

  it.each([
    ['<I32 N="SetMinMaxRunspacesResponse">2</I32><I64 N="ci">7</I64>', 2],
    ['<I64 N="SetMinMaxRunspacesResponse">2</I64><I64 N="CI">7</I64>', 2],
    ['<B N="SetMinMaxRunspacesResponse">false</B><I64 N="ci">7</I64>', false],
  ])('reads what a server answers as %s', (members, response) => {
    const answer = `<Obj RefId="0"><MS>${members}</MS></Obj>`;
    expect(clientEvents(openPair().client, fromServer('RUNSPACE_AVAILABILITY', answer))).toEqual([
      { type: 'availability', callId: 7n, response },
    ]);
  });

  it('passes the server’s events on', () => {
    const { client, server } = openPair();
    server.userEvent({
      eventId: 4,
      sourceIdentifier: 'queue',
      timeGenerated: null,
      sender: null,
      sourceArguments: ['a', 2],
      messageData: psObject({ Length: 3 }),
      computerName: 'ex01',
      runspaceId: pipelineId,
    });
    expect(toClient(server, client)).toMatchObject([
      {
        type: 'userEvent',
        event: { eventId: 4, sourceIdentifier: 'queue', sourceArguments: ['a', 2], computerName: 'ex01' },
      },
    ]);
  });

  it('says that the server closed it, and takes no pipeline from then on', () => {
    const { client, server } = openPair();
    server.close();
    expect(toClient(server, client)).toMatchObject([
      { type: 'poolState', state: 'opened' },
      { type: 'poolState', state: 'closed' },
    ]);
    expect(() => client.createPipeline({ pipelineId, commands: [{ name: 'x' }] })).toThrow(PsrpError);
  });

  it('fails the pipelines that run when the transport is lost', () => {
    const { client } = openPair();
    const pipeline = client.createPipeline({ pipelineId, commands: [{ name: 'x' }] });
    client.transportEnded('broke');
    expect([client.state, pipeline.state]).toEqual(['broken', 'failed']);
    expect(client.nextToSend()).toBeUndefined();
  });
});

describe('what a server must not send', () => {
  const state = (code: number) => `<Obj RefId="0"><MS><I32 N="RunspaceState">${code}</I32></MS></Obj>`;
  const bad: Record<string, [RegExp, MessageType, string, Parameters<typeof fromServer>[2]?]> = {
    'a message of another pool': [
      /names another runspace pool/,
      'RUNSPACEPOOL_STATE',
      state(4),
      { poolId: pipelineId },
    ],
    'a pool’s message with a pipeline': [/names a pipeline/, 'RUNSPACEPOOL_STATE', state(4), { pipelineId }],
    'a state that does not exist': [/unknown state 42/, 'RUNSPACEPOOL_STATE', state(42)],
    'a state that only a client is in': [/as negotiationSent/, 'RUNSPACEPOOL_STATE', state(6)],
    'a second opening': [/while the runspace pool is opened/, 'RUNSPACEPOOL_STATE', state(2)],
    'a state without an object': [/carries no object/, 'RUNSPACEPOOL_STATE', '<S>Opened</S>'],
    'a second negotiation': [
      /while the runspace pool is opened/,
      'SESSION_CAPABILITY',
      '<Obj RefId="0"><MS><Version N="protocolversion">2.3</Version><Version N="PSVersion">2.0</Version><Version N="SerializationVersion">1.1</Version></MS></Obj>',
    ],
    'a session key nobody asked for': [
      /without a public key/,
      'ENCRYPTED_SESSION_KEY',
      '<Obj RefId="0"><MS><S N="EncryptedSessionKey">AAAA</S></MS></Obj>',
    ],
    'a document type': [/./, 'RUNSPACEPOOL_STATE', '<!DOCTYPE x [<!ENTITY y "z">]><S>&y;</S>'],
    'no XML at all': [/./, 'RUNSPACEPOOL_STATE', 'Internal Server Error'],
  };
  for (const [what, [message, type, data, given]] of Object.entries(bad)) {
    it(`${what} breaks the pool with a clear error`, () => {
      const { client } = openPair();
      const name = expect.stringMatching(/^(Psrp|Clixml)Error$/);
      expect(() => clientEvents(client, fromServer(type, data, given))).toThrow(
        expect.objectContaining({ name, message: expect.stringMatching(message) }),
      );
      expect(client.state).toBe('broken');
    });
  }

  it('a client’s own words back to it', () => {
    const { client } = openPair();
    const echo = encodeMessage({
      destination: 'server',
      type: 'PUBLIC_KEY_REQUEST',
      poolId,
      pipelineId: undefined,
      data: '',
    });
    expect(() => clientEvents(client, fragmentMessage(99n, echo, 1000))).toThrow(/addressed to the server/);
  });

  it('a pipeline’s output on the stream of another', () => {
    const { client, server } = openPair();
    const other = poolId;
    for (const id of [pipelineId, other]) client.createPipeline({ pipelineId: id, commands: [{ name: 'x' }] });
    toServer(client, server);
    server.pipeline(pipelineId)!.output('x');
    expect(() => clientEvents(client, server.nextToSend()!.bytes, other)).toThrow(/another pipeline than the stream/);
  });
});
