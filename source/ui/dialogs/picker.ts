import type { Actions } from '../../app/screen/commands/index.ts';
import { widthOf, wrap } from '../../text/width.ts';
import { fieldView } from '../fields/field-view.ts';
import { TextField } from '../fields/text-field.ts';
import { beginningOf, emptyLine, fitLine, type Line, line, lineWidth, type Span, span } from '../widgets/line.ts';
import { moveSelection, windowStart } from '../widgets/list-window.ts';
import { filterBy } from '../widgets/match.ts';
import { DialogBase, type DialogContext, type DialogPicture, listActions, type Room } from './dialog.ts';

/** A row to choose; where it has the selection it takes as many as its label needs. */
export interface PickerItem {
  readonly label: readonly Span[];
  /** Stands before the label, as wide in each item. */
  readonly column?: Span;
  /** At the right end of the row, where there is room behind the label. */
  readonly detail: readonly Span[];
  /** Its label gives way to the detail, to three fifths of the row. */
  readonly keepsDetail?: boolean;
  /** What the filter looks at. */
  readonly search: string;
  /** Why it can't be taken now. */
  readonly disabled: string | undefined;
  take(): void;
  /** Changes or removes what the row stands for. */
  edit?(): void;
  remove?(): void;
}

export interface PickerParts {
  readonly title: string;
  /** Shown while nothing is typed. */
  readonly placeholder: string;
  readonly nothing: string;
  /** Cells wanted, edges included. */
  readonly width: number;
  /** Rows must have the typed words as they are; otherwise their letters in order are enough. */
  readonly exact?: boolean;
  /** What the rows stand for can be changed and removed. */
  readonly areEditable?: boolean;
  readonly items: () => readonly PickerItem[];
  /** Stands below those that fit, whatever was typed. */
  readonly other?: (typed: string) => PickerItem;
}

/** A list narrowed by typing; Enter takes the selected row. Palette, help and the history's search are this. */
export class PickerDialog extends DialogBase<'picker' | 'savedList' | 'list' | 'field'> {
  readonly scopes: DialogBase<'picker' | 'savedList' | 'list' | 'field'>['scopes'];
  readonly #parts: PickerParts;
  readonly #filter = new TextField();
  #selected = 0;
  #page = 10;
  /** Of each row that was shown last, whose it is. */
  #shown: readonly number[] = [];

  constructor(context: DialogContext, parts: PickerParts) {
    super(context);
    this.#parts = parts;
    const own = ['picker', 'list', 'dialog', 'field'] as const;
    this.scopes = parts.areEditable ? ['savedList', ...own] : own;
  }

