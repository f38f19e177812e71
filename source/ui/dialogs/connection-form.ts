import {
  allFields,
  type Connection,
  type ConnectionField,
  type FieldName,
  type FieldTexts,
  fieldText,
  findConnection,
  readTexts,
} from '../../domain/index.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { choiceField, type Field, Fields, textField } from './fields.ts';
import { FormDialog, moreText } from './form-dialog.ts';

/** Adds a connection or changes one. What is wrong stands at the field it belongs to. */
export class ConnectionForm extends FormDialog {
  protected override readonly keepsWork = true;
  readonly #existing: Connection | undefined;
  protected override readonly fields: Fields;

  constructor(context: DialogContext, existing: string | undefined) {
    super(context);
    const saved = existing === undefined ? undefined : findConnection(this.state.connections, existing);
    this.#existing = saved;
    this.fields = new Fields(formFields(saved));
  }

  protected override accept(): Promise<void> {
    return this.save(() => {
      const made = this.#made();
      return made && this.app.saveConnection(made, this.#existing?.name);
    });
  }

  /** What the fields say. Undefined where something is wrong: each problem stands at its field, the cursor at the first. */
  #made(): Connection | undefined {
    const texts: FieldTexts = Object.fromEntries(
      this.fields.all.map(({ name }) => [name, this.fields.value(name).trim()]),
    );
    const { connection, problems } = readTexts(this.#existing ?? {}, texts);
    const name = this.#takenProblem(texts.name ?? '') ?? problems.name;
    return this.fields.judge({ ...problems, name }) ? (connection as Connection) : undefined;
  }

  #takenProblem(name: string): string | undefined {
    const other = findConnection(this.state.connections, name);
    if (!other || other.name === this.#existing?.name) return undefined;
    return `There is a connection ${other.name} already.`;
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 76);
    const problem = this.problemRows(width);
    // Edges, and the empty rows above and below the fields.
    const fields = this.fields.picture(width - 2, rows - 4 - problem.length);
    const more = moreText(fields.hidden, ' ');
    return {
      title: this.#existing ? `Edit ${this.#existing.name}` : 'New connection',
      ...(more === '' ? {} : { note: [span(more, 'quiet')] }),
      width,
      rows: [emptyLine, ...fields.rows, emptyLine, ...problem.map((text) => line('   ', span(text, 'bad')))],
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + 1 },
    };
  }
}

/** The fields that the form has for a connection: what everybody needs first. */
function formFields(saved: Connection | undefined): readonly Field[] {
  const isSandbox = saved?.sandboxServer !== undefined;
  const shown = allFields.filter(
    ([name, field]) => field.form !== undefined && !(isSandbox && (field.isRealOnly || name === 'url')),
  );
  const firstSpecial = shown.find(([, { form }]) => form === 'special')?.[0];
  return shown.map(([name, field]) => ({
    ...formField(name, field, fieldText(saved ?? {}, name)),
    ...(name === firstSpecial ? { group: 'Where the usual does not fit' } : {}),
  }));
}

function formField(name: FieldName, { label, choices, hint = '' }: ConnectionField, text: string): Field {
  return choices ? choiceField(name, label, choices, text || choices[0]!) : textField(name, label, text, hint);
}
