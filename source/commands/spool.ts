import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandExit, exitCodes } from './exit.ts';

/** Characters in memory; what is beyond them goes to the file together. */
const mostInMemory = 1024 * 1024;
/** Bytes read from the file at a time. */
const pieceBytes = 256 * 1024;

/**
 * Text that waits for its turn: little of it in memory, the rest in a temporary file that only this user may read. The
 * file has no name from the moment it is there, so nothing stays of it, however the program ends.
 */
export class Spool {
  readonly #subject: string;
  readonly #folder: string;
  #text = '';
  #file: FileHandle | undefined;
  /** Set where the system does not let go of a name while the file is open. */
  #path: string | undefined;
  #written = 0;
  #read = 0;
  #spilling: Promise<void> = Promise.resolve();

  /** @param subject whose text it is, for the sentences */
  constructor(subject: string, folder: string = tmpdir()) {
    this.#subject = subject;
    this.#folder = folder;
  }

  get isEmpty(): boolean {
    return this.#text === '' && this.#read === this.#written;
  }

  add(text: string): void {
    this.#text += text;
  }

  /** Resolves when little is left in memory. */
  async settle(): Promise<void> {
    if (this.#text.length < mostInMemory) return;
    this.#spilling = this.#spill();
    await this.#spilling;
  }

  /** Everything in its order, in pieces; also what is added, not settled, while it is read. Ends where nothing is left. */
  async *pieces(): AsyncGenerator<string, void, undefined> {
    await this.#spilling.catch(() => {});
    const decoder = new TextDecoder();
    const bytes = Buffer.alloc(this.#file ? pieceBytes : 0);
    while (!this.isEmpty) {
      if (this.#file && this.#read < this.#written) {
        const { bytesRead } = await this.#file.read(
          bytes,
          0,
          Math.min(bytes.length, this.#written - this.#read),
          this.#read,
        );
        if (bytesRead === 0) throw this.#failed('it ends before what was written to it');
        this.#read += bytesRead;
        yield decoder.decode(bytes.subarray(0, bytesRead), { stream: true });
      } else {
        const text = this.#text;
        this.#text = '';
        yield text;
      }
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    if (this.#path !== undefined) await unlink(this.#path).catch(() => {});
    this.#file = undefined;
  }

  async #spill(): Promise<void> {
    const text = this.#text;
    const bytes = Buffer.from(text);
    this.#text = '';
    try {
      this.#file ??= await this.#open();
      for (let done = 0; done < bytes.length; ) {
        done += (await this.#file.write(bytes, done, bytes.length - done, this.#written + done)).bytesWritten;
      }
    } catch (error) {
      this.#text = text + this.#text;
      throw this.#failed((error as Error).message);
    }
    this.#written += bytes.length;
  }

  async #open(): Promise<FileHandle> {
    const path = join(this.#folder, `exterm-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path).catch(() => {
      this.#path = path;
    });
    return file;
  }

  #failed(why: string): CommandExit {
    return new CommandExit(
      exitCodes.commandErrors,
      `What ${this.#subject} gave could not be kept in a temporary file until the servers before it had ended.\n` +
        `  Why: ${why}\n` +
        `  Next: Make room in ${this.#folder} or set ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'} to another folder; or take --output json or csv, where nothing waits.`,
    );
  }
}
