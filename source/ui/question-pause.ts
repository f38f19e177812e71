import { type InputEvent, keyName } from './input/index.ts';

/** Milliseconds without a key before a question takes one. */
export const questionPause = 500;

/** Milliseconds before a key that is held comes again: 660 where terminals let it wait the longest. */
const repeatDelay = 700;

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

/**
 * The Enter that has answered comes once more where it is held, or pressed twice: what is half typed at the prompt that
 * stands there again must not run by it.
 */
export class AnswerEcho {
  readonly #clock: () => number;
  #since: number | undefined;

  /** @param clock milliseconds that only go forward */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** A question has been answered by Enter. */
  answered(): void {
    this.#since = this.#clock();
  }

  /** Whether this is that Enter again, no other key between. */
  isEcho(event: InputEvent): boolean {
    const now = this.#clock();
    const isSoon = this.#since !== undefined && now - this.#since < repeatDelay;
    const isEcho = isSoon && event.type === 'key' && keyName(event) === 'enter';
    this.#since = isEcho ? now : undefined;
    return isEcho;
  }
}
