import { EOL } from 'node:os';
import type { PipelineRecord } from '../../../domain/index.ts';
import { createTranscriptWriter, type TranscriptWriter } from '../../../format/index.ts';
import { FileFailure, type FilePort, type SessionPorts } from '../../../language/index.ts';

/** Characters that may wait for the disk before a line's output waits with them. */
const mostWaiting = 256 * 1024;

const rule = '*'.repeat(22);

/** `20261130162500`, as PowerShell's transcripts have it. */
function stamp(): string {
  const now = new Date();
  const parts = [now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes(), now.getSeconds()];
  return [now.getFullYear(), ...parts.map((part) => String(part).padStart(2, '0'))].join('');
}

/** Start-Transcript: what lines give, laid out as the screen lays it out, goes into a file as well. */
export class SessionTranscript {
  readonly port: NonNullable<SessionPorts['transcript']>;
  readonly #files: FilePort;
  readonly #server: string;
  #path: string | undefined;
  #writer: TranscriptWriter | undefined;
  #waiting = '';
  #writing: Promise<void> | undefined;
  #problem: string | undefined;

  constructor(files: FilePort, server: string) {
    this.#files = files;
    this.#server = server;
    this.port = { start: (path, options) => this.#start(path, options), stop: () => this.stop() };
  }

  /** What is shown of a line that begins. */
  begin(text: string, width: number, isKept: boolean): void {
    this.#writer = createTranscriptWriter(width);
    if (this.#path === undefined) return;
    const shown = isKept ? text : '(a line that may hold a secret)';
    this.#add(`${EOL}PS>${shown.replaceAll(/\r\n|\r|\n/g, EOL)}${EOL}`);
  }

  add(records: readonly PipelineRecord[]): void {
    if (this.#path === undefined || !this.#writer) return;
    for (const record of records) this.#lines(this.#writer.write(record));
  }

  /** More has to wait until what is there is written. */
  get isFull(): boolean {
    return this.#waiting.length > mostWaiting;
  }

  async room(): Promise<void> {
    while (this.isFull) await this.#written();
  }

  /** The line has ended. What could not be written ends the transcript, and is said once. */
  async end(): Promise<string | undefined> {
    if (this.#writer) this.#lines(this.#writer.end());
    this.#writer = undefined;
    await this.#written();
    const problem = this.#problem;
    this.#problem = undefined;
    return problem;
  }

  /** The file's path; undefined where nothing was written. */
  async stop(): Promise<string | undefined> {
    const path = this.#path;
    if (path === undefined) return undefined;
    if (this.#writer) this.#lines(this.#writer.flush());
    this.#add([rule, 'PowerShell transcript end', `End time: ${stamp()}`, rule, ''].join(EOL));
    await this.#written();
    this.#path = undefined;
    return path;
  }

  async #start(path: string, options: { readonly append?: boolean; readonly noClobber?: boolean }): Promise<void> {
    await this.stop();
    const heading = [
      rule,
      'PowerShell transcript start',
      `Start time: ${stamp()}`,
      `Server: ${this.#server}`,
      rule,
      '',
    ];
    await this.#write(path, heading.join(EOL), options);
    this.#path = path;
  }

  #lines(lines: readonly { readonly text: string }[]): void {
    if (lines.length > 0) this.#add(lines.map(({ text }) => text + EOL).join(''));
  }

  #add(text: string): void {
    if (this.#path === undefined) return;
    this.#waiting += text;
    this.#writing ??= this.#flush().finally(() => {
      this.#writing = undefined;
    });
  }

  async #written(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  async #flush(): Promise<void> {
    // What comes in one turn is written at once.
    await Promise.resolve();
    while (this.#waiting !== '' && this.#path !== undefined) {
      const text = this.#waiting;
      this.#waiting = '';
      try {
        await this.#write(this.#path, text, { append: true });
      } catch (error) {
        if (!(error instanceof FileFailure)) throw error;
        this.#problem = `The transcript ${this.#path} ends here. ${error.message}`;
        this.#path = undefined;
        this.#waiting = '';
      }
    }
  }

  async #write(path: string, text: string, options: Parameters<FilePort['write']>[1]): Promise<void> {
    const writer = await this.#files.write(path, options);
    try {
      await writer.write(new TextEncoder().encode(text));
      await writer.close();
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  }
}
