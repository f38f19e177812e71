import { randomUUID } from 'node:crypto';
import { abortError } from '../../async/abort.ts';
import { turnBudget } from '../../async/budget.ts';
import type { ServerAccess } from '../../domain/index.ts';
import { HttpChannel, HttpFailure, type HttpRedirect, type HttpResponse, type StageEvent } from '../../http/index.ts';
import {
  configurationResourceUri,
  isAskAgain,
  type RequestHeaders,
  type Selector,
  soapContentType,
  uuidUri,
  WsmanError,
  WsmanFault,
} from '../../wsman/index.ts';
import { FaultAnswer, PlainAnswer } from './answers.ts';
import { authoritiesOf } from './authorities.ts';
import type { Correspondent } from './correspondent.ts';
import type { ServerOptions } from './options.ts';
import { defaultServerTimeouts, type ServerTimeouts } from './options.ts';
import { type Route, redirected, routeOf } from './route.ts';
import { basicSchemeFor } from './scheme.ts';

/** One WSMan operation: the envelope for the given headers, and how to read its answer. */
export interface Operation<T> {
  readonly request: (headers: RequestHeaders) => string;
  readonly read: (body: Uint8Array, messageId: string) => T;
  readonly resourceUri?: string;
  readonly selectors?: readonly Selector[];
  /** Milliseconds that the server may take. */
  readonly timeout?: number;
  readonly maxEnvelopeSize?: number;
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
}

/** Connections that are kept for the next request while nobody uses them. */
const idleChannels = 3;

/**
 * A connection URI with the channels to it. Each exchange has a connection for itself for as long as it lasts, so a
 * Receive that waits never holds up a Send; those that become free are used again.
 */
export class Endpoint {
  readonly timeouts: ServerTimeouts;
  readonly resourceUri: string;
  readonly #options: ServerOptions;
  readonly #authorities: string | undefined;
  readonly #free: HttpChannel[] = [];
  readonly #busy = new Set<HttpChannel>();
  readonly #sessionId = uuidUri(randomUUID());
  #access: ServerAccess;
  #route: Route;
  /** A request was answered here: what it opened is here and nowhere else. */
  #isSettled = false;
  #onStage: ((event: StageEvent) => void) | undefined;
  #onMove: (url: string) => Promise<void> = () => Promise.resolve();
  #isClosed = false;

  private constructor(access: ServerAccess, options: ServerOptions, authorities: string | undefined) {
    this.#access = access;
    this.#options = options;
    this.#authorities = authorities;
    this.timeouts = { ...defaultServerTimeouts, ...options.timeouts };
    this.resourceUri = configurationResourceUri(access.connection.configurationName);
    this.#route = this.#routeTo(access);
  }

  /** Throws FailureError where the connection's authentication or its CA file cannot be used. */
  static async of(access: ServerAccess, options: ServerOptions): Promise<Endpoint> {
    return new Endpoint(access, options, await authoritiesOf(access.connection));
  }

  /** Whom requests go to; after a redirection another than the connection names. */
  get to(): Correspondent {
    return this.#route.to;
  }

  /** Awaited after each redirection, before anything is sent to the URL that it led to. */
  watchMoves(listener: (url: string) => Promise<void>): void {
    this.#onMove = listener;
  }

  /** Who hears of the steps of making connections; undefined from then on for nobody. */
  watchStages(listener: ((event: StageEvent) => void) | undefined): void {
    this.#onStage = listener;
  }

