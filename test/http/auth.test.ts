import { describe, expect, it } from 'vitest';
import {
  type AuthScheme,
  anonymousScheme,
  BasicScheme,
  type ConnectionFacts,
  type HttpChannelOptions,
  HttpFailure,
} from '../../source/http/index.ts';
import { answer, type RawHandler } from '../support/raw-http-server.ts';
import { channelTo, failure, serve, soap } from './harness.ts';

const channelWith = (url: string, scheme: AuthScheme, options: Partial<HttpChannelOptions> = {}) =>
  channelTo(url, { scheme, ...options });
const secret = (password: string) => () => new TextEncoder().encode(password);

describe('Basic', () => {
  it('sends user and password as UTF-8 with every request, and reports the first as the step authenticate', async () => {
    const server = await serve((_request, socket) => socket.write(answer()));
    const stages: string[] = [];
    const channel = channelWith(server.url, new BasicScheme({ user: 'mira@contoso.com', secret: secret('pä:ss') }), {
      onStage: ({ stage, state }) => stages.push(`${stage} ${state}`),
    });
    await channel.exchange(soap);
    await channel.exchange(soap);
    for (const request of server.requests) {
      const [scheme, credentials = ''] = request.header('authorization')?.split(' ') ?? [];
      expect(scheme).toBe('Basic');
      expect(Buffer.from(credentials, 'base64').toString('utf8')).toBe('mira@contoso.com:pä:ss');
    }
    expect(server.requests).toHaveLength(2);
    expect(stages.slice(4)).toEqual(['authenticate begun', 'authenticate done']);
  });

  it('wipes the bytes of the password that it was given', async () => {
    const server = await serve((_request, socket) => socket.write(answer()));
    const bytes = new TextEncoder().encode('password');
    await channelWith(server.url, new BasicScheme({ user: 'mira', secret: () => bytes })).exchange(soap);
    expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('is refused over http to another machine, before the name is even looked up', async () => {
    const asked: string[] = [];
    const scheme = new BasicScheme({ user: 'mira', secret: secret('x') });
    const lookup = async (hostname: string) => {
      asked.push(hostname);
      return [];
    };
    const error = await failure(channelWith('http://ex01.contoso.test/PowerShell/', scheme, { lookup }).exchange(soap));
    expect(error.kind).toBe('auth');
    expect(error.facts).toMatchObject({ problem: 'readable', sent: false });
    expect(asked).toEqual([]);
  });

  it('is used over http to another machine when the connection says so in words', () => {
    const url = new URL('http://ex01.contoso.test/');
    const options = { user: 'mira', secret: secret('x') };
    expect(new BasicScheme(options).refusal(url)).toBeDefined();
    expect(new BasicScheme({ ...options, allowBasicOverHttp: true }).refusal(url)).toBeUndefined();
  });

  it.each([
    ['https://ex01.contoso.test/', true],
    ['http://localhost:8080/', true],
    ['http://127.8.9.10/', true],
    ['http://[::1]:80/', true],
    ['http://127.contoso.test/', false],
    ['http://localhost.contoso.test/', false],
    ['http://10.0.0.1/', false],
    ['http://[::2]/', false],
  ])('%s may be used: %s', (url, allowed) => {
    const scheme = new BasicScheme({ user: 'mira', secret: secret('x') });
    expect(scheme.refusal(new URL(url)) === undefined).toBe(allowed);
  });

  it('is refused when localhost turns out to be another machine', () => {
    const scheme = new BasicScheme({ user: 'mira', secret: secret('x') });
    const facts = { url: new URL('http://localhost/'), encrypted: false, remoteAddress: '10.1.2.3' };
    expect(() => scheme.begin(facts)).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ problem: 'elsewhere', address: '10.1.2.3' }) }),
    );
    expect(() => scheme.begin({ ...facts, remoteAddress: '::ffff:127.0.0.1' })).not.toThrow();
    expect(() => scheme.begin({ ...facts, encrypted: true })).not.toThrow();
  });

  it('tells refused credentials, with what the server offers and its request id, and does not try again', async () => {
    const server = await serve((_request, socket) => {
      const offers = ['WWW-Authenticate: Negotiate', 'WWW-Authenticate: Basic realm="ex01, ex02"', 'request-id: 77'];
      socket.write(answer('', offers, '401 Unauthorized'));
    });
    const stages: string[] = [];
    const channel = channelWith(server.url, new BasicScheme({ user: 'mira', secret: secret('wrong') }), {
      onStage: ({ stage, state }) => stages.push(`${stage} ${state}`),
    });
    const { kind, facts, message } = await failure(channel.exchange(soap));
    expect(kind).toBe('auth');
    expect(facts).toMatchObject({
      problem: 'credentials',
      status: 401,
      offered: ['Negotiate', 'Basic'],
      requestId: '77',
    });
    expect(message).not.toContain('wrong');
    expect(server.requests).toHaveLength(1);
    expect(stages.at(-1)).toBe('authenticate failed');
  });

  it('says so when the server does not take it at all', async () => {
    const server = await serve((_request, socket) => {
      socket.write(answer('', ['WWW-Authenticate: Negotiate, Kerberos'], '401 Unauthorized'));
    });
    const { facts } = await failure(channelWith(server.url, anonymousScheme).exchange(soap));
    expect(facts).toMatchObject({ problem: 'offer', offered: ['Negotiate', 'Kerberos'] });
  });
});

