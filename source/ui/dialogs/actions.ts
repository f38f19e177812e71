import type { Actions } from '../../app/screen/commands/index.ts';
import type { ActionLine, AppState } from '../../app/screen/state.ts';
import { clockText, durationText, lineFacts } from '../../domain/index.ts';
import { padEnd, wrap } from '../../text/width.ts';
import { fieldView } from '../fields/field-view.ts';
import { TextField } from '../fields/text-field.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';
import type { DialogPicture } from './dialog.ts';
import { ReadingDialog } from './reading.ts';

/** Every remote action taken, the newest at the end; typing leaves those that have the words in them. */
export class ActionsDialog extends ReadingDialog<'field'> {
  readonly scopes = ['list', 'dialog', 'field'] as const;
  readonly #filter = new TextField();
  protected override readonly title = 'What was done on the servers';
  protected override readonly startsAtEnd = true;

  protected override readonly actions: Actions<'list' | 'field'> = {
    ...this.reading,
    field: (operation) => {
      this.#filter.edit(operation);
      this.anew();
    },
  };

  protected override typed(text: string): void {
    this.#filter.type(text);
    this.anew();
  }

  override watch(state: AppState): unknown {
    return state.actions;
  }

  protected override head(width: number): Pick<DialogPicture, 'rows' | 'cursor'> {
    const query = fieldView(this.#filter.text, this.#filter.cursor, width - 3);
    const shown = this.#filter.text === '' ? span(this.#placeholder, 'quiet') : span(query.text);
    return { rows: [line(span(' > ', 'accent'), shown), 'rule'], cursor: { x: 3 + query.x, y: 0 } };
  }

  get #placeholder(): string {
    const kept = this.state.preferences.record ? 'lines are kept on disk' : 'not kept on disk: F12';
    return `words, such as ex01 failed; ${kept}`;
  }

  protected override lines(width: number): readonly Line[] {
    const { actions } = this.state;
    if (actions.length === 0)
      return [emptyLine, line(' Nothing yet: this exterm has not asked any server for anything.'), emptyLine];
    const words = this.#filter.text.toLowerCase().split(/\s+/);
    const found = actions.filter((action) => {
      const said = [...textsOf(action), action.entry?.server, action.entry?.user].join(' ').toLowerCase();
      return words.every((word) => said.includes(word));
    });
    if (found.length === 0) return [line('   ', span('Nothing that was done has that in it.', 'quiet'))];
    const names = Math.min(20, Math.max(...actions.map((action) => action.connection.length)));
    return found.flatMap((action) => rowsOf(action, names, width));
  }
}

/** When, where, what, and what came of it. */
function textsOf({ at, connection, text, outcome, entry }: ActionLine): readonly string[] {
  return [clockText(at), connection, text, outcome, ...factsOf(entry)];
}

const factsOf = (entry: ActionLine['entry']): readonly string[] =>
  entry ? [lineFacts(entry, durationText), ...entry.questions] : [];

function rowsOf({ at, connection, text, outcome, entry }: ActionLine, names: number, width: number): readonly Line[] {
  const sign = { done: span('✓', 'good'), failed: span('✗', 'bad'), pending: span('◐', 'caution') }[outcome];
  const indent = ' '.repeat(names + 14);
  const wrapped = (part: string) => wrap(part, width - names - 16, 'words');
  return [
    ...wrapped(text).map((row, index) =>
      index === 0
        ? line(' ', span(clockText(at), 'quiet'), ' ', sign, ' ', padEnd(connection, names), '  ', row)
        : line(indent, row),
    ),
    ...factsOf(entry)
      .flatMap(wrapped)
      .map((row) => line(indent, span(row, 'quiet'))),
  ];
}
