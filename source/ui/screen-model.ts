import { createStore } from 'zustand/vanilla';
import {
  type Action,
  type ActionName,
  activeSession,
  type Scope,
  type ScreenPort,
} from '../app/screen/commands/index.ts';
import type { App } from '../app/screen/port.ts';
import { dialogWithKeys } from '../app/screen/questions.ts';
import { neverRejects } from '../async/background.ts';
import type { Dialog } from './dialogs/dialog.ts';
import { OpenDialogs } from './dialogs/open-dialogs.ts';
import type { PlacedDialog } from './dialogs/place.ts';
import { GridController } from './grid/grid-controller.ts';
import type { InputEvent } from './input/index.ts';
import { KeyRouter, type KeyScreen } from './key-router.ts';
import { LaidOut, type ScreenState } from './laid-out.ts';
import { isTooSmall, type ScreenLayout, transcriptWidth } from './layout.ts';
import { ListController } from './list/list-controller.ts';
import { scrolled } from './panes/scrolled.ts';
import { editOutside } from './prompt/outside-editor.ts';
import { PromptController } from './prompt/prompt-controller.ts';
import { Quit } from './quit.ts';
import { ReadingController } from './reading/reading-controller.ts';
import { longestCopy } from './terminal/modes.ts';

/** Milliseconds after which a sentence has been read. */
const readingTime = 5000;

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
export class ScreenModel implements KeyScreen {
  readonly app: App;
  readonly state;
  readonly prompt: PromptController;
  readonly grid: GridController;
  readonly reading: ReadingController;
  readonly list: ListController;
  readonly #terminal: TerminalPort;
  readonly #dialogs: OpenDialogs;
  readonly #laidOut: LaidOut;
  readonly #keys: KeyRouter;
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
    this.#terminal = terminal;
    this.#quit = new Quit(app, () => terminal.leave());
    this.list = new ListController(app);
    this.state = createStore<ScreenState>(() => ({ ...size, wide: false, notice: undefined }));
    this.#laidOut = new LaidOut({ app: app.store, screen: this.state, dialogs: this.#dialogs });
    this.prompt = new PromptController(app, this, () => transcriptWidth(this.layout.paneWidth));
    this.grid = new GridController(app, this);
    this.reading = new ReadingController(app, this);
    this.#keys = new KeyRouter(this, clock);
    this.#dialogs.sync();
    this.#keys.refresh();
    this.#unsubscribe = app.store.subscribe((next, before) => {
      if (next.dialogs !== before.dialogs) this.#dialogs.sync();
      if (next.focus === 'prompt') this.list.leave();
      if (next.active !== before.active) {
        this.prompt.closeCompletion();
        this.#fit();
      } else if (next.panes !== before.panes && next.active !== undefined && !next.panes[next.active]) this.#fit();
      this.#keys.refresh();
    });
  }

  dispose(): void {
    this.#unsubscribe();
    this.#dialogs.dispose();
  }

  get layout(): ScreenLayout {
    return this.#laidOut.layout;
  }

  /** Where a dialog stands. */
  place(dialog: Dialog, inPane: boolean): PlacedDialog {
    return this.#laidOut.place(dialog, inPane);
  }

  get isTooSmall(): boolean {
    const { columns, rows } = this.state.getState();
    return isTooSmall(columns, rows);
  }

  /** What is asked in the shown pane, and seen there. */
  get question(): Dialog | undefined {
    return this.#dialogs.inPane;
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
    this.#putAway();
    this.#keys.handle(event);
  }

  /** What only says that something is done has been read by now, and the next key ends it; what has to be done stays. */
  #putAway(): void {
    const { flash, now } = this.app.store.getState();
    if (flash?.level === 'info' && flash.next === '' && now - flash.at >= readingTime) this.app.dismissFlash();
  }

  /** Text has one place to go: from the connections too. */
  type(text: string): void {
    if (this.app.store.getState().focus !== 'prompt') {
      if (this.list.isTyping) {
        this.list.type(text);
        return;
      }
      this.app.setFocus('prompt');
      // What is typed beside a question is not for the prompt that the question stands in place of.
      if (this.dialog) {
        this.#keys.handle({ type: 'paste', text });
        return;
      }
    }
    const { open: grid } = this.grid;
    const { open: reading } = this.reading;
    if (grid) this.grid.type(grid, text);
    else if (reading) this.reading.type(reading, text);
    else this.prompt.type(text);
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
    if (active !== undefined && !this.isTooSmall) this.app.fit(active, transcriptWidth(this.layout.paneWidth));
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
