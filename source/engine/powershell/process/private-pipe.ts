import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inBackground } from '../../../async/background.ts';
import { pipeFile, pipeFolderPrefix, removeLeftPipes } from './left-pipes.ts';

/**
 * A named pipe for one client. On Linux and macOS it is a socket in a folder that only the user can enter; folder and
 * socket are gone as soon as the client is there, so nothing is left behind when this process is killed later. What one
 * that is killed before that leaves, the next one removes.
 *
 * On Windows it has the rights that Windows gives a pipe: to write is for the user, the system and administrators alone, and
 * who only reads gets nothing, because the side that serves says nothing before it was spoken to. Node offers no way to a
 * narrower list, and no second pipe of the name can be made while this one is there.
 */
export class PrivatePipe {
  /** As .NET's NamedPipeClientStream wants it. */
  readonly name: string;
  readonly #server: Server;
  readonly #folder: string | undefined;
  readonly #client = Promise.withResolvers<Socket>();
  #closing: Promise<void> | undefined;

  private constructor(server: Server, name: string, folder: string | undefined) {
    this.#server = server;
    this.name = name;
    this.#folder = folder;
    this.#client.promise.catch(() => undefined);
    server.once('connection', (socket) => {
      socket.on('error', () => undefined);
      this.#client.resolve(socket);
      // At once: this process may be killed in the next moment.
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      // Whoever ends the session closes it again, and hears of a folder that could not be removed.
      inBackground(this.close(), () => undefined);
    });
    server.on('connection', (socket) => {
      inBackground(
        this.#client.promise.then((first) => first === socket || socket.destroy()),
        () => socket.destroy(),
      );
    });
    server.on('error', (error) => this.#client.reject(error));
  }

  /** Rejects with the system's error where no pipe can be made. */
  static async listen(platform: NodeJS.Platform = process.platform): Promise<PrivatePipe> {
    const server = createServer();
    if (platform === 'win32') {
      await removeLeftPipes(tmpdir());
      const name = `exterm-${randomBytes(16).toString('hex')}`;
      await listening(server, `\\\\.\\pipe\\${name}`);
      return new PrivatePipe(server, name, undefined);
    }
    const folder = await mkdtemp(join(tmpdir(), pipeFolderPrefix(process.pid)));
    try {
      const path = join(folder, pipeFile);
      await Promise.all([listening(server, path), removeLeftPipes(tmpdir())]);
      return new PrivatePipe(server, path, folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The one client. Rejects when the pipe is closed before one came. */
  get client(): Promise<Socket> {
    return this.#client.promise;
  }

  /** Stops listening; a client that came stays connected. */
  close(): Promise<void> {
    this.#client.reject(new Error('The pipe was closed before anybody connected.'));
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // Resolves only when the client has gone too, so it is not waited for; the socket's file goes at once.
    this.#server.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