  /**
   * Sends one request and reads its answer. Until the first answer, redirections to hosts that the connection allows are
   * followed. Throws HttpFailure, FaultAnswer, PlainAnswer for an answer that is not WS-Management, WsmanError for one
   * that cannot be read, and an AbortError when its own signal was aborted.
   */
  async exchange<T>(operation: Operation<T>): Promise<T> {
    const { signal } = operation;
    for (;;) {
      if (signal?.aborted) throw abortError(signal);
      const messageId = uuidUri(randomUUID());
      const answer = await this.#send(operation, messageId);
      if (answer.kind === 'answer') {
        this.#isSettled = true;
        // Reading a large envelope is a turn's work of its own.
        if (turnBudget.isSpent) await turnBudget.nextTurn();
        return readAnswer(answer, () => operation.read(answer.body, messageId));
      }
      if (this.#isSettled) throw new PlainAnswer(answer, 'redirect.late');
      await this.#follow(answer);
    }
  }

  async #send(operation: Operation<unknown>, messageId: string): Promise<HttpResponse> {
    const { signal } = operation;
    const timeout = operation.timeout ?? this.timeouts.operation;
    const body = operation.request(this.headers(operation, messageId, timeout));
    const channel = this.#lease();
    try {
      return await channel.exchange({
        body,
        contentType: soapContentType,
        responseTimeoutMs: timeout + this.timeouts.answerMargin,
        signal,
        repeatable: operation.repeatable,
      });
    } catch (error) {
      if (signal?.aborted && error instanceof HttpFailure && error.kind === 'aborted') throw abortError(signal);
      throw error;
    } finally {
      this.#giveBack(channel);
    }
  }

  async #follow(answer: HttpRedirect): Promise<void> {
    const access = redirected(this.#access, this.#route, answer);
    const route = this.#routeTo(access, this.#route.hops + 1);
    await this.#onMove(route.url);
    this.#access = access;
    this.#route = route;
    for (const channel of this.#free.splice(0)) channel.close();
  }

  headers(
    operation: Pick<Operation<unknown>, 'resourceUri' | 'selectors' | 'maxEnvelopeSize'>,
    messageId: string,
    timeout: number,
  ): RequestHeaders {
    return {
      to: this.#route.url,
      resourceUri: operation.resourceUri ?? this.resourceUri,
      messageId,
      selectors: operation.selectors,
      operationTimeoutMs: timeout,
      maxEnvelopeSize: operation.maxEnvelopeSize,
      locale: 'en-US',
      dataLocale: 'en-US',
      sessionId: this.#sessionId,
      operationId: uuidUri(randomUUID()),
    };
  }

  /** Ends all connections, and whatever waits on them. */
  close(): void {
    this.#isClosed = true;
    for (const channel of [...this.#busy, ...this.#free]) channel.close();
    this.#free.length = 0;
  }

  #routeTo(access: ServerAccess, hops = 0): Route {
    return routeOf(access, this.#options.schemeFor ?? basicSchemeFor, hops);
  }

  #newChannel(): HttpChannel {
    const { url, scheme, cookies } = this.#route;
    const ca = this.#authorities;
    return new HttpChannel({
      url,
      scheme,
      cookies,
      tls: ca === undefined ? undefined : { ca },
      environment: this.#options.environment,
      lookup: this.#options.lookup,
      timeouts: { connectMs: this.timeouts.connect, authenticateMs: this.timeouts.connect },
      maxResponseBytes: maxAnswer,
      onStage: (event) => this.#onStage?.(event),
    });
  }

  #lease(): HttpChannel {
    const channel = this.#free.pop() ?? this.#newChannel();
    if (this.#isClosed) channel.close();
    this.#busy.add(channel);
    return channel;
  }

  #giveBack(channel: HttpChannel): void {
    this.#busy.delete(channel);
    if (this.#isClosed || this.#free.length >= idleChannels) channel.close();
    else this.#free.push(channel);
  }
}

/** Bytes of one answer: an envelope of 500 KB with room for servers that let it grow. */
const maxAnswer = 8 * 1024 * 1024;

function readAnswer<T>(
  answer: { status: number; contentType: string; requestId?: string | undefined },
  read: () => T,
): T {
  try {
    if (!/^\s*application\/soap\+xml\b/i.test(answer.contentType)) throw new PlainAnswer(answer);
    return read();
  } catch (error) {
    if (error instanceof WsmanFault) throw new FaultAnswer(error, answer);
    // What an error page calls SOAP says less than its status does.
    if (error instanceof WsmanError && answer.status !== 200) throw new PlainAnswer(answer);
    throw error;
  }
}

/** The fault by which a server says that nothing has come yet. */
export function saysAskAgain(error: unknown): boolean {
  return error instanceof FaultAnswer && isAskAgain(error.fault);
}
