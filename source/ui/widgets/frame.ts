import { fitLine, type Line, line, lineWidth, span } from './line.ts';
import type { Style } from './theme.ts';

const corners = { top: ['╭', '╮'], rule: ['├', '┤'], bottom: ['╰', '╯'] } as const;

/** An edge from side to side, its title at the left and its note at the right end; the title gives way. */
export function edgeRow(kind: keyof typeof corners, title: Line, note: Line, width: number, edge: Style): Line {
  const [left, right] = corners[kind];
  const hasNote = lineWidth(note) > 0;
  const noteWidth = hasNote ? lineWidth(note) + 3 : 0;
  const room = width - 2 - noteWidth;
  const shown = title.length === 0 || room < 4 ? [] : lineWidth(title) <= room - 3 ? title : fitLine(title, room - 3);
  const titleWidth = shown.length === 0 ? 0 : lineWidth(shown) + 2;
  const start = shown.length === 0 ? [span(left, edge)] : [span(`${left} `, edge), ...shown, span(' ', edge)];
  const middle = span('─'.repeat(Math.max(0, room - titleWidth)), edge);
  const end = hasNote ? [span(' ', edge), ...note, span(` ─${right}`, edge)] : [span(right, edge)];
  return [...start, middle, ...end];
}

/** How a pane's left edge goes on from the list beside it, whose right edge it is as well. */
export interface Join {
  /** The row in which a line across the list ends. */
  readonly rule: number | undefined;
  /** Where the list has the keys, the line is drawn as its edge. */
  readonly edge: Style | undefined;
}

const joints: Readonly<Record<string, string>> = { '╭': '┬', '╰': '┴' };
const jointsAtRule: Readonly<Record<string, string>> = { '│': '┤', '├': '┼' };

/** A pane's row with its first cell joined to the list; `y` counts from the pane's top. */
export function joinLeft(row: Line, y: number, join: Join | undefined): Line {
  const [first, ...rest] = row;
  if (!join || !first) return row;
  const corner = first.text.slice(0, 1);
  const joined = (y === join.rule ? jointsAtRule[corner] : undefined) ?? joints[corner] ?? corner;
  return [span(joined, join.edge ?? first.style), span(first.text.slice(1), first.style), ...rest];
}

/** A row between the side edges. */
export function sideRow(row: Line, width: number, edge: Style): Line {
  return line(span('│', edge), ...fitLine(row, width - 2), span('│', edge));
}

/** Rows with an edge around them: two more than `rows`, two cells wider than what they hold; `rule` divides. */
export function frame(parts: {
  readonly title: Line;
  readonly note?: Line;
  readonly rows: readonly (Line | 'rule')[];
  readonly width: number;
  readonly edge: Style;
}): readonly Line[] {
  const { title, note = [], rows, width, edge } = parts;
  return [
    edgeRow('top', title, note, width, edge),
    ...rows.map((row) => (row === 'rule' ? edgeRow('rule', [], [], width, edge) : sideRow(row, width, edge))),
    edgeRow('bottom', [], [], width, edge),
  ];
}
