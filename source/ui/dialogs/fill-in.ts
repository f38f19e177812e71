import { meantRows } from '../../app/results/row-values.ts';
import type { DialogBody, SessionView } from '../../app/screen/state.ts';
import { viewOf } from '../../app/screen/store.ts';
import { type SavedCommand, type SavedParameter, savedValue } from '../../domain/index.ts';
import { changesIn, fillForEach, fillIn, fillProblem, onlyShown, openVariables } from '../../language/text.ts';
import { wrap } from '../../text/width.ts';
import { putAtPrompt } from '../prompt/put-at-prompt.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { choiceField, type Field, Fields, textField } from './fields.ts';
import { FormDialog, moreText } from './form-dialog.ts';

/** Names of fields that no parameter has. */
const [lineName, howName] = ['=line', '=how'];
const hows = ['only say what it would do (-WhatIf)', 'for real'] as const;

/** More of them than these are typed. */
const mostChoices = 6;

/** The body of the line with what was typed, and which of its variables the rows give. */
interface Made {
  readonly text: string;
  readonly ofRows: readonly string[];
}

/** Asks for what a saved command needs, or for a line of one's own, and puts what comes of it at the prompt. */
export class FillInDialog extends FormDialog {
  protected override readonly keepsWork = true;
  protected override readonly form = 'filling';
  readonly #connection: string;
  readonly #command: SavedCommand | undefined;
  readonly #forRows: boolean;
  readonly #isTyped: boolean;
  /** Names of the rows' properties, by their lower case. */
  readonly #properties: ReadonlyMap<string, string>;
  readonly #count: number;
  protected override readonly fields: Fields;
  #working = false;

  constructor(context: DialogContext, record: Extract<DialogBody, { kind: 'fillIn' }>) {
    super(context);
    this.#connection = record.connection;
    this.#command = record.command;
    this.#forRows = record.forRows;
    this.#isTyped = record.line !== undefined;
    const open = record.forRows ? this.app.grid(record.connection) : undefined;
    const names = open?.grid.allColumns.flatMap(({ property }) => property ?? []) ?? [];
    this.#properties = new Map(names.map((name) => [name.toLowerCase(), name]));
    this.#count = open ? meantRows(open) : 0;
    this.fields = new Fields(this.#formFields(record.line));
  }

  get #session(): SessionView | undefined {
    return viewOf(this.state, this.#connection);
  }

  get #parameters(): readonly SavedParameter[] {
    return this.#command?.parameters ?? [];
  }

  #formFields(line: string | undefined): readonly Field[] {
    const typed = line ?? this.#session?.pane.text ?? '';
    const own = textField(lineName, 'Line', typed.includes('\n') ? '' : typed, 'Set-Mailbox $Identity -Office Oslo');
    const how = choiceField(howName, 'How', hows, hows[0]);
    const changes = this.#command === undefined || changesIn(this.#command.line).length > 0;
    return [
      ...(this.#command === undefined ? [own] : []),
      ...this.#parameters.map((parameter) => this.#field(parameter)),
      ...(this.#forRows && changes ? [how] : []),
    ];
  }

  #field(parameter: SavedParameter): Field {
    const { name, kind = 'text', help = '', choices = [], initial = '' } = parameter;
    const property = this.#forRows ? this.#properties.get(name.toLowerCase()) : undefined;
    if (property !== undefined) return textField(name, name, initial, `the row’s ${property}`);
    if (kind === 'switch')
      return choiceField(name, name, ['yes', 'no'], /^(?:y|\$?t|on)/i.test(initial) ? 'yes' : 'no');
    if (choices.length > 0 && choices.length <= mostChoices) return choiceField(name, name, choices, initial);
    const kinds = { text: '', list: 'with commas between them', number: 'a number, such as 30 or 50GB', switch: '' };
    return textField(name, name, initial, help || choices.join(', ') || kinds[kind]);
  }

