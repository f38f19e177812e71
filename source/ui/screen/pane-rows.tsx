import { useShallow } from 'zustand/react/shallow';
import { listJoin } from '../panes/connections-list.ts';
import { type Join, joinLeft } from '../widgets/frame.ts';
import type { Line } from '../widgets/line.ts';
import { Rows } from '../widgets/row.tsx';
import { useApp } from './context.ts';

export interface PaneSize {
  readonly width: number;
  readonly height: number;
  /** Cells of the list beside it, 0 where there is none. */
  readonly listWidth: number;
}

/** How a pane's left edge joins the list. */
export function useJoin({ listWidth, height }: PaneSize): Join | undefined {
  return useApp(useShallow((state) => (listWidth > 0 ? listJoin(state, height) : undefined)));
}

/** Rows of a pane from its row `y` on. */
export function PaneRows(parts: {
  readonly rows: readonly Line[];
  readonly width: number;
  readonly y: number;
  readonly join: Join | undefined;
}) {
  const { rows, width, y, join } = parts;
  return <Rows rows={rows.map((row, index) => joinLeft(row, y + index, join))} width={width} />;
}
