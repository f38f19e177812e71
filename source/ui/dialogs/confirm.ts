import type { Dialog as DialogRecord } from '../../app/screen/state.ts';
import { widthOf, wrap } from '../../text/width.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import { DialogBase, type DialogContext, type DialogPicture, type Room } from './dialog.ts';

/** A question with two answers. Where yes can't be undone, Enter alone says no. */
export class ConfirmDialog extends DialogBase {
  readonly scopes = ['confirm', 'dialog'] as const;
  readonly #question: Extract<DialogRecord, { kind: 'confirm' }>;
  #yes: boolean;

  constructor(context: DialogContext, question: Extract<DialogRecord, { kind: 'confirm' }>) {
    super(context);
    this.#question = question;
    this.#yes = !question.danger;
  }

  protected override run(commandId: string): void {
    if (commandId === 'confirm.move') this.#yes = !this.#yes;
    else this.#answer(commandId === 'confirm.yes' || (commandId === 'confirm.accept' && this.#yes));
  }

  #answer(yes: boolean): void {
    this.app.answerDialog(this.id, { kind: 'confirm', yes });
  }

  override picture({ columns }: Room): DialogPicture {
    const { title, text, confirmLabel, danger } = this.#question;
    const width = Math.min(columns, Math.max(40, Math.min(64, widthOf(text) + 6)));
    const button = (label: string, chosen: boolean) =>
      span(chosen ? `▸ ${label} ` : `  ${label} `, chosen ? 'selected' : 'plain');
    return {
      title,
      width,
      danger,
      rows: [
        emptyLine,
        ...wrap(text, width - 6, 'words').map((row) => line('  ', row)),
        emptyLine,
        line('  ', button('No', !this.#yes), '   ', button(confirmLabel, this.#yes)),
        emptyLine,
      ],
    };
  }
}
