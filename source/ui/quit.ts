import { allLosses } from '../app/screen/losses.ts';
import type { App } from '../app/screen/port.ts';
import { neverRejects } from '../async/background.ts';
import { holdsShell } from '../domain/index.ts';

/** Leaving the program: asks where sessions are open. */
export class Quit {
  readonly #app: App;
  readonly #leave: () => void;
  /** The question, while it is asked. */
  #question: number | undefined;

  constructor(app: App, leave: () => void) {
    this.#app = app;
    this.#leave = leave;
  }

  /** Asked again, or while they close, it does not wait any longer. */
  ask(): void {
    const { sessions, quitting, dialogs } = this.#app.store.getState();
    const open = Object.values(sessions).filter((session) => holdsShell(session.state)).length;
    const question = this.#question;
    if (question !== undefined && dialogs.some(({ id }) => id === question)) {
      this.#app.answerDialog(question, { kind: 'confirm', yes: true });
    } else if (quitting || open === 0) this.now();
    else neverRejects(this.#ask(open));
  }

  async #ask(open: number): Promise<void> {
    const losses = allLosses(this.#app.store.getState());
    const answer = this.#app.confirm({
      title: 'Quit',
      text: `Close ${open === 1 ? 'the open session' : `${open} open sessions`} and quit? ${losses}`.trim(),
      confirmLabel: 'Close and quit',
      danger: losses !== '',
    });
    this.#question = this.#app.store.getState().dialogs.at(-1)?.id;
    if (await answer) this.now();
  }

  /** Closes what is open without asking; the second call ends the waiting. */
  now(): void {
    neverRejects(this.#app.quit().then(() => this.#leave()));
  }
}