  /** A problem stands at the field that it belongs to, or below all. */
  #made(): Made | { readonly problem: string; readonly field?: string } {
    const whole = this.#command?.line ?? this.fields.value(lineName).trim();
    const names = this.#parameters.map(({ name }) => name);
    const problem = fillProblem(whole, names);
    if (problem !== undefined) return { problem, field: this.#command ? '' : lineName };
    const values = new Map<string, string>();
    const ofRows: string[] = [];
    for (const parameter of this.#parameters) {
      const text = this.fields.value(parameter.name);
      if (this.#forRows && text === '' && this.#properties.has(parameter.name.toLowerCase()))
        ofRows.push(parameter.name);
      else {
        const read = savedValue(parameter, text);
        if ('problem' in read) return { problem: read.problem, field: parameter.name };
        values.set(parameter.name.toLowerCase(), read.code);
      }
    }
    if (this.#forRows) {
      const known = new Set([...(this.#session?.variables ?? []), ...names].map((name) => name.toLowerCase()));
      for (const name of openVariables(whole).filter((one) => !known.has(one.toLowerCase()))) {
        if (this.#properties.has(name.toLowerCase())) ofRows.push(name);
        else return { problem: `The rows have no ${name}, and nothing else has set $${name}.`, field: lineName };
      }
      if (ofRows.length === 0) {
        const first = this.#properties.get('identity') ?? [...this.#properties.values()][0] ?? 'Identity';
        return { problem: `The line takes nothing of the rows: write $${first} where a row’s ${first} belongs.` };
      }
    }
    return this.#shown({ text: fillIn(whole, values), ofRows });
  }

  /** With -WhatIf where only that is wanted. */
  #shown(made: Made): Made | { readonly problem: string } {
    if (this.fields.value(howName) !== hows[0] || changesIn(made.text).length === 0) return made;
    const { text, without } = onlyShown(made.text, (name) => this.#takesWhatIf(name));
    if (without.length === 0) return { ...made, text };
    const has = without.length === 1 ? 'has' : 'have';
    return {
      problem: `${without.join(', ')} ${has} no -WhatIf as far as exterm knows: it could only be run for real.`,
    };
  }

  #takesWhatIf(name: string): boolean {
    const wanted = name.toLowerCase();
    const found = this.#session?.catalogue?.cmdlets.find((cmdlet) => cmdlet.name.toLowerCase() === wanted);
    return found?.parameters.some((parameter) => parameter.name.toLowerCase() === 'whatif') ?? false;
  }

  protected override async accept(): Promise<void> {
    if (this.#working) return;
    const made = this.#made();
    if ('problem' in made) return this.tell(made.problem, 'field' in made ? made.field : undefined);
    let { text } = made;
    if (this.#forRows) {
      this.#working = true;
      const given = await this.app.rowValues(this.#connection, made.ofRows);
      this.#working = false;
      if ('problem' in given) return this.tell(given.problem, undefined);
      text = fillForEach(text, given.rows);
    }
    this.app.closeDialog(this.id);
    // The line of one's own was what stood there, unless it was typed where it was asked for.
    if (this.#command === undefined && !this.#isTyped) this.app.updatePane(this.#connection, { text: '', cursor: 0 });
    putAtPrompt(this.app, this.#connection, text);
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 76);
    const made = this.#made();
    const told = this.problemRows(width, 4);
    // Edges, and the empty rows above and below the fields.
    const room = rows - 4 - told.length;
    const spare = room - this.fields.picture(width - 2).rows.length - 1;
    const preview = 'problem' in made || spare < 1 ? [] : previewRows(made.text, width, Math.min(4, spare));
    const fields = this.fields.picture(width - 2, Math.max(1, room - preview.length));
    const more = moreText(fields.hidden, '');
    const count = this.#count === 1 ? '1 row' : `${this.#count.toLocaleString('en-US')} rows`;
    return {
      title: this.#command?.name ?? 'A line for each row',
      note: [span([...(this.#forRows ? [count] : []), ...(more === '' ? [] : [more])].join(' · '), 'quiet')],
      width,
      rows: [emptyLine, ...fields.rows, emptyLine, ...preview, ...told.map((text) => line('   ', span(text, 'bad')))],
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + 1 },
    };
  }
}

/** The beginning of the line that is made, and an empty row. */
function previewRows(text: string, width: number, most: number): readonly Line[] {
  const shown = wrap(text, width - 6, 'cells', most).slice(0, most);
  return [...shown.map((row) => line('   ', span(row, 'quiet'))), emptyLine];
}
