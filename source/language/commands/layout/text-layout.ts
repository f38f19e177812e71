import type { ViewRequest } from '../../../domain/index.ts';
import { PsDateTime } from '../../../objects/index.ts';
import { Formatted, LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { CommandContext } from '../command.ts';
import { bare, entriesOf } from '../lib/items.ts';
import { settle } from '../lib/settle.ts';
import { cellText } from './cell-text.ts';
import { customLines } from './custom-text.ts';
import { type Open, tableLines, wideLines } from './grid-lines.ts';
import { listLines } from './list-text.ts';
import { isRight, isScalar, longDate, scalarLines } from './scalar-text.ts';
import { type DefaultView, defaultView, type ViewColumn } from './views.ts';

/** PowerShell shows what has more properties as a list. */
const mostColumns = 4;
const mostNameless = 10;

const dateType = 'System.DateTime';
const entryType = 'System.Collections.DictionaryEntry';

/** A dictionary is shown entry by entry, each with these of its properties. */
function rowsOf(value: Value, names: readonly string[]): readonly Value[] {
  const entries = entriesOf(bare(value));
  if (!entries) return [value];
  return entries.map(
    ([key, item]) =>
      new LiveObject(
        names.map((name) => [name, name === 'Value' ? item : key] as const),
        [entryType],
      ),
  );
}

/** Lays values out as Out-String and Out-File do: PowerShell's own tables and lists, character by character. */
export class TextLayout {
  readonly #width: number;
  readonly #context: CommandContext;
  #open: Open | undefined;

  constructor(options: { readonly width: number; readonly context: CommandContext }) {
    this.#width = Math.max(2, options.width);
    this.#context = options.context;
  }

  /** Lines that can be given now. */
  *add(value: Value): Work<readonly string[]> {
    if (value === null) return [];
    if (value instanceof Formatted) return yield* this.#formatted(value);
    if (entriesOf(bare(value))?.length === 0) return [];
    const items = entriesOf(value) ? undefined : this.#context.semantics.itemsOf(bare(value));
    if (items) {
      const lines: string[] = [];
      for (const item of items) lines.push(...(yield* this.add(item)));
      return lines;
    }
    const plain = bare(value);
    const finished = this.#open?.run ? this.#close() : [];
    if (plain instanceof PsDateTime && (!this.#open || this.#open.type === dateType))
      return [...finished, ...this.#date(plain)];
    if (isScalar(value, this.#context)) return [...finished, ...this.#text(scalarLines(value, this.#context))];
    return [...finished, ...(yield* this.#object(value))];
  }

  /** What waited for the end. */
  end(): readonly string[] {
    return this.#close();
  }

  #text(lines: readonly string[]): readonly string[] {
    const open = this.#open;
    if (open?.shape !== 'table' && open?.shape !== 'wide') return lines;
    open.waiting.push({ kind: 'text', lines });
    return [];
  }

  /** Dates stand together, a blank line before and behind them. */
  #date(date: PsDateTime): readonly string[] {
    const text = longDate(date) ?? date.text;
    if (this.#open) return [text];
    this.#open = {
      ...{ run: undefined, shape: 'text', columns: [], type: dateType, request: undefined, groupBy: undefined },
      ...{ waiting: [], aligned: undefined, group: undefined, isFirst: true },
    };
    return ['', text];
  }

  *#formatted({ value, view: asked, run }: Formatted): Work<readonly string[]> {
    // Lines have no grid to open.
    const request: ViewRequest = asked.shape === 'grid' ? { ...asked, shape: 'table' } : asked;
    const isText = isScalar(value, this.#context) && !request.properties;
    const { run: before } = this.#open ?? {};
    // A text stands among what is laid out without being asked.
    const isOther = before !== run && !(isText && before === undefined);
    const lines = isOther ? [...this.#close()] : [];
    if (isText) return [...lines, ...this.#text(scalarLines(value, this.#context))];
    if (!this.#open) {
      this.#open = yield* this.#begin(run, value, request);
      lines.push('');
    }
    lines.push(...(yield* this.#entry(value, request)));
    return lines;
  }

  /** What comes behind an object that has a view of its own type, and is of another type, is a list of its own. */
  *#object(value: Value): Work<readonly string[]> {
    const lines: string[] = [];
    const { type } = this.#open ?? {};
    if (type !== undefined && !this.#typeNames(value).some((name) => name.replace(/^Deserialized\./, '') === type)) {
      for (const row of rowsOf(value, ['Key', 'Value', 'Name']))
        lines.push(...this.#text(['', ...(yield* this.#list(row)), '']));
      return lines;
    }
    if (!this.#open) {
      this.#open = yield* this.#begin(undefined, value, undefined);
      lines.push('');
    }
    lines.push(...(yield* this.#entry(value, undefined)));
    return lines;
  }

  #typeNames(value: Value): readonly string[] {
    return entriesOf(bare(value)) ? [entryType] : this.#context.semantics.typeNamesOf(value);
  }

  /** All properties, a line each. */
  *#list(value: Value): Work<readonly string[]> {
    const names = this.#propertyNames(value);
    const texts: string[] = [];
    for (const name of names) texts.push(cellText(yield* this.#property(value, name), this.#context, false));
    return listLines(names, texts, this.#width);
  }

  *#property(value: Value, name: string): Work<Value> {
    const { semantics, scripts } = this.#context;
    return (yield* settle(semantics.property(value, name, scripts))) ?? null;
  }

  *#begin(run: object | undefined, value: Value, request: ViewRequest | undefined): Work<Open> {
    const found = request?.properties ? undefined : this.#viewFor(value, request?.shape);
    const names = this.#propertyNames(value);
    const shape = request?.shape ?? found?.view.shape ?? (names.length <= mostColumns ? 'table' : 'list');
    const columns = request?.properties
      ? request.properties.map((property, index) => ({ property, ...request.columns?.[index] }))
      : (found?.view.columns ??
        names.slice(0, request?.shape === 'table' ? mostNameless : undefined).map((property) => ({ property })));
    return {
      ...{
        run,
        shape,
        columns,
        type: found?.type,
        request,
        groupBy: found?.view.group,
      },
      ...{ waiting: [], aligned: undefined, group: undefined, isFirst: true },
    };
  }

  #viewFor(value: Value, shape: ViewRequest['shape'] | undefined): ReturnType<typeof defaultView> {
    const found = defaultView(this.#typeNames(value));
    const fits = found && (shape === undefined || shape === found.view.shape);
    return fits ? found : undefined;
  }

  #propertyNames(value: Value): readonly string[] {
    if (entriesOf(bare(value))) return ['Name', 'Value'];
    return this.#context.semantics.propertyNamesOf(value);
  }

  *#entry(value: Value, request: ViewRequest | undefined): Work<readonly string[]> {
    const open = this.#open!;
    const lines = yield* this.#groupOf(value, request, open);
    const rows = request?.properties ? [value] : rowsOf(value, ['Name', 'Value']);
    for (const row of rows) lines.push(...(yield* this.#row(row, request, open)));
    return lines;
  }

  *#groupOf(value: Value, request: ViewRequest | undefined, open: Open): Work<string[]> {
    const heading = request?.group
      ? `   ${request.group.label}: ${request.group.text}`
      : open.groupBy
        ? yield* this.#viewGroup(value, open.groupBy)
        : undefined;
    if (heading === undefined || heading === open.group) return [];
    open.group = heading;
    if (open.shape === 'table' || open.shape === 'wide') {
      open.waiting.push({ kind: 'group', heading });
      return [];
    }
    const lines = [...(open.isFirst ? [] : ['']), heading, ''];
    open.isFirst = false;
    return lines;
  }

  *#viewGroup(value: Value, { property, label }: NonNullable<DefaultView['group']>): Work<string> {
    const text = this.#context.semantics.toText(yield* this.#property(value, property)).replace(/^.*::/, '');
    return `${label === 'Directory' ? '    ' : '   '}${label}: ${text}`;
  }

  *#row(value: Value, request: ViewRequest | undefined, open: Open): Work<readonly string[]> {
    if (open.shape === 'text') return this.#context.semantics.toText(value).split('\n');
    if (open.shape === 'custom') return [...customLines(value, request?.depth ?? 5, this.#context), ''];
    const { columns } = open;
    const values: Value[] = [];
    const shown = open.shape === 'list' && !open.type ? this.#ownColumns(value, request, columns) : columns;
    for (const { property } of shown) values.push(yield* this.#property(value, property));
    if (open.shape === 'list') {
      const labels = shown.map(({ property, label }) => label ?? property);
      const texts = values.map((one) => cellText(one, this.#context, false));
      return [...listLines(labels, texts, this.#width), ''];
    }
    open.aligned ??= values.map((one, index) => columns[index]?.align ?? (isRight(one) ? 'right' : 'left'));
    open.waiting.push({ kind: 'row', cells: values.map((one) => cellText(one, this.#context, true)) });
    return [];
  }

  /** A list shows of each object its own properties. */
  #ownColumns(value: Value, request: ViewRequest | undefined, otherwise: readonly ViewColumn[]): readonly ViewColumn[] {
    if (request?.properties)
      return request.properties.map((property, index) => ({ property, ...request.columns?.[index] }));
    const names = this.#propertyNames(value);
    return names.length > 0 || otherwise.length === 0 ? names.map((property) => ({ property })) : otherwise;
  }

  #close(): readonly string[] {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return [];
    if (open.shape === 'table') return [...tableLines(open, this.#width), ''];
    if (open.shape === 'wide') return [...wideLines(open, this.#width), ''];
    if (open.shape === 'text') return [''];
    return [];
  }
}
