import type { ScreenPort } from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import { dialogWithKeys, paneOf, shownDialog } from '../../app/screen/questions.ts';
import { createDialog } from './create.ts';
import type { Dialog } from './dialog.ts';

/** For each dialog of the store what draws it and takes its keys, as long as it is open. */
export class OpenDialogs {
  readonly #app: App;
  readonly #screen: ScreenPort;
  readonly #dialogs = new Map<number, Dialog>();

  constructor(app: App, screen: ScreenPort) {
    this.#app = app;
    this.#screen = screen;
  }

  of(id: number): Dialog | undefined {
    return this.#dialogs.get(id);
  }

  /** What is asked in the shown pane, and seen there. */
  get inPane(): Dialog | undefined {
    const record = shownDialog(this.#app.store.getState());
    return record && paneOf(record) !== undefined ? this.#dialogs.get(record.id) : undefined;
  }

  get withKeys(): Dialog | undefined {
    const record = dialogWithKeys(this.#app.store.getState());
    return record && this.#dialogs.get(record.id);
  }

  /** Makes those that were opened since, and lets those go that were closed. */
  sync(): void {
    const { dialogs } = this.#app.store.getState();
    const open = new Set(dialogs.map(({ id }) => id));
    for (const [id, dialog] of this.#dialogs) {
      if (open.has(id)) continue;
      dialog.dispose();
      this.#dialogs.delete(id);
    }
    for (const record of dialogs) {
      if (this.#dialogs.has(record.id)) continue;
      this.#dialogs.set(record.id, createDialog({ id: record.id, app: this.#app, screen: this.#screen }, record));
    }
  }

  dispose(): void {
    for (const dialog of this.#dialogs.values()) dialog.dispose();
    this.#dialogs.clear();
  }
}
