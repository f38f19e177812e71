import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { codeOf, HttpFailure, type HttpFailureFacts } from './failure.ts';
import { type HttpProxy, portOf } from './proxy.ts';

const maxHeaderBytes = 16 * 1024;

/**
 * Has the proxy at the other end of the socket connect to the URL's host (RFC 9110 9.3.6); from then on the socket's
 * bytes are the server's. Throws HttpFailure of the kind proxy; the socket is the caller's to destroy.
 */
export async function askForTunnel(socket: Socket, url: URL, proxy: HttpProxy): Promise<void> {
  const target = `${url.hostname}:${portOf(url)}`;
  const failure = (facts: Partial<HttpFailureFacts>) =>
    new HttpFailure('proxy', { origin: url.origin, sent: false, answered: false, proxy: proxy.label, ...facts });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const authorization = proxy.authorization();
  const request = httpRequest({
    createConnection: () => socket,
    method: 'CONNECT',
    path: target,
    setHost: false,
    headers: { Host: target, ...(authorization !== undefined && { 'Proxy-Authorization': authorization }) },
    maxHeaderSize: maxHeaderBytes,
  });
  request.on('connect', ({ statusCode = 0 }, _socket, early) => {
    if (statusCode < 200 || statusCode > 299) {
      reject(failure({ problem: 'refusal', status: statusCode }));
    } else if (early.length > 0) {
      reject(failure({ problem: 'intrusion' }));
    } else resolve();
  });
  // The request's own error may quote what the proxy sent, so only its code is kept.
  request.on('error', (error) => {
    reject(failure({ problem: 'answer', code: codeOf(error) }));
  });
  request.end();
  await promise;
}

/** The proxy's refusal, where an answer to a request that it was to hand on is the proxy's own. */
export function forwarderRefusal(
  message: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  proxy: HttpProxy,
  url: URL,
): HttpFailure | undefined {
  const { statusCode: status = 0, headers } = message;
  if (![403, 407, 502, 504].includes(status)) return undefined;
  const isRemoting = /^\s*(application\/soap\+xml|multipart\/)/i.test(`${headers['content-type']}`);
  // IIS and its http.sys name themselves in pages of their own; proxies hand that on.
  if (status !== 407 && (isRemoting || /^microsoft-/i.test(`${headers['server']}`))) return undefined;
  return new HttpFailure('proxy', {
    problem: 'refusal',
    origin: url.origin,
    status,
    sent: status > 500,
    answered: true,
    proxy: proxy.label,
  });
}
