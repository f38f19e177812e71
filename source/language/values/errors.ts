/** A value that cannot be used as something wants it; the evaluator adds where in the text. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}
