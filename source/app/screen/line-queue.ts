import type { PaneView, SessionView } from './state.ts';

/** A line that was typed ahead, with the cells that its output is laid out for. */
export interface QueuedLine {
  readonly text: string;
  readonly width: number;
}

/** More than anybody types ahead; a paste is one line here, however many it has. */
const mostLines = 100;
const mostCharacters = 1_000_000;

/**
 * Lines that wait until their session can take them, in the order in which they were typed. What is taken back stands at
 * the prompt again, before what is being typed there, a line each.
 */
export class LineQueue {
  #lines: readonly QueuedLine[] = [];
  readonly #pane: () => PaneView;
  readonly #show: (change: Pick<Partial<SessionView>, 'queue' | 'pane'>) => void;

  constructor(pane: () => PaneView, show: (change: Pick<Partial<SessionView>, 'queue' | 'pane'>) => void) {
    this.#pane = pane;
    this.#show = show;
  }

  /** False where too much waits already: the line then stands at the prompt. */
  add(line: QueuedLine): boolean {
    const characters = this.#lines.reduce((sum, { text }) => sum + text.length, line.text.length);
    if (this.#lines.length >= mostLines || characters > mostCharacters) {
      this.#show({ pane: this.#withTexts([line]) });
      return false;
    }
    this.#lines = [...this.#lines, line];
    this.#show({ queue: this.#texts() });
    return true;
  }

  /** The line whose turn it is. */
  next(): QueuedLine | undefined {
    const [first, ...rest] = this.#lines;
    if (!first) return undefined;
    this.#lines = rest;
    this.#show({ queue: this.#texts() });
    return first;
  }

  takeLastBack(): void {
    this.#takeBack(this.#lines.slice(-1));
  }

  takeAllBack(): void {
    this.#takeBack(this.#lines);
  }

  /** @param lines the last ones of those that wait */
  #takeBack(lines: readonly QueuedLine[]): void {
    if (lines.length === 0) return;
    this.#lines = this.#lines.slice(0, this.#lines.length - lines.length);
    this.#show({ queue: this.#texts(), pane: this.#withTexts(lines) });
  }

  #withTexts(lines: readonly QueuedLine[]): PaneView {
    const pane = this.#pane();
    const text = [...lines.map((line) => line.text), ...(pane.text === '' ? [] : [pane.text])].join('\n');
    return { ...pane, text, cursor: text.length };
  }

  #texts(): readonly string[] {
    return this.#lines.map(({ text }) => text);
  }
}
