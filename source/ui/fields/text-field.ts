import { type EditOperation, type EditState, edit, insert } from './line-editor.ts';

/** One line of text in a dialog: pasted line ends become blanks. */
export class TextField {
  #state: EditState;
  #cut = '';

  constructor(text = '') {
    this.#state = { text, cursor: text.length };
  }

  get text(): string {
    return this.#state.text;
  }

  get cursor(): number {
    return this.#state.cursor;
  }

  type(text: string): void {
    this.#state = insert(this.#state, text.replaceAll(/(?<!\s)\s*\n\s*/g, ' '));
  }

  edit(operation: EditOperation): void {
    const { cut, ...state } = edit(this.#state, operation, this.#cut);
    this.#state = state;
    if (cut !== undefined) this.#cut = cut;
  }

  set(text: string): void {
    this.#state = { text, cursor: text.length };
  }
}
