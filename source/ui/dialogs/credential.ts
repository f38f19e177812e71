import type { Dialog as DialogRecord } from '../../app/screen/state.ts';
import { wrap } from '../../text/width.ts';
import type { EditOperation } from '../text/line-editor.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import { DialogBase, type DialogContext, type DialogPicture, type Room } from './dialog.ts';
import { choiceField, Fields, secretField, textField } from './fields.ts';

const forSession = 'this session';
const forRun = 'until exterm ends';
const forEver = 'key ring';

/** User principal name and password. The password never leaves the field but as a Secret. */
export class CredentialDialog extends DialogBase {
  readonly #question: Extract<DialogRecord, { kind: 'credential' }>;
  readonly #password = secretField('password', 'Password');
  readonly #fields: Fields;

  constructor(context: DialogContext, question: Extract<DialogRecord, { kind: 'credential' }>) {
    super(context);
    this.#question = question;
    this.#fields = new Fields(
      [
        textField('user', 'User', question.user, 'name@domain'),
        this.#password,
        choiceField(
          'keep',
          'Keep',
          canRemember(question) ? [forSession, forRun, forEver] : [forSession, forRun],
          forSession,
        ),
      ],
      question.user === '' ? 0 : 1,
    );
  }

  get scopes() {
    return this.#fields.current.kind === 'choice'
      ? (['question', 'choice', 'dialog'] as const)
      : (['question', 'dialog', 'field'] as const);
  }

  protected override run(commandId: string): void {
    const [kind, action] = commandId.split('.') as [string, string];
    if (kind === 'edit') this.#fields.edit(action as EditOperation);
    else if (commandId === 'question.next') this.#fields.move(1);
    else if (commandId === 'question.previous') this.#fields.move(-1);
    else if (commandId === 'form.change') this.#fields.change(-1);
    else if (commandId === 'form.changeNext') this.#fields.change(1);
    else if (commandId === 'question.accept') this.#accept();
  }

  #accept(): void {
    const user = this.#fields.value('user').trim();
    if (this.#fields.current.name === 'user') this.#fields.move(1);
    else if (user === '') this.#missing('user', 'The server wants a user principal name, such as mira@contoso.com.');
    else if (this.#password.field.count === 0) this.#missing('password', 'The password is empty.');
    else {
      const credential = { user, password: this.#password.field.take() };
      const keep = this.#fields.value('keep');
      const [keepForRun, remember] = [keep === forRun, keep === forEver];
      this.app.answerDialog(this.id, { kind: 'credential', credential, keepForRun, remember });
    }
  }

  #missing(name: string, problem: string): void {
    this.#fields.focus(name);
    this.#fields.current.problem = problem;
  }

  protected override typed(text: string): void {
    this.#fields.type(text);
  }

  override dispose(): void {
    this.#fields.wipe();
  }

  override picture({ columns }: Room): DialogPicture {
    const { connection, reason, attempt, keyRing } = this.#question;
    const width = Math.min(columns, 64);
    const fields = this.#fields.picture(width - 2);
    const why = reason === '' ? [] : wrap(reason, width - 6, 'words').map((text) => line('   ', span(text, 'bad')));
    const quiet = (text: string) => wrap(text, width - 6, 'words').map((row) => line('   ', span(row, 'quiet')));
    const below = keyRing?.problem === undefined ? [] : [emptyLine, ...quiet(keyRing.problem)];
    const above = [emptyLine, ...why, ...(why.length > 0 ? [emptyLine] : [])];
    return {
      title: `Sign in to ${connection}`,
      ...(attempt > 1 ? { note: [span(`attempt ${attempt} of 3`, 'caution')] } : {}),
      width,
      rows: [...above, ...fields.rows, ...below, emptyLine],
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + above.length },
    };
  }
}

function canRemember({ keyRing }: Extract<DialogRecord, { kind: 'credential' }>): boolean {
  return keyRing !== undefined && keyRing.problem === undefined;
}
