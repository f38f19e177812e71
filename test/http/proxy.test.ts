import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  BasicScheme,
  type HttpChannelOptions,
  HttpFailure,
  type ProxyEnvironment,
  proxyFor,
} from '../../source/http/index.ts';
import { answer, certificateFile } from '../support/raw-http-server.ts';
import { channelTo, closeAfterwards, failure, serve, soap, text } from './harness.ts';

const through = (url: string, environment: ProxyEnvironment) => proxyFor(new URL(url), environment)?.label;
const everywhere = 'http://proxy.contoso.test:3128';

describe('the proxy for a URL', () => {
  it.each<[string, ProxyEnvironment, string | undefined]>([
    ['http://ex01.contoso.test/', {}, undefined],
    ['http://ex01.contoso.test/', { http_proxy: everywhere }, 'proxy.contoso.test:3128'],
    ['http://ex01.contoso.test/', { HTTP_PROXY: everywhere }, 'proxy.contoso.test:3128'],
    ['http://ex01.contoso.test/', { http_proxy: 'http://low:1', HTTP_PROXY: 'http://high:2' }, 'low:1'],
    ['http://ex01.contoso.test/', { https_proxy: everywhere }, undefined],
    ['https://ex01.contoso.test/', { https_proxy: everywhere, all_proxy: 'http://all:1' }, 'proxy.contoso.test:3128'],
    ['https://ex01.contoso.test/', { ALL_PROXY: 'https://all' }, 'all:443'],
    ['http://ex01.contoso.test/', { http_proxy: '' }, undefined],
    ['http://ex01.contoso.test/', { http_proxy: 'proxy:8080' }, 'proxy:8080'],
    ['http://ex01.contoso.test/', { http_proxy: 'http://proxy' }, 'proxy:80'],
    ['http://ex01.contoso.test/', { http_proxy: 'http://[::2]:8080' }, '[::2]:8080'],
  ])('%s with %o is %s', (url, environment, expected) => expect(through(url, environment)).toBe(expected));

  it.each<[string, string, boolean]>([
    ['http://ex01.contoso.test/', '*', true],
    ['http://ex01.contoso.test/', 'ex01.contoso.test', true],
    ['http://EX01.contoso.test./', 'ex01.CONTOSO.test', true],
    ['http://ex01.contoso.test/', 'contoso.test', true],
    ['http://ex01.contoso.test/', '.contoso.test', true],
    ['http://ex01.contoso.test/', '*.contoso.test', true],
    ['http://ex01.contoso.test/', 'soso.test', false],
    ['http://ex01.contoso.test/', 'oso.test, ex01.contoso.test', true],
    ['http://ex01.contoso.test/', 'a.test  contoso.test', true],
    ['http://ex01.contoso.test/', 'contoso.test:80', true],
    ['http://ex01.contoso.test/', 'contoso.test:8080', false],
    ['https://ex01.contoso.test/', 'contoso.test:443', true],
    ['http://ex01.contoso.test/', ':80', false],
    ['http://10.1.2.3/', '10.0.0.0/8', true],
    ['http://11.1.2.3/', '10.0.0.0/8', false],
    ['http://10.1.2.3/', '10.1.2.3', true],
    ['http://10.1.2.3/', '2.3', false],
    ['http://10.1.2.3/', '10.0.0.0/99', false],
    ['http://[fd00::7]/', 'fd00::/8', true],
    ['http://[fd00::7]/', 'fd00::7', true],
    ['http://[fd00::7]:8080/', '[fd00::7]:8080', true],
    ['http://[fd00::7]/', '10.0.0.0/8', false],
    ['http://ex01.contoso.test/', '10.0.0.0/8', false],
  ])('is not used for %s where no_proxy is %s: %s', (url, list, isDirect) => {
    for (const name of ['no_proxy', 'NO_PROXY']) {
      const environment = { http_proxy: everywhere, https_proxy: everywhere, [name]: list };
      expect(through(url, environment) === undefined).toBe(isDirect);
    }
  });

  it.each(['http://localhost/', 'http://api.localhost/', 'http://127.9.9.9/', 'http://[::1]/'])(
    'is never used for this computer: %s',
    (url) => expect(through(url, { http_proxy: everywhere, all_proxy: everywhere })).toBeUndefined(),
  );

  it.each(['socks5://mira:hunter2@proxy:1080', 'http://', 'http://mira%3Ax:hunter2@proxy', 'http://mira:hunter2@a b'])(
    'that is of no use fails with the name of the variable and without its secret',
    (value) => {
      expect(() => through('http://ex01.contoso.test/', { HTTP_PROXY: value })).toThrow(HttpFailure);
      try {
        through('http://ex01.contoso.test/', { HTTP_PROXY: value });
      } catch (error) {
        expect(error).toMatchObject({ kind: 'proxy', facts: { problem: 'variable', variable: 'http_proxy' } });
        expect(JSON.stringify(error) + (error as Error).message).not.toContain('hunter2');
      }
    },
  );

  it('shows neither user nor password, but for the header that takes them', () => {
    const proxy = proxyFor(new URL('http://ex01.contoso.test/'), { http_proxy: 'http://mira:p%40ss@proxy:1' });
    expect(JSON.stringify(proxy)).not.toMatch(/mira|p@ss|p%40ss/);
    expect(proxy?.authorization()).toBe(`Basic ${Buffer.from('mira:p@ss').toString('base64')}`);
  });
});

