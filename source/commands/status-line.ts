import type { Writable } from 'node:stream';
import sliceAnsi from 'slice-ansi';

/** One line on a terminal that says how far each server is; nothing at all where there is no terminal. */
export class StatusLine {
  readonly #stream: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly #states = new Map<string, string>();
  #shown = '';

  constructor(stream: Writable & { readonly isTTY?: boolean; readonly columns?: number }) {
    this.#stream = stream;
  }

  set(connection: string, state: string): void {
    this.#states.set(connection, state);
    if (!this.#stream.isTTY) return;
    const text = [...this.#states].map(([name, now]) => `${name} ${now}`).join(' · ');
    const line = sliceAnsi(text, 0, (this.#stream.columns ?? 80) - 1);
    if (line === this.#shown) return;
    this.#shown = line;
    this.#stream.write(`\r\u001B[2K${line}`);
  }

  /** Takes the line away before something else is written. */
  clear(): void {
    if (this.#shown === '') return;
    this.#shown = '';
    this.#stream.write('\r\u001B[2K');
  }
}
