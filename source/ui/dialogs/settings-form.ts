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
import { beginningOf, emptyLine, type Line, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { choiceField, type Field, Fields, textField } from './fields.ts';
import { FormDialog, moreText } from './form-dialog.ts';

/** Rows that the fields have at least, and what stands around them and the help: the edges and the rule. */
const [leastFields, edges] = [2, 3];

/** How the program behaves: every setting with its value; below them what the one under the cursor is. */
export class SettingsForm extends FormDialog {
  protected override readonly keepsWork = true;
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
    const help = this.#help(width - 4, Math.max(1, rows - edges - leastFields));
    const fields = this.fields.picture(width - 2, rows - edges - help.length - problem.length);
    const more = moreText(fields.hidden, ' ');
    return {
      title: 'Settings',
      ...(more === '' ? {} : { note: [span(more, 'quiet')] }),
      width,
      rows: [...fields.rows, 'rule', ...help, ...problem.map((text) => line('  ', span(text, 'bad')))],
      cursor: fields.cursor,
    };
  }

  /** As many rows for each setting, so that the fields stay where they are: three where there is room, up to `most`. */
  #help(width: number, most: number): readonly Line[] {
    const { help, initial, show } = preferenceFields[this.fields.current.name as PreferenceName] as AnyPreferenceField;
    const rows = Math.min(3, most);
    const what = `${help.slice(0, 1).toUpperCase()}${help.slice(1)}.`;
    const all = wrap(`${what} Usual: ${show(initial as never)}.`, width, 'words');
    const shown = all.length <= rows ? all : wrap(what, width, 'words');
    const padding = Array.from({ length: Math.max(0, rows - shown.length) }, () => emptyLine);
    return [
      ...beginningOf(
        shown.map((row) => line(' ', span(row, 'quiet'))),
        rows,
      ),
      ...padding,
    ];
  }
}

function formField(name: PreferenceName, { label, choices }: AnyPreferenceField, text: string): Field {
  return choices ? choiceField(name, label, choices, text) : textField(name, label, text);
}
