import type { Actions } from '../../app/screen/commands/index.ts';
import { type HostPrompt, labelLetter, plainLabel, startingAnswer } from '../../domain/index.ts';
import { wrap } from '../../text/width.ts';
import { type Line, line, sideBySide, span } from '../widgets/line.ts';
import { moveSelection, windowStart } from '../widgets/list-window.ts';
import { DialogBase, type DialogContext, type DialogPicture, listActions, type Room } from './dialog.ts';
import { stacked } from './stacked.ts';

type Choice = Extract<HostPrompt, { kind: 'choice' }>;

/**
 * A server's question with given answers. The letter behind `&` in a label selects it, and Enter answers: a letter that
 * was meant for a prompt must not decide. The rest of the screen stays in reach.
 */
export class HostChoiceDialog extends DialogBase<'answers' | 'list'> {
  readonly scopes = ['answers', 'list', 'dialog', 'anywhere'] as const;
  readonly #connection: string;
  readonly #prompt: Choice;
  readonly #choices: readonly { readonly label: string; readonly hotKey: string; readonly help: string }[];
  /** What it starts on. */
  readonly #start: number;
  /** -1 while no answer is. */
  #selected: number;

  constructor(context: DialogContext, asked: { readonly connection: string; readonly line: string }, prompt: Choice) {
    super(context);
    this.#connection = asked.connection;
    this.#prompt = prompt;
    this.#choices = prompt.choices.map(({ label, help }) => ({
      label: plainLabel(label),
      hotKey: labelLetter(label),
      help,
    }));
    this.#start = startingAnswer(prompt, asked.line);
    this.#selected = this.#start;
  }

  protected override readonly actions: Actions<'answers' | 'list'> = {
    answers: {
      next: () => this.#move(1),
      previous: () => this.#move(-1),
      accept: () => this.#accept(),
    },
    list: listActions(
      (rows) => this.#move(rows),
      () => this.#choices.length,
    ),
  };

  #move(by: number): void {
    this.#selected = moveSelection(this.#selected, by, this.#choices.length);
  }

  #accept(): void {
    if (this.#selected < 0) this.screen.notice('No answer is selected yet: its letter or the arrows select one.');
    else this.app.answerDialog(this.id, { kind: 'hostPrompt', answer: { kind: 'choice', index: this.#selected } });
  }

  protected override typed(text: string): void {
    const index = this.#choices.findIndex(({ hotKey }) => hotKey !== '' && hotKey === text.toUpperCase());
    if (index >= 0) this.#selected = index;
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 72);
    const height = rows - 2;
    const isCramped = this.#text(width - 6).length + this.#choices.length > height;
    const text = this.#text(isCramped ? width - 4 : width - 6);
    // Of many answers and a long text each has half of what there is.
    const most = Math.max(2, height - Math.min(text.length, Math.ceil(height / 2)));
    const beside = isCramped ? this.#besideEachOther(width - 3) : [];
    const answer = isCramped && beside.length <= most ? beside : this.#answers(most);
    const help = this.#choices[this.#selected]?.help ?? '';
    const remark = help === '' ? [] : wrap(help, width - 6, 'words', 2).map((row) => line('  ', span(row, 'quiet')));
    return {
      title: `${this.#connection} asks`,
      width,
      // What a server asks in general stands first, and what it is about now last.
      rows: stacked({ text, keeps: 'end', answer, remark }, height).rows,
    };
  }

  #text(cells: number): readonly Line[] {
    return [this.#prompt.caption, this.#prompt.message]
      .filter((part) => part.trim() !== '')
      .flatMap((part) => wrap(endOf(part), cells, 'words').map((row) => line('  ', row)));
  }

  #shown(index: number): string {
    const { label, hotKey } = this.#choices[index]!;
    // Where something is taken away Enter alone does not give the server's own default.
    const isDefault = index === this.#prompt.defaultChoice && this.#prompt.defaultChoice === this.#start;
    return ` ${hotKey === '' ? ' ' : hotKey}  ${label}${isDefault ? ' (default)' : ''} `;
  }

  /** All of them where there are few rows. */
  #besideEachOther(cells: number): readonly Line[] {
    const answers = this.#choices.map((_, index) =>
      index === this.#selected ? span(`▸${this.#shown(index)}`, 'selected') : span(` ${this.#shown(index)}`),
    );
    return sideBySide(answers, cells, 0).map((row) => line(' ', ...row));
  }

  /** So many rows around the selected answer at most, and how many answers are not among them. */
  #answers(most: number): readonly Line[] {
    const height = this.#choices.length <= most ? most : Math.max(1, most - 1);
    const start = windowStart(this.#choices.length, height, Math.max(0, this.#selected));
    const choices = this.#choices.slice(start, start + height).map((_, at) => {
      const selected = start + at === this.#selected;
      return line(selected ? ' ▸' : '  ', span(this.#shown(start + at), selected ? 'selected' : 'plain'));
    });
    const more = this.#choices.length - choices.length;
    if (more > 0) choices.push(line(span(`     ${more} more`, 'quiet')));
    return choices;
  }
}

/** Characters of a server's text of which some may be seen. */
const longestText = 4000;

function endOf(text: string): string {
  return text.length <= longestText ? text : text.slice(-longestText).toWellFormed();
}
