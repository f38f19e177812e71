// Longer than other files for a reason: what is written next depends on all that was written before.
import type { ViewRequest } from '../domain/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import { clean } from '../text/clean.ts';
import { truncate, wrap } from '../text/width.ts';
import { helpLines, isHelp } from './help-page.ts';
import { linesOf, longestText, mostProperties, shortened } from './limits.ts';
import { listLines } from './list.ts';
import { ServerLayout } from './server-layout.ts';
import { cellValue, chooseView, isText, rowsOf, saidText } from './shape.ts';
import { Table } from './table.ts';
import { valueText } from './value-text.ts';
import type { View } from './view.ts';
import { builtInViews, type ViewCatalogue } from './views.ts';
import { Wide } from './wide.ts';

export type LineRole = 'heading' | 'row' | 'text' | 'blank' | 'note';

export interface WriterOptions {
  /** Cells of a line; no line is longer, but for a table's row whose numbers alone are. */
  readonly width: number;
  /** What Format-Table or Format-List asked for. */
  readonly view?: ViewRequest | undefined;
  readonly views?: ViewCatalogue | undefined;
  /** Texts stay whole, whatever the width: for a pipe or a file. */
  readonly wholeTexts?: boolean;
  /** Rows that a table's columns are fitted to before it is shown; later ones widen them where they must. 100. */
  readonly sample?: number;
  /** A line, made clean: it may go to a terminal. */
  readonly emit: (line: string, role: LineRole) => void;
}

export interface Writer {
  write(value: PsValue): void;
  /** Shows what is held back to fit columns: when the source pauses, so that nothing waits for rows that do not come. */
  flush(): void;
  end(): void;
}

interface Run {
  readonly key: string;
  readonly view: View;
  readonly asked: ViewRequest | undefined;
  /** What its objects have in common by their view. */
  readonly group: string | undefined;
  readonly waiting: PsObject[];
  table?: Table;
  wide?: Wide;
}

/** Lays values out as they come: tables with their heading once for each run of a type, lists, and text by lines. */
export function createWriter(options: WriterOptions): Writer {
  return new StreamWriter(options);
}