/**
 * A scheme of two legs whose context belongs to the connection and which seals bodies by turning them round: the shape
 * that Kerberos has, with nothing of its cryptography.
 */
class TwoLegScheme implements AuthScheme {
  readonly name = 'TwoLeg';
  readonly begun: ConnectionFacts[] = [];
  disposed = 0;

  refusal(): undefined {
    return undefined;
  }

  begin(facts: ConnectionFacts) {
    this.begun.push(facts);
    let leg = 0;
    const turn = (body: Uint8Array) => new Uint8Array([...body].reverse());
    return {
      next: async (got?: { readonly challenges: readonly string[] }) => {
        leg++;
        if (leg <= 2) return `TwoLeg token${leg}`;
        if (got?.challenges[0] === 'TwoLeg accepted') return undefined;
        throw new HttpFailure('auth', { origin: facts.url.origin, problem: 'ticket', status: 401 });
      },
      seal: async ({ contentType, body }: { contentType: string; body: Uint8Array }) => ({
        contentType: `sealed; of="${contentType}"`,
        body: turn(body),
      }),
      unseal: async ({ contentType, body }: { contentType: string; body: Uint8Array }) => {
        if (contentType !== 'sealed')
          throw new HttpFailure('protocol', { origin: facts.url.origin, problem: 'unsealed' });
        return { contentType: 'text/plain', body: turn(body) };
      },
      dispose: () => {
        this.disposed++;
      },
    };
  }
}

const sealed = (body: string) =>
  `HTTP/1.1 200 OK\r\nContent-Type: sealed\r\nContent-Length: ${body.length}\r\n\r\n${[...body].reverse().join('')}`;

const twoLegServer: RawHandler = (request, socket) => {
  const token = request.header('authorization');
  if (token === 'TwoLeg token1') socket.write(answer('', ['WWW-Authenticate: TwoLeg more'], '401 Unauthorized'));
  else if (token === 'TwoLeg token2') socket.write(answer('', ['WWW-Authenticate: TwoLeg accepted']));
  else socket.write(sealed(`${[...`${request.body}`].reverse().join('')}!`));
};

