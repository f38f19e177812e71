import type { Actions } from '../../app/screen/commands/index.ts';
import type { Dialog as DialogRecord } from '../../app/screen/state.ts';
import { widthOf, wrap } from '../../text/width.ts';
import { line, span } from '../widgets/line.ts';
import { DialogBase, type DialogContext, type DialogPicture, type Room } from './dialog.ts';
import { stacked } from './stacked.ts';

/** A question with two answers. Where yes can't be undone, Enter alone says no. */
export class ConfirmDialog extends DialogBase<'confirm'> {
  readonly scopes = ['confirm', 'dialog'] as const;
  readonly #question: Extract<DialogRecord, { kind: 'confirm' }>;
  #yes: boolean;

  constructor(context: DialogContext, question: Extract<DialogRecord, { kind: 'confirm' }>) {
    super(context);
    this.#question = question;
    this.#yes = !question.danger;
  }

  protected override readonly actions: Actions<'confirm'> = {
    confirm: {
      yes: () => this.#answer(true),
      no: () => this.#answer(false),
      accept: () => this.#answer(this.#yes),
      move: () => {
        this.#yes = !this.#yes;
      },
    },
  };

  #answer(yes: boolean): void {
    this.app.answerDialog(this.id, { kind: 'confirm', yes });
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const { title, text, confirmLabel, danger } = this.#question;
    const width = Math.min(columns, Math.max(40, Math.min(64, widthOf(text) + 6)));
    const button = (label: string, chosen: boolean) =>
      span(chosen ? `▸ ${label} ` : `  ${label} `, chosen ? 'selected' : 'plain');
    return {
      title,
      width,
      danger,
      rows: stacked(
        {
          text: wrap(text, width - 6, 'words', rows).map((row) => line('  ', row)),
          answer: [line('  ', button('No', !this.#yes), '   ', button(confirmLabel, this.#yes))],
        },
        rows - 2,
      ).rows,
    };
  }
}
