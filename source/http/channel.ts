import { settledOrAborted } from '../async/abort.ts';
import { responseOf } from './answer.ts';
import type { AuthScheme, HttpMessage } from './auth.ts';
import { openSocket, reportStage } from './connect.ts';
import type { Lookup, StageEvent } from './connect-options.ts';
import { PinnedConnection } from './connection.ts';
import type { CookieJar } from './cookies.ts';
import type { HttpRedirect, HttpRequest, HttpResponse } from './exchange.ts';
import { HttpFailure, type HttpFailureFacts } from './failure.ts';
import { authenticate } from './legs.ts';
import { type ProxyEnvironment, proxyFor } from './proxy.ts';
import { credentialsRefusal } from './refusal.ts';
import type { RawAnswer } from './round-trip.ts';
import type { TlsOptions } from './trust.ts';

export interface HttpTimeouts {
  /** For the name, TCP and TLS together. */
  readonly connectMs: number;
  /** For each leg of authentication. */
  readonly authenticateMs: number;
}

const defaultTimeouts: HttpTimeouts = { connectMs: 30_000, authenticateMs: 30_000 };

export interface HttpChannelOptions {
  readonly url: URL | string;
  readonly scheme: AuthScheme;
  /** One for all channels of a session. */
  readonly cookies: CookieJar;
  readonly tls?: TlsOptions | undefined;
  /** Where the usual variables for proxies are looked for; none are used without. */
  readonly environment?: ProxyEnvironment | undefined;
  readonly timeouts?: Partial<HttpTimeouts> | undefined;
  /** Largest answer taken, in bytes; 8 MiB when left out. */
  readonly maxResponseBytes?: number | undefined;
  readonly onStage?: ((event: StageEvent) => void) | undefined;
  readonly lookup?: Lookup | undefined;
}

const defaultMaxResponseBytes = 8 * 1024 * 1024;

/**
 * POST requests to one URL, one after another, over one keep-alive connection at a time. The connection is made with
 * the first request and again after it was lost; the scheme authenticates each one anew. What must not wait for
 * something else (a Send for a Receive) goes over a channel of its own.
 */