  get #items(): readonly PickerItem[] {
    return this.#fitting(this.#parts.items());
  }

  #fitting(items: readonly PickerItem[]): readonly PickerItem[] {
    const { other } = this.#parts;
    const query = this.#filter.text;
    return [...this.#filtered(items, query), ...(other ? [other(query.trim())] : [])];
  }

  #filtered(items: readonly PickerItem[], query: string): readonly PickerItem[] {
    if (!this.#parts.exact) return filterBy(items, query, (item) => item.search);
    const words = query.toLowerCase().split(/\s+/);
    return items.filter(({ search }) => words.every((word) => search.toLowerCase().includes(word)));
  }

  protected override readonly actions: Actions<'picker' | 'savedList' | 'list' | 'field'> = {
    picker: { accept: () => this.#take() },
    savedList: { edit: () => this.#do('edit'), remove: () => this.#do('remove') },
    list: listActions(
      (rows) => {
        this.#selected = moveSelection(this.#selected, rows, this.#items.length);
      },
      () => this.#page,
    ),
    field: (operation) => {
      this.#filter.edit(operation);
      this.#selected = 0;
    },
  };

  #take(): void {
    const item = this.#items[this.#selected];
    if (item?.disabled !== undefined) this.screen.notice(item.disabled);
    else if (item) {
      this.app.closeDialog(this.id);
      item.take();
    }
  }

  #do(what: 'edit' | 'remove'): void {
    const item = this.#items[this.#selected];
    if (!item?.[what]) return;
    this.app.closeDialog(this.id);
    item[what]();
  }

  click(row: number): void {
    // The field and the line below it.
    const at = this.#shown[row - 2];
    if (at === undefined) return;
    this.#selected = at;
    this.#take();
    this.changed();
  }

  protected override typed(text: string): void {
    this.#filter.type(text);
    this.#selected = 0;
  }

  override picture(room: Room): DialogPicture {
    const width = Math.min(room.columns, this.#parts.width);
    const inner = width - 2;
    const all = this.#parts.items();
    const items = this.#fitting(all);
    const height = Math.max(1, Math.min(room.rows - 5, Math.max(8, all.length)));
    this.#page = height;
    const selected = items[this.#selected];
    const unfolded = selected ? unfold(selected, inner, height) : [];
    const others = height - Math.max(0, unfolded.length - 1);
    const start = windowStart(items.length, others, this.#selected);
    const drawn = items.slice(start, start + others).flatMap((item, index) => {
      const at = start + index;
      return (item === selected ? unfolded : [row(item, inner)]).map((cells) => ({ at, cells }));
    });
    this.#shown = drawn.map(({ at }) => at);
    const rows = drawn.map(({ cells }) => cells);
    const missing = rows.length === 0 ? [line('   ', span(this.#parts.nothing, 'quiet'))] : [];
    const shown = [...rows, ...missing];
    const padding = Array.from({ length: height - shown.length }, () => emptyLine);
    const query = fieldView(this.#filter.text, this.#filter.cursor, inner - 3);
    const shownQuery = this.#filter.text === '' ? span(this.#parts.placeholder, 'quiet') : span(query.text);
    const count = span(items.length > height ? `${this.#selected + 1} of ${items.length}` : '', 'quiet');
    return {
      title: this.#parts.title,
      width,
      rows: [line(span(' > ', 'accent'), shownQuery), 'rule', ...shown, ...padding],
      ...(count.text === '' ? {} : { note: [count] }),
      cursor: { x: 3 + query.x, y: 0 },
    };
  }
}

function row({ label, column, detail, keepsDetail, disabled }: PickerItem, width: number): Line {
  const plain = (part: Span) => (disabled === undefined ? part : span(part.text, 'quiet'));
  const left = [span('   '), ...(column ? [column] : []), ...label].map(plain);
  const right = [...detail, span(' ')].map(plain);
  const kept = keptOf(lineWidth(left), lineWidth(right), width, keepsDetail);
  return [...fitLine(left, roomBeside(kept, width)), ...fitRight(right, kept)];
}

/** Cells that the detail has beside a label; none where it gives way. */
function keptOf(label: number, detail: number, width: number, keepsDetail = false): number {
  if (label + detail < width) return detail;
  return keepsDetail ? Math.min(detail, Math.floor((width * 2) / 5)) : 0;
}

/** Cells from which on a label has a column before it in all of its rows. */
const narrowest = 40;

/** The selected item: its whole label, in as many rows as that takes, `most` at most. */
function unfold({ label, column, detail, keepsDetail }: PickerItem, width: number, most: number): readonly Line[] {
  const words = label.map((part) => part.text).join('');
  const beside = column?.text ?? '';
  const isNarrow = width < narrowest + widthOf(beside);
  const head = ` ▸ ${isNarrow ? '' : beside}`;
  const text = isNarrow ? `${beside.trimEnd()}  ${words}`.trimStart() : words;
  const indent = widthOf(head);
  const right = [...detail, span(' ')];
  const kept = keptOf(indent + widthOf(text), lineWidth(right), width, keepsDetail);
  const room = roomBeside(kept, width);
  const rows = wrap(text, Math.max(1, room - indent), 'words', most + 1).map((part) => [span(part)]);
  return beginningOf(rows, most).map((part, index) => {
    const left = [span(index === 0 ? head : ' '.repeat(indent)), ...part];
    const whole = index === 0 ? [...fitLine(left, room), ...fitRight(right, kept)] : fitLine(left, width);
    return whole.map(({ text: shown }) => span(shown, 'selected'));
  });
}

const roomBeside = (kept: number, width: number): number => (kept === 0 ? width : width - kept - 1);

const fitRight = (right: Line, kept: number): Line => (kept === 0 ? [] : [span(' '), ...fitLine(right, kept)]);
