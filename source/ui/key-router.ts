import { type CommandRecord, commandFor, type Scope, type ScreenPort } from '../app/screen/commands/index.ts';
import type { App } from '../app/screen/port.ts';
import { dialogWithKeys, paneOf } from '../app/screen/questions.ts';
import type { Dialog } from './dialogs/dialog.ts';
import { FocusStack, type InputEvent, keyName } from './input/index.ts';
import { AnswerEcho, QuestionPause } from './question-pause.ts';

/** The screen as keys find it. */
export interface KeyScreen extends ScreenPort {
  readonly app: App;
  /** Nothing can be read. */
  readonly isTooSmall: boolean;
  /** The dialog that has the keys. */
  readonly dialog: Dialog | undefined;
  /** Where keys are looked up now. */
  readonly scopes: readonly Scope[];
  /** Text for what is below the dialogs. */
  type(text: string): void;
}

/** Whom a key or a text is for: the end of the program, the dialog that has the keys, or what is below. */
export class KeyRouter {
  readonly #screen: KeyScreen;
  readonly #focus = new FocusStack();
  readonly #pause: QuestionPause;
  readonly #echo: AnswerEcho;

  /** @param clock milliseconds that only go forward */
  constructor(screen: KeyScreen, clock: () => number) {
    this.#screen = screen;
    this.#pause = new QuestionPause(clock);
    this.#echo = new AnswerEcho(clock);
    this.#focus.push((event) => this.#place(event));
    this.#focus.push((event) => this.#topDialog(event));
    this.#focus.push((event) => this.#whileQuitting(event));
  }

  handle(event: InputEvent): void {
    this.#focus.dispatch(event);
  }

  /** The state has changed: another question may have the keys. */
  refresh(): void {
    this.#pause.turnTo(this.#question?.id);
  }

  #whileQuitting(event: InputEvent): boolean {
    if (!this.#screen.app.store.getState().quitting) return false;
    if (event.type === 'key') this.#run(commandFor(keyName(event), ['anywhere']), keyName(event), true);
    return true;
  }

  #topDialog(event: InputEvent): boolean {
    const { dialog } = this.#screen;
    if (!dialog) return false;
    const asking = this.#question?.connection;
    if (asking !== undefined && !this.#pause.takesKey()) this.#beforeQuestion(event, asking);
    else if (event.type === 'paste') dialog.type(event.text);
    else {
      const pressed = keyName(event);
      const isQuestion = this.#isQuestion(dialog.id);
      const found = commandFor(pressed, dialog.scopes);
      if (found) this.#run(found, pressed, false);
      else if (event.text !== undefined) dialog.type(event.text);
      else this.#run(commandFor(pressed, ['anywhere']), pressed, true);
      if (pressed === 'enter' && isQuestion && this.#screen.dialog?.id !== dialog.id) this.#echo.answered();
    }
    return true;
  }

  /** Whether Enter is an answer there: to a server, or to what exterm asks before something is lost. */
  #isQuestion(id: number): boolean {
    const record = this.#screen.app.store.getState().dialogs.find((dialog) => dialog.id === id);
    return record?.kind === 'confirm' || paneOf(record) !== undefined;
  }

  /** The question of a pane that has the keys. */
  get #question(): { readonly id: number; readonly connection: string } | undefined {
    const record = dialogWithKeys(this.#screen.app.store.getState());
    const connection = paneOf(record);
    return record && connection !== undefined ? { id: record.id, connection } : undefined;
  }

  /** While the question does not take keys yet: what works everywhere does, the rest is dropped. */
  #beforeQuestion(event: InputEvent, connection: string): void {
    const found = event.type === 'key' ? commandFor(keyName(event), ['anywhere']) : undefined;
    if (found && event.type === 'key') this.#run(found, keyName(event), false);
    else this.#screen.notice(`${connection} asks. It takes keys once none has come for half a second.`);
  }

  #place(event: InputEvent): boolean {
    if (this.#echo.isEcho(event)) return true;
    // What can't be seen must not be typed into; the ways out stay open.
    if (this.#screen.isTooSmall) {
      if (event.type === 'key') this.#run(commandFor(keyName(event), ['anywhere']), keyName(event), true);
    } else if (event.type === 'paste') {
      this.#screen.type(event.text);
    } else {
      const pressed = keyName(event);
      const found = commandFor(pressed, this.#screen.scopes);
      if (found) this.#run(found, pressed, false);
      else if (event.text !== undefined) this.#screen.type(event.text);
    }
    return true;
  }

  #run(record: CommandRecord | undefined, pressed: string, onlyOverDialogs: boolean): void {
    if (!record || (onlyOverDialogs && !record.overDialogs)) return;
    const { app } = this.#screen;
    const reason = record.disabledReason(app.store.getState());
    if (reason !== undefined) this.#screen.notice(reason);
    else record.run(app, this.#screen, pressed);
  }
}
