import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export interface RawRequest {
  /** Number of the connection it came over, from 1. */
  readonly connection: number;
  /** Request line and headers as they came. */
  readonly head: string;
  readonly body: Buffer;
  header(name: string): string | undefined;
}

/** Answers a request with bytes of its own choice, HTTP or not. */
export type RawHandler = (request: RawRequest, socket: Socket) => void;

export interface RawHttpServer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly RawRequest[];
  /** Connections made so far. */
  readonly connections: number;
  /** Settles when the connection of that number, from 1, has ended. */
  ended(connection: number): Promise<void>;
  close(): Promise<void>;
}

export type CertificateFile =
  | 'authority.pem'
  | 'localhost.pem'
  | 'localhost.key.pem'
  | 'expired.pem'
  | 'self-signed.pem'
  | 'future.pem'
  | 'weak.pem'
  | 'weak.key.pem';

export function certificateFile(name: CertificateFile): string {
  return readFileSync(new URL(`tls/${name}`, import.meta.url), 'utf8');
}

export interface RawServerOptions {
  /** PEM of the certificate to show; without it the server speaks plain HTTP. */
  readonly certificate?: string;
  /** PEM of its key; `localhost.key.pem` when left out. */
  readonly key?: string;
}

/** A server on a free port of 127.0.0.1 that hands out every request as bytes. */
export async function startRawHttpServer(handler: RawHandler, options: RawServerOptions = {}): Promise<RawHttpServer> {
  const requests: RawRequest[] = [];
  const sockets: Socket[] = [];
  const accept = (socket: Socket) => {
    const connection = sockets.push(socket);
    socket.on('error', () => undefined);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      for (;;) {
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = pending.toString('latin1', 0, end);
        const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
        if (pending.length < end + 4 + length) return;
        const body = pending.subarray(end + 4, end + 4 + length);
        pending = pending.subarray(end + 4 + length);
        const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim();
        const request = { connection, head, body, header };
        requests.push(request);
        handler(request, socket);
      }
    });
  };
  const { certificate, key = certificateFile('localhost.key.pem') } = options;
  const server =
    certificate === undefined
      ? createServer(accept)
      : createTlsServer({ cert: certificate, key, ciphers: 'DEFAULT@SECLEVEL=0' }, accept);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/PowerShell/?PSVersion=5.1`,
    port,
    requests,
    get connections() {
      return sockets.length;
    },
    ended: (connection) => {
      const socket = sockets[connection - 1];
      return new Promise((resolve) => (!socket || socket.closed ? resolve() : socket.once('close', () => resolve())));
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A complete answer with a Content-Length. */
export function answer(body = '', headers: readonly string[] = [], status = '200 OK'): string {
  const lines = [`HTTP/1.1 ${status}`, 'Content-Type: application/soap+xml;charset=UTF-8', ...headers];
  return `${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
