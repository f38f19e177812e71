import {
  type CreateResult,
  commandRequest,
  commandRoom,
  createRequest,
  deleteRequest,
  firstEnvelopeSize,
  getRequest,
  isShellGone,
  type ReceiveResult,
  type RequestHeaders,
  readCommandResponse,
  readCreateResponse,
  readDeleteResponse,
  readGetResponse,
  readReceiveResponse,
  readSendResponse,
  readSignalResponse,
  receiveRequest,
  type Selector,
  type ShellFields,
  selectorValue,
  sendRequest,
  sendRoom,
  shellResourceUri,
  shellSelector,
  signalRequest,
} from '../../wsman/index.ts';
import { FaultAnswer } from './answers.ts';
import { type Endpoint, type Operation, saysAskAgain } from './endpoint.ts';
import type { PoolShell } from './pool-shell.ts';

/** A shell on the server: its WSMan operations, each with the selectors that the server gave. */
export class Shell implements PoolShell {
  /** The one that was asked for, unless the server chose another. */
  id: string;
  /** Bytes of an envelope; larger ones may go once the server's protocol version is known. */
  maxEnvelopeSize = firstEnvelopeSize;
  readonly #endpoint: Endpoint;
  #selectors: readonly Selector[];
  readonly #trafficListeners: (() => void)[] = [];

  constructor(endpoint: Endpoint, id: string) {
    this.#endpoint = endpoint;
    this.id = id;
    this.#selectors = shellSelector(id.toUpperCase());
  }

  /** Called after each answer to a request that the server counts as use of the shell. */
  onTraffic(listener: () => void): void {
    this.#trafficListeners.push(listener);
  }

  /** @param name what the server is to call it; its own choice where left out */
  async create(creationXml: Uint8Array, signal: AbortSignal, name?: string): Promise<CreateResult> {
    const result = await this.#endpoint.exchange({
      request: (headers) => createRequest(headers, { shellId: this.id.toUpperCase(), creationXml, name }),
      read: readCreateResponse,
      maxEnvelopeSize: this.maxEnvelopeSize,
      signal,
    });
    this.#selectors = result.selectors;
    const id = selectorValue(result.selectors, 'ShellId')?.toLowerCase();
    if (id !== undefined && id !== this.id.toLowerCase()) this.id = id;
    return result;
  }

  /** Bytes of fragments that a Command takes. */
  get commandRoom(): number {
    return commandRoom(this.maxEnvelopeSize, this.#emptyHeaders(), { commandId: sizingId });
  }

  /** Bytes of fragments that a Send takes. */
  get sendRoom(): number {
    return sendRoom(this.maxEnvelopeSize, this.#emptyHeaders(), { name: 'stdin', commandId: sizingId });
  }

  async command(commandId: string, payload: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#use({
      request: (headers) => commandRequest(headers, { commandId: commandId.toUpperCase(), payload }),
      read: readCommandResponse,
      signal,
    });
  }

  async send(name: string, commandId: string | undefined, data: Uint8Array, signal: AbortSignal): Promise<void> {
    const stream = { name, commandId: commandId?.toUpperCase(), data };
    await this.#use({
      request: (headers) => sendRequest(headers, { streams: [stream] }),
      read: readSendResponse,
      signal,
    });
  }

  /** Waits for output as long as a poll lasts; throws the "ask again" fault when none came. */
  async receive(commandId: string | undefined, signal: AbortSignal): Promise<ReceiveResult> {
    return await this.#use({
      request: (headers) => receiveRequest(headers, { commandId: commandId?.toUpperCase() }),
      read: readReceiveResponse,
      timeout: this.#endpoint.timeouts.poll,
      signal,
    });
  }

  async signal(commandId: string, code: string, signal: AbortSignal): Promise<void> {
    await this.#use({
      request: (headers) => signalRequest(headers, { commandId: commandId.toUpperCase(), code }),
      read: readSignalResponse,
      signal,
    });
  }

  /** What the server says of the shell. Asking is not using it. */
  async get(signal: AbortSignal): Promise<ShellFields> {
    return await this.#endpoint.exchange({
      request: getRequest,
      read: readGetResponse,
      resourceUri: shellResourceUri,
      selectors: this.#selectors,
      repeatable: true,
      signal,
    });
  }

  /** `gone`: the server has no such shell (any more). */
  async delete(signal: AbortSignal): Promise<'removed' | 'gone'> {
    try {
      await this.#endpoint.exchange({
        request: deleteRequest,
        read: readDeleteResponse,
        selectors: this.#selectors,
        timeout: this.#endpoint.timeouts.close,
        repeatable: true,
        signal,
      });
      return 'removed';
    } catch (error) {
      if (error instanceof FaultAnswer && isShellGone(error.fault)) return 'gone';
      throw error;
    }
  }

  #emptyHeaders(): RequestHeaders {
    const addressing = { selectors: this.#selectors, maxEnvelopeSize: this.maxEnvelopeSize };
    return this.#endpoint.headers(addressing, sizingId, this.#endpoint.timeouts.operation);
  }

  async #use<T>(operation: Operation<T>): Promise<T> {
    const { maxEnvelopeSize } = this;
    try {
      const result = await this.#endpoint.exchange({ selectors: this.#selectors, maxEnvelopeSize, ...operation });
      this.#tellTraffic();
      return result;
    } catch (error) {
      // While a Receive waits, in vain or not, the shell is in use.
      if (saysAskAgain(error)) this.#tellTraffic();
      throw error;
    }
  }

  #tellTraffic(): void {
    for (const listener of this.#trafficListeners) listener();
  }
}

/** As long as any id, for computing how much room headers leave. */
const sizingId = 'uuid:00000000-0000-0000-0000-000000000000';
