import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerAccess } from '../../../domain/index.ts';
import { CookieJar, HttpChannel, HttpFailure, type StageEvent } from '../../../http/index.ts';
import {
  configurationResourceUri,
  isAskAgain,
  type RequestHeaders,
  type Selector,
  soapContentType,
  uuidUri,
  WsmanError,
  WsmanFault,
} from '../../../wsman/index.ts';
import { abortError, type Correspondent, correspondentOf, FaultAnswer, PlainAnswer } from '../failures.ts';
import { defaultNativeTimeouts, type NativeEngineOptions, type NativeTimeouts } from '../options.ts';
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
  readonly to: Correspondent;
  readonly timeouts: NativeTimeouts;
  readonly resourceUri: string;
  readonly #url: string;
  readonly #newChannel: () => HttpChannel;
  readonly #free: HttpChannel[] = [];
  readonly #busy = new Set<HttpChannel>();
  readonly #sessionId = uuidUri(randomUUID());
  #onStage: ((event: StageEvent) => void) | undefined;
  #isClosed = false;

  private constructor(access: ServerAccess, options: NativeEngineOptions, ca: string | undefined) {
    const { connection } = access;
    this.timeouts = { ...defaultNativeTimeouts, ...options.timeouts };
    this.to = correspondentOf(access);
    this.resourceUri = configurationResourceUri(connection.configurationName);
    this.#url = connection.url;
    const scheme = (options.schemeFor ?? basicSchemeFor)(access);
    const cookies = new CookieJar();
    this.#newChannel = () =>
      new HttpChannel({
        url: this.#url,
        scheme,
        cookies,
        tls: ca === undefined ? undefined : { ca },
        lookup: options.lookup,
        timeouts: { connectMs: this.timeouts.connect, authenticateMs: this.timeouts.connect },
        maxResponseBytes: maxAnswer,
        onStage: (event) => this.#onStage?.(event),
      });
  }

  /** Throws FailureError where the connection's authentication cannot be used, and file errors of its CA file. */
  static async of(access: ServerAccess, options: NativeEngineOptions): Promise<Endpoint> {
    const { caFile } = access.connection;
    return new Endpoint(access, options, caFile === undefined ? undefined : await readFile(caFile, 'utf8'));
  }

  /** Who hears of the steps of making connections; undefined from then on for nobody. */
  watchStages(listener: ((event: StageEvent) => void) | undefined): void {
    this.#onStage = listener;
  }

  /**
   * Sends one request and reads its answer. Throws HttpFailure, FaultAnswer, PlainAnswer for an answer that is not
   * WS-Management, WsmanError for one that cannot be read, and an AbortError when its own signal was aborted.
   */
  async exchange<T>(operation: Operation<T>): Promise<T> {
    const { signal } = operation;
    if (signal?.aborted) throw abortError(signal);
    const messageId = uuidUri(randomUUID());
    const timeout = operation.timeout ?? this.timeouts.operation;
    const body = operation.request(this.headers(operation, messageId, timeout));
    const channel = this.#lease();
    try {
      const answer = await channel.exchange({
        body,
        contentType: soapContentType,
        responseTimeoutMs: timeout + this.timeouts.answerMargin,
        signal,
        repeatable: operation.repeatable,
      });
      if (answer.kind === 'redirect') throw new PlainAnswer(answer);
      return readAnswer(answer, () => operation.read(answer.body, messageId));
    } catch (error) {
      if (signal?.aborted && error instanceof HttpFailure && error.kind === 'aborted') throw abortError(signal);
      throw error;
    } finally {
      this.#giveBack(channel);
    }
  }

  headers(
    operation: Pick<Operation<unknown>, 'resourceUri' | 'selectors' | 'maxEnvelopeSize'>,
    messageId: string,
    timeout: number,
  ): RequestHeaders {
    return {
      to: this.#url,
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