/** A proxy that connects every name to 127.0.0.1, and keeps what it was asked. */
class TestProxy {
  readonly asked: { line: string; authorization: string | undefined; server: string | undefined }[] = [];
  readonly #server: Server;

  readonly #scheme: 'http' | 'https';

  private constructor(listener: RequestListener, scheme: 'http' | 'https') {
    this.#scheme = scheme;
    const certificate = { cert: certificateFile('localhost.pem'), key: certificateFile('localhost.key.pem') };
    this.#server = scheme === 'https' ? createTlsServer(certificate, listener) : createServer(listener);
    this.#server.on('request', ({ method, url, headers }) => this.#note(method, url, headers));
    this.#server.on('connect', ({ method, url = '', headers }, socket, head) => {
      this.#note(method, url, headers);
      const to = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n');
        to.write(head);
        to.pipe(socket).pipe(to);
      });
      for (const end of [to, socket]) end.on('error', () => undefined);
      closeAfterwards({ close: () => to.destroy() });
    });
  }

  static async start(
    listener: RequestListener = (_request, response) => response.end(),
    scheme: 'http' | 'https' = 'http',
  ): Promise<TestProxy> {
    const proxy = new TestProxy(listener, scheme);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    closeAfterwards({
      close: () => {
        proxy.#server.closeAllConnections();
        proxy.#server.close();
      },
    });
    return proxy;
  }

  get environment(): ProxyEnvironment {
    const url = `${this.#scheme}://mira:hunter2@127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return { http_proxy: url, https_proxy: url };
  }

  #note(method = '', url = '', headers: Record<string, unknown>): void {
    const header = (name: string) => headers[name] as string | undefined;
    this.asked.push({
      line: `${method} ${url}`,
      authorization: header('proxy-authorization'),
      server: header('authorization'),
    });
  }
}

const basic = `Basic ${Buffer.from('mira:hunter2').toString('base64')}`;
const ca = certificateFile('authority.pem');
const tlsServer = () =>
  serve((request, socket) => socket.write(answer(`${request.body}`)), {
    certificate: certificateFile('localhost.pem'),
  });
const elsewhere = (port: number, scheme = 'https') => `${scheme}://ex01.contoso.test:${port}/PowerShell/`;
const tls = { ca, serverName: 'localhost' };

describe('https through a proxy', () => {
  it('goes through a tunnel, which alone gets the proxy’s credentials; names are the proxy’s to resolve', async () => {
    const server = await tlsServer();
    const proxy = await TestProxy.start();
    const looked: string[] = [];
    const stages: string[] = [];
    const channel = channelTo(elsewhere(server.port), {
      environment: proxy.environment,
      tls,
      lookup: async (hostname) => {
        looked.push(hostname);
        return [];
      },
      onStage: ({ stage, state, proxy: label }) => stages.push(`${stage} ${state} ${label?.replace(/\d+$/, '…')}`),
    });
    for (const body of ['one', 'two']) {
      const response = await channel.exchange({ ...soap, body });
      expect(response.kind === 'answer' && text(response.body)).toBe(body);
    }
    expect(looked).toEqual([]);
    expect(proxy.asked).toEqual([
      { line: `CONNECT ex01.contoso.test:${server.port}`, authorization: basic, server: undefined },
    ]);
    expect(server.requests.map(({ head }) => head.split('\r\n')[0])).toEqual(
      Array(2).fill('POST /PowerShell/ HTTP/1.1'),
    );
    expect(server.requests[0]?.header('proxy-authorization')).toBeUndefined();
    expect(stages).toContain('tcp done 127.0.0.1:…');
    expect(stages.at(-1)).toContain('tls done');
  });

  it('still checks that the certificate is the server’s', async () => {
    const server = await tlsServer();
    const proxy = await TestProxy.start();
    const { kind, facts } = await failure(
      channelTo(elsewhere(server.port), { environment: proxy.environment, tls: { ca } }).exchange(soap),
    );
    expect([kind, facts.check]).toEqual(['tls', 'name']);
    expect(server.requests).toEqual([]);
  });

  it.each([407, 403, 502])('fails as the proxy’s where it answers %s', async (status) => {
    const proxy = await rawProxy(`HTTP/1.1 ${status} No\r\nContent-Length: 4\r\n\r\nbody`);
    const { kind, message, facts } = await failure(channelTo('https://ex01.contoso.test/', proxy).exchange(soap));
    expect(kind).toBe('proxy');
    expect(facts).toMatchObject({
      problem: 'refusal',
      status,
      sent: false,
      proxy: expect.stringMatching(/^127\.0\.0\.1:/),
    });
    expect(message).not.toContain('hunter2');
  });

  it.each([
    ['hangs up', ''],
    ['answers with something else than HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['sends bytes of its own behind its answer', 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'],
    ['has a header without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`],
  ])('fails as the proxy’s where it %s', async (_what, bytes) => {
    const proxy = await rawProxy(bytes);
    expect((await failure(channelTo('https://ex01.contoso.test/', proxy).exchange(soap))).kind).toBe('proxy');
  });

  it('does not wait for ever for a tunnel, and leaves no connection', async () => {
    const proxy = await rawProxy(undefined);
    const channel = channelTo('https://ex01.contoso.test/', { ...proxy, timeouts: { connectMs: 40 } });
    expect((await failure(channel.exchange(soap))).kind).toBe('proxy');
    await proxy.ended;
  });
});

describe('a proxy that is reached by https', () => {
  it('gets its own TLS, and that of the server goes within it', async () => {
    const server = await tlsServer();
    const proxy = await TestProxy.start(undefined, 'https');
    const channel = channelTo(elsewhere(server.port), { environment: proxy.environment, tls });
    for (const body of ['one', 'two']) {
      const response = await channel.exchange({ ...soap, body });
      expect(response.kind === 'answer' && text(response.body)).toBe(body);
    }
    expect(proxy.asked.map(({ line }) => line)).toEqual([`CONNECT ex01.contoso.test:${server.port}`]);
  });

  it('hands on requests to http', async () => {
    const proxy = await TestProxy.start((request, response) => request.pipe(response), 'https');
    const channel = channelTo('http://ex01.contoso.test/PowerShell/', { environment: proxy.environment, tls: { ca } });
    const response = await channel.exchange(soap);
    expect(response.kind === 'answer' && text(response.body)).toBe(soap.body);
    expect(proxy.asked.map(({ line }) => line)).toEqual(['POST http://ex01.contoso.test/PowerShell/']);
  });

  it('fails as the proxy’s where its certificate is not trusted, and gets no credentials', async () => {
    const proxy = await TestProxy.start(undefined, 'https');
    const { kind, facts } = await failure(
      channelTo('https://ex01.contoso.test/', { environment: proxy.environment }).exchange(soap),
    );
    expect([kind, facts.check]).toEqual(['proxy', 'issuer']);
    expect(proxy.asked).toEqual([]);
  });
});

describe('http through a proxy', () => {
  it('sends whole URLs over one connection, and both credentials', async () => {
    const proxy = await TestProxy.start((request, response) => request.pipe(response));
    const scheme = new BasicScheme({
      user: 'chris',
      secret: () => new TextEncoder().encode('pw'),
      allowBasicOverHttp: true,
    });
    const channel = channelTo('http://ex01.contoso.test/PowerShell/?PSVersion=5.1', {
      environment: proxy.environment,
      scheme,
    });
    for (const body of ['one', 'two']) {
      const response = await channel.exchange({ ...soap, body });
      expect(response.kind === 'answer' && text(response.body)).toBe(body);
    }
    const line = 'POST http://ex01.contoso.test/PowerShell/?PSVersion=5.1';
    const server = `Basic ${Buffer.from('chris:pw').toString('base64')}`;
    expect(proxy.asked).toEqual(Array(2).fill({ line, authorization: basic, server }));
  });

  it('goes straight to this computer', async () => {
    const server = await serve((_request, socket) => socket.write(answer()));
    const proxy = await TestProxy.start();
    await channelTo(server.url, { environment: proxy.environment }).exchange(soap);
    expect(proxy.asked).toEqual([]);
  });

  it('refuses Basic to a server without TLS, proxy or not', async () => {
    const proxy = await TestProxy.start();
    const scheme = new BasicScheme({ user: 'chris', secret: () => new Uint8Array() });
    const channel = channelTo('http://ex01.contoso.test/', { environment: proxy.environment, scheme });
    expect((await failure(channel.exchange(soap))).kind).toBe('auth');
    expect(proxy.asked).toEqual([]);
  });

  it.each([
    [407, {}, 'proxy'],
    [403, {}, 'proxy'],
    [502, { Server: 'squid/6' }, 'proxy'],
    [504, { 'Content-Type': 'text/html' }, 'proxy'],
    [403, { Server: 'Microsoft-IIS/10.0' }, 'answer'],
    [502, { 'Content-Type': 'application/soap+xml' }, 'answer'],
    [503, {}, 'answer'],
    [404, {}, 'answer'],
  ] as const)('takes %s with %o for the %s’s', async (status, headers, whose) => {
    const proxy = await TestProxy.start((_request, response) => response.writeHead(status, headers).end('page'));
    const channel = channelTo('http://ex01.contoso.test/PowerShell/', { environment: proxy.environment });
    const outcome = await channel.exchange(soap).catch((error: HttpFailure) => error);
    expect(outcome).toMatchObject({ kind: whose });
    if (outcome instanceof HttpFailure) expect(outcome.facts).toMatchObject({ status, sent: status > 500 });
  });

  it('fails as the proxy’s where nobody listens there', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const environment = { http_proxy: `http://127.0.0.1:${server.port}` };
    const { kind, facts } = await failure(channelTo('http://ex01.contoso.test/', { environment }).exchange(soap));
    expect([kind, facts.problem, facts.code]).toEqual(['proxy', 'unreachable', 'ECONNREFUSED']);
  });

  it('fails as the proxy’s where its name is unknown', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    const channel = channelTo('http://ex01.contoso.test/', { environment: { http_proxy: everywhere }, lookup });
    const { kind, facts } = await failure(channel.exchange(soap));
    expect(kind).toBe('proxy');
    expect(facts).toMatchObject({ problem: 'unreachable', proxy: 'proxy.contoso.test:3128' });
  });
});

/** Answers the first bytes with these and ends; with undefined it says nothing. */
async function rawProxy(bytes: string | undefined): Promise<Partial<HttpChannelOptions> & { ended: Promise<void> }> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined).on('close', () => end());
    socket.once('data', () => bytes !== undefined && socket.end(bytes)).resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterwards(server);
  const { port } = server.address() as AddressInfo;
  return { environment: { https_proxy: `http://mira:hunter2@127.0.0.1:${port}` }, ended };
}
