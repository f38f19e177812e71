import { describe, expect, it } from 'vitest';
import type { Authenticator } from '../../../source/sandbox/index.ts';
import { startSandbox } from '../../../source/sandbox/index.ts';
import { getRequest, readGetResponse, shellSelector } from '../../../source/wsman/index.ts';
import { WsmanConnection } from './support/client.ts';
import { TestOrganisation } from './support/organisation.ts';
import { testSandbox } from './support/sandbox.ts';

describe("a server's HTTP side", () => {
  it('listens on loopback only, each server on its own port', async () => {
    const { sandbox } = await testSandbox();
    const urls = sandbox.servers.map(({ url }) => new URL(url));
    expect(urls.map((url) => `${url.hostname}${url.pathname}`)).toEqual([
      '127.0.0.1/PowerShell/',
      '127.0.0.1/PowerShell/',
    ]);
    expect(new Set(urls.map((url) => url.port)).size).toBe(2);
    expect(sandbox.servers.map(({ name }) => name)).toEqual(['ex01', 'ex02']);
  });

  it.each([
    ['no credentials', {}],
    ['a wrong password', { user: 'mira@contoso.com', password: 'wrong' }],
    ['an unknown user', { user: 'nobody@contoso.com', password: 'Sandbox-Only-1' }],
  ])('answers %s with 401 and what it accepts', async (_what, credentials) => {
    const { access } = await testSandbox();
    const connection = new WsmanConnection({ url: access().url, ...credentials });
    const answer = await connection.post('<x/>');
    connection.close();
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="exterm sandbox"');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('gives the cookie and the request id that Exchange gives', async () => {
    const { connection } = await testSandbox();
    const wsman = connection();
    const [first, second] = [await wsman.post('<x/>'), await wsman.post('<x/>')];
    expect(first.headers['set-cookie']?.[0]).toMatch(/^X-BackEndCookie=ex01~[0-9a-f]{32}; path=\/PowerShell/);
    expect(first.headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.headers['request-id']).not.toBe(first.headers['request-id']);
    expect(first.headers['x-feserver']).toBe('EX01');
  });

  it('takes a query string behind its path, and no other path', async () => {
    const { access, connection } = await testSandbox();
    const wsman = connection();
    const url = access().url;
    expect((await wsman.post('<x/>', { url: `${url}?serializationLevel=Full` })).status).toBe(500);
    expect((await wsman.post('<x/>', { url: url.replace('/PowerShell/', '/wsman') })).status).toBe(404);
  });

  it('takes POST only', async () => {
    const { connection } = await testSandbox();
    expect((await connection().post('', { method: 'PUT' })).status).toBe(405);
  });

  it('refuses a request above the envelope limit with 413 and goes on', async () => {
    const { connection } = await testSandbox({ maxEnvelope: 32_768 });
    const wsman = connection();
    expect((await wsman.post('x'.repeat(32_769))).status).toBe(413);
    expect((await wsman.post('x'.repeat(32_768))).status).toBe(500);
  });

  it('answers an empty POST, which only signs in', async () => {
    const { connection } = await testSandbox();
    expect((await connection().post('')).status).toBe(200);
  });

  it('lets another scheme sign in, with a second round and sealed bodies, one context a connection', async () => {
    const seen: string[] = [];
    const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
    const scheme: Authenticator = {
      scheme: 'Test',
      challenge: 'Test',
      forConnection: () => {
        let rounds = 0;
        return {
          authenticate: (credentials) => {
            seen.push(credentials);
            rounds += 1;
            if (rounds === 1) return { outcome: 'continue', challenge: 'Test more' };
            return {
              outcome: 'accepted',
              user: 'mira@contoso.com',
              answer: 'Test done',
              seal: {
                open: ({ bytes }) => ({ contentType: 'application/soap+xml', bytes: flip(bytes) }),
                close: ({ bytes }) => ({ contentType: 'multipart/encrypted', bytes: flip(bytes) }),
              },
            };
          },
        };
      },
    };
    const sandbox = await startSandbox(
      { leftOpen: 1 },
      { organisation: new TestOrganisation(), authenticators: () => [scheme] },
    );
    const [shell] = sandbox.shells('ex01');
    const url = sandbox.servers[0]!.url;
    const one = new WsmanConnection({ url });
    const post = (body: string | Uint8Array) => one.post(body, { headers: { Authorization: 'Test token' } });
    expect(await post('')).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Test more' } });
    const request = getRequest(one.headers({ selectors: shellSelector(shell!.id) }));
    const answer = await post(flip(Buffer.from(request)));
    one.close();
    await sandbox.stop();
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'www-authenticate': 'Test done', 'content-type': 'multipart/encrypted' },
    });
    expect(readGetResponse(Buffer.from(flip(answer.body))).shellId).toBe(shell!.id);
    expect(seen).toEqual(['token', 'token']);
  });

  it('says which port is taken', async () => {
    const { sandbox } = await testSandbox();
    const port = Number(new URL(sandbox.servers[0]!.url).port);
    await expect(startSandbox({ port }, { organisation: new TestOrganisation() })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken`,
    );
  });

  it.each([
    ['servers', 10],
    ['mailboxes', 0],
    ['idleTimeout', 10],
    ['port', 65_536],
    ['latency', -1],
    ['seed', 1.5],
  ])('refuses %s %d and says what it takes', async (name, value) => {
    await expect(startSandbox({ [name]: value })).rejects.toThrow(new RegExp(`takes ${name} from`));
  });
});
