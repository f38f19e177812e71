import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  type AuthScheme,
  anonymousScheme,
  type CertificateFacts,
  type ConnectionFacts,
} from '../../source/http/index.ts';
import { answer, certificateFile } from '../support/raw-http-server.ts';
import { channelTo, closeAfterwards, failure, serve, soap } from './harness.ts';

const ca = certificateFile('authority.pem');

const serveTls = (certificate = certificateFile('localhost.pem')) =>
  serve((request, socket) => socket.write(answer(`${request.body}`)), { certificate });

async function listen(onSocket: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => onSocket(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterwards(server);
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('https', () => {
  it('works over one connection with the authority given, and reports the step tls', async () => {
    const server = await serveTls();
    const stages: string[] = [];
    const channel = channelTo(server.url, {
      tls: { ca },
      onStage: ({ stage, state }) => stages.push(`${stage} ${state}`),
    });
    for (const _ of [1, 2, 3]) expect(await channel.exchange(soap)).toMatchObject({ kind: 'answer', status: 200 });
    expect(server.connections).toBe(1);
    expect(stages.slice(-2)).toEqual(['tls begun', 'tls done']);
  });

  it('gives the scheme the certificate, for a channel binding', async () => {
    const server = await serveTls();
    const begun: ConnectionFacts[] = [];
    const scheme: AuthScheme = {
      ...anonymousScheme,
      begin: (facts) => {
        begun.push(facts);
        return anonymousScheme.begin(facts);
      },
    };
    await channelTo(server.url, { tls: { ca }, scheme }).exchange(soap);
    const der = Buffer.from(certificateFile('localhost.pem').replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(begun[0]?.encrypted).toBe(true);
    expect(Buffer.from(begun[0]?.certificate ?? []).equals(der)).toBe(true);
  });

  it.each([
    ['an authority that is not trusted', {}, 'localhost.pem', 'issuer', { issuer: /.+/ }],
    ['a certificate of no authority', { ca }, 'self-signed.pem', 'selfSigned', {}],
    [
      'a certificate for another name',
      { ca, serverName: 'ex01.contoso.test' },
      'localhost.pem',
      'name',
      { names: /^localhost,127\.0\.0\.1$/ },
    ],
    ['an expired certificate', { ca }, 'expired.pem', 'expired', { validTo: /Feb .* 2020 GMT/ }],
    [
      'a certificate of the future',
      { ca: certificateFile('future.pem') },
      'future.pem',
      'notYetValid',
      { validFrom: /Jan .* 2118 GMT/ },
    ],
    ['a weak key', { ca: certificateFile('weak.pem') }, 'weak.pem', 'weak', {}],
  ] as const)('refuses %s, says which check failed, and sends nothing', async (_what, tls, file, check, shown) => {
    const key = file === 'weak.pem' ? { key: certificateFile('weak.key.pem') } : {};
    const server = await serve(() => undefined, { certificate: certificateFile(file), ...key });
    const { kind, facts } = await failure(channelTo(server.url, { tls }).exchange(soap));
    expect(kind).toBe('tls');
    expect(facts).toMatchObject({ check, sent: false, certificate: { names: ['localhost', '127.0.0.1'] } });
    for (const [fact, pattern] of Object.entries<RegExp>(shown)) {
      expect(`${facts.certificate?.[fact as keyof CertificateFacts]}`, fact).toMatch(pattern);
    }
    expect(facts.said === undefined).toBe(check !== 'weak');
    expect(server.requests).toEqual([]);
  });

  it('trusts a self-signed certificate that the connection names', async () => {
    const server = await serveTls(certificateFile('self-signed.pem'));
    const tls = { ca: certificateFile('self-signed.pem') };
    expect(await channelTo(server.url, { tls }).exchange(soap)).toMatchObject({ kind: 'answer', status: 200 });
  });

  it.each([
    ['no PEM', 'junk', 'no-certificate'],
    ['PEM of no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'damaged-certificate'],
  ])('tells a CA that is %s, and leaves no connection', async (_what, text, problem) => {
    const server = await serveTls();
    const { kind, facts } = await failure(channelTo(server.url, { tls: { ca: text } }).exchange(soap));
    expect([kind, facts.problem]).toEqual(['authorities', problem]);
    await server.ended(1);
  });

  it('tells a port that does not speak TLS', async () => {
    const url = await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect((await failure(channelTo(url).exchange(soap))).kind).toBe('tls');
  });

  it('gives up on a handshake that does not end, connection included', async () => {
    const closed = Promise.withResolvers<void>();
    const url = await listen((socket) => socket.on('close', () => closed.resolve()).resume());
    const channel = channelTo(url, { timeouts: { connectMs: 60 } });
    expect((await failure(channel.exchange(soap))).kind).toBe('connect-timeout');
    await closed.promise;
  });
});
