import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { HttpAnswerFacts } from '../../domain/index.ts';
import {
  HttpFailure,
  type HttpFailureFacts,
  type HttpFailureKind,
  type OpenedSocket,
  offeredSchemes,
} from '../../http/index.ts';
import { soapContentType } from '../../wsman/index.ts';

/**
 * Sends an empty POST without credentials over the socket, and reads the head of the answer: its body is of no interest.
 * Throws HttpFailure; an answer of whatever status is one.
 */
export async function askWithoutCredentials(
  { socket, forwarder }: OpenedSocket,
  url: URL,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpAnswerFacts> {
  const authorization = forwarder?.authorization();
  const request = httpRequest({
    createConnection: () => socket,
    method: 'POST',
    path: forwarder ? url.href : `${url.pathname}${url.search}`,
    headers: {
      Host: url.host,
      'Content-Type': soapContentType,
      'Content-Length': 0,
      'User-Agent': 'exterm',
      ...(authorization === undefined ? {} : { 'Proxy-Authorization': authorization }),
    },
    maxHeaderSize: 64 * 1024,
    signal,
  });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const fail = (kind: HttpFailureKind, facts: Partial<HttpFailureFacts>, cause?: unknown) =>
    reject(new HttpFailure(kind, { origin: url.origin, sent: true, answered: false, ...facts }, cause));
  const timer = setTimeout(() => {
    fail('response-timeout', { timeoutMs });
    request.destroy();
  }, timeoutMs);
  request.once('response', (message) => {
    message.on('error', () => undefined).resume();
    resolve(message);
  });
  request.once('error', (error: NodeJS.ErrnoException) => {
    const { code } = error;
    // The parser's error carries what the server sent, so it is not handed on as the cause.
    if (code?.startsWith('HPE_')) fail('protocol', { problem: 'not-http', code });
    else fail('reset', { code }, error);
  });
  request.end();
  try {
    return factsOf(await promise, url);
  } finally {
    clearTimeout(timer);
  }
}

const longestText = 500;

function factsOf({ statusCode = 0, headers, headersDistinct }: IncomingMessage, url: URL): HttpAnswerFacts {
  const text = (name: string) => headersDistinct[name]?.[0]?.slice(0, longestText);
  const date = Date.parse(headers.date ?? '');
  return {
    url: url.href,
    status: statusCode,
    contentType: text('content-type'),
    server: text('server'),
    frontEnd: text('x-feserver'),
    location: text('location'),
    requestId: text('request-id'),
    date: Number.isNaN(date) ? undefined : date,
    offered: offeredSchemes(headersDistinct['www-authenticate'] ?? []).slice(0, 16),
  };
}
