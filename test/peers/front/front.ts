import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  askAgainFault,
  commandResponse,
  createResponse,
  deleteResponse,
  type FaultFields,
  faultResponse,
  getResponse,
  type RequestHeaders,
  type ResponseHeaders,
  readRequest,
  receiveResponse,
  selectorValue,
  sendResponse,
  shellGoneFault,
  signalCodes,
  signalResponse,
  uuidUri,
  type WsmanRequest,
} from '../../../source/wsman/index.ts';
import { ServedShell } from './shell.ts';

class Fault extends Error {
  readonly fields: FaultFields;

  constructor(fields: FaultFields) {
    super(fields.reason);
    this.fields = fields;
  }
}

/** How long a Receive waits for something, whatever its client would wait. */
const longestWait = 20_000;

/**
 * PowerShell's own server behind WSMan over HTTP, which no PowerShell has off Windows: each shell is a process of
 * `pwsh -sshs` with a restricted configuration. Whoever signs in with Basic is let in.
 */
export class Front {
  readonly url: string;
  readonly shells = new Map<string, ServedShell>();
  readonly #server: ReturnType<typeof createServer>;
  readonly #make: () => ServedShell;

  private constructor(make: () => ServedShell, server: ReturnType<typeof createServer>) {
    this.#make = make;
    this.#server = server;
    server.on('request', (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/PowerShell/`;
  }

  static async listen(executable: string, configurationFile: string, environment: NodeJS.ProcessEnv): Promise<Front> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Front(() => new ServedShell(executable, configurationFile, environment), server);
  }

  async stop(): Promise<void> {
    for (const shell of this.shells.values()) await shell.end();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    if (!/^Basic /.test(request.headers.authorization ?? '')) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="PowerShell"' }).end();
      return;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const { status, envelope } = await this.#answer(readRequest(Buffer.concat(parts)), gone.signal);
    response.writeHead(status, { 'Content-Type': 'application/soap+xml;charset=UTF-8' }).end(envelope);
  }

  async #answer(read: WsmanRequest, gone: AbortSignal): Promise<{ status: number; envelope: string }> {
    const headers: ResponseHeaders = { messageId: uuidUri(randomUUID()), relatesTo: read.headers.messageId };
    try {
      return { status: 200, envelope: await this.#perform(read, headers, gone) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { status: 500, envelope: faultResponse(headers, { machine: 'front', ...error.fields }) };
    }
  }

  async #perform(read: WsmanRequest, headers: ResponseHeaders, gone: AbortSignal): Promise<string> {
    if (read.operation === 'create') return this.#create(read, headers);
    const { id, shell } = this.#shellOf(read.headers);
    switch (read.operation) {
      case 'command': {
        const commandId = (read.commandId ?? randomUUID()).toUpperCase();
        shell.command(commandId, read.payload);
        return commandResponse(headers, { commandId });
      }
      case 'send':
        for (const { name, commandId, data } of read.streams) shell.data(commandId, name, data);
        return sendResponse(headers);
      case 'signal':
        if (read.commandId !== undefined && shell.has(read.commandId)) {
          if (read.code === signalCodes.terminate) shell.release(read.commandId);
          else shell.stop(read.commandId);
        }
        return signalResponse(headers);
      case 'receive':
        return await this.#receive(shell, read, headers, gone);
      case 'get':
        return getResponse(headers, { shellId: id });
      case 'delete':
        this.shells.delete(id);
        await shell.end();
        return deleteResponse(headers);
      default:
        throw new Fault({ code: 'Sender', reason: 'This server does no such thing.' });
    }
  }

  #create(read: Extract<WsmanRequest, { operation: 'create' }>, headers: ResponseHeaders): string {
    const id = (read.shellId ?? randomUUID()).toUpperCase();
    const shell = this.#make();
    this.shells.set(id, shell);
    shell.data(undefined, 'stdin', read.creationXml);
    const { to, resourceUri } = read.headers;
    return createResponse(headers, {
      address: to,
      resourceUri,
      selectors: [{ name: 'ShellId', value: id }],
      shell: {
        shellId: id,
        resourceUri,
        idleTimeoutMs: 900_000,
        inputStreams: ['stdin', 'pr'],
        outputStreams: ['stdout'],
      },
    });
  }

  async #receive(
    shell: ServedShell,
    { commandId, headers: asked }: Extract<WsmanRequest, { operation: 'receive' }>,
    headers: ResponseHeaders,
    gone: AbortSignal,
  ): Promise<string> {
    const wait = Math.min(asked.operationTimeoutMs ?? longestWait, longestWait);
    const data = await shell.receive(commandId, AbortSignal.any([gone, AbortSignal.timeout(wait)]));
    if (data.length === 0) throw new Fault(shell.isOver ? shellGoneFault('', 'front') : askAgainFault('front'));
    return receiveResponse(headers, { streams: [{ name: 'stdout', commandId, data }] });
  }

  #shellOf({ selectors }: RequestHeaders): { id: string; shell: ServedShell } {
    const id = (selectorValue(selectors, 'ShellId') ?? '').toUpperCase();
    const shell = this.shells.get(id);
    if (!shell || shell.isOver) throw new Fault(shellGoneFault(id, 'front'));
    return { id, shell };
  }
}
