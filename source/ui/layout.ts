/** Where things are on the screen; cells. All of it follows from the terminal's size and a few facts. */
export interface ScreenLayout {
  readonly columns: number;
  readonly rows: number;
  /** 0 while the pane has the whole width. */
  readonly sidebarWidth: number;
  readonly paneWidth: number;
  /** Rows between the header and the lines at the bottom. */
  readonly bodyHeight: number;
}

export const smallestScreen = { columns: 60, rows: 16 } as const;

export function isTooSmall(columns: number, rows: number): boolean {
  return columns < smallestScreen.columns || rows < smallestScreen.rows;
}

/** @param messageRows rows of the message above the hints, 0 for none */
export function screenLayout(columns: number, rows: number, wide: boolean, messageRows: number): ScreenLayout {
  const sidebarWidth = wide ? 0 : columns >= 120 ? 36 : columns >= 76 ? 28 : 22;
  return { columns, rows, sidebarWidth, paneWidth: columns - sidebarWidth, bodyHeight: rows - 2 - messageRows };
}

/** Cells that a line of a transcript has: the pane without its edges and the column of signs. */
export function transcriptWidth(paneWidth: number): number {
  return paneWidth - 3;
}
