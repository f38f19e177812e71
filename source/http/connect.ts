import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import type { ConnectionFacts } from './auth.ts';
import { watchDeadline } from './deadline.ts';
import { codeOf, HttpFailure, type HttpFailureFacts, type HttpFailureKind } from './failure.ts';
import { certificateProblems, type TlsOptions, trustOf } from './trust.ts';

export type ConnectionStage = 'resolve' | 'tcp' | 'tls' | 'authenticate';

/** A step on the way to a connection that can be used. `milliseconds` is what the step has taken so far. */
export interface StageEvent {
  readonly stage: ConnectionStage;
  readonly state: 'begun' | 'done' | 'failed';
  readonly milliseconds: number;
}

/** Addresses of a host name; the system's resolver in production. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface ConnectOptions {
  readonly url: URL;
  readonly tls?: TlsOptions | undefined;
  /** For the name, TCP and TLS together. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly lookup?: Lookup | undefined;
  readonly onStage?: ((event: StageEvent) => void) | undefined;
}

/** Runs one step and reports it. */
export async function reportStage<T>(
  onStage: ((event: StageEvent) => void) | undefined,
  stage: ConnectionStage,
  run: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const report = (state: StageEvent['state']) => onStage?.({ stage, state, milliseconds: performance.now() - started });
  report('begun');
  try {
    const result = await run();
    report('done');
    return result;
  } catch (error) {
    report('failed');
    throw error;
  }
}

/** A connected socket, TLS done where the URL says https. Throws HttpFailure, with no socket left behind. */
export async function openSocket(options: ConnectOptions): Promise<{ socket: Socket; facts: ConnectionFacts }> {
  const { url, onStage } = options;
  const encrypted = url.protocol === 'https:';
  const attempt = new Attempt(options);
  try {
    const addresses = await reportStage(onStage, 'resolve', () => attempt.resolve());
    const plain = await reportStage(onStage, 'tcp', () => attempt.connect(addresses));
    const socket = encrypted ? await reportStage(onStage, 'tls', () => attempt.secure(plain)) : plain;
    const certificate = encrypted ? (socket as TLSSocket).getPeerCertificate().raw : undefined;
    return { socket, facts: { url, encrypted, remoteAddress: socket.remoteAddress ?? '', certificate } };
  } finally {
    attempt.settled();
  }
}

/** One way to a socket under one deadline: whatever waits when time is up or the caller aborts fails at once. */
class Attempt {
  readonly #options: ConnectOptions;
  readonly #stop: () => void;
  readonly #ended: Promise<never>;
  #socket: Socket | undefined;

