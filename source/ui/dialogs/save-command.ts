import type { Actions } from '../../app/screen/commands/index.ts';
import type { DialogBody } from '../../app/screen/state.ts';
import { viewOf } from '../../app/screen/store.ts';
import { neverRejects } from '../../async/background.ts';
import {
  findSaved,
  readParameter,
  type SavedCommand,
  savedNameProblem,
  savedParameterKinds,
} from '../../domain/index.ts';
import { fillProblem, openVariables } from '../../language/index.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import { DialogBase, type DialogContext, type DialogPicture, type Room } from './dialog.ts';
import { Fields, textField } from './fields.ts';

/** Saves a line under a name. What is wrong stands at the field it belongs to. */
export class SaveCommandDialog extends DialogBase<'form' | 'field'> {
  override readonly scopes = ['form', 'dialog', 'field'] as const;
  readonly #line: string;
  readonly #fields: Fields;

  constructor(context: DialogContext, { connection, line: given }: Extract<DialogBody, { kind: 'saveCommand' }>) {
    super(context);
    this.#line = given;
    const set = new Set(viewOf(this.state, connection)?.variables.map((name) => name.toLowerCase()));
    const open = openVariables(given).filter((name) => !set.has(name.toLowerCase()));
    this.#fields = new Fields([
      textField('name', 'Name', '', 'what it is called in the palette'),
      textField('description', 'What it does', '', 'may stay empty'),
      textField('asks', 'Asks for', open.join(', '), 'variables of the line: Identity, Quota:number=50GB'),
      textField('on', 'For', '', 'all connections; else ex01, @prod, ex*'),
    ]);
  }

  protected override readonly actions: Actions<'form' | 'field'> = {
    form: {
      next: () => this.#fields.move(1),
      previous: () => this.#fields.move(-1),
      accept: () => neverRejects(this.#save()),
    },
    field: (operation) => this.#fields.edit(operation),
  };

  protected override typed(text: string): void {
    this.#fields.type(text);
  }

  async #save(): Promise<void> {
    const command = this.#made();
    if (!command) return;
    const existing = findSaved(this.app.savedCommands(), command.name);
    if (existing) {
      const text = `There is a saved command ${existing.name} already: ${existing.line}`;
      const question = { title: 'Replace the saved command', text, confirmLabel: 'Replace', danger: true };
      if (!(await this.app.confirm(question))) return this.#tell('name', 'That name is taken.');
    }
    const refused = this.app.saveCommand(command, existing?.name);
    if (refused !== undefined) return this.#tell('name', refused);
    this.app.closeDialog(this.id);
    this.screen.notice(`Saved: Alt+S and the palette have ${command.name} now.`);
  }

  #made(): SavedCommand | undefined {
    const [name, description] = [this.#fields.value('name').trim(), this.#fields.value('description').trim()];
    const [asks, on] = [listOf(this.#fields.value('asks')), listOf(this.#fields.value('on'))];
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
    this.#tell('asks', said);
    this.#tell('name', savedNameProblem(name));
    if (this.#fields.all.some(({ problem }) => problem !== undefined)) return undefined;
    return {
      name,
      ...(description === '' ? {} : { description }),
      line: this.#line,
      ...(known.length === 0 ? {} : { parameters: known }),
      ...(on.length === 0 ? {} : { on }),
    };
  }

  #tell(name: string, problem: string | undefined): void {
    const field = this.#fields.all.find((one) => one.name === name);
    if (!field) return;
    field.problem = problem;
    if (problem !== undefined) this.#fields.focus(name);
    this.changed();
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 76);
    // The fields come first: of the line its beginning is enough.
    const spare = rows - 5 - this.#fields.picture(width - 2).rows.length;
    const most = Math.max(1, Math.min(5, spare));
    const shown = wrap(this.#line, width - 6, 'cells', most).slice(0, most);
    const fields = this.#fields.picture(width - 2, Math.max(1, rows - 5 - shown.length));
    const { above, below } = fields.hidden;
    return {
      title: 'Save a command',
      ...(above + below > 0 ? { note: [span(`${above > 0 ? '↑' : ''}${below > 0 ? '↓' : ''} more`, 'quiet')] } : {}),
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
