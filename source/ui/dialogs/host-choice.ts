import type { HostPrompt } from '../../domain/index.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import { moveSelection } from '../widgets/list-window.ts';
import { DialogBase, type DialogContext, type DialogPicture, type Room } from './dialog.ts';

type Choice = Extract<HostPrompt, { kind: 'choice' }>;

/** A server's question with given answers; the letter behind `&` in a label is its key. */
export class HostChoiceDialog extends DialogBase {
  readonly scopes = ['answers', 'list', 'dialog'] as const;
  readonly #connection: string;
  readonly #prompt: Choice;
  readonly #choices: readonly { readonly label: string; readonly hotKey: string; readonly help: string }[];
  #selected: number;

  constructor(context: DialogContext, connection: string, prompt: Choice) {
    super(context);
    this.#connection = connection;
    this.#prompt = prompt;
    this.#choices = prompt.choices.map(({ label, help }) => ({
      label: label.replace('&', ''),
      hotKey: /&(.)/u.exec(label)?.[1]?.toUpperCase() ?? '',
      help,
    }));
    this.#selected = Math.max(0, prompt.defaultChoice);
  }

  protected override run(commandId: string): void {
    const by = { 'select.up': -1, 'answers.previous': -1, 'select.down': 1, 'answers.next': 1 }[commandId];
    if (by !== undefined) this.#selected = moveSelection(this.#selected, by, this.#choices.length);
    else if (commandId === 'answers.accept') this.#answer(this.#selected);
  }

  #answer(index: number): void {
    if (index < this.#choices.length) {
      this.app.answerDialog(this.id, { kind: 'hostPrompt', answer: { kind: 'choice', index } });
    }
  }

  protected override typed(text: string): void {
    const index = this.#choices.findIndex(({ hotKey }) => hotKey !== '' && hotKey === text.toUpperCase());
    if (index >= 0) this.#answer(index);
  }

  override picture({ columns, rows }: Room): DialogPicture {
    const width = Math.min(columns, 72);
    const text = [this.#prompt.caption, this.#prompt.message].filter((part) => part.trim() !== '');
    const choices = this.#choices.slice(0, Math.max(2, rows - 10)).map(({ label, hotKey }, index) => {
      const selected = index === this.#selected;
      const shown = ` ${hotKey === '' ? ' ' : hotKey}  ${label}${index === this.#prompt.defaultChoice ? ' (default)' : ''} `;
      return line(selected ? ' ▸' : '  ', span(shown, selected ? 'selected' : 'plain'));
    });
    const help = this.#choices[this.#selected]?.help ?? '';
    const message = text
      .flatMap((part) => wrap(part, width - 6, 'words', rows))
      .slice(0, Math.max(1, rows - choices.length - 7));
    return {
      title: `${this.#connection} asks`,
      width,
      rows: [
        emptyLine,
        ...message.map((row) => line('  ', row)),
        emptyLine,
        ...choices,
        emptyLine,
        ...wrap(help, width - 6, 'words', 2).map((row) => line('  ', span(row, 'quiet'))),
      ],
    };
  }
}
