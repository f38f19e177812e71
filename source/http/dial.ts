import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  type PeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { watchDeadline } from '../async/deadline.ts';
import { certificateFacts, failedCheck } from './certificate.ts';
import type { ConnectOptions } from './connect-options.ts';
import { codeOf, HttpFailure, type HttpFailureFacts, type HttpFailureKind } from './failure.ts';
import { portOf } from './proxy.ts';
import { AuthoritiesError, trustOf } from './trust.ts';
import { askForTunnel } from './tunnel.ts';

/** What a system's code for a connection that was not made means; anything else is no way to the host. */
const kinds: Readonly<Record<string, HttpFailureKind>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'connect-timeout',
  ECONNRESET: 'reset',
};

/** One way to a socket under one deadline: whatever waits when time is up or the caller aborts fails at once. */
export class Dial {
  readonly #options: ConnectOptions;
  readonly #stop: () => void;
  readonly #ended: Promise<never>;
  #socket: Socket | undefined;
  /** What is being talked to now is the proxy, so what fails is the proxy's. */
  #isAtProxy: boolean;

  constructor(options: ConnectOptions) {
    this.#options = options;
    this.#isAtProxy = options.proxy !== undefined;
    const { timeoutMs, signal } = options;
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
      () => end(this.#timedOut(timeoutMs)),
      () => end(this.#failure('aborted')),
    );
  }

  settled(): void {
    this.#stop();
  }

  /** Addresses of the server, or of the proxy where there is one: that one knows the server's. */
  async resolve(): Promise<readonly LookupAddress[]> {
    const { lookup = allAddresses } = this.#options;
    const hostname = nameIn(this.#peer);
    const family = isIP(hostname);
    if (family !== 0) return [{ address: hostname, family }];
    try {
      const addresses = await Promise.race([lookup(hostname), this.#ended]);
      if (addresses.length > 0) return addresses;
    } catch (error) {
      if (error instanceof HttpFailure) throw error;
      throw this.#nameFailure(error);
    }
    throw this.#nameFailure(undefined);
  }

  /** A connection that the server's TLS, or requests, may go over. */
  async connect(addresses: readonly LookupAddress[]): Promise<Socket> {
    const socket = connectTcp({
      host: nameIn(this.#peer),
      port: portOf(this.#peer),
      autoSelectFamily: true,
      lookup: (_hostname, { all }, callback) =>
        all ? callback(null, [...addresses]) : callback(null, addresses[0]!.address, addresses[0]!.family),
    });
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    const plain = await this.#opened(socket, 'connect', (error) => this.#tcpFailure(error));
    const { proxy, url } = this.#options;
    if (!proxy) return plain;
    const toProxy = proxy.url.protocol === 'https:' ? await this.#secured(plain, nameIn(proxy.url)) : plain;
    if (url.protocol === 'https:') await this.#tunnel(toProxy);
    this.#isAtProxy = false;
    return toProxy;
  }

  async secure(plain: Socket): Promise<TLSSocket> {
    const { url, tls = {} } = this.#options;
    return this.#secured(plain, tls.serverName ?? nameIn(url));
  }

  async #secured(plain: Socket, name: string): Promise<TLSSocket> {
    const secureContext = this.#trust(plain);
    const socket = connectTls({
      socket: plain,
      ...(isIP(name) === 0 && { servername: name }),
      checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
      secureContext,
      ALPNProtocols: ['http/1.1'],
    });
    this.#socket = socket;
    let shown: PeerCertificate | undefined;
    // A certificate that fails is out of reach once the error comes; before the checks it can be read.
    socket.prependListener('secure', () => {
      shown = socket.getPeerCertificate();
    });
    return this.#opened(socket, 'secureConnect', (error) => this.#tlsFailure(error, shown));
  }

  /** On the way to the server's TLS: a tunnel through the proxy. */
  async #tunnel(socket: Socket): Promise<void> {
    const { proxy, url } = this.#options;
    const asked = askForTunnel(socket, url, proxy!);
    try {
      await Promise.race([asked, this.#ended]);
    } catch (error) {
      asked.catch(() => undefined);
      socket.on('error', () => undefined).destroy();
      throw error;
    }
  }

  #trust(plain: Socket): SecureContext {
    try {
      return trustOf(this.#options.tls ?? {});
    } catch (error) {
      plain.destroy();
      const problem = error instanceof AuthoritiesError ? error.fault.problem : undefined;
      throw this.#failure('authorities', { problem, code: codeOf(error) }, error);
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

  #timedOut(timeoutMs: number): HttpFailure {
    if (this.#isAtProxy) return this.#failure('proxy', { problem: 'unreachable', timeoutMs });
    return this.#failure('connect-timeout', { timeoutMs });
  }

  #tcpFailure(error: unknown): HttpFailure {
    const code = codeOf(error);
    if (this.#isAtProxy) return this.#failure('proxy', { problem: 'unreachable', code }, error);
    return this.#failure(code === undefined ? 'reset' : (kinds[code] ?? 'unreachable'), { code }, error);
  }

  #tlsFailure(error: unknown, shown: PeerCertificate | undefined): HttpFailure {
    const check = failedCheck(error);
    // For the other checks the certificate itself says more than TLS, whose words repeat what the server sent.
    const said = (check === undefined || check === 'weak') && error instanceof Error ? error.message : undefined;
    const facts = { code: codeOf(error), check, certificate: certificateFacts(shown), said };
    if (this.#isAtProxy) return this.#failure('proxy', { problem: 'handshake', ...facts }, error);
    return this.#failure('tls', facts, error);
  }

  #nameFailure(error: unknown): HttpFailure {
    const code = codeOf(error);
    if (this.#isAtProxy) return this.#failure('proxy', { problem: 'unreachable', code }, error);
    return this.#failure('dns', { code }, error);
  }

  #failure(kind: HttpFailureKind, facts: Partial<HttpFailureFacts> = {}, cause?: unknown): HttpFailure {
    const { url, proxy } = this.#options;
    const common = { origin: url.origin, sent: false, answered: false, proxy: proxy?.label };
    return new HttpFailure(kind, { ...common, ...facts }, cause);
  }

  /** Whom the bytes go to next. */
  get #peer(): URL {
    const { proxy, url } = this.#options;
    return this.#isAtProxy && proxy ? proxy.url : url;
  }
}

function nameIn(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function allAddresses(hostname: string): Promise<readonly LookupAddress[]> {
  return systemLookup(hostname, { all: true });
}
