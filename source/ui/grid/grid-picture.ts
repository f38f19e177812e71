import type { OpenGrid } from '../../app/results/open-grid.ts';
import type { Watch } from '../../app/results/watch.ts';
import { barsText, columnKey } from '../../grid/changes.ts';
import { same } from '../../grid/columns.ts';
import { unknownColumns } from '../../grid/filter.ts';
import { totalsText } from '../../grid/totals.ts';
import { gridWindow, type WindowColumn, type WindowRow } from '../../grid/window.ts';
import { neutralise } from '../../text/neutralise.ts';
import { padEnd, padStart, truncate, wrap } from '../../text/width.ts';
import { fieldView } from '../fields/field-view.ts';
import { edgeRow, sideRow } from '../widgets/frame.ts';
import { beginningOf, emptyLine, type Line, line, type Span, span } from '../widgets/line.ts';
import type { Style } from '../widgets/theme.ts';
import type { GridView } from './grid-view.ts';
import { treeRows } from './tree-picture.ts';

/** Where typing goes in a pane of that size; undefined: there is no field that is typed into. */
export function gridCursor(
  open: OpenGrid,
  view: GridView,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } | undefined {
  const field = open.tree ? view.isSearching && view.search : view.isFiltering && view.filter;
  return field ? { x: 4 + fieldView(field.text, field.cursor, width - 6).x, y: height - 2 } : undefined;
}

/** The rows of a pane that shows a grid, or one of its objects, edges included. */
export function gridPicture(
  open: OpenGrid,
  view: GridView,
  size: { readonly width: number; readonly height: number },
  focused: boolean,
  now: number,
): readonly Line[] {
  const { width, height } = size;
  const edge: Style = focused ? 'borderFocused' : 'border';
  const isTyping = open.tree ? view.isSearching : view.isFiltering;
  const text = open.tree ? view.search : view.filter;
  const hasField = isTyping || text.text !== '';
  const room = height - 2 - (hasField ? 2 : 0);
  const inner = width - 2;
  const content = open.tree ? treeRows(open.tree, view, inner, room) : gridRows(open, view, inner, room, now);
  const padding = Array.from({ length: Math.max(0, room - content.rows.length) }, () => emptyLine);
  const field = fieldView(text.text, text.cursor, inner - 4);
  const asked = open.tree ? 'part of a name or a value' : 'words that a row has; Name:word, Size>10GB';
  const shownText = text.text === '' ? span(truncate(asked, inner - 4), 'quiet') : span(field.text);
  const foot = (kind: 'rule' | 'bottom') => edgeRow(kind, content.status, content.statusNote, width, edge);
  return [
    edgeRow('top', titleOf(open, focused), content.note, width, edge),
    ...[...content.rows, ...padding].slice(0, room).map((row) => sideRow(row, width, edge)),
    foot(hasField ? 'rule' : 'bottom'),
    ...(hasField
      ? [sideRow(line(span(' / ', 'accent'), shownText), width, edge), edgeRow('bottom', [], [], width, edge)]
      : []),
  ];
}

function titleOf({ result, tree, grid }: OpenGrid, focused: boolean): Line {
  const { connection, line: run } = result.origin;
  const [first = ''] = (result.title ?? run).split('\n', 1);
  const row = tree && grid.current !== undefined ? [span(` · row ${grid.row + 1}`, 'quiet')] : [];
  return [span(connection, focused ? 'title' : 'plain'), ...row, span(` · ${first}`, 'quiet')];
}

interface Content {
  readonly rows: readonly Line[];
  /** At the right end of the title. */
  readonly note: Line;
  /** In the edge below. */
  readonly status: Line;
  readonly statusNote: Line;
}

function gridRows(open: OpenGrid, view: GridView, width: number, height: number, now: number): Content {
  const { grid, result } = open;
  const trouble = troubleRows(open.watch, width, height);
  const most = height - trouble.length;
  view.page = Math.max(1, most - 2);
  const seen = gridWindow(grid, width - 2, most - 1);
  if (seen.missing !== undefined) open.need(seen.missing);
  const heading = headingRow(open, seen.columns, seen.hasMoreLeft, seen.hasMoreRight);
  const all = result.length === grid.count ? grid.count : result.length;
  const isFiltered = open.query !== '';
  const place = `${grid.shown.length === 0 ? 0 : (grid.row + 1).toLocaleString('en-US')} of ${grid.shown.length.toLocaleString('en-US')}`;
  const more = result.isGrowing || (isFiltered && open.isWorking) ? '…' : '';
  const counted = `${place}${isFiltered ? ` (${all.toLocaleString('en-US')})` : ''}${more}`;
  const nothing = open.isWorking ? '' : isFiltered ? noneFits(open) : 'No rows.';
  const body = [
    heading,
    ...seen.rows.map((row) => bodyRow(row, seen.columns, grid.column)),
    ...(seen.rows.length === 0 ? [line('  ', span(nothing, 'quiet'))] : []),
  ];
  const blanks = trouble.length === 0 ? 0 : Math.max(0, most - body.length);
  return {
    rows: [...body, ...Array.from({ length: blanks }, () => emptyLine), ...trouble],
    note: [span(open.isWorking ? `◐ ${counted}` : counted, 'strong')],
    status: statusOf(open, now),
    statusNote: grid.marks.size > 0 ? [span(`✓ ${grid.marks.size.toLocaleString('en-US')} marked`, 'accent')] : [],
  };
}

