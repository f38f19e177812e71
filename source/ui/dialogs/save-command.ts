import type { DialogBody } from '../../app/screen/state.ts';
import { viewOf } from '../../app/screen/store.ts';
import {
  findSaved,
  readParameter,
  type SavedCommand,
  savedNameProblem,
  savedParameterKinds,
} from '../../domain/index.ts';
import { fillProblem, openVariables } from '../../language/text.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { Fields, textField } from './fields.ts';
import { FormDialog, moreText } from './form-dialog.ts';

/** Saves a line under a name. What is wrong stands at the field it belongs to. */
export class SaveCommandDialog extends FormDialog {
  readonly #line: string;
  protected override readonly fields: Fields;

  constructor(context: DialogContext, { connection, line: given }: Extract<DialogBody, { kind: 'saveCommand' }>) {
    super(context);
    this.#line = given;
    const set = new Set(viewOf(this.state, connection)?.variables.map((name) => name.toLowerCase()));
    const open = openVariables(given).filter((name) => !set.has(name.toLowerCase()));
    this.fields = new Fields([
      textField('name', 'Name', '', 'what it is called in the palette'),
      textField('description', 'What it does', '', 'may stay empty'),
      textField('asks', 'Asks for', open.join(', '), 'variables of the line: Identity, Quota:number=50GB'),
      textField('on', 'For', '', 'all connections; else ex01, @prod, ex*'),
    ]);
  }

  protected override async accept(): Promise<void> {
    const command = this.#made();
    if (!command) return;
    const existing = findSaved(this.app.savedCommands(), command.name);
    if (existing) {
      const text = `There is a saved command ${existing.name} already: ${existing.line}`;
      const question = { title: 'Replace the saved command', text, confirmLabel: 'Replace', danger: true };
      if (!(await this.app.confirm(question))) return this.tell('That name is taken.', 'name');
    }
    const refused = this.app.saveCommand(command, existing?.name);
    if (refused !== undefined) return this.tell(refused, 'name');
    this.app.closeDialog(this.id);
    this.screen.notice(`Saved: Alt+S and the palette have ${command.name} now.`);
  }

  #made(): SavedCommand | undefined {
    const [name, description] = [this.fields.value('name').trim(), this.fields.value('description').trim()];
    const [asks, on] = [listOf(this.fields.value('asks')), listOf(this.fields.value('on'))];
    const parameters = asks.map(readParameter);
    const wrong = asks[parameters.indexOf(undefined)];
    const known = parameters.flatMap((parameter) => parameter ?? []);
    const said =
      wrong === undefined
        ? fillProblem(
            this.#line,
            known.map((one) => one.name),
          )
        : `"${wrong}" should be a variable, with a kind (${savedParameterKinds.join(', ')}) and a value where wanted.`;
    this.tell(said, 'asks');
    this.tell(savedNameProblem(name), 'name');
    if (this.fields.wrong) return undefined;
    return {
      name,
      ...(description === '' ? {} : { description }),
      line: this.#line,
      ...(known.length === 0 ? {} : { parameters: known }),
      ...(on.length === 0 ? {} : { on }),
    };
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 76);
    // The fields come first: of the line its beginning is enough.
    const spare = rows - 5 - this.fields.picture(width - 2).rows.length;
    const most = Math.max(1, Math.min(5, spare));
    const shown = wrap(this.#line, width - 6, 'cells', most).slice(0, most);
    const fields = this.fields.picture(width - 2, Math.max(1, rows - 5 - shown.length));
    const more = moreText(fields.hidden, '');
    return {
      title: 'Save a command',
      ...(more === '' ? {} : { note: [span(more, 'quiet')] }),
      width,
      rows: [emptyLine, ...shown.map((text) => line('   ', span(text, 'quiet'))), emptyLine, ...fields.rows, emptyLine],
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + shown.length + 2 },
    };
  }
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
