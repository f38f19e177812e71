import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import {
  type ClientEvent,
  type CreatePipelineOptions,
  consoleHost,
  type HostCallEvent,
  isFinal,
  RunspacePoolClient,
  untilEmpty,
} from '../../../../source/psrp/index.ts';
import {
  type CreateParameters,
  commandRequest,
  configurationResourceUri,
  createRequest,
  deleteRequest,
  isAskAgain,
  type RequestHeaders,
  readCommandResponse,
  readCreateResponse,
  readDeleteResponse,
  readReceiveResponse,
  readSendResponse,
  readSignalResponse,
  receiveRequest,
  sendRequest,
  shellSelector,
  signalCodes,
  signalRequest,
  uuidUri,
} from '../../../../source/wsman/index.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Access {
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
}

export const exchangeUri = configurationResourceUri('Microsoft.Exchange');

/** One keep-alive HTTP connection that posts envelopes. */
export class WsmanConnection {
  readonly #access: Access;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(access: Access) {
    this.#access = access;
  }

  close(): void {
    this.#agent.destroy();
  }

  headers(more: Partial<RequestHeaders> = {}): RequestHeaders {
    return {
      to: this.#access.url,
      resourceUri: exchangeUri,
      messageId: uuidUri(randomUUID()),
      operationTimeoutMs: 20_000,
      maxEnvelopeSize: 512_000,
      ...more,
    };
  }

  post(
    body: string | Uint8Array,
    options: {
      readonly method?: string;
      readonly url?: string;
      readonly signal?: AbortSignal;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<HttpAnswer> {
    const { user, password } = this.#access;
    return new Promise((resolve, reject) => {
      const call = request(
        options.url ?? this.#access.url,
        {
          method: options.method ?? 'POST',
          agent: this.#agent,
          signal: options.signal,
          headers: {
            'Content-Type': 'application/soap+xml;charset=UTF-8',
            ...(user === undefined
              ? {}
              : { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
            ...options.headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) });
          });
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }
}

export interface RunResult {
  readonly events: readonly ClientEvent[];
  /** Values of the output stream. */
  readonly output: readonly unknown[];
  readonly state: string;
  readonly errorIds: readonly string[];
  /** Id of the reason that a failed pipeline gave. */
  readonly reason: string | undefined;
}

export type Answerer = (event: HostCallEvent, pool: RunspacePoolClient) => void;

/** An open shell, spoken to by hand-built envelopes and the client side of MS-PSRP. */
export class TestShell {
  readonly wsman: WsmanConnection;
  readonly pool: RunspacePoolClient;
  readonly shellId = randomUUID().toUpperCase();
  /** Hears the bytes as they come, of the pool or of a command. */
  onReceived: (bytes: Uint8Array, commandId: string | undefined) => void = () => {};

  constructor(access: Access) {
    this.wsman = new WsmanConnection(access);
    this.pool = new RunspacePoolClient({
      poolId: this.shellId,
      hostInfo: consoleHost({ width: 120, height: 40 }, 'test'),
    });
  }

  headers(more: Partial<RequestHeaders> = {}): RequestHeaders {
    return this.wsman.headers({ selectors: shellSelector(this.shellId), ...more });
  }

  /** Create and the negotiation, up to an open pool. */
  async open(parameters: Partial<CreateParameters> = {}) {
    const created = await this.create(parameters);
    while (this.pool.state !== 'opened') await this.receive(undefined);
    return created;
  }

  async create(parameters: Partial<CreateParameters> = {}) {
    const answer = await this.wsman.post(
      createRequest(this.wsman.headers(), {
        shellId: this.shellId,
        creationXml: this.pool.open(),
        ...parameters,
      }),
    );
    return readCreateResponse(answer.body);
  }

  /** One Receive; ask-again faults give no events. */
  async receive(commandId: string | undefined, more: Partial<RequestHeaders> = {}): Promise<readonly ClientEvent[]> {
    const answer = await this.wsman.post(receiveRequest(this.headers(more), { commandId }));
    try {
      const { streams } = readReceiveResponse(answer.body);
      const id = commandId?.toLowerCase();
      return streams.flatMap(({ data }) => {
        this.onReceived(data, id);
        this.pool.receive(data, id);
        return [...untilEmpty(() => this.pool.nextEvent(id))];
      });
    } catch (error) {
      if (isAskAgain(error)) return [];
      throw error;
    }
  }

  /** Sends what waits: commands, input, answers. */
  async flush(): Promise<void> {
    for (let data = this.pool.nextToSend(); data; data = this.pool.nextToSend()) {
      const { pipelineId: commandId, stream, bytes } = data;
      if (data.opensPipeline) {
        const answer = await this.wsman.post(commandRequest(this.headers(), { commandId: commandId!, payload: bytes }));
        readCommandResponse(answer.body);
      } else {
        const answer = await this.wsman.post(
          sendRequest(this.headers(), { streams: [{ name: stream, commandId, data: bytes }] }),
        );
        readSendResponse(answer.body);
      }
    }
  }

  /** Starts a pipeline and gives its id. */
  async start(commands: CreatePipelineOptions['commands'], more: Partial<CreatePipelineOptions> = {}): Promise<string> {
    const pipelineId = randomUUID();
    this.pool.createPipeline({ pipelineId, commands, ...more });
    await this.flush();
    return pipelineId;
  }

  /** Reads a pipeline to its end and releases it. */
  async finish(pipelineId: string, answer: Answerer = () => {}): Promise<RunResult> {
    const events: ClientEvent[] = [];
    while (!isFinal(this.pool.pipeline(pipelineId)!.state)) {
      for (const event of await this.receive(pipelineId)) {
        events.push(event);
        if (event.type === 'hostCall') answer(event, this.pool);
      }
      await this.flush();
    }
    const pipeline = this.pool.pipeline(pipelineId)!;
    await this.signal(pipelineId, signalCodes.terminate);
    this.pool.release(pipelineId);
    return {
      events,
      output: events.flatMap((event) => (event.type === 'output' ? [event.value] : [])),
      errorIds: events.flatMap((event) => (event.type === 'error' ? [event.error.fullyQualifiedErrorId] : [])),
      state: pipeline.state,
      reason: pipeline.reason?.fullyQualifiedErrorId,
    };
  }

  async run(commands: CreatePipelineOptions['commands'], answer?: Answerer): Promise<RunResult> {
    return this.finish(await this.start(commands), answer);
  }

  async signal(commandId: string, code: string): Promise<void> {
    readSignalResponse((await this.wsman.post(signalRequest(this.headers(), { commandId, code }))).body);
  }

  async delete(): Promise<void> {
    readDeleteResponse((await this.wsman.post(deleteRequest(this.headers()))).body);
    this.wsman.close();
  }
}
