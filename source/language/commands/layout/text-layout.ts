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
    if (plain instanceof PsDateTime) return [...finished, ...this.#date(plain)];
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
    const open = this.#open;
    if (open?.shape === 'table' || open?.shape === 'wide') return this.#text(['', text, '']);
    if (open?.type === dateType) return [text];
    const closed = this.#close();
    this.#open = {
      ...{ run: undefined, shape: 'text', columns: [], type: dateType, request: undefined, groupBy: undefined },
      ...{ waiting: [], aligned: undefined, group: undefined, isFirst: true },
    };
    return [...closed, '', text];
  }

  *#formatted({ value, view: asked, run }: Formatted): Work<readonly string[]> {
    // Lines have no grid to open.
    const request: ViewRequest = asked.shape === 'grid' ? { ...asked, shape: 'table' } : asked;
    if (isScalar(value, this.#context) && !request.properties) return this.#text(scalarLines(value, this.#context));
    const lines: string[] = [];
    if (this.#open?.run !== run) {
      lines.push(...this.#close());
      this.#open = yield* this.#begin(run, value, request);
      lines.push('');
    }
    lines.push(...(yield* this.#entry(value, request)));
    return lines;
  }

  *#object(value: Value): Work<readonly string[]> {
    const names = this.#context.semantics.typeNamesOf(value);
    const lines: string[] = [];
    const open = this.#open;
    const goesOn =
      open &&
      open.request === undefined &&
      (open.type === undefined || names.some((name) => name.replace(/^Deserialized\./, '') === open.type));
    if (!goesOn) {
      lines.push(...this.#close());
      this.#open = yield* this.#begin(undefined, value, undefined);
      lines.push('');
    }
    lines.push(...(yield* this.#entry(value, undefined)));
    return lines;
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
    const names = entriesOf(bare(value))
      ? ['System.Collections.DictionaryEntry']
      : this.#context.semantics.typeNamesOf(value);
    const found = defaultView(names);
    const fits = found && (shape === undefined || shape === found.view.shape);
    if (!fits) return undefined;
    return entriesOf(bare(value)) ? { view: found.view, type: this.#context.semantics.typeNameOf(bare(value)) } : found;
  }

  #propertyNames(value: Value): readonly string[] {
    if (entriesOf(bare(value))) return ['Name', 'Value'];
    return this.#context.semantics.propertyNamesOf(value);
  }

  *#entry(value: Value, request: ViewRequest | undefined): Work<readonly string[]> {
    const open = this.#open!;
    const lines = yield* this.#groupOf(value, request, open);
    const entries = request?.properties ? undefined : entriesOf(bare(value));
    const rows = entries
      ? entries.map(
          ([key, item]) =>
            new LiveObject(
              [
                ['Name', key],
                ['Value', item],
              ],
              ['System.Collections.DictionaryEntry'],
            ),
        )
      : [value];
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
    const { semantics, scripts } = this.#context;
    const common = yield* settle(semantics.property(value, property, scripts));
    const text = semantics.toText(common ?? null).replace(/^.*::/, '');
    return `${label === 'Directory' ? '    ' : '   '}${label}: ${text}`;
  }

  *#row(value: Value, request: ViewRequest | undefined, open: Open): Work<readonly string[]> {
    if (open.shape === 'text') return this.#context.semantics.toText(value).split('\n');
    if (open.shape === 'custom') return [...customLines(value, request?.depth ?? 5, this.#context), ''];
    const { columns } = open;
    const values: Value[] = [];
    const shown = open.shape === 'list' && !open.type ? this.#ownColumns(value, request, columns) : columns;
    for (const { property } of shown)
      values.push((yield* settle(this.#context.semantics.property(value, property, this.#context.scripts))) ?? null);
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
