/**
 * What a session's REPL has shown: an append-only list of laid-out lines, bounded. It is mutable on purpose, because a
 * million lines are not copied for each one more; whoever draws it keeps the `version` it drew.
 */
export type LineKind = 'input' | 'output' | 'heading' | 'error' | 'warning' | 'verbose' | 'information' | 'note';

export interface TranscriptLine {
  readonly kind: LineKind;
  /** Control characters already neutralised: what is here may go to the terminal. */
  readonly text: string;
}

export const transcriptLimit = 1_000_000;

export class Transcript {
  #lines: TranscriptLine[] = [];
  #dropped = 0;
  #version = 0;
  readonly #limit: number;

  constructor(limit: number = transcriptLimit) {
    this.#limit = limit;
  }

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  /** Number of the line after the last; numbers never change, even when the oldest lines are dropped. */
  get end(): number {
    return this.#dropped + this.#lines.length;
  }

  /** Number of the oldest line that is kept. */
  get start(): number {
    return this.#dropped;
  }

  line(number: number): TranscriptLine | undefined {
    return this.#lines[number - this.#dropped];
  }

  append(lines: readonly TranscriptLine[]): void {
    for (const line of lines) this.#lines.push(line);
    this.#version += 1;
    // Dropping in blocks keeps appending cheap: a shift of the whole array happens once in a tenth of the limit.
    const excess = this.#lines.length - this.#limit;
    if (excess > this.#limit / 10) {
      this.#lines = this.#lines.slice(excess);
      this.#dropped += excess;
    }
  }

  clear(): void {
    this.#dropped += this.#lines.length;
    this.#lines = [];
    this.#version += 1;
  }
}