  constructor(options: ConnectOptions) {
    this.#options = options;
    const { url, timeoutMs, signal } = options;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    this.#ended = promise;
    const end = (failure: HttpFailure) => {
      reject(failure);
      this.#socket?.destroy();
    };
    this.#stop = watchDeadline(
      timeoutMs,
      signal,
      () => {
        const text = `${url.host} could not be connected to within ${timeoutMs / 1000} s. The host is down or far away, or a firewall drops the packets: check the name and that port ${portOf(url)} is open.`;
        end(this.#failure('connect-timeout', text, { timeoutMs }));
      },
      () => end(this.#failure('aborted', `Connecting to ${url.host} was aborted.`)),
    );
  }

  settled(): void {
    this.#stop();
  }

  async resolve(): Promise<readonly LookupAddress[]> {
    const { url, lookup = allAddresses } = this.#options;
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const family = isIP(hostname);
    if (family !== 0) return [{ address: hostname, family }];
    try {
      const addresses = await Promise.race([lookup(hostname), this.#ended]);
      if (addresses.length > 0) return addresses;
    } catch (error) {
      if (error instanceof HttpFailure) throw error;
      throw this.#nameFailure(hostname, error);
    }
    throw this.#nameFailure(hostname, undefined);
  }

  async connect(addresses: readonly LookupAddress[]): Promise<Socket> {
    const { url } = this.#options;
    const socket = connectTcp({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: portOf(url),
      autoSelectFamily: true,
      lookup: (_hostname, { all }, callback) =>
        all ? callback(null, [...addresses]) : callback(null, addresses[0]!.address, addresses[0]!.family),
    });
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    return this.#opened(socket, 'connect', (error) => this.#tcpFailure(error));
  }

  async secure(plain: Socket): Promise<TLSSocket> {
    const { url, tls = {} } = this.#options;
    const name = tls.serverName ?? url.hostname.replace(/^\[|\]$/g, '');
    const secureContext = this.#trust(plain);
    const socket = connectTls({
      socket: plain,
      ...(isIP(name) === 0 && { servername: name }),
      checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
      secureContext,
      ALPNProtocols: ['http/1.1'],
    });
    this.#socket = socket;
    return this.#opened(socket, 'secureConnect', (error) => this.#tlsFailure(error, name));
  }

  #trust(plain: Socket): SecureContext {
    try {
      return trustOf(this.#options.tls ?? {});
    } catch (error) {
      plain.destroy();
      const text = 'The CA given to the connection is not readable. It has to be one or more certificates as PEM text.';
      throw this.#failure('tls', text, { code: codeOf(error) }, error);
    }
  }

  async #opened<S extends Socket>(socket: S, event: string, failure: (error: unknown) => HttpFailure): Promise<S> {
    const { promise, resolve, reject } = Promise.withResolvers<S>();
    const ready = () => resolve(socket);
    const broken = (error: unknown) => reject(failure(error));
    const closed = () => reject(failure(undefined));
    socket.once(event, ready).once('error', broken).once('close', closed);
    try {
      return await Promise.race([promise, this.#ended]);
    } catch (error) {
      promise.catch(() => undefined);
      socket.on('error', () => undefined).destroy();
      throw error;
    } finally {
      socket.off(event, ready).off('error', broken).off('close', closed);
    }
  }

  #tcpFailure(error: unknown): HttpFailure {
    const { host } = this.#options.url;
    const code = codeOf(error);
    if (code === 'ECONNREFUSED') {
      const text = `${host} refused the connection: nothing listens on that port there. Check the host name, the port and that the web server runs.`;
      return this.#failure('refused', text, { code }, error);
    }
    if (code === 'ETIMEDOUT') {
      const text = `${host} did not answer. The host is down, or a firewall drops the packets: check the name and the port.`;
      return this.#failure('connect-timeout', text, { code }, error);
    }
    if (code === 'ECONNRESET' || code === undefined) {
      return this.#failure('reset', `${host} broke the connection while it was made. Try again.`, { code }, error);
    }
    const text = `${host} cannot be reached from here (${code}). Check the network, a VPN that may be needed, and the address.`;
    return this.#failure('unreachable', text, { code }, error);
  }

  #tlsFailure(error: unknown, name: string): HttpFailure {
    const code = codeOf(error);
    const why = (code && certificateProblems[code]) ?? (error instanceof Error ? error.message : 'the server hung up');
    const text = `No secure connection to ${this.#options.url.host}: ${why.replace('{name}', name)}.`;
    return this.#failure('tls', text, { code }, error);
  }

  #nameFailure(hostname: string, error: unknown): HttpFailure {
    const text = `The host name ${hostname} has no address here. Check its spelling, that it is fully qualified, and the DNS server or VPN.`;
    return this.#failure('dns', text, { code: codeOf(error) }, error);
  }

  #failure(kind: HttpFailureKind, text: string, facts: Partial<HttpFailureFacts> = {}, cause?: unknown): HttpFailure {
    return new HttpFailure(
      kind,
      text,
      { origin: this.#options.url.origin, sent: false, answered: false, ...facts },
      cause,
    );
  }
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function allAddresses(hostname: string): Promise<readonly LookupAddress[]> {
  return systemLookup(hostname, { all: true });
}
