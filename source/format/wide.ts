import { padEnd, truncate, widthOf } from '../text/width.ts';

/** PowerShell's own number of columns. */
const usual = 2;

/** One text for each object, several beside one another. */
export class Wide {
  readonly #width: number;
  /** Undefined: as many as fit the texts that came first. */
  #across: number | undefined;
  #waiting: string[] = [];

  constructor(options: { readonly width: number; readonly across: number | undefined; readonly fits: boolean }) {
    this.#width = options.width;
    this.#across = options.fits ? undefined : Math.min(options.across ?? usual, options.width);
  }

  /** Texts that wait for others to fit. */
  get waiting(): number {
    return this.#across === undefined ? this.#waiting.length : 0;
  }

  /** Lines that are full. */
  add(text: string): readonly string[] {
    this.#waiting.push(text);
    return this.#across === undefined ? [] : this.#lines(this.#across, this.#across);
  }

  /** What waits to be fitted. */
  fit(): readonly string[] {
    if (this.#across !== undefined || this.#waiting.length === 0) return [];
    const widest = this.#waiting.reduce((most, text) => Math.max(most, widthOf(text)), 1);
    this.#across = Math.max(1, Math.floor((this.#width + 1) / (widest + 1)));
    return this.#lines(this.#across, this.#across);
  }

  end(): readonly string[] {
    const fitted = this.fit();
    return [...fitted, ...this.#lines(this.#across ?? usual, 1)];
  }

  #lines(across: number, least: number): readonly string[] {
    const width = Math.max(1, Math.floor((this.#width - (across - 1)) / across));
    const lines: string[] = [];
    while (this.#waiting.length >= least) {
      const cells = this.#waiting.splice(0, across);
      lines.push(
        cells
          .map((cell) => padEnd(truncate(cell, width), width))
          .join(' ')
          .trimEnd(),
      );
    }
    return lines;
  }
}
