/** A value that cannot be used as something wants it; the evaluator adds where in the text. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}

/** Work on a value that had to be ended: going on with the next one would take as long again, so its line ends. */
export class EndlessError extends ValueError {}
