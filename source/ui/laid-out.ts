import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../app/screen/state.ts';
import type { Dialog } from './dialogs/dialog.ts';
import type { OpenDialogs } from './dialogs/open-dialogs.ts';
import { aboveQuestion, type PlacedDialog, placeDialog } from './dialogs/place.ts';
import { type ScreenLayout, screenLayout } from './layout.ts';
import { once } from './once.ts';
import { messageRows } from './panes/message.ts';

/** What the screen knows that is no one else's business. */
export interface ScreenState {
  readonly columns: number;
  readonly rows: number;
  /** The pane alone, without the connections beside it. */
  readonly wide: boolean;
  /** Said at the bottom until the next key. */
  readonly notice: string | undefined;
}

interface Sources {
  readonly app: StoreApi<AppState>;
  readonly screen: StoreApi<ScreenState>;
  readonly dialogs: OpenDialogs;
}

/** Where everything stands now: laid out once for all that ask between two changes, however long a question is. */
export class LaidOut {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get layout(): ScreenLayout {
    const whole = this.#whole;
    const question = this.#sources.dialogs.inPane;
    return question && !whole.isSpoken ? aboveQuestion(whole, this.place(question, true)) : whole;
  }

  place(dialog: Dialog, inPane: boolean): PlacedDialog {
    return this.#place(dialog, dialog.version.getState(), this.#whole, inPane);
  }

  /** As if nothing were asked in the pane. */
  get #whole(): ScreenLayout {
    return this.#layOut(this.#sources.screen.getState(), this.#sources.app.getState());
  }

  readonly #layOut = once((screen: ScreenState, app: AppState) =>
    screenLayout(
      { ...screen, isSpoken: app.preferences.reader },
      messageRows(screen.notice, app, screen.columns).length,
      app.focus === 'connections',
    ),
  );

  readonly #place = once((dialog: Dialog, _version: number, whole: ScreenLayout, inPane: boolean) =>
    placeDialog(dialog, whole, inPane),
  );
}
