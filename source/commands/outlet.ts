import { type CommandIo, writeText } from './io.ts';
import type { StatusLine } from './status-line.ts';

/** What waits to be written, so that a slow reader slows the server and not the memory. */
export class Outlet {
  readonly #io: CommandIo;
  readonly #status: StatusLine;
  #waiting: { readonly stream: 'stdout' | 'stderr'; text: string }[] = [];

  constructor(io: CommandIo, status: StatusLine) {
    this.#io = io;
    this.#status = status;
  }

  result(text: string): void {
    this.#add('stdout', text);
  }

  notice(lines: readonly string[], connection: string | undefined): void {
    const prefix = connection === undefined ? '' : `${connection}: `;
    for (const line of lines) this.#add('stderr', `${prefix}${line}\n`);
  }

  async flush(): Promise<void> {
    const parts = this.#waiting;
    if (parts.length === 0) return;
    this.#waiting = [];
    this.#status.clear();
    for (const { stream, text } of parts) await writeText(this.#io[stream], text);
  }

  /** One write for what goes to one stream without a break. */
  #add(stream: 'stdout' | 'stderr', text: string): void {
    const last = this.#waiting.at(-1);
    if (last?.stream === stream) last.text += text;
    else this.#waiting.push({ stream, text });
  }
}
