import type { LineKind, Transcript, TranscriptLine } from '../../domain/index.ts';
import { clean } from '../../text/clean.ts';
import { wrap } from '../../text/width.ts';

/** A place in a transcript: a line's number and one of the rows it takes at the pane's width. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

export interface WindowRow extends Place {
  readonly kind: LineKind;
  readonly text: string;
}

export interface TranscriptWindow {
  readonly rows: readonly WindowRow[];
  /** Lines below the window; 0 where it shows the end. */
  readonly below: number;
}

/** Wrapped once a width: lines are immutable, and most of what is shown was shown a moment ago. */
const wrapped = new WeakMap<TranscriptLine, { readonly width: number; readonly rows: readonly string[] }>();

/** Prose is wrapped at blanks, a cell away from its sign; what was laid out in columns keeps them. */
export const prose: ReadonlySet<LineKind> = new Set(['error', 'warning', 'verbose', 'information', 'note', 'end']);

/** A line may be a megabyte; what a screen can't show in reasonable rows ends in an ellipsis. Characters. */
const longestLine = 20_000;

function rowsOf(line: TranscriptLine, width: number): readonly string[] {
  const known = wrapped.get(line);
  if (known?.width === width) return known.rows;
  const text = line.text.length > longestLine ? `${line.text.slice(0, longestLine)}…` : line.text;
  const rows = prose.has(line.kind) ? wrap(clean(text), width - 1, 'words') : wrap(clean(text), width, 'cells');
  wrapped.set(line, { width, rows });
  return rows;
}

/** Rows that a line takes; 0 where there is none of that number. */
export function lineRows(transcript: Transcript, number: number, width: number): number {
  const line = transcript.line(number);
  return line ? rowsOf(line, width).length : 0;
}

/** The rows that a window of the transcript shows: from `scroll` on, or the last ones where it is undefined. */
export function transcriptWindow(
  transcript: Transcript,
  scroll: Place | undefined,
  width: number,
  height: number,
): TranscriptWindow {
  const from = scroll === undefined ? placeFromEnd(transcript, width, height) : clampPlace(transcript, scroll, width);
  const rows: WindowRow[] = [];
  let number = from.line;
  for (; number < transcript.end && rows.length < height; number += 1) {
    const line = transcript.line(number)!;
    const texts = rowsOf(line, width);
    for (let row = number === from.line ? from.row : 0; row < texts.length && rows.length < height; row += 1) {
      rows.push({ line: number, row, kind: line.kind, text: texts[row]! });
    }
  }
  return { rows, below: transcript.end - number };
}

function clampPlace(transcript: Transcript, place: Place, width: number): Place {
  if (place.line < transcript.start) return { line: transcript.start, row: 0 };
  return { line: place.line, row: Math.min(place.row, Math.max(0, lineRows(transcript, place.line, width) - 1)) };
}

/** Where a window begins that shows the end. */
function placeFromEnd(transcript: Transcript, width: number, height: number): Place {
  return up(transcript, { line: transcript.end, row: 0 }, width, height);
}

function up(transcript: Transcript, from: Place, width: number, by: number): Place {
  let { line, row } = from;
  let left = by;
  while (left > row && line > transcript.start) {
    left -= row;
    line -= 1;
    row = lineRows(transcript, line, width);
  }
  return { line, row: Math.max(0, row - left) };
}

function down(transcript: Transcript, from: Place, width: number, by: number): Place {
  let { line, row } = from;
  let left = by;
  while (line < transcript.end) {
    const rest = lineRows(transcript, line, width) - row;
    if (left < rest) return { line, row: row + left };
    left -= rest;
    line += 1;
    row = 0;
  }
  return { line, row };
}

/** The window's new place after a scroll by so many rows (negative: up); undefined follows the end. */
export function scrollBy(
  transcript: Transcript,
  scroll: Place | undefined,
  width: number,
  height: number,
  rows: number,
): Place | undefined {
  const end = placeFromEnd(transcript, width, height);
  const from = scroll === undefined ? end : clampPlace(transcript, scroll, width);
  const target = rows < 0 ? up(transcript, from, width, -rows) : down(transcript, from, width, rows);
  return target.line > end.line || (target.line === end.line && target.row >= end.row) ? undefined : target;
}
