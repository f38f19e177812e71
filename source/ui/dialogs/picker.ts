import type { Actions } from '../../app/screen/commands/index.ts';
import { fieldView } from '../fields/field-view.ts';
import { TextField } from '../fields/text-field.ts';
import { emptyLine, fitLine, type Line, line, lineWidth, type Span, span, spread } from '../widgets/line.ts';
import { moveSelection, windowStart } from '../widgets/list-window.ts';
import { filterBy } from '../widgets/match.ts';
import { DialogBase, type DialogContext, type DialogPicture, listActions, type Room } from './dialog.ts';

/** A row to choose. */
export interface PickerItem {
  readonly label: readonly Span[];
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
}

/** A list narrowed by typing; Enter takes the selected row. Palette, help and the history's search are this. */
export class PickerDialog extends DialogBase<'picker' | 'savedList' | 'list' | 'field'> {
  readonly scopes: DialogBase<'picker' | 'savedList' | 'list' | 'field'>['scopes'];
  readonly #parts: PickerParts;
  readonly #filter = new TextField();
  #selected = 0;
  #page = 10;
  /** The first row that was shown last. */
  #first = 0;

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
    const query = this.#filter.text;
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
    const at = this.#first + row - 2;
    if (row < 2 || at >= this.#items.length) return;
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
    const start = windowStart(items.length, height, this.#selected);
    this.#first = start;
    const rows = items
      .slice(start, start + height)
      .map((item, index) => row(item, start + index === this.#selected, inner));
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

function row(item: PickerItem, selected: boolean, width: number): Line {
  const quiet = item.disabled !== undefined;
  const plain = (part: Span) => (selected ? span(part.text, 'selected') : quiet ? span(part.text, 'quiet') : part);
  const label = [span(selected ? ' ▸ ' : '   '), ...item.label].map(plain);
  const detail = [...item.detail, span(' ')].map(plain);
  const roomy = lineWidth(label) + lineWidth(detail) < width;
  const kept = item.keepsDetail ? Math.min(lineWidth(detail), Math.floor((width * 2) / 5)) : 0;
  const cut =
    kept === 0 ? fitLine(label, width) : [...fitLine(label, width - kept - 2), span('  '), ...fitLine(detail, kept)];
  const whole = roomy ? spread(label, detail, width) : cut;
  return selected ? whole.map((part) => span(part.text, 'selected')) : whole;
}
