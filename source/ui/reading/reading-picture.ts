import type { Reading } from '../../app/output/reading.ts';
import { truncate } from '../../text/width.ts';
import { fieldView } from '../fields/field-view.ts';
import { transcriptWidth } from '../layout.ts';
import { transcriptRow } from '../panes/session-pane.ts';
import { lineRows, type Place, transcriptWindow } from '../panes/transcript-window.ts';
import { edgeRow, sideRow } from '../widgets/frame.ts';
import { emptyLine, type Line, line, type Span, span } from '../widgets/line.ts';
import type { Style } from '../widgets/theme.ts';
import type { ReadingView } from './reading-controller.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The rows of a pane whose transcript is read, edges included. */
export function readingPicture(
  open: Reading,
  view: ReadingView,
  connection: string,
  { width, height }: Size,
  focused: boolean,
): readonly Line[] {
  const edge: Style = focused ? 'borderFocused' : 'border';
  const hasField = view.isTyping || view.search.text !== '';
  const room = height - 2 - (hasField ? 2 : 0);
  const cells = transcriptWidth(width);
  open.top = topFor(open, cells, room);
  const { rows } = transcriptWindow(open.transcript, open.top, cells, room);
  view.page = { first: rows[0]?.line ?? 0, end: (rows.at(-1)?.line ?? -1) + 1, rows: Math.max(1, room - 1) };
  const [first, last] = open.range;
  const found = new Set(open.found);
  const shown = rows.map((row) => {
    const isMarked = open.mark !== undefined && row.line >= first && row.line <= last;
    const own = transcriptRow(row);
    if (row.line === open.cursor && row.row === 0) return [span('▸', 'accent'), ...styled(own.slice(1), 'selected')];
    if (isMarked) return [span('┃', 'accent'), ...own.slice(1)];
    return found.has(row.line) ? [own[0]!, ...styled(own.slice(1), 'caution')] : own;
  });
  const padding = Array.from({ length: Math.max(0, room - shown.length) }, () => emptyLine);
  const { start, end } = open.transcript;
  const number = (value: number) => value.toLocaleString('en-US');
  const place = `line ${number(open.cursor - start + 1)} of ${number(end - start)}`;
  const marked = open.mark === undefined ? [] : [span(`${number(last - first + 1)} marked`, 'accent')];
  const field = fieldView(view.search.text, view.search.cursor, width - 6);
  const asked = view.search.text === '' ? span('part of a line', 'quiet') : span(field.text);
  const title: Span[] = [span(connection, focused ? 'title' : 'plain'), span(' · transcript', 'quiet')];
  return [
    edgeRow('top', title, [span(place, 'strong')], width, edge),
    ...[...shown, ...padding].map((row) => sideRow(row, width, edge)),
    edgeRow(hasField ? 'rule' : 'bottom', countOf(open), marked, width, edge),
    ...(hasField
      ? [sideRow(line(span(' / ', 'accent'), asked), width, edge), edgeRow('bottom', [], [], width, edge)]
      : []),
  ];
}

/** The line in a row of the pane, counted below its edge; undefined: none stands there. */
export function lineAt(open: Reading, { width, height }: Size, row: number): number | undefined {
  const { rows } = transcriptWindow(open.transcript, open.top, transcriptWidth(width), height - 2);
  return rows[row]?.line;
}

/** Where typing goes in a pane of that size. */
export function readingCursor(view: ReadingView, { width, height }: Size) {
  if (!view.isTyping) return undefined;
  return { x: 4 + fieldView(view.search.text, view.search.cursor, width - 6).x, y: height - 2 };
}

function countOf(open: Reading): Line {
  if (open.query === '') return [];
  const more = open.isSearching ? '…' : '';
  if (open.found.length === 0) {
    return [span(open.isSearching ? 'searching …' : `no line has "${truncate(open.query, 20)}"`, 'caution')];
  }
  const { place } = open;
  const of = `${open.found.length.toLocaleString('en-US')}${more}`;
  return [span(place === 0 ? `${of} found` : `${place.toLocaleString('en-US')} of ${of}`, 'strong')];
}

const styled = (row: Line, style: Style): Line => row.map(({ text }) => span(text, style));

/** Where the window begins: as before, moved as little as it takes to have the cursor's line in it. */
function topFor({ cursor, top, transcript }: Reading, cells: number, room: number): Place {
  const fromEnd = (line: number, row: number): Place => {
    let place = { line, row };
    for (let left = room - 1; left > 0 && place.line >= transcript.start; left--) {
      if (place.row > 0) place = { line: place.line, row: place.row - 1 };
      else if (place.line === transcript.start) break;
      else place = { line: place.line - 1, row: Math.max(0, lineRows(transcript, place.line - 1, cells) - 1) };
    }
    return place;
  };
  if (!top) {
    const last = transcript.end - 1;
    const end = fromEnd(last, Math.max(0, lineRows(transcript, last, cells) - 1));
    return cursor < end.line ? fromEnd(cursor, 0) : end;
  }
  if (cursor < top.line || (cursor === top.line && top.row > 0)) return { line: cursor, row: 0 };
  const { rows } = transcriptWindow(transcript, top, cells, room);
  return rows.some((row) => row.line === cursor && row.row === 0) ? top : fromEnd(cursor, 0);
}
