import type { StoreApi } from 'zustand/vanilla';
import { abortError } from '../../async/abort.ts';
import { type HostAnswer, type HostPrompts, wipe } from '../../domain/index.ts';
import type { DialogAnswer } from './dialog-answer.ts';
import type { AppState, Dialog, DialogBody } from './state.ts';

interface Question {
  readonly answer: (answer: DialogAnswer) => void;
  readonly cancel: () => void;
}

/**
 * The stack of dialogs. What the user opens goes on top. What a server or a session asks goes beneath what is open: a
 * question that popped up in the middle of typing would get the keys of another. Questions are thus answered in the
 * order in which they came, a server's in its own pane. What an open dialog itself needs to know goes right above it.
 */
export class Dialogs {
  readonly #store: StoreApi<AppState>;
  readonly #questions = new Map<number, Question>();
  #lastId = 0;

  constructor(store: StoreApi<AppState>) {
    this.#store = store;
  }

  open(body: DialogBody): number {
    const id = ++this.#lastId;
    this.#store.setState((state) => ({ dialogs: [...state.dialogs, { ...body, id } as Dialog] }));
    return id;
  }

  /** Closes it; a question in it counts as cancelled. */
  close(id: number): void {
    const question = this.#questions.get(id);
    this.#remove(id);
    question?.cancel();
  }

  closeAll(): void {
    for (const { id } of this.#store.getState().dialogs) this.close(id);
  }

  answer(id: number, answer: DialogAnswer): void {
    const dialog = this.#store.getState().dialogs.find((one) => one.id === id);
    const question = this.#questions.get(id);
    if (!dialog || dialog.kind !== answer.kind || !question) {
      if (answer.kind === 'credential') wipe(answer.credential);
      return;
    }
    this.#remove(id);
    question.answer(answer);
  }

  confirm(body: Omit<Extract<Dialog, { kind: 'confirm' }>, 'id' | 'kind'>): Promise<boolean> {
    return new Promise((resolve) => {
      const id = this.open({ kind: 'confirm', ...body });
      this.#questions.set(id, {
        answer: (answer) => resolve(answer.kind === 'confirm' && answer.yes),
        cancel: () => resolve(false),
      });
    });
  }

  /**
   * Asks beneath what is open, or right above the dialog that wants to know. Rejects with an AbortError when it is
   * cancelled or the signal aborts.
   */
  ask(body: DialogBody, signal: AbortSignal, above?: number): Promise<DialogAnswer> {
    if (signal.aborted) return Promise.reject(abortError());
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const abort = () => this.close(id);
      signal.addEventListener('abort', abort, { once: true });
      this.#questions.set(id, {
        answer: (answer) => {
          signal.removeEventListener('abort', abort);
          resolve(answer);
        },
        cancel: () => {
          signal.removeEventListener('abort', abort);
          reject(abortError());
        },
      });
      this.#store.setState(({ dialogs }) => {
        const at = dialogs.findIndex((dialog) => dialog.id === above) + 1;
        return { dialogs: dialogs.toSpliced(at, 0, { ...body, id } as Dialog) };
      });
    });
  }

  /** A server's questions on this connection, while this line runs. */
  prompts(connection: string, line: string): HostPrompts {
    return {
      ask: async (prompt, signal): Promise<HostAnswer> => {
        const answer = await this.ask({ kind: 'hostPrompt', connection, line, prompt }, signal);
        if (answer.kind !== 'hostPrompt') throw abortError();
        return answer.answer;
      },
    };
  }

  #remove(id: number): void {
    this.#questions.delete(id);
    this.#store.setState((state) => ({ dialogs: state.dialogs.filter((dialog) => dialog.id !== id) }));
  }
}
