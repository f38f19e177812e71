import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Connection, ReachStage } from '../../../source/domain/index.ts';
import { createEndpointProbe, type EndpointProbeOptions } from '../../../source/engine/diagnosis/index.ts';
import {
  answer,
  certificateFile,
  type RawHandler,
  type RawHttpServer,
  startRawHttpServer,
} from '../../support/raw-http-server.ts';
import { failureOf } from '../native/support.ts';

let server: RawHttpServer | undefined;
afterEach(() => server?.close());

const signal = new AbortController().signal;
const authority = fileURLToPath(new URL('../../support/tls/authority.pem', import.meta.url));

async function serve(handler: RawHandler, certificate?: 'localhost.pem' | 'expired.pem') {
  server = await startRawHttpServer(handler, certificate ? { certificate: certificateFile(certificate) } : {});
  return server;
}

function to(url: string, change: Partial<Connection> = {}): Connection {
  return {
    name: 'ex01',
    url,
    configurationName: 'Microsoft.Exchange',
    authentication: 'Kerberos',
    engine: 'native',
    ...change,
  };
}

function probe(connection: Connection, options: EndpointProbeOptions = {}) {
  const stages: ReachStage[] = [];
  const made = createEndpointProbe({ timeout: 1_000, ...options });
  return {
    stages,
    reach: () => made.reach({ connection, signal }, (stage) => stages.push(stage)),
    ask: () => made.ask({ connection, signal }),
  };
}

describe('reaching a server', () => {
  it('tells its addresses and the one that answered', async () => {
    const { port } = await serve(() => {});
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
    const t = probe(to(`http://ex01.contoso.test:${port}/PowerShell/`), { lookup });
    expect(await t.reach()).toEqual({
      addresses: ['127.0.0.1'],
      proxy: undefined,
      address: '127.0.0.1',
      validTo: undefined,
    });
    expect(t.stages).toEqual(['resolve', 'tcp']);
  });

  it('checks the certificate by the authorities of the connection, and tells how long it lasts', async () => {
    const { url } = await serve(() => {}, 'localhost.pem');
    const t = probe(to(url, { caFile: authority }));
    expect(new Date((await t.reach()).validTo!).getUTCFullYear()).toBeGreaterThan(2100);
    expect(t.stages).toEqual(['resolve', 'tcp', 'tls']);
    expect((await failureOf(probe(to(url)).reach())).id).toBe('cert.issuer');
  });

  it('fails in the stage that had begun last', async () => {
    const { url } = await serve(() => {}, 'expired.pem');
    const t = probe(to(url, { caFile: authority }));
    const failure = await failureOf(t.reach());
    expect([t.stages.at(-1), failure.kind]).toEqual(['tls', 'connection']);
    expect(`${failure.what} ${failure.why}`).toContain('expired');
  });

  it('names the proxy that the variables put on the way', async () => {
    const environment = { http_proxy: 'http://user:hidden@127.0.0.1:9' };
    const t = probe(to('http://ex01.contoso.test/PowerShell/'), { environment });
    const failure = await failureOf(t.reach());
    expect([t.stages, failure.id]).toEqual([['resolve', 'tcp'], 'proxy.unreachable']);
    expect(JSON.stringify(failure)).not.toContain('hidden');
  });

  it('gives up at once when it is told to', async () => {
    const aborted = AbortSignal.abort();
    const reaching = createEndpointProbe().reach({ connection: to('http://127.0.0.1:9/'), signal: aborted }, () => {});
    await expect(reaching).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('asking without credentials', () => {
  it('sends one empty POST, and tells what the server says of itself', async () => {
    const date = 'Mon, 05 Jan 2026 08:00:00 GMT';
    const { url, requests } = await serve((_request, socket) =>
      socket.end(
        'HTTP/1.1 401 Unauthorized\r\nServer: Microsoft-IIS/10.0\r\nX-FEServer: EX01\r\nrequest-id: r1\r\n' +
          `WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Kerberos\r\nDate: ${date}\r\nContent-Length: 0\r\n\r\n`,
      ),
    );
    expect(await probe(to(url)).ask()).toEqual({
      url,
      status: 401,
      contentType: undefined,
      server: 'Microsoft-IIS/10.0',
      frontEnd: 'EX01',
      location: undefined,
      requestId: 'r1',
      date: Date.parse(date),
      offered: ['Negotiate', 'Kerberos'],
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]!.head).toContain(`POST ${new URL(url).pathname}${new URL(url).search} HTTP/1.1`);
    expect(requests[0]!.header('authorization')).toBeUndefined();
    expect(requests[0]!.body).toHaveLength(0);
  });

  it.each([
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'net.nothttp'],
    ['ends before its head does', 'HTTP/1.1 401 Unauth', 'net.reset'],
  ])('tells an answer that %s', async (_what, bytes, id) => {
    const { url } = await serve((_request, socket) => socket.end(bytes));
    expect((await failureOf(probe(to(url)).ask())).id).toBe(id);
  });

  it('does not wait for ever', async () => {
    const { url } = await serve(() => {});
    expect((await failureOf(probe(to(url)).ask())).id).toBe('net.timeout');
  });

  it('follows redirections that the connection allows, five at most', async () => {
    let count = 0;
    const { url, requests } = await serve((_request, socket) => {
      count += 1;
      socket.write(`HTTP/1.1 307 Moved\r\nLocation: /step${count}/\r\nContent-Length: 0\r\n\r\n`);
    });
    expect((await probe(to(url)).ask()).status).toBe(307);
    expect(requests).toHaveLength(6);
  });

  it('does not go to a host that the connection does not allow', async () => {
    const { url, requests } = await serve((_request, socket) =>
      socket.write('HTTP/1.1 302 Found\r\nLocation: http://ex02.contoso.test/\r\nContent-Length: 0\r\n\r\n'),
    );
    expect(await probe(to(url)).ask()).toMatchObject({ status: 302, location: 'http://ex02.contoso.test/' });
    expect(requests).toHaveLength(1);
  });

  it('takes an endless body for none', async () => {
    const { url } = await serve((_request, socket) => {
      socket.write(answer('x').replace('Content-Length: 1', 'Content-Length: 999999999'));
    });
    expect((await probe(to(url)).ask()).status).toBe(200);
  });
});
