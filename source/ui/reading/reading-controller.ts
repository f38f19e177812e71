import { outputRange, type Reading, transcriptText } from '../../app/output/reading.ts';
import {
  type Action,
  type Actions,
  activeSession,
  perform,
  type Scope,
  type ScreenPort,
} from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import { TextField } from '../fields/text-field.ts';

/** What only the screen knows of a transcript that is read. */
export interface ReadingView {
  readonly search: TextField;
  isTyping: boolean;
  /** Lines and rows that were seen when it was drawn last. */
  page: { readonly first: number; readonly end: number; readonly rows: number };
}

type ReadingScope = 'reading' | 'readingSearch' | 'field';

/** What the keys do in a pane whose transcript is read. */
export class ReadingController {
  readonly #app: App;
  readonly #screen: ScreenPort;
  readonly #views = new WeakMap<Reading, ReadingView>();
  #query = '';

  constructor(app: App, screen: ScreenPort) {
    this.#app = app;
    this.#screen = screen;
  }

  get open(): Reading | undefined {
    const { active } = this.#app.store.getState();
    return active === undefined ? undefined : this.#app.reading(active);
  }

  view(open: Reading): ReadingView {
    let view = this.#views.get(open);
    if (!view) {
      view = { search: new TextField(), isTyping: false, page: { first: open.cursor, end: open.cursor, rows: 10 } };
      this.#views.set(open, view);
    }
    return view;
  }

  scopes(open: Reading): readonly Scope[] {
    return this.view(open).isTyping ? ['readingSearch', 'field', 'anywhere'] : ['reading', 'anywhere'];
  }

  /** Begins to read, from what is seen. */
  begin(how: 'search' | 'read' | 'command' | 'copyOutput'): void {
    const session = activeSession(this.#app.store.getState());
    if (!session) return;
    const { connection, transcript, pane } = session;
    if (how === 'copyOutput') {
      const [first, end] = outputRange(transcript, transcript.end - 1);
      this.#copy(transcriptText(transcript, first, end), end - first);
      return;
    }
    this.#app.read(connection, pane.scroll?.line);
    this.#app.setFocus('prompt');
    const { open } = this;
    if (!open) return;
    if (how === 'command') open.command(-1);
    if (how === 'search') {
      const view = this.view(open);
      view.isTyping = true;
      view.search.set(this.#query);
      if (this.#query !== '') open.search(this.#query);
    }
    this.#touched();
  }

  type(open: Reading, text: string): void {
    const view = this.view(open);
    if (!view.isTyping) {
      this.#screen.notice('The transcript is read here: Esc goes back to the prompt, / searches.');
      return;
    }
    view.search.type(text);
    this.#searched(open, view);
  }

  moveTo(open: Reading, line: number): void {
    open.moveTo(line);
    this.#touched();
  }

  act(open: Reading, action: Action): void {
    perform(action, this.#actions(open, this.view(open)));
    this.#touched();
  }

  #actions(open: Reading, view: ReadingView): Actions<ReadingScope> {
    const { transcript } = open;
    const move = (by: () => number) => () => open.moveTo(open.cursor + by());
    return {
      reading: {
        up: move(() => -1),
        down: move(() => 1),
        pageUp: move(() => -view.page.rows),
        pageDown: move(() => view.page.rows),
        halfUp: move(() => -Math.ceil(view.page.rows / 2)),
        halfDown: move(() => Math.ceil(view.page.rows / 2)),
        first: () => open.moveTo(transcript.start),
        last: () => open.moveTo(transcript.end),
        search: () => {
          view.isTyping = true;
        },
        next: () => this.#find(open, -1),
        previous: () => this.#find(open, 1),
        olderCommand: () => this.#command(open, -1),
        newerCommand: () => this.#command(open, 1),
        mark: () => {
          open.mark = open.mark === undefined ? open.cursor : undefined;
        },
        copy: () => {
          const [first, last] = open.range;
          this.#copy(transcriptText(transcript, first, last + 1), last + 1 - first);
          open.mark = undefined;
        },
        copyOutput: () => {
          const [first, end] = outputRange(transcript, open.cursor);
          this.#copy(transcriptText(transcript, first, end), end - first);
        },
        copyPage: () => {
          const { first, end } = view.page;
          this.#copy(transcriptText(transcript, first, end), end - first);
        },
        save: () => {
          const { active } = this.#app.store.getState();
          if (active !== undefined) this.#app.openDialog({ kind: 'saveTranscript', connection: active });
        },
        leave: () => this.#app.setFocus('connections'),
        close: () => this.#close(open),
      },
      readingSearch: {
        accept: () => {
          view.isTyping = false;
        },
        cancel: () => {
          view.isTyping = false;
          view.search.set('');
          open.search('');
        },
        up: () => this.#find(open, -1),
        down: () => this.#find(open, 1),
      },
      field: (operation) => {
        const before = view.search.text;
        view.search.edit(operation);
        if (view.search.text !== before) this.#searched(open, view);
      },
    };
  }

  #close(open: Reading): void {
    const { active } = this.#app.store.getState();
    if (active === undefined) return;
    this.#query = open.query;
    this.#app.closePane(active);
  }

  #searched(open: Reading, view: ReadingView): void {
    this.#query = view.search.text;
    open.search(view.search.text);
  }

  #find(open: Reading, by: 1 | -1): void {
    if (open.query === '') this.#screen.notice('Nothing is searched for: / begins.');
    else if (!open.find(by) && !open.isSearching) this.#screen.notice(`No line has "${open.query}" in it.`);
  }

  #command(open: Reading, by: 1 | -1): void {
    if (!open.command(by)) this.#screen.notice(by < 0 ? 'No command stands above.' : 'No command stands below.');
  }

  #copy(text: string, lines: number): void {
    this.#screen.copy(text, `${lines.toLocaleString('en-US')} ${lines === 1 ? 'line' : 'lines'}.`);
  }

  #touched(): void {
    const { active } = this.#app.store.getState();
    if (active !== undefined) this.#app.touchReading(active);
  }
}
