import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export type Direction = 'request' | 'answer';

/** Changes bytes on their way; they come as the network cuts them. */
export type Tamper = (bytes: Buffer, direction: Direction) => Buffer;

/** Passes TCP connections on to a port of this machine, records every byte, and can change or add some. */
export class Wiretap {
  /** What went by, in order. */
  readonly recorded: { readonly direction: Direction; readonly bytes: Buffer }[] = [];
  tamper: Tamper = (bytes) => bytes;
  readonly #server: Server;
  /** Servers whose answers are the test's alone. */
  readonly #deaf = new Set<Socket>();
  readonly #pairs: { readonly client: Socket; readonly server: Socket }[] = [];

  private constructor(target: number) {
    this.#server = createServer((client) => {
      const server = connect({ port: target, host: '127.0.0.1' });
      this.#pairs.push({ client, server });
      this.#pass(client, server, 'request');
      this.#pass(server, client, 'answer');
    });
  }

  static async start(target: number): Promise<Wiretap> {
    const tap = new Wiretap(target);
    await new Promise<void>((resolve) => tap.#server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#pairs.length;
  }

  /** All bytes of one direction, or of both, from that record on. */
  bytes(direction?: Direction, from = 0): Buffer {
    return Buffer.concat(
      this.recorded
        .slice(from)
        .filter((one) => direction === undefined || one.direction === direction)
        .map(({ bytes }) => bytes),
    );
  }

  /**
   * Sends bytes to the server as if the client of the newest connection had; resolves with what is answered first. The
   * client never sees it: an answer that it did not ask for makes it hang up.
   */
  inject(bytes: Buffer): Promise<Buffer> {
    const { server } = this.#pairs.at(-1)!;
    this.#deaf.add(server);
    return new Promise((resolve) => {
      server.once('data', resolve);
      server.write(bytes);
    });
  }

  /** Breaks all connections. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(from: Socket, to: Socket, direction: Direction): void {
    from.on('data', (bytes: Buffer) => {
      this.recorded.push({ direction, bytes: Buffer.from(bytes) });
      if (!this.#deaf.has(from)) to.write(this.tamper(bytes, direction));
    });
    from.on('close', () => to.destroy());
    from.on('error', () => undefined);
  }
}