class StreamWriter implements Writer {
  readonly #options: WriterOptions;
  readonly #width: number;
  readonly #views: ViewCatalogue;
  readonly #sample: number;
  readonly #serverLayout = new ServerLayout();
  #run: Run | undefined;
  #started = false;
  #hasGroup = false;
  /** The type names of the last object, and the view they gave: a run of one type decides once. */
  #lastShape: { names: readonly string[]; count: number; view: View; key: string } | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#width = Math.max(1, Math.floor(options.width));
    this.#views = options.views ?? builtInViews;
    this.#sample = options.view?.autoSize ? 300 : (options.sample ?? 100);
  }

  write(value: PsValue): void {
    if (value === null) return;
    if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
      for (const item of value.collection.items) this.#item(item);
      return;
    }
    this.#one(value);
  }

  /** What is in a collection is opened itself, but where it has properties: an XML element is shown by those. */
  #item(value: PsValue): void {
    if (value instanceof PsObject && value.collection && value.propertyNames.length > 0) this.#one(value);
    else this.write(value);
  }

  #one(value: PsValue): void {
    if (value === null) return;
    if (!(value instanceof PsObject) || isText(value)) {
      this.#text(value);
      return;
    }
    const said = this.#options.view ? undefined : saidText(value);
    if (said !== undefined) {
      this.#text(said);
      return;
    }
    if (!this.#options.view && isHelp(value)) {
      this.#help(value);
      return;
    }
    const laid = this.#serverLayout.accept(value);
    if (laid?.kind === 'text') this.#text(laid.text);
    else if (laid?.kind === 'object') this.#object(laid.value, laid.view, laid.key, laid.asked);
    else if (!laid) {
      const { view, key } = this.#viewOf(value);
      this.#object(value, view, key);
    }
  }

  #object(value: PsObject, view: View, key: string, asked = this.#options.view): void {
    if (view.shape === 'list') this.#list(value, view, key);
    else if (asked?.shape === 'wide') this.#wide(value, view, key, asked);
    else for (const row of rowsOf(value, view)) this.#row(row, view, key, asked);
  }

  flush(): void {
    this.#open(false);
  }

  end(): void {
    this.#close();
  }

  #viewOf(value: PsObject): { view: View; key: string } {
    const last = this.#lastShape;
    const count = value.propertyNames.length;
    // Objects of one type come with one list of names: identity is the common case, and enough.
    if (last && last.names === value.typeNames && last.count === count && value.typeNames.length > 0) return last;
    const view = chooseView(value, this.#options.view, this.#views);
    // Folders and files stand in one table: what groups them is what parts them.
    const type = view.group ? view.group.property : (value.typeNames[0] ?? '');
    const key = `${view.shape} ${type} ${view.columns.map(({ property }) => property.toLowerCase()).join(' ')}`;
    this.#lastShape = { names: value.typeNames, count, view, key };
    return this.#lastShape;
  }

  #row(value: PsObject, view: View, key: string, asked: ViewRequest | undefined): void {
    const group = view.group && groupText(value, view.group);
    if (this.#run?.key !== key || this.#run.group !== group) {
      this.#close();
      this.#run = { key, view, asked, group, waiting: [] };
    }
    const run = this.#run as Run;
    if (run.table) {
      this.#emitRow(run.table, value);
      return;
    }
    run.waiting.push(value);
    if (run.waiting.length >= this.#sample) this.#open(false);
  }

  #wide(value: PsObject, view: View, key: string, asked: ViewRequest): void {
    if (this.#run?.key !== key) {
      this.#close();
      this.#gap();
      this.#group();
      const { across, autoSize = false } = asked;
      this.#run = {
        key,
        view,
        asked,
        group: undefined,
        waiting: [],
        wide: new Wide({ width: this.#width, across, fits: autoSize }),
      };
    }
    const wide = this.#run?.wide;
    const [column] = view.columns;
    if (!wide || !column) return;
    const text = truncate(valueText(cellValue(value, column.property), { items: asked.items }), this.#width);
    this.#rows(wide.add(text));
    if (wide.waiting >= this.#sample) this.#rows(wide.fit());
  }

  #rows(lines: readonly string[]): void {
    for (const line of lines) this.#emit(line, 'row');
  }

  #open(complete: boolean): void {
    const run = this.#run;
    if (run?.wide) this.#rows(complete ? run.wide.end() : run.wide.fit());
    if (!run || run.table || run.waiting.length === 0) return;
    run.table = new Table(run.view.columns, run.waiting, {
      items: this.#options.view?.items,
      width: this.#width,
      wrap: run.asked?.wrap ?? false,
      isAsked: run.asked !== undefined,
      complete: complete || run.asked?.autoSize === true,
    });
    this.#gap();
    this.#group();
    if (run.group !== undefined) this.#heading(run.group);
    if (!run.asked?.hideHeaders) for (const line of run.table.headings()) this.#emit(line, 'heading');
    for (const value of run.waiting) this.#emitRow(run.table, value);
    run.waiting.length = 0;
  }

  #emitRow(table: Table, value: PsObject): void {
    for (const line of table.row(value)) this.#emit(line, 'row');
  }

  #close(): void {
    this.#open(true);
    const left = this.#run?.table?.left ?? 0;
    if (left > 0) {
      const note = `${left} more ${left === 1 ? 'column does' : 'columns do'} not fit: Format-List shows ${left === 1 ? 'it' : 'them'}.`;
      this.#note(note);
    }
    this.#run = undefined;
  }

  #list(value: PsObject, view: View, key: string): void {
    if (this.#run) this.#close();
    this.#gap();
    this.#group();
    const columns = view.columns.length > mostProperties ? view.columns.slice(0, mostProperties) : view.columns;
    listLines(value, columns, { width: this.#width, items: this.#options.view?.items }, (line) =>
      this.#emit(line, 'row'),
    );
    const left = view.columns.length - columns.length;
    if (left > 0) {
      this.#note(
        `${left} more ${left === 1 ? 'property is' : 'properties are'} not shown: Select-Object takes those you name.`,
      );
    }
    this.#lastShape = { names: value.typeNames, count: value.propertyNames.length, view, key };
  }

  #help(value: PsObject): void {
    this.#close();
    this.#gap();
    for (const { text, isHeading } of helpLines(value, this.#width)) this.#emit(text, isHeading ? 'heading' : 'row');
  }

  /** Text stands close together; a blank line parts it from tables and lists. */
  #text(value: PsValue): void {
    if (this.#run) {
      this.#close();
      this.#gap();
    }
    for (const line of linesOf(valueText(value))) {
      const cells = shortened(line, longestText).split('\t').map(clean);
      const parts = this.#options.wholeTexts ? [cells.join('\t')] : wrap(cells.join('    '), this.#width, 'words');
      for (const part of parts) this.#emit(part, 'text');
    }
  }

  /** What the objects have in common, above the first. */
  #group(): void {
    const group = this.#options.view?.group;
    if (!group || this.#hasGroup) return;
    this.#hasGroup = true;
    this.#heading(`   ${group.label}: ${group.text}`);
  }

  #heading(text: string): void {
    this.#emit(truncate(text, this.#width), 'heading');
    this.#emit('', 'blank');
  }

  #note(text: string): void {
    for (const line of wrap(text, this.#width, 'words')) this.#emit(line, 'note');
  }

  #gap(): void {
    if (this.#started) this.#options.emit('', 'blank');
  }

  #emit(line: string, role: LineRole): void {
    this.#started = true;
    this.#options.emit(line, role);
  }
}

/** `   Directory: /srv/reports`; a path without the provider before it. */
function groupText(value: PsObject, { property, label }: NonNullable<View['group']>): string {
  return `   ${label}: ${valueText(cellValue(value, property)).replace(/^.*::/, '')}`;
}