export class HttpChannel {
  readonly #options: HttpChannelOptions;
  readonly #url: URL;
  readonly #pending = new Set<AbortController>();
  #closed = false;
  #connection: PinnedConnection | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: HttpChannelOptions) {
    this.#options = options;
    this.#url = new URL(options.url);
  }

  /** Sends one request, after those before it. Throws HttpFailure. */
  async exchange(request: HttpRequest): Promise<HttpResponse> {
    const pending = new AbortController();
    const { signal } = pending;
    const abort = () => pending.abort();
    const before = this.#last;
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    this.#last = before.then(() => over);
    this.#pending.add(pending);
    request.signal?.addEventListener('abort', abort);
    if (request.signal?.aborted || this.#closed) abort();
    try {
      await settledOrAborted(before, signal);
      return await this.#exchange(request, signal);
    } finally {
      end();
      this.#pending.delete(pending);
      request.signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends the connection, and whatever is under way or waiting with a failure of the kind aborted. */
  close(): void {
    this.#closed = true;
    for (const pending of this.#pending) pending.abort();
    this.#drop();
  }

  async #exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    for (let first = true; ; first = false) {
      this.#refuseIfAborted(signal);
      const connection = await this.#ready(request, signal);
      if (!(connection instanceof PinnedConnection)) return connection;
      const reused = connection.answers > 0;
      try {
        const answer = await this.#send(connection, request, signal);
        if (answer.status !== 401) return await responseOf(answer, (sealed) => this.#unsealed(connection, sealed));
        const again = first && reused && connection.auth.next !== undefined;
        this.#drop();
        if (!again) throw this.#refused(answer);
      } catch (error) {
        this.#dropIfUnusable(connection);
        if (!(first && reused && error instanceof HttpFailure && isSafeToRepeat(error, request))) throw error;
      }
    }
  }

  /** A connection that is authenticated, or the redirection that came instead of one. */
  async #ready(request: HttpRequest, signal: AbortSignal): Promise<PinnedConnection | HttpRedirect> {
    if (this.#connection?.usable) return this.#connection;
    this.#drop();
    const { scheme, tls, environment = {}, lookup, onStage } = this.#options;
    const refusal = scheme.refusal(this.#url);
    if (refusal !== undefined) throw this.#failure('auth', { ...refusal, sent: false });
    const proxy = proxyFor(this.#url, environment);
    const timeoutMs = this.#timeouts.connectMs;
    const opened = await openSocket({ url: this.#url, tls, proxy, lookup, onStage, timeoutMs, signal });
    try {
      this.#connection = new PinnedConnection(opened, scheme.begin(opened.facts));
    } catch (error) {
      opened.socket.destroy();
      throw error;
    }
    const connection = this.#connection;
    return (await this.#authenticate(connection, request.contentType, signal)) ?? connection;
  }

  async #authenticate(
    connection: PinnedConnection,
    contentType: string,
    signal: AbortSignal,
  ): Promise<HttpRedirect | undefined> {
    if (!connection.auth.next) return undefined;
    const post = async (token: string) => {
      const headers = { ...this.#headers(contentType), Authorization: token };
      const timeoutMs = this.#timeouts.authenticateMs;
      const raw = { headers, body: new Uint8Array(), timeoutMs, maxBytes: this.#maxBytes, signal };
      const answer = await connection.roundTrip(raw);
      this.#keepCookies(answer);
      return answer;
    };
    const legs = () => authenticate({ url: this.#url, auth: connection.auth, post, signal });
    try {
      const redirect = await reportStage(this.#options.onStage, 'authenticate', legs);
      if (redirect) this.#drop();
      return redirect;
    } catch (error) {
      this.#drop();
      throw error;
    }
  }

  /** One ordinary request. For a scheme without legs the connection's first answer is what tells that it is accepted. */
  async #send(connection: PinnedConnection, request: HttpRequest, signal: AbortSignal): Promise<RawAnswer> {
    const { auth } = connection;
    const plain = typeof request.body === 'string' ? Buffer.from(request.body, 'utf8') : request.body;
    const message = { contentType: request.contentType, body: plain };
    const { contentType, body } = auth.seal ? await auth.seal(message) : message;
    const post = async () => {
      const authorization = await auth.authorization?.();
      const headers = { ...this.#headers(contentType), ...(authorization && { Authorization: authorization }) };
      const raw = { headers, body, timeoutMs: request.responseTimeoutMs, maxBytes: this.#maxBytes, signal };
      const answer = await connection.roundTrip(raw);
      this.#keepCookies(answer);
      if (answer.status === 401 && !auth.next) throw this.#refused(answer);
      return answer;
    };
    const proves = auth.authorization && connection.answers === 0;
    const answer = await (proves ? reportStage(this.#options.onStage, 'authenticate', post) : post());
    connection.answers++;
    return answer;
  }

  async #unsealed(
    connection: PinnedConnection,
    sealed: HttpMessage & { readonly status: number },
  ): Promise<HttpMessage> {
    const { unseal } = connection.auth;
    if (!unseal) return sealed;
    try {
      return await unseal.call(connection.auth, sealed);
    } catch (error) {
      // A security context that has lost one message takes none of those that follow.
      connection.destroy();
      throw error;
    }
  }

  #headers(contentType: string): Record<string, string> {
    const cookie = this.#options.cookies.header(this.#url);
    return {
      'Content-Type': contentType,
      'Accept-Encoding': 'identity',
      'User-Agent': 'exterm',
      ...(cookie !== undefined && { Cookie: cookie }),
    };
  }

  #keepCookies({ message }: RawAnswer): void {
    this.#options.cookies.store(message.headers['set-cookie'] ?? [], this.#url);
  }

  #refused(answer: RawAnswer): HttpFailure {
    return credentialsRefusal(answer, this.#url, this.#options.scheme.name);
  }

  #refuseIfAborted(signal: AbortSignal): void {
    if (!signal.aborted) return;
    throw this.#failure('aborted', { sent: false, answered: false });
  }

  #drop(): void {
    this.#connection?.destroy();
    this.#connection = undefined;
  }

  #dropIfUnusable(connection: PinnedConnection): void {
    if (this.#connection === connection && !connection.usable) this.#drop();
  }

  #failure(kind: HttpFailure['kind'], facts: Partial<HttpFailureFacts>): HttpFailure {
    return new HttpFailure(kind, { origin: this.#url.origin, ...facts });
  }

  get #timeouts(): HttpTimeouts {
    return { ...defaultTimeouts, ...this.#options.timeouts };
  }

  get #maxBytes(): number {
    return this.#options.maxResponseBytes ?? defaultMaxResponseBytes;
  }
}

/**
 * A kept connection that the server closed meanwhile shows only when it is written to. Repeating is safe when nothing
 * had been sent, or when the caller said so and no byte of an answer had come.
 */
function isSafeToRepeat({ kind, facts }: HttpFailure, request: HttpRequest): boolean {
  return kind === 'reset' && !facts.answered && (!facts.sent || request.repeatable === true);
}