describe('a scheme with legs and a context of its connection', () => {
  it('runs its legs with empty posts first, then seals and unseals every body', async () => {
    const server = await serve(twoLegServer);
    const scheme = new TwoLegScheme();
    const stages: string[] = [];
    const channel = channelWith(server.url, scheme, {
      onStage: ({ stage, state }) => stages.push(`${stage} ${state}`),
    });
    const first = await channel.exchange({ ...soap, body: 'one' });
    const second = await channel.exchange({ ...soap, body: 'two' });
    const bodies = [first, second].map(
      (response) => response.kind === 'answer' && Buffer.from(response.body).toString(),
    );
    expect(bodies).toEqual(['one!', 'two!']);
    expect(server.requests.map(({ body }) => `${body}`)).toEqual(['', '', 'eno', 'owt']);
    expect(server.requests[2]?.header('content-type')).toBe(`sealed; of="${soap.contentType}"`);
    expect(server.requests[2]?.header('authorization')).toBeUndefined();
    expect(stages.slice(4)).toEqual(['authenticate begun', 'authenticate done']);
    expect(scheme.begun[0]).toMatchObject({ encrypted: false, remoteAddress: '127.0.0.1' });
  });

  it('is told of a lost connection and authenticates the next one anew', async () => {
    const server = await serve((request, socket) => {
      twoLegServer(request, socket);
      if (request.connection === 1 && `${request.body}` === 'eno') socket.end();
    });
    const scheme = new TwoLegScheme();
    const channel = channelWith(server.url, scheme);
    await channel.exchange({ ...soap, body: 'one' });
    await server.ended(1);
    await channel.exchange({ ...soap, body: 'two' });
    expect(scheme.begun).toHaveLength(2);
    expect(scheme.disposed).toBe(1);
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('sends a request again that the connection was lost under before any of it was sent', async () => {
    const server = await serve((request, socket) => {
      twoLegServer(request, socket);
      if (request.connection === 1 && `${request.body}` === 'eno') socket.end();
    });
    const scheme = new TwoLegScheme();
    const { begin } = scheme;
    scheme.begin = (facts) => {
      const auth = begin.call(scheme, facts);
      const { seal, dispose } = auth;
      const lost = Promise.withResolvers<void>();
      return {
        ...auth,
        seal: async (message) => {
          if (scheme.begun.length === 1 && Buffer.from(message.body).toString() === 'two') await lost.promise;
          return seal(message);
        },
        dispose: () => {
          dispose();
          lost.resolve();
        },
      };
    };
    const channel = channelWith(server.url, scheme);
    await channel.exchange({ ...soap, body: 'one' });
    const response = await channel.exchange({ ...soap, body: 'two' });
    expect(response.kind === 'answer' && Buffer.from(response.body).toString()).toBe('two!');
    expect(server.requests.filter(({ body }) => `${body}` === 'owt')).toHaveLength(1);
  });

  it('authenticates anew when the server has forgotten the context, and sends the refused request again', async () => {
    const server = await serve((request, socket) => {
      if (request.connection === 1 && `${request.body}` === 'owt') socket.write(answer('', [], '401 Unauthorized'));
      else twoLegServer(request, socket);
    });
    const channel = channelWith(server.url, new TwoLegScheme());
    await channel.exchange({ ...soap, body: 'one' });
    const response = await channel.exchange({ ...soap, body: 'two' });
    expect(response.kind === 'answer' && Buffer.from(response.body).toString()).toBe('two!');
    expect(server.connections).toBe(2);
  });

  it('fails when a fresh context is refused as well', async () => {
    const server = await serve((request, socket) => {
      if (request.body.length > 0) socket.write(answer('', [], '401 Unauthorized'));
      else twoLegServer(request, socket);
    });
    expect((await failure(channelWith(server.url, new TwoLegScheme()).exchange(soap))).kind).toBe('auth');
    expect(server.requests).toHaveLength(3);
  });

  it('fails with what the scheme says when a leg is refused, its connection gone', async () => {
    const server = await serve((_request, socket) => socket.write(answer('', [], '401 Unauthorized')));
    const scheme = new TwoLegScheme();
    const { kind, facts } = await failure(channelWith(server.url, scheme).exchange(soap));
    expect(kind).toBe('auth');
    expect(facts.problem).toBe('ticket');
    expect(scheme.disposed).toBe(1);
    await server.ended(1);
  });

  it('reports a redirection that comes instead of a leg’s answer, its connection gone', async () => {
    const location = 'Location: http://ex02.contoso.test/PowerShell/';
    const server = await serve((_request, socket) => socket.write(answer('', [location], '302 Found')));
    const scheme = new TwoLegScheme();
    const response = await channelWith(server.url, scheme).exchange({ ...soap, body: 'one' });
    expect(response).toMatchObject({ kind: 'redirect', location: 'http://ex02.contoso.test/PowerShell/' });
    expect(server.requests.map(({ body }) => `${body}`)).toEqual(['']);
    expect(scheme.disposed).toBe(1);
    await server.ended(1);
  });

  it('does not go on for ever with a server that is never satisfied', async () => {
    const server = await serve((_request, socket) => socket.write(answer('', [], '401 Unauthorized')));
    const scheme: AuthScheme = {
      name: 'Endless',
      refusal: () => undefined,
      begin: () => ({ next: async () => 'Endless token', dispose: () => undefined }),
    };
    expect((await failure(channelWith(server.url, scheme).exchange(soap))).kind).toBe('auth');
    expect(server.requests.length).toBeLessThan(20);
  });

  it('hands on no answer that was not sealed', async () => {
    const server = await serve((request, socket) => {
      if (request.body.length > 0) socket.write(answer('readable'));
      else twoLegServer(request, socket);
    });
    expect((await failure(channelWith(server.url, new TwoLegScheme()).exchange(soap))).kind).toBe('protocol');
  });
});
