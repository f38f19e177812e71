/** Milliseconds without a key before a question takes one. */
export const questionPause = 500;

/**
 * A server's question appears under fingers that type something else. It takes no key until it has stood for a moment in
 * which none came: what is typed meanwhile is neither an answer nor kept for one.
 */
export class QuestionPause {
  readonly #clock: () => number;
  #question: number | undefined;
  #quietSince = 0;

  /** @param clock milliseconds that only go forward */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Says which question has the keys now. */
  turnTo(question: number | undefined): void {
    if (question === this.#question) return;
    this.#question = question;
    this.#quietSince = this.#clock();
  }

  /** Whether the key that has just come counts; one that does not makes the pause begin anew. */
  takesKey(): boolean {
    const now = this.#clock();
    const isOver = now - this.#quietSince >= questionPause;
    if (!isOver) this.#quietSince = now;
    return isOver;
  }
}
