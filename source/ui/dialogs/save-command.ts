import type { DialogBody } from '../../app/screen/state.ts';
import { viewOf } from '../../app/screen/store.ts';
import {
  findSaved,
  parameterParts,
  parameterTexts,
  readParameter,
  type SavedCommand,
  type SavedParameter,
  savedNameProblem,
  savedParameterKinds,
} from '../../domain/index.ts';
import { fillProblem, openVariables } from '../../language/text.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { Fields, textField } from './fields.ts';
import { FormDialog, moreText } from './form-dialog.ts';

/** Saves a line under a name, or changes what is saved. What is wrong stands at the field it belongs to. */
export class SaveCommandDialog extends FormDialog {
  protected override readonly keepsWork = true;
  readonly #given: string;
  readonly #existing: SavedCommand | undefined;
  protected override readonly fields: Fields;

  constructor(
    context: DialogContext,
    { connection, line: given, existing }: Extract<DialogBody, { kind: 'saveCommand' }>,
  ) {
    super(context);
    this.#given = given;
    this.#existing = existing;
    const { name = '', description = '', parameters = [], on = [] } = existing ?? {};
    const asks = existing ? parameterTexts(parameters) : this.#asked(connection).join(', ');
    this.fields = new Fields([
      textField('name', 'Name', name, 'what it is called in the palette'),
      ...(existing ? [textField('line', 'Line', given, 'what it runs')] : []),
      textField('description', 'What it does', description, 'may stay empty'),
      textField('asks', 'Asks for', asks, 'variables of the line: Identity, Quota:number=50GB'),
      textField('on', 'For', on.join(', '), 'all connections; else ex01, @prod, ex*'),
    ]);
  }

  /** Variables of the line that nothing has set in that session. */
  #asked(connection: string | undefined): readonly string[] {
    const view = connection === undefined ? undefined : viewOf(this.state, connection);
    const set = new Set(view?.variables.map((name) => name.toLowerCase()));
    return openVariables(this.#given).filter((name) => !set.has(name.toLowerCase()));
  }

  protected override accept(): Promise<void> {
    return this.once(() => this.#accepted());
  }

  async #accepted(): Promise<void> {
    const command = this.#made();
    if (!command) return;
    const own = this.#existing;
    const taken = findSaved(this.app.savedCommands(), command.name);
    const isAnother = taken !== undefined && taken.name.toLowerCase() !== own?.name.toLowerCase();
    if (isAnother && own) return this.tell(`There is a saved command ${taken.name} already.`, 'name');
    if (isAnother) {
      const text = `There is a saved command ${taken.name} already: ${taken.line}`;
      const question = { title: 'Replace the saved command', text, confirmLabel: 'Replace', danger: true };
      if (!(await this.app.confirm(question))) return this.tell('That name is taken.', 'name');
    }
    const refused = await this.app.saveCommand(command, own?.name ?? taken?.name);
    if (refused !== undefined) return this.tell(refused, 'name');
    this.app.closeDialog(this.id);
    this.screen.notice(own ? `Changed: ${command.name}.` : `Saved: Alt+S and the palette have ${command.name} now.`);
  }

  #made(): SavedCommand | undefined {
    const [name, description] = [this.fields.value('name').trim(), this.fields.value('description').trim()];
    const [asks, on] = [parameterParts(this.fields.value('asks')), listOf(this.fields.value('on'))];
    const whole = this.#existing ? this.fields.value('line').trim() : this.#given;
    const parameters = asks.map(readParameter);
    const wrong = asks[parameters.indexOf(undefined)];
    const known = parameters.flatMap((parameter) => (parameter ? this.#withFacts(parameter) : []));
    const noLine = this.#existing ? fillProblem(whole, []) : undefined;
    const said =
      wrong === undefined
        ? fillProblem(
            whole,
            known.map((one) => one.name),
          )
        : `"${wrong}" should be a variable, with a kind (${savedParameterKinds.join(', ')}) and a value where wanted.`;
    this.tell(noLine === undefined ? said : undefined, 'asks');
    this.tell(noLine, 'line');
    this.tell(savedNameProblem(name), 'name');
    if (this.fields.wrong) return undefined;
    return {
      name,
      ...(description === '' ? {} : { description }),
      line: whole,
      ...(known.length === 0 ? {} : { parameters: known }),
      ...(on.length === 0 ? {} : { on }),
    };
  }

  /** What is said of a parameter only in the file stays with it. */
  #withFacts(parameter: SavedParameter): SavedParameter {
    const wanted = parameter.name.toLowerCase();
    const before = this.#existing?.parameters?.find(({ name }) => name.toLowerCase() === wanted);
    const { help, choices, optional } = before ?? {};
    return {
      ...parameter,
      ...(help === undefined ? {} : { help }),
      ...(choices === undefined ? {} : { choices }),
      ...(optional === undefined ? {} : { optional }),
    };
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 76);
    // The fields come first: of the line its beginning is enough.
    const spare = rows - 5 - this.fields.picture(width - 2).rows.length;
    const most = Math.max(1, Math.min(5, spare));
    const shown = this.#existing ? [] : wrap(this.#given, width - 6, 'cells', most).slice(0, most);
    const fields = this.fields.picture(width - 2, Math.max(1, rows - 5 - shown.length));
    const more = moreText(fields.hidden, '');
    const above = shown.length > 0 ? [emptyLine, ...shown.map((text) => line('   ', span(text, 'quiet')))] : [];
    return {
      title: this.#existing ? `Edit ${this.#existing.name}` : 'Save a command',
      ...(more === '' ? {} : { note: [span(more, 'quiet')] }),
      width,
      rows: [...above, emptyLine, ...fields.rows, emptyLine],
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + above.length + 1 },
    };
  }
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
