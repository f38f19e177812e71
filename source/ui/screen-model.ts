import { createStore } from 'zustand/vanilla';
import {
  type Action,
  type ActionName,
  activeSession,
  type CommandRecord,
  commandFor,
  type Scope,
  type ScreenPort,
} from '../app/screen/commands/index.ts';
import type { App } from '../app/screen/port.ts';
import { dialogWithKeys, paneOf } from '../app/screen/questions.ts';
import { neverRejects } from '../async/background.ts';
import type { Dialog } from './dialogs/dialog.ts';
import { OpenDialogs } from './dialogs/open-dialogs.ts';
import { GridController } from './grid/grid-controller.ts';
import { FocusStack, type InputEvent, keyName } from './input/index.ts';
import { isTooSmall, screenLayout, transcriptWidth } from './layout.ts';
import { ListController } from './list/list-controller.ts';
import { messageRows } from './panes/message.ts';
import { scrolled } from './panes/scrolled.ts';
import { editOutside } from './prompt/outside-editor.ts';
import { PromptController } from './prompt/prompt-controller.ts';
import { QuestionPause } from './question-pause.ts';
import { Quit } from './quit.ts';
import { ReadingController } from './reading/reading-controller.ts';
import { longestCopy } from './terminal/modes.ts';

/** What the screen knows that is no one else's business. */
export interface ScreenState {
  readonly columns: number;
  readonly rows: number;
  /** The pane alone, without the connections beside it. */
  readonly wide: boolean;
  /** Said at the bottom until the next key. */
  readonly notice: string | undefined;
}

/** What only the terminal's owner can do. */
export interface TerminalPort {
  redraw(): void;
  suspend(): void;
  /** Gives the terminal to another program while the work goes on; false where it cannot be given now. */
  lend(work: () => Promise<void>): Promise<boolean>;
  copy(text: string): void;
  /** The program is done with the screen. */
  leave(): void;
}

/**
 * The screen without its drawing: keys come in, the state and the app are called, all at once and in order. Nothing
 * here waits for a frame, so that typing is as fast as the store.
 */
export class ScreenModel implements ScreenPort {
  readonly app: App;
  readonly state;
  readonly prompt: PromptController;
  readonly grid: GridController;
  readonly reading: ReadingController;
  readonly list: ListController;
  readonly #terminal: TerminalPort;
  readonly #focus = new FocusStack();
  readonly #dialogs: OpenDialogs;
  readonly #pause: QuestionPause;
  readonly #unsubscribe: () => void;
  readonly #quit: Quit;

