import { afterEach, expect, it } from 'vitest';
import type { Connection } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { anonymousScheme } from '../../../source/http/index.ts';
import { answer, type RawHandler, startRawHttpServer } from '../../support/raw-http-server.ts';
import { failureOf, never } from './support.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

const connection: Connection = {
  name: 'ex01',
  url: 'http://ex01.contoso.test/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Basic',
  engine: 'native',
};

/** What becomes of a question to ex01 by way of a proxy that answers so. */
async function ask(handler: RawHandler, variables: Readonly<Record<string, string>> = {}) {
  const proxy = await startRawHttpServer(handler);
  open.push(proxy);
  const environment = { http_proxy: `http://mira:hunter2@127.0.0.1:${proxy.port}`, ...variables };
  const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
  const engine = new NativeEngine({ environment, lookup, schemeFor: () => anonymousScheme });
  const failure = await failureOf(engine.listShells({ connection, credential: undefined, signal: never }));
  return { failure, proxy };
}

it('requests go to the proxy that the environment names', async () => {
  const { failure, proxy } = await ask((_request, socket) => socket.write(answer('', [], '404 Not Found')));
  expect(failure.id).toBe('http.404');
  expect(proxy.requests[0]?.head.split('\r\n')[0]).toBe('POST http://ex01.contoso.test/PowerShell/ HTTP/1.1');
});

it('a proxy that wants credentials is named, and those that it refused are not shown', async () => {
  const { failure, proxy } = await ask((_request, socket) => socket.write(answer('', [], '407 No')));
  expect(failure).toMatchObject({ id: 'http.proxy', what: expect.stringContaining(`127.0.0.1:${proxy.port}`) });
  expect(failure.next).toContain('name ex01.contoso.test in no_proxy');
  expect(JSON.stringify(failure)).not.toMatch(/mira|hunter2/);
});

it('a server that no_proxy names is reached without it', async () => {
  const { failure, proxy } = await ask(() => undefined, { NO_PROXY: '.contoso.test' });
  expect(failure.id).toBe('dns');
  expect(proxy.connections).toBe(0);
});
