import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { watchDeadline } from '../async/deadline.ts';
import { codeOf, HttpFailure, type HttpFailureFacts, type HttpFailureKind } from './failure.ts';

export interface RawRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** From the first byte sent to the last one received. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly message: IncomingMessage;
  readonly body: Uint8Array;
}

const maxHeaderBytes = 64 * 1024;

export interface Course {
  /** What stands in the request's line: a path, or the whole URL for a proxy. */
  readonly path: string;
  readonly received: () => number;
}

/** One request over a connection's socket, and its answer or what became of it. */
export class RoundTrip {
  readonly #url: URL;
  readonly #path: string;
  readonly #socket: Socket;
  readonly #raw: RawRequest;
  readonly #agent: Agent;
  readonly #received: () => number;
  readonly #receivedBefore: number;
  readonly #writtenBefore: number;
  #request: ClientRequest | undefined;

  constructor(url: URL, socket: Socket, agent: Agent, raw: RawRequest, { path, received }: Course) {
    this.#url = url;
    this.#path = path;
    this.#socket = socket;
    this.#agent = agent;
    this.#raw = raw;
    this.#received = received;
    this.#receivedBefore = received();
    this.#writtenBefore = socket.bytesWritten;
  }

  get keepsAlive(): boolean {
    return this.#request?.shouldKeepAlive ?? false;
  }

  async run(): Promise<RawAnswer> {
    const { timeoutMs, signal } = this.#raw;
    const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
    const stop = watchDeadline(
      timeoutMs,
      signal,
      () => reject(this.#timeout()),
      () => reject(this.#failure('aborted')),
    );
    try {
      if (!signal?.aborted) this.#send(resolve, reject);
      return await promise;
    } finally {
      stop();
    }
  }

  #send(resolve: (answer: RawAnswer) => void, reject: (error: unknown) => void): void {
    const { headers, body } = this.#raw;
    const request = httpRequest({
      agent: this.#agent,
      method: 'POST',
      host: this.#url.hostname,
      path: this.#path,
      setHost: false,
      headers: { Host: this.#url.host, ...headers, 'Content-Length': body.byteLength },
      maxHeaderSize: maxHeaderBytes,
    });
    this.#request = request;
    request.on('error', reject);
    // Another protocol, which no request asked for: nothing that follows would be an answer.
    request.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      reject(this.#failure('protocol', { problem: 'upgrade', status: statusCode }));
    });
    request.on('response', (message) => {
      message.on('error', reject);
      this.#collect(message).then(
        (bytes) => resolve({ status: message.statusCode ?? 0, message, body: bytes }),
        reject,
      );
    });
    request.end(body);
  }

  async #collect(message: IncomingMessage): Promise<Uint8Array> {
    const encoding = message.headers['content-encoding'];
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
      throw this.#failure('protocol', { problem: 'encoded', encoding, status: message.statusCode });
    }
    if (Number(message.headers['content-length'] ?? 0) > this.#raw.maxBytes) throw this.#tooLarge(message);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > this.#raw.maxBytes) throw this.#tooLarge(message);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  }

  /** The failure that an error of the request, the answer or the socket stands for. */
  failureOf(error: unknown, socketError: Error | undefined): HttpFailure {
    if (error instanceof HttpFailure) return error;
    const code = codeOf(socketError) ?? codeOf(error);
    if (code === 'HPE_HEADER_OVERFLOW') return this.#failure('too-large', { code, maxBytes: maxHeaderBytes });
    // The parser's error carries what the server sent, so it is not handed on as the cause.
    if (code?.startsWith('HPE_')) return this.#failure('protocol', { problem: 'not-http', code });
    const isShort = this.#answered && socketError === undefined;
    return this.#failure(isShort ? 'truncated' : 'reset', { code }, error);
  }

  get #answered(): boolean {
    return this.#received() > this.#receivedBefore;
  }

  #timeout(): HttpFailure {
    return this.#failure('response-timeout', { timeoutMs: this.#raw.timeoutMs });
  }

  #tooLarge(message: IncomingMessage): HttpFailure {
    return this.#failure('too-large', { status: message.statusCode, maxBytes: this.#raw.maxBytes });
  }

  #failure(kind: HttpFailureKind, facts: Partial<HttpFailureFacts> = {}, cause?: unknown): HttpFailure {
    const sent = this.#socket.bytesWritten > this.#writtenBefore;
    return new HttpFailure(kind, { origin: this.#url.origin, sent, answered: this.#answered, ...facts }, cause);
  }
}
