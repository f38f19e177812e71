import {
  type AnyPreferenceField,
  allPreferences,
  type PreferenceName,
  type Preferences,
  preferenceFields,
  preferenceText,
  readPreferences,
} from '../../domain/index.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { choiceField, type Field, Fields, textField } from './fields.ts';
import { FormDialog, moreText } from './form-dialog.ts';

/** Rows for what the setting under the cursor is: as many as it takes, and one where there is little room. */
const helpRows = (rows: number) => (rows < 14 ? 1 : 3);

/** How the program behaves: every setting with its value; below them what the one under the cursor is. */
export class SettingsForm extends FormDialog {
  readonly #before: Preferences;
  protected override readonly fields: Fields;

  constructor(context: DialogContext) {
    super(context);
    this.#before = this.state.preferences;
    this.fields = new Fields(
      allPreferences.map(([name, field]) => formField(name, field, preferenceText(this.#before, name))),
    );
  }

  protected override accept(): Promise<void> {
    return this.save(() => this.#saveChanged());
  }

  /** Only what was changed here is written: what another exterm changes meanwhile stays as that has it. */
  #saveChanged(): Promise<string | undefined> | undefined {
    const changed = allPreferences
      .map(([name]) => [name, this.fields.value(name).trim()] as const)
      .filter(([name, text]) => text !== preferenceText(this.#before, name));
    const { change, problems } = readPreferences(Object.fromEntries(changed));
    if (!this.fields.judge(problems)) return undefined;
    return changed.length === 0 ? Promise.resolve(undefined) : this.app.savePreferences(change);
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 82);
    const problem = this.problemRows(width);
    const help = this.#help(width - 4, helpRows(rows));
    // Edges, the rule and what is below it.
    const fields = this.fields.picture(width - 2, rows - 3 - help.length - problem.length);
    const more = moreText(fields.hidden, ' ');
    return {
      title: 'Settings',
      ...(more === '' ? {} : { note: [span(more, 'quiet')] }),
      width,
      rows: [...fields.rows, 'rule', ...help, ...problem.map((text) => line('  ', span(text, 'bad')))],
      cursor: fields.cursor,
    };
  }

  #help(width: number, most: number): readonly Line[] {
    const { help, initial, show } = preferenceFields[this.fields.current.name as PreferenceName] as AnyPreferenceField;
    const text = `${help.slice(0, 1).toUpperCase()}${help.slice(1)}. Usual: ${show(initial as never)}.`;
    const shown = wrap(text, width, 'words').slice(0, most);
    const padding = Array.from({ length: most - shown.length }, () => emptyLine);
    return [...shown.map((row) => line(' ', span(row, 'quiet'))), ...padding];
  }
}

function formField(name: PreferenceName, { label, choices }: AnyPreferenceField, text: string): Field {
  return choices ? choiceField(name, label, choices, text) : textField(name, label, text);
}
