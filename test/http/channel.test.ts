import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CookieJar, type StageEvent } from '../../source/http/index.ts';
import { answer } from '../support/raw-http-server.ts';
import { channelTo, serve, soap, text } from './harness.ts';

describe('an exchange over one channel', () => {
  it('posts the body and gives the answer with its status, type and request id', async () => {
    const server = await serve((request, socket) => {
      const id = 'request-id: 6f1c';
      socket.write(answer(`got ${request.body}`, [id, 'X-Twice: a', 'X-Twice: b'], '500 Internal Server Error'));
    });
    const response = await channelTo(server.url).exchange({ ...soap, body: 'Grüße' });
    expect(response).toMatchObject({ kind: 'answer', status: 500, requestId: '6f1c' });
    if (response.kind !== 'answer') return;
    expect(text(response.body)).toBe('got Grüße');
    expect(response.contentType).toBe('application/soap+xml;charset=UTF-8');
    expect(response.headers.get('x-twice')).toBe('a, b');
    const [request] = server.requests;
    expect(request?.head.split('\r\n')[0]).toBe('POST /PowerShell/?PSVersion=5.1 HTTP/1.1');
    expect(request?.header('host')).toBe(`127.0.0.1:${server.port}`);
    expect(request?.header('accept-encoding')).toBe('identity');
    expect(request?.header('content-type')).toBe('application/soap+xml;charset=UTF-8');
    expect(request?.header('connection')).toBe('keep-alive');
  });

  it('keeps to one connection for all its requests, one after another', async () => {
    const server = await serve((request, socket) => socket.write(answer(`${request.body}`)));
    const channel = channelTo(server.url);
    const bodies = ['one', 'two', 'three', 'four'];
    const responses = await Promise.all(bodies.map((body) => channel.exchange({ ...soap, body })));
    expect(responses.map((response) => (response.kind === 'answer' ? text(response.body) : ''))).toEqual(bodies);
    expect(server.connections).toBe(1);
  });

  it('puts a chunked answer together', async () => {
    const server = await serve((_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n');
      socket.write('6\r\n and 2\r\n0\r\n\r\n');
    });
    const response = await channelTo(server.url).exchange(soap);
    expect(response.kind === 'answer' && text(response.body)).toBe('half and 2');
  });

  it('does not make another channel wait', async () => {
    let release = () => {};
    const server = await serve((request, socket) => {
      if (`${request.body}` === 'receive') release = () => socket.write(answer('late'));
      else socket.write(answer('at once'));
    });
    const cookies = new CookieJar();
    const receiving = channelTo(server.url, { cookies }).exchange({ ...soap, body: 'receive' });
    const sent = await channelTo(server.url, { cookies }).exchange({ ...soap, body: 'send' });
    expect(sent.kind === 'answer' && text(sent.body)).toBe('at once');
    release();
    const received = await receiving;
    expect(received.kind === 'answer' && text(received.body)).toBe('late');
    expect(server.connections).toBe(2);
  });

  it('opens a new connection after the server said it would close this one', async () => {
    const server = await serve((_request, socket) => socket.end(answer('', ['Connection: close'])));
    const channel = channelTo(server.url);
    await channel.exchange(soap);
    await channel.exchange(soap);
    expect(server.requests.map((request) => request.connection)).toEqual([1, 2]);
  });

  it.each([
    ['a whole answer', answer('unasked', [], '408 Request Timeout')],
    ['a part of one', 'HTTP/1.1 200 OK\r\nX-Injected: '],
  ])('does not take %s that nobody asked for as the next answer', async (_what, unasked) => {
    let firstSocket: Socket | undefined;
    const server = await serve((request, socket) => {
      const reply = () => socket.write(answer(`answer ${request.connection}`));
      if (request.connection === 2) firstSocket?.write(unasked, reply);
      else reply();
      firstSocket ??= socket;
    });
    const channel = channelTo(server.url);
    await channel.exchange(soap);
    // The server writes the unasked bytes before it answers this one, so they are here by then.
    await channelTo(server.url).exchange(soap);
    const response = await channel.exchange(soap);
    expect(response.kind === 'answer' && text(response.body)).toBe('answer 3');
  });

  it('reports a redirect and follows nothing', async () => {
    const server = await serve((_request, socket) => {
      socket.write(answer('', ['Location: http://elsewhere.example/PowerShell/'], '302 Found'));
    });
    const response = await channelTo(server.url).exchange(soap);
    expect(response).toMatchObject({
      kind: 'redirect',
      status: 302,
      location: 'http://elsewhere.example/PowerShell/',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('reports name, TCP and nothing else as stages with their times, once for a connection', async () => {
    const server = await serve((_request, socket) => socket.write(answer()));
    const stages: StageEvent[] = [];
    const channel = channelTo(server.url, { onStage: (event) => stages.push(event) });
    await channel.exchange(soap);
    await channel.exchange(soap);
    expect(stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'resolve begun',
      'resolve done',
      'tcp begun',
      'tcp done',
    ]);
    expect(stages.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
  });
});

describe('cookies', () => {
  it('go back to the server, over the other channels of the session too', async () => {
    const server = await serve((_request, socket) => {
      socket.write(answer('', ['Set-Cookie: X-BackEndCookie=S-1-5=abc~def; path=/powershell; HttpOnly']));
    });
    const cookies = new CookieJar();
    const { headers } = await channelTo(server.url, { cookies }).exchange(soap);
    expect(headers.has('set-cookie')).toBe(false);
    await channelTo(server.url, { cookies }).exchange(soap);
    await channelTo(server.url).exchange(soap);
    expect(server.requests.map((request) => request.header('cookie'))).toEqual([
      undefined,
      'X-BackEndCookie=S-1-5=abc~def',
      undefined,
    ]);
  });
});
