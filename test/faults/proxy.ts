import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type HttpRequest, RequestReader } from './request-reader.ts';

/** What a WS-Management message is for, read from its action; `other` is every one that is sealed. */
export type MessageKind = 'Create' | 'Command' | 'Receive' | 'Send' | 'Signal' | 'Delete' | 'other';

/** Where a fault strikes: the request of that kind that comes as the nth, from 1. */
export interface Place {
  readonly kind: MessageKind;
  readonly nth: number;
}

/**
 * What becomes of a request or its answer. `request` faults strike before the server has it. `share`: of the answer's bytes,
 * head included, 0 to 1.
 */
export type WireFault =
  | { readonly what: 'request lost' | 'request lost by reset' | 'request never answered' }
  | { readonly what: 'answer cut' | 'answer reset' | 'answer stalls'; readonly share: number }
  /** The head says how long the shorter body is. */
  | { readonly what: 'answer truncated'; readonly share: number }
  /** A run of bytes in the body becomes others. */
  | { readonly what: 'answer garbled'; readonly share: number }
  | { readonly what: 'answer twice' | 'answer in single bytes' | 'request twice' }
  /** Another answer than the server's, which has carried the request out. */
  | { readonly what: 'answer replaced'; readonly by: string; readonly bytes: string };

/** A connection of the client, and the one to the server that carries its requests on. */
interface Link {
  readonly socket: Socket;
  readonly agent: Agent;
}

/** Stands between a client and a server on loopback, and spoils one exchange. */
export class FaultProxy {
  /** How often the fault has struck: at most once. */
  struck = 0;
  /** Told of each exchange with the server: the bodies. */
  onExchange: ((request: Buffer, answer: Buffer) => void) | undefined;
  readonly #upstream: URL;
  readonly #seen = new Map<MessageKind, number>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #plan: { readonly place: Place; readonly fault: WireFault } | undefined;

  private constructor(upstream: string) {
    this.#upstream = new URL(upstream);
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async start(upstream: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    onTestFinished(() => proxy.close());
    return proxy;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.#upstream.pathname}`;
  }

  /** The requests counted from now on; undefined: nothing is spoiled. */
  plan(place: Place, fault: WireFault): void {
    this.#seen.clear();
    this.struck = 0;
    this.#plan = { place, fault };
  }

  heal(): void {
    this.#plan = undefined;
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    // One connection to the server for each of the client's: who has signed in is known by it.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    socket.on('close', () => {
      this.#sockets.delete(socket);
      agent.destroy();
    });
    socket.on('error', () => socket.destroy());
    const reader = new RequestReader();
    let work: Promise<void> = Promise.resolve();
    socket.on('data', (chunk: Buffer) => {
      for (const whole of reader.add(chunk)) {
        work = work.then(() => this.#exchange({ socket, agent }, whole)).catch(() => void socket.destroy());
      }
    });
  }

  async #exchange({ socket, agent }: Link, asked: HttpRequest): Promise<void> {
    const fault = this.#faultFor(kindOf(asked));
    if (!fault) return write(socket, await this.#ask(asked, agent));
    switch (fault.what) {
      case 'request lost':
        return void socket.end();
      case 'request lost by reset':
        return void socket.resetAndDestroy();
      case 'request never answered':
        return;
      case 'request twice':
        await this.#ask(asked, agent);
        return write(socket, await this.#ask(asked, agent));
      default:
        return spoil(socket, await this.#ask(asked, agent), fault);
    }
  }

  #faultFor(kind: MessageKind): WireFault | undefined {
    const count = (this.#seen.get(kind) ?? 0) + 1;
    this.#seen.set(kind, count);
    const plan = this.#plan;
    if (!plan || plan.place.kind !== kind || plan.place.nth !== count) return undefined;
    this.struck++;
    return plan.fault;
  }

  async #ask({ method, path, headers, body }: HttpRequest, agent: Agent): Promise<Buffer> {
    const upstream = request({
      host: this.#upstream.hostname,
      port: this.#upstream.port,
      method,
      path,
      headers: Object.fromEntries(headers),
      agent,
    });
    upstream.end(body);
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    const whole = Buffer.concat(parts);
    this.onExchange?.(body, whole);
    const kept = answer.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 && !/^(?:transfer-encoding|content-length)$/i.test(name) ? [`${name}: ${all[index + 1]}`] : [],
    );
    return answerOf(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`, kept, whole);
  }
}

function kindOf({ body }: HttpRequest): MessageKind {
  const action = /Action[^>]*>[^<]*\/(Create|Command|Receive|Send|Signal|Delete)</i.exec(body.toString('latin1'))?.[1];
  return (action as MessageKind | undefined) ?? 'other';
}

const answerOf = (status: string, headers: readonly string[], body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([status, ...headers, `Content-Length: ${body.length}`, '', ''].join('\r\n')), body]);

const write = (socket: Socket, bytes: Uint8Array): void => void socket.write(bytes);

async function spoil(socket: Socket, answer: Buffer, fault: WireFault): Promise<void> {
  const head = answer.indexOf('\r\n\r\n') + 4;
  const place = 'share' in fault ? Math.floor(answer.length * fault.share) : 0;
  switch (fault.what) {
    case 'answer cut':
      socket.end(answer.subarray(0, place));
      return;
    case 'answer reset':
      socket.write(answer.subarray(0, place), () => socket.resetAndDestroy());
      return;
    case 'answer stalls':
      return write(socket, answer.subarray(0, place));
    case 'answer truncated': {
      const [status = '', ...headers] = answer.toString('latin1', 0, head - 4).split('\r\n');
      const others = headers.filter((line) => !/^content-length:/i.test(line));
      return write(socket, answerOf(status, others, answer.subarray(head, Math.max(head, place))));
    }
    case 'answer garbled': {
      const from = Math.min(Math.max(head, place), answer.length);
      return write(
        socket,
        Buffer.concat([
          answer.subarray(0, from),
          Buffer.from(answer.subarray(from, from + 24).map((byte) => byte ^ 0x15)),
          answer.subarray(from + 24),
        ]),
      );
    }
    case 'answer twice':
      return write(socket, Buffer.concat([answer, answer]));
    case 'answer in single bytes':
      for (const byte of answer.subarray(0, 2_000)) {
        socket.write(Uint8Array.of(byte));
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      return write(socket, answer.subarray(2_000));
    case 'answer replaced':
      return write(socket, Buffer.from(fault.bytes, 'latin1'));
  }
}
