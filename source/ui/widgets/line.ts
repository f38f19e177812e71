import { clean } from '../../text/clean.ts';
import { cut, padEnd, widthOf } from '../../text/width.ts';
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
  return row.reduce((sum, part) => sum + widthOf(clean(part.text)), 0);
}

/** The row as one string of exactly so many cells, cut or padded; `under` is the style of what has none. */
export function paintLine(row: Line, cells: number, theme: Theme, under: Style = 'plain'): string {
  let left = cells;
  let painted = '';
  for (const part of row) {
    if (left <= 0) break;
    const text = cut(clean(part.text), left);
    left -= widthOf(text);
    painted += paint(text, part.style ?? 'plain', theme);
  }
  if (left > 0) painted += ' '.repeat(left);
  return under === 'plain' ? painted : paint(painted, under, theme);
}

function paint(text: string, style: Style, theme: Theme): string {
  if (text === '') return '';
  const [open, close] = theme[style];
  return open + text + close;
}

/** Left part and right part at both ends of a row; the right one wins where they do not fit. */
export function spread(left: Line, right: Line, cells: number): Line {
  const rightWidth = lineWidth(right);
  const room = Math.max(0, cells - rightWidth);
  return [...fitLine(left, room), ...right];
}

/** A row of exactly so many cells: cut with an ellipsis, or padded. */
export function fitLine(row: Line, cells: number): Line {
  const width = lineWidth(row);
  if (width === cells) return row;
  if (width < cells) return [...row, span(' '.repeat(cells - width))];
  if (cells <= 0) return [];
  const kept: Span[] = [];
  let left = cells - 1;
  for (const part of row) {
    const text = cut(clean(part.text), left);
    left -= widthOf(text);
    kept.push({ ...part, text });
    if (text !== part.text) break;
  }
  return [...kept, span(padEnd('…', left + 1))];
}
