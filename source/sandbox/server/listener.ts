import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Activity } from './activity.ts';
import { type Answer, type AuthenticatedRequest, type Operation, plainAnswer } from './answer.ts';
import type { Authenticator, BodySeal, ConnectionAuthenticator } from './authenticator.ts';
import { type Clock, pause } from './clock.ts';
import type { Fault, FaultPlan, FaultStage } from './fault-plan.ts';
import { sendAnswer, sendFaultyAnswer } from './strike.ts';

export interface ListenerParts {
  /** `ex01`. */
  readonly name: string;
  readonly authenticators: readonly Authenticator[];
  readonly faults: FaultPlan;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly latency: number;
  readonly maxEnvelope: number;
  /** What to do with a request, once it is known who asks. */
  readonly begin: (request: AuthenticatedRequest) => Operation;
  /** The answer that carries a WSMan fault. */
  readonly faultAnswer: (request: AuthenticatedRequest, code: number, text: string) => Answer;
  readonly loseShell: (shellId: string) => void;
}

/** The HTTP side of one server: 127.0.0.1 only, `/PowerShell/` only, everybody signs in first. */
export class Listener {
  readonly #parts: ListenerParts;
  readonly #server: Server;
  readonly #connections = new WeakMap<Socket, Map<string, ConnectionAuthenticator>>();
  readonly #hung = new WeakSet<Socket>();
  /** Which back end answers; the cookie that clients send back. */
  readonly #backEnd: string;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    this.#backEnd = `${parts.name}~${randomUUID().replaceAll('-', '')}`;
    this.#server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
      this.#serve(request, response).catch(() => response.socket?.destroy());
    });
    this.#server.on('connection', (socket: Socket) => this.#accept(socket));
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** Resolves with the port. Rejects where it is taken. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(`Port ${port} on 127.0.0.1 is taken. Choose another with --port, or leave it out.`)
            : error,
        );
      });
      this.#server.listen(port, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  /** Stops listening and closes every socket. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #accept(socket: Socket): void {
    const fault = this.#parts.faults.take(this.#parts.name, 'connect');
    if (fault?.kind === 'hang') this.#hung.add(socket);
    else if (fault) socket.destroy();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#hung.has(request.socket)) return;
    const { faults, name } = this.#parts;
    const fault = faults.take(name, 'request');
    const end = this.#parts.activity.begin();
    const gone = new AbortController();
    response.on('close', () => {
      gone.abort();
      end();
    });
    response.setHeader('X-FEServer', name.toUpperCase());
    const requestId = randomUUID();
    response.setHeader('request-id', requestId);

    const early = this.#refuse(request) ?? (await this.#signIn(request, response));
    if (!early) return;
    if ('status' in early) {
      // The rest of the body is of no interest, but it has to be read before the connection can go on.
      request.resume();
      return this.#answer(response, early, fault, gone.signal);
    }
    const read = await readBody(request, this.#parts.maxEnvelope);
    if (!read) return this.#answer(response, tooLarge, fault, gone.signal);
    response.setHeader('Set-Cookie', `X-BackEndCookie=${this.#backEnd}; path=/PowerShell; HttpOnly`);
    const { seal } = early;
    // An empty POST only signs in (wire.md, encryption on port 80).
    if (read.length === 0) return this.#answer(response, plainAnswer(200), fault, gone.signal);
    const contentType = request.headers['content-type'] ?? '';
    const body = seal ? seal.open({ contentType, bytes: read }).bytes : read;
    const clientIp = request.socket.remoteAddress ?? '127.0.0.1';
    await this.#operate({ user: early.user, clientIp, body, requestId, signal: gone.signal }, response, seal, fault);
  }

  async #operate(
    request: AuthenticatedRequest,
    response: ServerResponse,
    seal: BodySeal | undefined,
    ordered: Fault | undefined,
  ): Promise<void> {
    const operation = this.#parts.begin(request);
    const fault = ordered ?? this.#faultAt(operation.stage);
    if (fault?.kind === 'drop') {
      response.socket?.destroy();
      return;
    }
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'kill-server') return this.close();
    if (fault?.kind === 'gateway') {
      const page = plainAnswer(fault.status, '<html><body>The server did not answer.</body></html>');
      return await this.#answer(response, page, undefined, request.signal);
    }
    if (fault?.kind === 'lose-shell' && operation.shellId !== undefined) this.#parts.loseShell(operation.shellId);
    const answer =
      fault?.kind === 'fault' ? this.#parts.faultAnswer(request, fault.code, fault.text) : await operation.run();
    const sealed = seal?.close({ contentType: answer.contentType ?? '', bytes: answer.body });
    await this.#answer(
      response,
      sealed ? { ...answer, contentType: sealed.contentType, body: sealed.bytes } : answer,
      fault,
      request.signal,
    );
  }

  #faultAt(stage: FaultStage | undefined): Fault | undefined {
    return stage === undefined ? undefined : this.#parts.faults.take(this.#parts.name, stage);
  }

  async #answer(response: ServerResponse, answer: Answer, fault: Fault | undefined, gone: AbortSignal): Promise<void> {
    // A GET is no remoting: it is how an exterm looks whether the sandbox is there, however slow it plays.
    const latency = response.req.method === 'GET' ? 0 : this.#parts.latency;
    const delay = latency + (fault?.kind === 'slow' ? fault.milliseconds : 0);
    if (delay > 0) await pause(this.#parts.clock, delay, gone);
    if (gone.aborted || fault?.kind === 'hang') return;
    if (fault?.kind === 'kill-server') return this.close();
    if (fault?.kind === 'drop' || fault?.kind === 'lose-answer') {
      response.socket?.destroy();
      return;
    }
    if (fault && sendFaultyAnswer(response, answer, fault)) return;
    sendAnswer(response, answer);
  }

  #refuse(request: IncomingMessage): Answer | undefined {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    return /^\/powershell\/?$/i.test(path) ? undefined : notFound;
  }

  /** The one who asks, or the answer that refuses. Undefined when the client has gone. */
  async #signIn(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Answer | { readonly user: string; readonly seal: BodySeal | undefined } | undefined> {
    const { authenticators } = this.#parts;
    const challenge = (): Answer => {
      response.setHeader(
        'WWW-Authenticate',
        authenticators.map((authenticator) => authenticator.challenge),
      );
      return plainAnswer(401, '<html><body>401 - Unauthorized: Access is denied.</body></html>');
    };
    const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(/ +(.*)/s);
    const chosen = authenticators.find((candidate) => candidate.scheme.toLowerCase() === scheme.toLowerCase());
    if (!chosen) return challenge();
    const result = await this.#contextOf(request.socket, chosen).authenticate(credentials);
    if (request.socket.destroyed) return undefined;
    if (result.outcome === 'refused') return challenge();
    if (result.outcome === 'continue') return plainAnswer(401, '', { 'WWW-Authenticate': result.challenge });
    if (result.answer !== undefined) response.setHeader('WWW-Authenticate', result.answer);
    if (request.method !== 'POST') return plainAnswer(405, '', { Allow: 'POST' });
    return { user: result.user, seal: result.seal };
  }

  #contextOf(socket: Socket, authenticator: Authenticator): ConnectionAuthenticator {
    let contexts = this.#connections.get(socket);
    if (!contexts) {
      contexts = new Map();
      this.#connections.set(socket, contexts);
    }
    let context = contexts.get(authenticator.scheme);
    if (!context) {
      context = authenticator.forConnection();
      contexts.set(authenticator.scheme, context);
    }
    return context;
  }
}

const notFound = plainAnswer(404, '<html><body>404 - File or directory not found.</body></html>');
const tooLarge = plainAnswer(413, '<html><body>413 - Request Entity Too Large.</body></html>');

/** How much of a body that is too large is read before its connection is closed. */
const drainLimit = 64 * 1024 * 1024;

/** The body, or undefined when it is larger than `most` bytes; what is too much is read and forgotten. */
async function readBody(request: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
    else chunks.length = 0;
    if (size > drainLimit) request.destroy();
  }
  return size > most ? undefined : Buffer.concat(chunks);
}
