import { createStore } from 'zustand/vanilla';
import {
  type Action,
  type Actions,
  activeRow,
  perform,
  rowsOf,
  type Scope,
  step,
} from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import { TextField } from '../fields/text-field.ts';

/** What is typed to narrow the list; undefined while nobody types there. */
export interface ListSearch {
  readonly text: string;
  readonly cursor: number;
}

/** What the keys do in the list of connections while it is searched. */
export class ListController {
  readonly search = createStore<ListSearch | undefined>(() => undefined);
  readonly #app: App;
  readonly #field = new TextField();
  /** What was shown when the search began. */
  #before: string | undefined;

  constructor(app: App) {
    this.#app = app;
  }

  get isTyping(): boolean {
    return this.search.getState() !== undefined;
  }

  get scopes(): readonly Scope[] {
    return this.isTyping ? ['listSearch', 'field', 'anywhere'] : ['connections', 'anywhere'];
  }

  /** The keys go elsewhere: what was typed still narrows the list. */
  leave(): void {
    if (this.isTyping) this.search.setState(undefined, true);
  }

  /** False where it is not for the list. */
  act(action: Action): boolean {
    const isHere = this.isTyping && this.#app.store.getState().focus !== 'prompt';
    if (action.scope !== 'connections' && !isHere) return false;
    perform(action, this.#actions);
    return true;
  }

  type(text: string): void {
    this.#field.type(text);
    this.#searched();
  }

  readonly #actions: Actions<'connections' | 'listSearch' | 'field'> = {
    connections: {
      search: () => {
        const { active, list } = this.#app.store.getState();
        this.#before = active;
        this.#field.set(list.query);
        this.#app.setFocus('connections');
        this.#show();
      },
    },
    listSearch: {
      accept: () => this.search.setState(undefined, true),
      cancel: () => {
        this.search.setState(undefined, true);
        this.#app.setList({ query: '' });
        if (this.#before !== undefined) this.#app.select(this.#before);
      },
      up: () => step(this.#app, -1),
      down: () => step(this.#app, 1),
    },
    field: (operation) => {
      this.#field.edit(operation);
      this.#searched();
    },
  };

  /** The first that fits is shown, unless what is shown fits itself. */
  #searched(): void {
    this.#app.setList({ query: this.#field.text });
    this.#show();
    const state = this.#app.store.getState();
    const rows = rowsOf(state);
    if (activeRow(state, rows) >= 0) return;
    const first = rows.find(({ kind }) => kind === 'connection') ?? rows[0];
    if (first) this.#app.select(first.place);
  }

  #show(): void {
    this.search.setState({ text: this.#field.text, cursor: this.#field.cursor }, true);
  }
}
