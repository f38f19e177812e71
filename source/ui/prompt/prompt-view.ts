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
  // What stands in one style is put together before it becomes a span: a long block has thousands of characters.
  let run = '';
  let style: Style = 'plain';
  const endRun = () => {
    if (run !== '') rows.at(-1)!.push(span(run, style));
    run = '';
  };
  const breakRow = (start: Span) => {
    endRun();
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
      const its = range && range.start <= from + part.index ? range.style : 'plain';
      if (its !== style) endRun();
      style = its;
      run += shown;
      x += cells;
    } else {
      if (part.index === cursor) at = { x: Math.min(x, width - 1), y: rows.length - 1 };
      breakRow(continuation);
    }
  }
  endRun();
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
  // Where the ends of lines stand: of its own line first.
  const before: number[] = [];
  for (let at = cursor; before.length <= height && at >= 0; before.push(at)) {
    at = at === 0 ? -1 : text.lastIndexOf('\n', at - 1);
  }
  const after: number[] = [];
  for (let at = cursor - 1; after.length <= height && at < text.length; after.push(at)) {
    const next = text.indexOf('\n', at + 1);
    at = next < 0 ? text.length : next;
  }
  // The cursor is in the middle where there is enough on either side, and what one side lacks the other has more.
  const half = Math.ceil(height / 2);
  const from = (before[Math.max(half, height - after.length + 1)] ?? -1) + 1;
  const end = after[Math.max(half, height - before.length + 1)] ?? text.length;
  return { text: text.slice(from, end), cursor: cursor - from, from, styles: styles(from, end) };
}
