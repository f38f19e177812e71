import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server behind the acceptor that gives back what it gets. */
export class Echo {
  readonly bodies: Buffer[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void collect(request).then((body) => {
        this.bodies.push(body);
        response.setHeader('Content-Type', request.headers['content-type'] ?? '');
        response.end(body);
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
