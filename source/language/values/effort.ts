/**
 * How much going back a regular expression can need, counted while it is read: an upper bound by its repetitions and
 * alternatives. A repeated group has none.
 */
export class Effort {
  /** Repetitions whose length the text decides. */
  #open = 0;
  #choices = 1;
  /** Alternatives of each group that is open, the whole pattern first. */
  readonly #alternatives = [1];
  #last: 'atom' | 'group' | 'repetition' = 'atom';
  #startsAnywhere = true;

  beginning(): void {
    this.#startsAnywhere = false;
  }

  atom(): void {
    this.#last = 'atom';
  }

  /** To what a group has taken: as long as the text decides. */
  reference(): void {
    this.#open++;
    this.#last = 'atom';
  }

  open(): void {
    this.#alternatives.push(1);
    this.#last = 'atom';
  }

  close(): void {
    this.#choices *= this.#alternatives.length > 1 ? this.#alternatives.pop()! : 1;
    this.#last = 'group';
  }

  alternative(): void {
    if (this.#alternatives.length === 1) this.#startsAnywhere = true;
    this.#alternatives.push(this.#alternatives.pop()! + 1);
    this.#last = 'atom';
  }

  /** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`. */
  repetition(sign: string): void {
    // Behind another it makes that one lazy.
    if (sign === '?' && this.#last === 'repetition') return;
    if (sign === '?') this.#choices *= 2;
    else if (this.#last === 'group') this.#choices = Number.POSITIVE_INFINITY;
    else if (!/^\{\d+\}$/.test(sign)) this.#open++;
    this.#last = 'repetition';
  }

  /** Steps on a text of that length, by a pattern of so many characters. */
  steps(patternLength: number): (length: number) => number {
    const power = this.#open + (this.#startsAnywhere ? 1 : 0);
    const each = patternLength * this.#choices * this.#alternatives[0]!;
    return (length) => length + each * (length + 1) ** power;
  }
}
