import { cut } from '../text/width.ts';
import { type CommandIo, columnsOf, type Output } from './io.ts';

/** One line on a terminal that says how far each server is; nothing at all where there is none that can take it back. */
export class StatusLine {
  readonly #stream: Output;
  readonly #states = new Map<string, string>();
  readonly #isShown: boolean;
  #shown = '';
  #held = false;

  constructor({ stderr, env }: Pick<CommandIo, 'stderr' | 'env'>) {
    this.#stream = stderr;
    this.#isShown = stderr.isTTY === true && env['TERM'] !== 'dumb';
  }

  set(connection: string, state: string): void {
    this.#states.set(connection, state);
    this.#draw();
  }

  /** Takes the line away before something else is written. */
  clear(): void {
    if (this.#shown === '') return;
    this.#shown = '';
    this.#stream.write('\r\u001B[2K');
  }

  /** Keeps the line away while somebody answers a question. */
  hold(): void {
    this.clear();
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#draw();
  }

  /** Takes the line away for good. */
  end(): void {
    this.#states.clear();
    this.clear();
  }

  #draw(): void {
    if (this.#held || !this.#isShown || this.#states.size === 0) return;
    const text = [...this.#states].map(([name, now]) => `${name} ${now}`).join(' · ');
    const line = cut(text, columnsOf(this.#stream) - 1);
    if (line === this.#shown) return;
    this.#shown = line;
    this.#stream.write(`\r\u001B[2K${line}`);
  }
}
