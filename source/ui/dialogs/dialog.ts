import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Action,
  type ActionScope,
  type Actions,
  perform,
  type Scope,
  type ScreenPort,
} from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import type { AppState } from '../../app/screen/state.ts';
import type { Line } from '../widgets/line.ts';

/** Cells that a dialog may take, edges included. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** What a dialog looks like now. */
export interface DialogPicture {
  readonly title: string;
  readonly note?: Line;
  /** `rule` draws an edge across. */
  readonly rows: readonly (Line | 'rule')[];
  /** Cells, edges included. */
  readonly width: number;
  readonly danger?: boolean;
  /** Within `rows`; absent: no field has the cursor. */
  readonly cursor?: { readonly x: number; readonly y: number } | undefined;
}

/**
 * A dialog on the screen: what only it knows while it is open (what is typed, selected, marked), what its keys do, and
 * how it looks. It lives from the moment the store has the dialog, before anything is drawn.
 */
export interface Dialog {
  readonly id: number;
  /** Where its keys are looked up, in this order. */
  readonly scopes: readonly Scope[];
  /** Grows with each change of what only the dialog knows. */
  readonly version: StoreApi<number>;
  /** The part of the state that the picture shows; compared by identity. */
  watch(state: AppState): unknown;
  picture(room: Room): DialogPicture;
  /** What a command of one of its scopes asks for. */
  act(action: Action): void;
  /** Typed or pasted text. */
  type(text: string): void;
  /** A click on one of the rows of its picture; absent: it chooses nothing that way. */
  click?(row: number): void;
  dispose(): void;
}

/** What a dialog is made with. */
export interface DialogContext {
  readonly id: number;
  readonly app: App;
  readonly screen: ScreenPort;
}

/** The scopes whose actions a dialog has something to do for; it closes by itself. */
type OwnScope = Exclude<ActionScope, 'dialog' | 'anywhere'>;

export abstract class DialogBase<S extends OwnScope> implements Dialog {
  readonly id: number;
  abstract readonly scopes: readonly (S | 'dialog' | 'anywhere')[];
  readonly version = createStore<number>(() => 0);
  protected readonly app: App;
  protected readonly screen: ScreenPort;

  constructor(context: DialogContext) {
    this.id = context.id;
    this.app = context.app;
    this.screen = context.screen;
  }

  protected get state(): AppState {
    return this.app.store.getState();
  }

  watch(_state: AppState): unknown {
    return undefined;
  }

  abstract picture(room: Room): DialogPicture;

  act(action: Action): void {
    if (action.scope === 'dialog') this.app.closeDialog(this.id);
    else perform(action, this.actions);
    this.changed();
  }

  type(text: string): void {
    this.typed(text);
    this.changed();
  }

  dispose(): void {}

  /** What the keys of its scopes do. */
  protected abstract readonly actions: Actions<S>;

  protected typed(_text: string): void {}

  protected changed(): void {
    this.version.setState((version) => version + 1, true);
  }
}

/** Moves by rows and by pages, as every list does it. */
export function listActions(move: (rows: number) => void, page: () => number): Actions<'list'>['list'] {
  return {
    up: () => move(-1),
    down: () => move(1),
    pageUp: () => move(-page()),
    pageDown: () => move(page()),
  };
}