  /** @param clock milliseconds that only go forward */
  constructor(
    app: App,
    size: { readonly columns: number; readonly rows: number },
    terminal: TerminalPort,
    clock: () => number,
  ) {
    this.app = app;
    this.#dialogs = new OpenDialogs(app, this);
    this.#pause = new QuestionPause(clock);
    this.#terminal = terminal;
    this.#quit = new Quit(app, () => terminal.leave());
    this.list = new ListController(app);
    this.state = createStore<ScreenState>(() => ({ ...size, wide: false, notice: undefined }));
    this.prompt = new PromptController(app, this, () => transcriptWidth(this.layout.paneWidth));
    this.grid = new GridController(app, this);
    this.reading = new ReadingController(app, this);
    this.#focus.push((event) => this.#place(event));
    this.#focus.push((event) => this.#topDialog(event));
    this.#focus.push((event) => this.#whileQuitting(event));
    this.#dialogs.sync();
    this.#pause.turnTo(this.#question?.id);
    this.#unsubscribe = app.store.subscribe((next, before) => {
      if (next.dialogs !== before.dialogs) this.#dialogs.sync();
      if (next.focus === 'prompt') this.list.leave();
      if (next.active !== before.active) {
        this.prompt.closeCompletion();
        this.#fit();
      } else if (next.panes !== before.panes && next.active !== undefined && !next.panes[next.active]) this.#fit();
      this.#pause.turnTo(this.#question?.id);
    });
  }

  dispose(): void {
    this.#unsubscribe();
    this.#dialogs.dispose();
  }

  get layout() {
    const size = this.state.getState();
    const { flash, focus, preferences } = this.app.store.getState();
    const spoken = { ...size, isSpoken: preferences.reader };
    return screenLayout(spoken, messageRows(size.notice, flash, size.columns).length, focus === 'connections');
  }

  /** The dialog that has the keys. */
  get dialog(): Dialog | undefined {
    return this.#dialogs.withKeys;
  }

  dialogOf(id: number): Dialog | undefined {
    return this.#dialogs.of(id);
  }

  /** Where keys are looked up now, for the hints. */
  get scopes(): readonly Scope[] {
    const dialog = this.dialog;
    if (dialog) return dialog.scopes;
    if (this.app.store.getState().focus !== 'prompt') return this.list.scopes;
    const { open: grid } = this.grid;
    const { open: reading } = this.reading;
    if (grid) return this.grid.scopes(grid);
    return reading ? this.reading.scopes(reading) : this.prompt.scopes;
  }

  resize(columns: number, rows: number): void {
    this.state.setState({ columns, rows });
    this.#fit();
  }

  handle(event: InputEvent): void {
    if (this.state.getState().notice !== undefined) this.state.setState({ notice: undefined });
    this.#focus.dispatch(event);
  }

  #whileQuitting(event: InputEvent): boolean {
    if (!this.app.store.getState().quitting) return false;
    if (event.type === 'key') this.#run(commandFor(keyName(event), ['anywhere']), keyName(event), true);
    return true;
  }

  #topDialog(event: InputEvent): boolean {
    const dialog = this.dialog;
    if (!dialog) return false;
    const asking = this.#question?.connection;
    if (asking !== undefined && !this.#pause.takesKey()) this.#beforeQuestion(event, asking);
    else if (event.type === 'paste') dialog.type(event.text);
    else {
      const pressed = keyName(event);
      const found = commandFor(pressed, dialog.scopes);
      if (found) this.#run(found, pressed, false);
      else if (event.text !== undefined) dialog.type(event.text);
      else this.#run(commandFor(pressed, ['anywhere']), pressed, true);
    }
    return true;
  }

  /** The question of a pane that has the keys. */
  get #question(): { readonly id: number; readonly connection: string } | undefined {
    const record = dialogWithKeys(this.app.store.getState());
    const connection = paneOf(record);
    return record && connection !== undefined ? { id: record.id, connection } : undefined;
  }

  /** While the question does not take keys yet: what works everywhere does, the rest is dropped. */
  #beforeQuestion(event: InputEvent, connection: string): void {
    const found = event.type === 'key' ? commandFor(keyName(event), ['anywhere']) : undefined;
    if (found && event.type === 'key') this.#run(found, keyName(event), false);
    else this.notice(`${connection} asks. It takes keys once none has come for half a second.`);
  }

  #place(event: InputEvent): boolean {
    const { columns, rows } = this.state.getState();
    // What can't be seen must not be typed into; the ways out stay open.
    if (isTooSmall(columns, rows)) {
      if (event.type === 'key') this.#run(commandFor(keyName(event), ['anywhere']), keyName(event), true);
    } else if (event.type === 'paste') {
      this.#typeIntoPrompt(event.text);
    } else {
      const pressed = keyName(event);
      const found = commandFor(pressed, this.scopes);
      if (found) this.#run(found, pressed, false);
      else if (event.text !== undefined) this.#typeIntoPrompt(event.text);
    }
    return true;
  }

  /** Text has one place to go: from the connections too. */
  #typeIntoPrompt(text: string): void {
    if (this.app.store.getState().focus !== 'prompt') {
      if (this.list.isTyping) {
        this.list.type(text);
        return;
      }
      this.app.setFocus('prompt');
    }
    const { open: grid } = this.grid;
    const { open: reading } = this.reading;
    if (grid) this.grid.type(grid, text);
    else if (reading) this.reading.type(reading, text);
    else this.prompt.type(text);
  }

  #run(record: CommandRecord | undefined, pressed: string, onlyOverDialogs: boolean): void {
    if (!record || (onlyOverDialogs && !record.overDialogs)) return;
    const reason = record.disabledReason(this.app.store.getState());
    if (reason !== undefined) this.notice(reason);
    else record.run(this.app, this, pressed);
  }

  act(action: Action): void {
    if (action.scope === 'anywhere') this.#scroll(action.name);
    else if (this.dialog) this.dialog.act(action);
    else if (this.list.act(action)) return;
    else if (this.grid.open) this.grid.act(this.grid.open, action);
    else if (this.reading.open) this.reading.act(this.reading.open, action);
    else this.prompt.act(action);
  }

  toggleWide(): void {
    this.state.setState(({ wide }) => ({ wide: !wide }));
    if (this.layout.listIsAlone) this.app.setFocus('prompt');
    this.#fit();
  }

  /** What the shown pane has room for may be laid out anew. */
  #fit(): void {
    const { active } = this.app.store.getState();
    const { columns, rows } = this.state.getState();
    if (active !== undefined && !isTooSmall(columns, rows))
      this.app.fit(active, transcriptWidth(this.layout.paneWidth));
  }

  read(how: Parameters<ScreenPort['read']>[0]): void {
    this.reading.begin(how);
  }

  editOutside(): void {
    const dialog = dialogWithKeys(this.app.store.getState());
    const notice = (text: string) => this.notice(text);
    neverRejects(editOutside({ app: this.app, dialog, notice, lend: (work) => this.#terminal.lend(work) }));
  }

  redraw(): void {
    this.#terminal.redraw();
  }

  copy(text: string, said = ''): void {
    this.#terminal.copy(text);
    this.app.copyOut(text);
    const cut = text.length > longestCopy ? 'A terminal takes the beginning alone: a file takes it all.' : '';
    const words = ['Copied, where this terminal lets programs use the clipboard.', said, cut];
    this.notice(words.filter((one) => one !== '').join(' '));
  }

  suspend(): void {
    this.#terminal.suspend();
  }

  notice(text: string): void {
    this.state.setState({ notice: text });
  }

  quit(): void {
    this.#quit.ask();
  }

  /** Without asking. */
  quitNow(): void {
    this.#quit.now();
  }

  #scroll(action: ActionName<'anywhere'>): void {
    const state = this.app.store.getState();
    const session = activeSession(state);
    if (session) this.app.updatePane(session.connection, { scroll: scrolled(state, session, this.layout, action) });
  }
}
