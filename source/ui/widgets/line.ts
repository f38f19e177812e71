import { toAscii } from '../../text/ascii.ts';
import { beginning, cut, padEnd, widthOf } from '../../text/width.ts';
import type { Style, Theme } from './theme.ts';

/** A piece of a row in one style. The text may be anything: what a terminal would obey is made visible. */
export interface Span {
  readonly text: string;
  readonly style?: Style | undefined;
}

/** One row of the screen before it has its colours. */
export type Line = readonly Span[];

export function span(text: string, style?: Style): Span {
  return style === undefined ? { text } : { text, style };
}

export function line(...parts: readonly (Span | string)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? span(part) : part));
}

export const emptyLine: Line = [];

export function lineWidth(row: Line): number {
  return row.reduce((sum, part) => sum + widthOf(part.text), 0);
}

/** The row as one string of exactly so many cells, cut or padded; `under` is the style of what has none. */
export function paintLine(row: Line, cells: number, theme: Theme, under: Style = 'plain'): string {
  let left = cells;
  let painted = '';
  for (const part of row) {
    if (left <= 0) break;
    const text = cut(part.text, left);
    left -= widthOf(text);
    painted += paint(shown(text, theme), part.style ?? 'plain', theme);
  }
  if (left > 0) painted += ' '.repeat(left);
  if (theme.ground) painted = theme.ground[0] + painted + theme.ground[1];
  return under === 'plain' ? painted : paint(painted, under, theme);
}

/** What a screen reader would spell out, a cell after the other. */
const ornaments = /[─━│┃╭╮╰╯├┤┬┴┼█░]/g;

function shown(text: string, { isAscii, isSpoken }: Theme): string {
  const spoken = isSpoken ? text.replaceAll(ornaments, ' ') : text;
  return isAscii ? toAscii(spoken) : spoken;
}

function paint(text: string, style: Style, theme: Theme): string {
  if (text === '') return '';
  const [open, close] = theme[style];
  // What is only offered must not look as if it were typed.
  if (style === 'ghost' && open === '') return ' '.repeat(widthOf(text));
  return open + text + close;
}

/** Left part and right part at both ends of a row; the right one wins where they do not fit. */
export function spread(left: Line, right: Line, cells: number): Line {
  const rightWidth = lineWidth(right);
  const room = Math.max(0, cells - rightWidth);
  return [...fitLine(left, room), ...right];
}

/** Pieces in rows of so many cells, as many beside each other as fit; one that is wider has a row of its own. */
export function sideBySide(pieces: readonly Span[], cells: number, gap: number): readonly Line[] {
  const rows: Span[][] = [];
  let left = 0;
  for (const piece of pieces) {
    const width = widthOf(piece.text);
    const row = rows.at(-1);
    if (row && gap + width <= left) {
      row.push(span(' '.repeat(gap)), piece);
      left -= gap + width;
    } else {
      rows.push([piece]);
      left = cells - width;
    }
  }
  return rows;
}

/** The first rows, at most so many; an ellipsis says where there are more. */
export function beginningOf(text: readonly Line[], most: number): readonly Line[] {
  if (text.length <= most) return text;
  const shown = text.slice(0, Math.max(0, most));
  const last = shown.at(-1);
  return last ? [...shown.slice(0, -1), [...last, span('…')]] : [];
}

/** A row of exactly so many cells: cut with an ellipsis, or padded. Of a text of any length its beginning is enough. */
export function fitLine(row: Line, cells: number): Line {
  if (cells <= 0) return [];
  const begun = row.map((part) => ({ ...part, text: beginning(part.text, cells) }));
  const width = lineWidth(begun);
  if (width <= cells) return width === cells ? begun : [...begun, span(' '.repeat(cells - width))];
  const kept: Span[] = [];
  let left = cells - 1;
  for (const part of begun) {
    const text = cut(part.text, left);
    const isCut = widthOf(part.text) > left;
    left -= widthOf(text);
    kept.push({ ...part, text });
    if (isCut) break;
  }
  return [...kept, span(padEnd('…', left + 1))];
}
