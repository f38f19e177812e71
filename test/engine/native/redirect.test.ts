import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { anonymousScheme } from '../../../source/http/index.ts';
import { runLine } from '../../contract/engine-contract.ts';
import { answer, certificateFile, type RawHttpServer, startRawHttpServer } from '../../support/raw-http-server.ts';
import { failureOf, Lab, never } from './support.ts';

let lab: Lab;
const servers: RawHttpServer[] = [];
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await lab.sandbox.stop();
});

const serve = async (...given: Parameters<typeof startRawHttpServer>) => {
  const server = await startRawHttpServer(...given);
  servers.push(server);
  return server;
};
/** Sends every request elsewhere. */
const sender = (to: string, headers: readonly string[] = []) =>
  serve((_request, socket) => socket.write(answer('', [`Location: ${to}`, ...headers], '302 Found')));
const hostOf = (url: string) => new URL(url).host;
const through = (server: { url: string }, redirectHosts?: readonly string[]): Connection => ({
  ...lab.connection,
  url: server.url,
  ...(redirectHosts ? { redirectHosts } : {}),
});

describe('a redirection to a host that the connection allows', () => {
  it('is followed, and the session lives at the last URL, which the ledger is told before it is used', async () => {
    const second = await sender(lab.connection.url);
    const first = await sender(second.url);
    const told: [string | undefined, number, number][] = [];
    const onShell = async (_id: string, url?: string) =>
      void told.push([url, second.requests.length, lab.sandbox.shells('ex01').length]);
    const connection = through(first, [hostOf(second.url), hostOf(lab.connection.url)]);
    const session = await lab.connect({ connection, onShell });
    expect(told).toEqual([
      [undefined, 0, 0],
      [second.url, 0, 0],
      [lab.connection.url, 1, 0],
    ]);
    expect((await runLine(session, 'Get-Mailbox -ResultSize 2')).outcome).toEqual({ state: 'completed' });
    expect(await session.close(never)).toBe('removed');
    expect([first.requests.length, second.requests.length, lab.shells]).toEqual([1, 1, 0]);
  });

  it('is followed when shells are listed and deleted too', async () => {
    const first = await sender(lab.connection.url);
    const access = { ...lab.access(), connection: through(first, [hostOf(lab.connection.url)]) };
    const { shellId } = await lab.connect();
    expect((await lab.engine.listShells(access)).map((shell) => shell.shellId)).toContain(shellId);
    expect(await lab.engine.deleteShell(access, shellId)).toBe('removed');
  });

  it('gets a request of its own: its URL in the envelope, no cookie of the first host', async () => {
    const second = await serve((_request, socket) => socket.write(answer('', [], '404 Not Found')));
    const first = await sender(second.url, ['Set-Cookie: X-BackEndCookie=secret; path=/']);
    const connection = through(first, [hostOf(second.url)]);
    expect(await failureOf(lab.connect({ connection }))).toMatchObject({ id: 'http.404' });
    const [request] = second.requests;
    expect(request?.header('cookie')).toBeUndefined();
    expect(request?.header('authorization')).toMatch(/^Basic /);
    expect(`${request?.body}`).toContain(`>${second.url}</`);
  });

  it('goes on within the connection’s own host without being listed', async () => {
    const server = await serve((request, socket) => {
      const isMoved = request.head.startsWith('POST /powershell/');
      socket.write(isMoved ? answer('', [], '404 Not Found') : answer('', ['Location: /powershell/'], '301 Moved'));
    });
    expect((await failureOf(lab.connect({ connection: through(server) }))).id).toBe('http.404');
    // The last one removes what a Create that is answered by a page may have opened.
    expect(server.requests).toHaveLength(3);
  });

  it('is followed five times, not more', async () => {
    const server = await serve((_request, socket) =>
      socket.write(answer('', [`Location: ${server.url}`], '302 Found')),
    );
    const failure = await failureOf(lab.connect({ connection: through(server) }));
    expect(failure).toMatchObject({ id: 'redirect.limit', next: expect.stringContaining(server.url) });
    // The last one removes what a Create that is sent away may have opened.
    expect(server.requests).toHaveLength(7);
  });

  it('asks the scheme of the new host, without the service principal name of the first', async () => {
    const second = await serve((_request, socket) => socket.write(answer('', [], '404 Not Found')));
    const other = second.url.replace('127.0.0.1', 'localhost');
    const first = await sender(other);
    const seen: Connection[] = [];
    const engine = new NativeEngine({
      schemeFor: ({ connection }) => {
        seen.push(connection);
        return anonymousScheme;
      },
    });
    const connection = { ...through(first, [hostOf(other)]), servicePrincipalName: 'HTTP/ex01.contoso.com' };
    await failureOf(lab.connect({ connection }, engine));
    expect(seen.map(({ url, servicePrincipalName }) => [url, servicePrincipalName])).toEqual([
      [first.url, 'HTTP/ex01.contoso.com'],
      [other, undefined],
    ]);
  });
});

describe('a redirection that is not followed', () => {
  it('to a host that is not listed: nothing is sent there, and the failure says how to allow it', async () => {
    const second = await serve((_request, socket) => socket.write(answer()));
    const first = await sender(second.url);
    for (const redirectHosts of [undefined, ['ex02.contoso.com', '127.0.0.1', '127.0.0.1:1']]) {
      const failure = await failureOf(lab.connect({ connection: through(first, redirectHosts) }));
      expect(failure).toMatchObject({
        id: 'redirect',
        next: expect.stringContaining(`--redirect-host ${hostOf(second.url)};`),
      });
    }
    expect(second.connections).toBe(0);
  });

  it('from https to http, listed or not', async () => {
    const first = await serve(
      (_request, socket) => socket.write(answer('', [`Location: ${lab.connection.url}`], '302 Found')),
      { certificate: certificateFile('localhost.pem') },
    );
    const caFile = fileURLToPath(new URL('../../support/tls/authority.pem', import.meta.url));
    const connection = { ...through(first, [hostOf(lab.connection.url)]), caFile };
    expect((await failureOf(lab.connect({ connection }))).id).toBe('redirect.insecure');
    expect(lab.shells).toBe(0);
  });

  it('while a session is open: it is lost there, and not followed', async () => {
    const session = await lab.connect({ connection: { ...lab.connection, redirectHosts: ['127.0.0.1'] } });
    const headers = { Location: lab.connection.url };
    lab.sandbox.faults.add({ at: 'command', fault: { kind: 'status', status: 302, headers } });
    const lost = new Promise((resolve) => session.onLost(resolve));
    expect((await runLine(session, 'Get-Mailbox')).outcome).toEqual({ state: 'lost' });
    expect(await lost).toMatchObject({ network: 'redirect.late' });
  });
});