function noneFits({ grid, query }: OpenGrid): string {
  const properties = grid.allColumns.flatMap(({ property }) => property ?? []);
  const [unknown] = unknownColumns(query, properties).map(neutralise);
  return `No row fits${unknown === undefined ? '' : `, and ${unknown} is no column`}. Esc shows all of them.`;
}

/** Why a watch has nothing new to show, at the foot of the rows. */
function troubleRows(watch: Watch | undefined, width: number, height: number): readonly Line[] {
  if (!watch || watch.trouble === '') return [];
  const rows = wrap(`✗ ${watch.trouble}`, width - 4, 'words').map((row) => line('  ', span(row, 'bad')));
  return beginningOf(rows, height < 10 ? 2 : 4);
}

/** What a watch is about to do, and whether it keeps its session alive. */
function watchSpans(watch: Watch, now: number): Line {
  const alive = watch.keepsAlive ? [span(' · keeps the session alive', 'caution')] : [];
  const { state } = watch;
  switch (state.kind) {
    case 'running':
      return [span('◐ looking', 'good'), ...alive];
    case 'busy':
      return [span('◌ waits: the session is busy', 'caution'), ...alive];
    case 'waiting': {
      // The screen's clock may be a second behind.
      const left = Math.min(watch.seconds, Math.max(0, Math.ceil((state.until - now) / 1000)));
      return [span(`● next in ${left} s`, 'good'), ...alive];
    }
    case 'paused':
    case 'ended':
      return [span(`${state.kind === 'paused' ? '‖ paused' : '■ ended'}: ${state.why}`, 'caution')];
  }
}

/** What the current cell has been, where it is a number that is watched. */
function historyOf({ grid }: OpenGrid): string {
  const values = grid.currentKey === undefined ? [] : grid.histories.of(grid.currentKey, grid.currentColumn);
  return values.length > 1 ? barsText(values.slice(-20)) : '';
}

/** What the marks at the rows of several servers mean. */
const marksSay = 'Δ differs from most · + most have no such row';

function statusOf(open: OpenGrid, now: number): Line {
  const { grid, totals, result, watch } = open;
  if (watch) {
    const history = historyOf(open);
    return [
      ...watchSpans(watch, now),
      ...(result.left > 0 ? [span(` · ${result.left.toLocaleString('en-US')} more rows have no room`, 'caution')] : []),
      ...(history === '' ? [] : [span(` ${history}`, 'accent')]),
    ];
  }
  if (result.left > 0) {
    const words = `${result.left.toLocaleString('en-US')} more came and were not kept: there is no room for them`;
    return [span(words, 'caution')];
  }
  if (!totals) return grid.changes.size > 0 ? [span(marksSay, 'quiet')] : [];
  return [span(`${truncate(grid.currentColumn.heading, 24)}: `, 'quiet'), span(totalsText(totals))];
}

function headingRow(
  { grid }: OpenGrid,
  columns: readonly WindowColumn[],
  hasMoreLeft: boolean,
  hasMoreRight: boolean,
): Line {
  const spans: Span[] = [span(hasMoreLeft ? '‹ ' : '  ', 'accent')];
  for (const [place, { column, index, cells, isRight }] of columns.entries()) {
    const { sorting } = grid;
    const isSorted = sorting !== undefined && same(sorting.column.property, column.property);
    const sign = isSorted ? (sorting.descending ? ' ▼' : ' ▲') : '';
    const text = truncate(column.heading, cells - sign.length) + sign;
    if (place > 0) spans.push(span('  '));
    spans.push(
      span(isRight ? padStart(text, cells) : padEnd(text, cells), index === grid.column ? 'selected' : 'heading'),
    );
  }
  return hasMoreRight ? [...spans, span(' ›', 'accent')] : spans;
}

function bodyRow(row: WindowRow, columns: readonly WindowColumn[], current: number): Line {
  const sign = row.isCurrent ? span('▸', 'accent') : span(' ');
  const changed = row.change === 'new' ? span('+', 'good') : row.change ? span('Δ', 'caution') : span(' ');
  const mark = row.isMarked ? span('✓', 'accent') : changed;
  if (!row.cells) return line(sign, mark, span('… on disk', 'quiet'));
  const style: Style = row.isCurrent ? 'strong' : 'plain';
  const spans: Span[] = [sign, mark];
  for (const [place, { column, index, cells, isRight }] of columns.entries()) {
    const text = row.cells[place]!;
    const isChanged = row.change !== undefined && row.change !== 'new' && row.change.has(columnKey(column));
    const shown = isRight ? padStart(text, cells) : padEnd(text, cells);
    if (place > 0) spans.push(span('  '));
    spans.push(span(shown, row.isCurrent && index === current ? 'selected' : isChanged ? 'changed' : style));
  }
  return spans;
}
