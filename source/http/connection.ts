import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionAuth } from './auth.ts';
import type { OpenedSocket } from './connect.ts';
import type { HttpProxy } from './proxy.ts';
import { type RawAnswer, type RawRequest, RoundTrip } from './round-trip.ts';
import { forwarderRefusal } from './tunnel.ts';

/**
 * One TCP connection and the security context that belongs to it. Requests go over this socket or fail: its agent hands
 * out the one socket and never makes another.
 */
export class PinnedConnection {
  readonly auth: ConnectionAuth;
  /** Answers received, those of authentication left out. */
  answers = 0;
  readonly #url: URL;
  readonly #socket: Socket;
  readonly #agent: PinnedAgent;
  /** The proxy that hands the requests on, if there is one. */
  readonly #forwarder: HttpProxy | undefined;
  /** Bytes received, TLS taken off. */
  #received = 0;
  #expected = 0;
  #lost = false;
  #error: Error | undefined;

  constructor({ socket, facts, forwarder }: OpenedSocket, auth: ConnectionAuth) {
    this.auth = auth;
    this.#forwarder = forwarder;
    this.#url = facts.url;
    this.#socket = socket;
    this.#agent = new PinnedAgent(socket);
    socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.length;
    });
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.once('close', () => this.destroy());
    if (socket.destroyed) this.destroy();
  }

  /**
   * Alive as far as can be known, and silent since its last answer: bytes that nobody asked for would be taken for the
   * next one. Node's agent guards against them only in its later versions.
   */
  get usable(): boolean {
    return !this.#lost && this.#socket.writable && this.#socket.readable && this.#received === this.#expected;
  }

  /** Ends the connection at once and tells the scheme. */
  destroy(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.auth.dispose();
    this.#agent.destroy();
    this.#socket.destroy();
  }

  /** One request and its whole answer. Throws HttpFailure, after which the connection is gone. */
  async roundTrip(raw: RawRequest): Promise<RawAnswer> {
    const forwarder = this.#forwarder;
    const exchange = new RoundTrip(this.#url, this.#socket, this.#agent, forwardedBy(forwarder, raw), {
      path: forwarder ? this.#url.href : `${this.#url.pathname}${this.#url.search}`,
      received: () => this.#received,
    });
    try {
      const answer = await exchange.run();
      const refusal = forwarder && forwarderRefusal(answer.message, forwarder, this.#url);
      if (refusal) throw refusal;
      this.#expected = this.#received;
      if (!exchange.keepsAlive) this.destroy();
      return answer;
    } catch (error) {
      const failure = exchange.failureOf(error, this.#error);
      this.destroy();
      throw failure;
    }
  }
}

/** Gives its socket to the first request and keeps it for the next ones. */
class PinnedAgent extends Agent {
  #socket: Socket | undefined;

  constructor(socket: Socket) {
    super({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1 });
    this.#socket = socket;
  }

  override createConnection(): Socket {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket || socket.destroyed) throw new Error('The connection was lost');
    return socket;
  }
}

/** With what the proxy wants to know of the user. */
function forwardedBy(forwarder: HttpProxy | undefined, raw: RawRequest): RawRequest {
  const authorization = forwarder?.authorization();
  if (authorization === undefined) return raw;
  return { ...raw, headers: { ...raw.headers, 'Proxy-Authorization': authorization } };
}
