import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ConnectionFacts } from './auth.ts';
import type { ConnectionStage, ConnectOptions, StageEvent } from './connect-options.ts';
import { Dial } from './dial.ts';
import type { HttpProxy } from './proxy.ts';

export interface OpenedSocket {
  readonly socket: Socket;
  readonly facts: ConnectionFacts;
  /** The proxy that hands each request on: it wants whole URLs in them. */
  readonly forwarder: HttpProxy | undefined;
}

/** Runs one step and reports it. */
export async function reportStage<T>(
  onStage: ((event: StageEvent) => void) | undefined,
  stage: ConnectionStage,
  run: () => Promise<T>,
  proxy?: HttpProxy | undefined,
): Promise<T> {
  const started = performance.now();
  const through = proxy && { proxy: proxy.label };
  const report = (state: StageEvent['state']) =>
    onStage?.({ stage, state, milliseconds: performance.now() - started, ...through });
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

/**
 * A connected socket, TLS done where the URL says https. With a proxy the name and TCP are the proxy's, and its tunnel
 * counts as TCP. Throws HttpFailure, with no socket left behind.
 */
export async function openSocket(options: ConnectOptions): Promise<OpenedSocket> {
  const { url, proxy, onStage } = options;
  const encrypted = url.protocol === 'https:';
  const dial = new Dial(options);
  try {
    const addresses = await reportStage(onStage, 'resolve', () => dial.resolve(), proxy);
    const plain = await reportStage(onStage, 'tcp', () => dial.connect(addresses), proxy);
    const socket = encrypted ? await reportStage(onStage, 'tls', () => dial.secure(plain), proxy) : plain;
    const certificate = encrypted ? (socket as TLSSocket).getPeerCertificate().raw : undefined;
    const facts = { url, encrypted, remoteAddress: plain.remoteAddress ?? '', certificate };
    return { socket, facts, forwarder: encrypted ? undefined : proxy };
  } finally {
    dial.settled();
  }
}
