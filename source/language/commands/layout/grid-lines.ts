import type { ViewRequest } from '../../../domain/index.ts';
import { widthOf } from '../../../text/width.ts';
import { type Align, bestAcross, TableText } from './table-text.ts';
import type { DefaultView, ViewColumn } from './views.ts';

/** What stands in a table until its widths are known: a row, a line of text between rows, a group's heading. */
export type Waiting =
  | { readonly kind: 'row'; readonly cells: readonly string[] }
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'group'; readonly heading: string };

/** An output that is being laid out. */
export interface Open {
  /** Of a Format- command: what it lays out stands together. */
  readonly run: object | undefined;
  readonly shape: ViewRequest['shape'] | 'text';
  readonly columns: readonly ViewColumn[];
  /** Types that go on in it; undefined: all. */
  readonly type: string | undefined;
  readonly request: ViewRequest | undefined;
  readonly groupBy: DefaultView['group'];
  readonly waiting: Waiting[];
  aligned: readonly Align[] | undefined;
  group: string | undefined;
  /** The table's columns once they are settled: those with a width of their own need not wait. */
  isFirst: boolean;
}

export function tableLines(open: Open, width: number): readonly string[] {
  // What has no properties at all is nothing, and all that follows it but texts.
  if (open.columns.length === 0) return open.waiting.flatMap((one) => (one.kind === 'text' ? one.lines : []));
  const lines: string[] = [];
  for (const [index, part] of partsOf(open.waiting).entries()) {
    if (part.heading !== undefined) lines.push(...(index > 0 ? [''] : []), part.heading, '');
    const table = tableOf(open, part.rows, width);
    if (!open.request?.hideHeaders) lines.push(...table.headings());
    for (const one of part.rows)
      lines.push(...(one.kind === 'row' ? table.row(one.cells) : one.kind === 'text' ? one.lines : []));
  }
  return lines;
}

function tableOf(open: Open, rows: readonly Waiting[], width: number): TableText {
  const isMeasured = open.request?.autoSize || (open.columns[0]?.width ?? 0) === 0;
  const columns = open.columns.map((column, index) => {
    const label = column.label ?? column.property;
    const widest = () =>
      rows.reduce(
        (most, row) => (row.kind === 'row' ? Math.max(most, widthOf(row.cells[index] ?? '')) : most),
        widthOf(label),
      );
    return {
      label,
      width: isMeasured ? widest() : (column.width ?? 0),
      align: open.aligned?.[index] ?? column.align ?? ('left' as const),
    };
  });
  return new TableText(columns, width, open.request?.wrap ?? false);
}

export function wideLines(open: Open, width: number): readonly string[] {
  const lines: string[] = [];
  for (const [index, part] of partsOf(open.waiting).entries()) {
    if (part.heading !== undefined) lines.push(...(index > 0 ? [''] : []), part.heading, '');
    const cells = part.rows.flatMap((row) => (row.kind === 'row' ? [row.cells[0] ?? ''] : []));
    const longest = cells.reduce((most, cell) => Math.max(most, widthOf(cell)), 0);
    const across = open.request?.autoSize ? bestAcross(longest, width) : (open.request?.across ?? 2);
    const columns = Array.from({ length: across }, () => ({ label: '', width: 0, align: 'left' as const }));
    const table = new TableText(columns, width, false);
    for (let at = 0; at < cells.length; at += across) lines.push(...table.row(cells.slice(at, at + across)));
  }
  return lines;
}

/** Rows by group. */
function partsOf(
  waiting: readonly Waiting[],
): readonly { readonly heading: string | undefined; readonly rows: readonly Waiting[] }[] {
  const parts: { heading: string | undefined; rows: Waiting[] }[] = [];
  for (const one of waiting) {
    if (one.kind === 'group') parts.push({ heading: one.heading, rows: [] });
    else {
      if (parts.length === 0) parts.push({ heading: undefined, rows: [] });
      parts.at(-1)!.rows.push(one);
    }
  }
  return parts;
}
