import type { Dialog as DialogRecord } from '../../app/screen/state.ts';
import { wrap } from '../../text/width.ts';
import { line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { choiceField, Fields, secretField, textField } from './fields.ts';
import { FormDialog } from './form-dialog.ts';
import { stacked } from './stacked.ts';

const forSession = 'this session';
const forRun = 'until exterm ends';
const forEver = 'key ring';

/**
 * User principal name and password. The password never leaves the field but as a Secret. One account is usually the same
 * on all servers, so that it is kept until exterm ends where nothing else is chosen.
 */
export class CredentialDialog extends FormDialog {
  protected override readonly form = 'question';
  readonly #question: Extract<DialogRecord, { kind: 'credential' }>;
  readonly #password = secretField('password', 'Password');
  protected override readonly fields: Fields;

  constructor(context: DialogContext, question: Extract<DialogRecord, { kind: 'credential' }>) {
    super(context);
    this.#question = question;
    this.fields = new Fields(
      [
        textField('user', 'User', question.user, 'name@domain'),
        this.#password,
        choiceField(
          'keep',
          'Keep',
          canRemember(question) ? [forRun, forSession, forEver] : [forRun, forSession],
          forRun,
        ),
      ],
      question.user === '' ? 0 : 1,
    );
  }

  /** In a session's own pane, the rest of the screen stays in reach. */
  override get scopes() {
    return this.#question.inPane ? ([...super.scopes, 'anywhere'] as const) : super.scopes;
  }

  protected override accept(): undefined {
    const user = this.fields.value('user').trim();
    if (this.fields.current.name === 'user') this.fields.move(1);
    else if (user === '') this.tell('The server wants a user principal name, such as mira@contoso.com.', 'user');
    else if (this.#password.field.count === 0) this.tell('The password is empty.', 'password');
    else {
      const credential = { user, password: this.#password.field.take() };
      const keep = this.fields.value('keep');
      const [keepForRun, remember] = [keep === forRun, keep === forEver];
      this.app.answerDialog(this.id, { kind: 'credential', credential, keepForRun, remember });
    }
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const { connection, reason, attempt, keyRing } = this.#question;
    const width = Math.min(columns, 64);
    const height = rows - 2;
    const why =
      reason === '' ? [] : wrap(reason, width - 6, 'words', rows).map((text) => line('   ', span(text, 'bad')));
    const fields = this.fields.picture(width - 2, Math.max(2, height - Math.min(2, why.length)));
    const quiet = (text: string) => wrap(text, width - 6, 'words', rows).map((row) => line('   ', span(row, 'quiet')));
    const remark = keyRing?.problem === undefined ? [] : quiet(keyRing.problem);
    const picture = stacked({ text: why, answer: fields.rows, remark }, height);
    return {
      title: `Sign in to ${connection}`,
      ...(attempt > 1 ? { note: [span(`attempt ${attempt} of 3`, 'caution')] } : {}),
      width,
      rows: picture.rows,
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + picture.answerAt },
    };
  }
}

function canRemember({ keyRing }: Extract<DialogRecord, { kind: 'credential' }>): boolean {
  return keyRing !== undefined && keyRing.problem === undefined;
}
