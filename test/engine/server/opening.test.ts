import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, type ConnectStage, Secret } from '../../../source/domain/index.ts';
import { Opening, type OpeningRequest } from '../../../source/engine/server/opening.ts';
import { anonymousScheme } from '../../../source/http/index.ts';
import {
  createResponse,
  deleteResponse,
  readRequest,
  type Selector,
  shellSelector,
  uuidUri,
} from '../../../source/wsman/index.ts';
import { answer, type RawHttpServer, startRawHttpServer } from '../../support/raw-http-server.ts';
import { failureOf, never } from '../native/support.ts';

const asked = '11111111-2222-3333-4444-555555555555';
const given = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

/** A server that gives every shell an id of its own choice. */
let server: RawHttpServer;
let deleted: (readonly Selector[] | undefined)[];
let refusals: number;
let connection: Connection;
beforeEach(async () => {
  [deleted, refusals] = [[], 0];
  server = await startRawHttpServer((request, socket) => {
    const read = readRequest(request.body);
    const { resourceUri = '', selectors, messageId } = read.headers;
    const headers = { messageId: uuidUri(asked), relatesTo: messageId };
    if (read.operation === 'delete') {
      deleted.push(selectors);
      socket.write(answer(deleteResponse(headers)));
    } else if (refusals-- > 0) socket.write(answer('Starting.', [], '503 Unavailable'));
    else {
      const created = { selectors: shellSelector(given.toUpperCase()), resourceUri, shell: { idleTimeoutMs: 900_000 } };
      socket.write(answer(createResponse(headers, { ...created, address: server.url })));
    }
  });
  connection = {
    name: 'ex01',
    url: server.url,
    configurationName: 'Microsoft.Exchange',
    authentication: 'Basic',
    engine: 'native',
  };
});
afterEach(() => server.close());

const noPause = () => Promise.resolve();
const begin = (request: Partial<OpeningRequest>) =>
  Opening.begin(
    {
      connection,
      credential: undefined,
      signal: never,
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      ...request,
    },
    { schemeFor: () => anonymousScheme, delay: noPause, timeouts: { operation: 50 } },
  );

describe('the opening of a shell', () => {
  it('has the id kept before the server is asked, and again where the server gives another', async () => {
    const seen: string[] = [];
    const stages: ConnectStage[] = [];
    const opening = await begin({
      onShell: async (id) => void seen.push(`${id} after ${server.requests.length} requests`),
      onStage: (stage) => stages.push(stage),
    });
    const shell = opening.shellOf(asked);
    const created = await opening.open(new Uint8Array(8), never);
    expect(seen).toEqual([`${asked} after 0 requests`, `${given} after 1 requests`]);
    expect([shell.id, created.shell.idleTimeoutMs, stages.at(-1)]).toEqual([given, 900_000, 'negotiate']);
    await opening.undo();
    expect(deleted).toEqual([shellSelector(given.toUpperCase())]);
  });

  it('takes a shell back whose id could not be kept', async () => {
    const onShell = (id: string) => (id === given ? Promise.reject(new Error('The disk is full.')) : Promise.resolve());
    const opening = await begin({ onShell });
    opening.shellOf(asked);
    await expect(opening.open(new Uint8Array(8), never)).rejects.toThrow('The disk is full.');
    await opening.undo();
    expect(deleted).toHaveLength(1);
  });

  it('asks a busy server again, and tells each time', async () => {
    refusals = 2;
    const told: number[] = [];
    const opening = await begin({ onRetry: ({ attempt }) => told.push(attempt) });
    opening.shellOf(asked);
    await opening.open(new Uint8Array(8), never);
    expect(told).toEqual([2, 3]);
    opening.end();
  });

  it('removes nothing where the server has nothing, and a shell once, whoever asks', async () => {
    const opening = await begin({});
    opening.shellOf(asked);
    expect(await opening.remove(never)).toBe('removed');
    expect(server.requests).toHaveLength(0);
    await opening.open(new Uint8Array(8), never);
    expect(await Promise.all([opening.remove(never), opening.remove(never)])).toEqual(['removed', 'removed']);
    expect(deleted).toHaveLength(1);
    opening.end();
  });

  it('fails for want of an answer where the pool does not open in time', async () => {
    const opening = await begin({});
    const pool = (until: AbortSignal) =>
      new Promise((_, reject) => until.addEventListener('abort', () => reject(until.reason)));
    expect(await failureOf(opening.negotiated(pool, never))).toMatchObject({ id: 'net.timeout' });
    const broken = new Error('The pool is broken.');
    await expect(opening.negotiated(() => Promise.reject(broken), never)).rejects.toBe(broken);
    opening.end();
  });

  it('wipes its own copy of the password, and the caller’s never', async () => {
    const credential = { user: 'mira@contoso.com', password: Secret.fromText('right') };
    const opening = await begin({ credential });
    opening.end();
    expect([opening.credential?.password.isWiped, credential.password.isWiped]).toEqual([true, false]);
  });
});
