import { clean } from '../../text/clean.ts';
import { cut, graphemes } from '../../text/width.ts';
import { type Line, type Span, span } from '../widgets/line.ts';
import type { Style } from '../widgets/theme.ts';

/** A stretch of a text in one style; UTF-16 offsets. */
export interface StyledRange {
  readonly start: number;
  readonly end: number;
  readonly style: Style;
}

export interface EditedText {
  readonly text: string;
  readonly cursor: number;
  /** In front of the first row; further lines get `>> ` under its end, wrapped rows blanks. */
  readonly label: Line;
  readonly labelWidth: number;
  /** Those of a part of the text, in order: what is not seen needs none. */
  readonly styles: (start: number, end: number) => readonly StyledRange[];
  /** Offered behind the end, as far as the row has room. */
  readonly ghost?: string | undefined;
}

export interface EditedView {
  readonly rows: readonly Line[];
  /** Cell of the cursor within the rows. */
  readonly cursor: { readonly x: number; readonly y: number };
}

/** Lays an edited text out in rows of so many cells; of more than `height` rows those around the cursor. */
export function layOutEdited(edited: EditedText, width: number, height: number): EditedView {
  const { label, labelWidth, ghost = '' } = edited;
  const { text, cursor, from, styles } = around(edited, height);
  const indent = span(' '.repeat(labelWidth));
  const continuation = span('>> '.padStart(labelWidth).slice(-labelWidth), 'quiet');
  const rows: Span[][] = [from === 0 ? [...label] : [continuation]];
  let x = labelWidth;
  let at = { x, y: 0 };
  let next = 0;
  const breakRow = (start: Span) => {
    rows.push([start]);
    x = labelWidth;
  };
  for (const part of graphemes(text)) {
    if (part.text !== '\n') {
      const shown = clean(part.text);
      const cells = part.width;
      if (x + cells > width) breakRow(indent);
      if (part.index === cursor) at = { x, y: rows.length - 1 };
      while (next < styles.length && styles[next]!.end <= from + part.index) next += 1;
      const range = styles[next];
      add(rows.at(-1)!, shown, range && range.start <= from + part.index ? range.style : 'plain');
      x += cells;
    } else {
      if (part.index === cursor) at = { x: Math.min(x, width - 1), y: rows.length - 1 };
      breakRow(continuation);
    }
  }
  if (cursor >= text.length) {
    if (x >= width) breakRow(indent);
    at = { x, y: rows.length - 1 };
    if (ghost !== '') rows.at(-1)!.push(span(cut(clean(ghost), width - x), 'ghost'));
  }
  const start = Math.max(0, Math.min(rows.length - height, at.y - Math.floor(height / 2)));
  return { rows: rows.slice(start, start + height), cursor: { x: at.x, y: at.y - start } };
}

/** The lines that can be among `height` rows around the cursor, each of which takes one at least. */
function around({ text, cursor, styles }: EditedText, height: number) {
  let from = cursor;
  for (let lines = 0; lines <= height && from > 0; lines++) from = text.lastIndexOf('\n', from - 1);
  let end = cursor;
  for (let lines = 0; lines <= height && end < text.length; lines++) {
    const next = text.indexOf('\n', lines === 0 ? end : end + 1);
    end = next < 0 ? text.length : next;
  }
  const start = from <= 0 ? 0 : from + 1;
  return { text: text.slice(start, end), cursor: cursor - start, from: start, styles: styles(start, end) };
}

function add(row: Span[], text: string, style: Style): void {
  const last = row.at(-1);
  if (last && row.length > 1 && (last.style ?? 'plain') === style) row[row.length - 1] = span(last.text + text, style);
  else row.push(span(text, style));
}
