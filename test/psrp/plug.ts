import {
  RunspacePoolClient as Client,
  type ClientEvent,
  type OutboundData,
  type RunspacePoolClient,
  type RunspacePoolClientOptions,
  RunspacePoolServer,
  type RunspacePoolServerOptions,
  type ServerEvent,
  untilEmpty,
} from '../../source/psrp/index.ts';

export const poolId = '11111111-2222-3333-4444-555555555555';
export const pipelineId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

/** Counts upwards: tests want the same bytes every time. */
export function countingBytes(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => index & 0xff);
}

export function newServer(options: Partial<RunspacePoolServerOptions> = {}): RunspacePoolServer {
  return new RunspacePoolServer({ randomBytes: countingBytes, ...options });
}

export function newClient(options: Partial<RunspacePoolClientOptions> = {}): RunspacePoolClient {
  return new Client({ poolId, ...options });
}

/** All that the client makes of the bytes. */
export function clientEvents(client: RunspacePoolClient, bytes: Uint8Array, pipelineId?: string): ClientEvent[] {
  client.receive(bytes, pipelineId);
  return [...untilEmpty(() => client.nextEvent(pipelineId))];
}

/** All that the server makes of what a client sent. */
export function serverEvents(
  server: RunspacePoolServer,
  { bytes, pipelineId, stream }: Pick<OutboundData, 'bytes' | 'pipelineId' | 'stream'>,
): ServerEvent[] {
  server.receive(bytes, pipelineId, stream);
  return [...untilEmpty(() => server.nextEvent(pipelineId, stream))];
}

/** Carries everything that waits from the client to the server, as WSMan's Command and Send would. */
export function toServer(client: RunspacePoolClient, server: RunspacePoolServer): ServerEvent[] {
  const events: ServerEvent[] = [];
  for (let data = client.nextToSend(); data; data = client.nextToSend()) {
    events.push(...serverEvents(server, data));
  }
  return events;
}

/** Carries everything that waits from the server to the client, as WSMan's Receive would. */
export function toClient(server: RunspacePoolServer, client: RunspacePoolClient): ClientEvent[] {
  const events: ClientEvent[] = [];
  for (let data = server.nextToSend(); data; data = server.nextToSend()) {
    events.push(...clientEvents(client, data.bytes, data.pipelineId));
  }
  return events;
}

/** What a reader of pieces makes of these bytes. */
export function pushed<T>(
  reader: { receive: (bytes: Uint8Array) => void; next: () => T | undefined },
  bytes: Uint8Array,
): T[] {
  reader.receive(bytes);
  return [...untilEmpty(() => reader.next())];
}

/** A client and a server whose pool is open. */
export function openPair(
  options: { client?: Partial<RunspacePoolClientOptions>; server?: Partial<RunspacePoolServerOptions> } = {},
): { client: RunspacePoolClient; server: RunspacePoolServer } {
  const client = newClient(options.client);
  const server = newServer(options.server);
  server.open(client.open());
  server.accept();
  toClient(server, client);
  return { client, server };
}

export function types(events: readonly { type: string }[]): string[] {
  return events.map(({ type }) => type);
}
