import type { OpenGrid } from '../../app/results/open-grid.ts';
import type { Actions } from '../../app/screen/commands/index.ts';
import type { GridColumn } from '../../grid/columns.ts';
import { truncate } from '../../text/width.ts';
import { fieldView } from '../fields/field-view.ts';
import { TextField } from '../fields/text-field.ts';
import { emptyLine, fitLine, type Line, line, span } from '../widgets/line.ts';
import { moveSelection, windowStart } from '../widgets/list-window.ts';
import { DialogBase, type DialogContext, type DialogPicture, listActions, type Room } from './dialog.ts';

/** Which columns a grid shows, and in which order: the shown ones stand first. */
export class ChooseColumnsDialog extends DialogBase<'columns' | 'list' | 'field'> {
  readonly scopes = ['columns', 'list', 'dialog', 'field'] as const;
  readonly #open: OpenGrid | undefined;
  readonly #filter = new TextField();
  #all: readonly GridColumn[];
  readonly #shown: Set<GridColumn>;
  #selected = 0;
  #page = 10;

  constructor(context: DialogContext, connection: string) {
    super(context);
    this.#open = this.app.grid(connection);
    const grid = this.#open?.grid;
    this.#all = grid?.allColumns ?? [];
    this.#shown = new Set(grid?.columns ?? []);
    this.#selected = grid?.column ?? 0;
  }

  get #listed(): readonly GridColumn[] {
    const query = this.#filter.text.toLowerCase();
    return query === '' ? this.#all : this.#all.filter(({ heading }) => heading.toLowerCase().includes(query));
  }

  protected override readonly actions: Actions<'columns' | 'list' | 'field'> = {
    columns: {
      toggle: () => {
        const column = this.#listed[this.#selected];
        if (column && !this.#shown.delete(column)) this.#shown.add(column);
      },
      up: () => this.#move(-1),
      down: () => this.#move(1),
      accept: () => this.#accept(),
    },
    list: listActions(
      (rows) => {
        this.#selected = moveSelection(this.#selected, rows, this.#listed.length);
      },
      () => this.#page,
    ),
    field: (operation) => {
      this.#filter.edit(operation);
      this.#selected = 0;
    },
  };

  /** Past the neighbour that is listed. */
  #move(by: -1 | 1): void {
    const listed = this.#listed;
    const [column, neighbour] = [listed[this.#selected], listed[this.#selected + by]];
    if (!column || !neighbour) return;
    const others = this.#all.filter((one) => one !== column);
    const at = others.indexOf(neighbour) + (by > 0 ? 1 : 0);
    this.#all = others.toSpliced(at, 0, column);
    this.#selected += by;
  }

  #accept(): void {
    const chosen = this.#all.filter((column) => this.#shown.has(column));
    if (chosen.length === 0) {
      this.screen.notice('One column at least has to be shown: Space chooses it.');
      return;
    }
    this.app.closeDialog(this.id);
    this.#open?.grid.choose(chosen);
    this.#open?.columnsChanged();
  }

  protected override typed(text: string): void {
    this.#filter.type(text);
    this.#selected = 0;
  }

  override picture(room: Room): DialogPicture {
    const width = Math.min(room.columns, 60);
    const inner = width - 2;
    const listed = this.#listed;
    const height = Math.max(1, Math.min(room.rows - 5, Math.max(6, this.#all.length)));
    this.#page = height;
    const start = windowStart(listed.length, height, this.#selected);
    const rows = listed
      .slice(start, start + height)
      .map((column, index) => this.#row(column, start + index === this.#selected, inner));
    const shown = rows.length > 0 ? rows : [line('   ', span('No column is called that.', 'quiet'))];
    const padding = Array.from({ length: height - shown.length }, () => emptyLine);
    const query = fieldView(this.#filter.text, this.#filter.cursor, inner - 3);
    const asked = this.#filter.text === '' ? span('part of a name', 'quiet') : span(query.text);
    return {
      title: 'Columns',
      note: [span(`${this.#shown.size} of ${this.#all.length}`, 'quiet')],
      width,
      rows: [line(span(' > ', 'accent'), asked), 'rule', ...shown, ...padding],
      cursor: { x: 3 + query.x, y: 0 },
    };
  }

  #row(column: GridColumn, isSelected: boolean, width: number): Line {
    const sign = this.#shown.has(column) ? '[x]' : '[ ]';
    const row = fitLine(line(isSelected ? ' ▸ ' : '   ', `${sign} ${truncate(column.heading, width - 8)}`), width);
    return isSelected ? row.map((part) => span(part.text, 'selected')) : row;
  }
}
