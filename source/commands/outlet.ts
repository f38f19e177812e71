import { type CommandIo, writeTexts } from './io.ts';
import type { StatusLine } from './status-line.ts';

/**
 * Characters that are put together at most: enough that few writes are made, and so few that the text stays among the
 * short-lived ones.
 */
const mostTogether = 32 * 1024;

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
    for (let start = 0, end = 0; start < parts.length; start = end) {
      const { stream } = parts[start]!;
      while (parts[end]?.stream === stream) end += 1;
      await writeTexts(
        this.#io[stream],
        parts.slice(start, end).map(({ text }) => text),
      );
    }
  }

  /** Few texts for what goes to one stream without a break. */
  #add(stream: 'stdout' | 'stderr', text: string): void {
    const last = this.#waiting.at(-1);
    if (last?.stream === stream && last.text.length + text.length <= mostTogether) last.text += text;
    else this.#waiting.push({ stream, text });
  }
}
