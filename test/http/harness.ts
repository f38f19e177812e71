import { expect, onTestFinished } from 'vitest';
import {
  anonymousScheme,
  CookieJar,
  HttpChannel,
  type HttpChannelOptions,
  HttpFailure,
  type HttpRequest,
} from '../../source/http/index.ts';
import {
  type RawHandler,
  type RawHttpServer,
  type RawServerOptions,
  startRawHttpServer,
} from '../support/raw-http-server.ts';

/** Closes it after the test, the newest first. */
export function closeAfterwards(item: { close(): unknown }): void {
  onTestFinished(async () => {
    await item.close();
  });
}

export async function serve(handler: RawHandler, options: RawServerOptions = {}): Promise<RawHttpServer> {
  const server = await startRawHttpServer(handler, options);
  closeAfterwards(server);
  return server;
}

export function channelTo(url: string, options: Partial<HttpChannelOptions> = {}): HttpChannel {
  const channel = new HttpChannel({ url, scheme: anonymousScheme, cookies: new CookieJar(), ...options });
  closeAfterwards(channel);
  return channel;
}

export const soap: HttpRequest = {
  body: '<e/>',
  contentType: 'application/soap+xml;charset=UTF-8',
  responseTimeoutMs: 20_000,
};

/** The failure that an exchange ends with. */
export async function failure(promise: Promise<unknown>): Promise<HttpFailure> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpFailure);
  return error as HttpFailure;
}

export const text = (body: Uint8Array) => Buffer.from(body).toString('utf8');
