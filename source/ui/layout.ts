/** Where things are on the screen; cells. All of it follows from the terminal's size and a few facts. */
export interface ScreenLayout {
  readonly columns: number;
  readonly rows: number;
  /** The list's columns without the line that it shares with the pane; 0 while the pane has the whole width. */
  readonly sidebarWidth: number;
  /** The list stands in place of the pane: there is no room for it beside, and the keys are its. */
  readonly listIsAlone: boolean;
  /** The screen is read aloud: one thing at a time, each as wide as the screen. */
  readonly isSpoken: boolean;
  readonly paneWidth: number;
  /** Rows between the header and the lines at the bottom. */
  readonly bodyHeight: number;
  /** Rows of the body that a session's pane has: less where a question stands at its foot. */
  readonly paneHeight: number;
}

export const smallestScreen = { columns: 40, rows: 10 } as const;

export function isTooSmall(columns: number, rows: number): boolean {
  return columns < smallestScreen.columns || rows < smallestScreen.rows;
}

/** Columns from which on the list has room beside the pane. */
const roomForList = 60;

/**
 * @param messageRows rows of the message above the hints, 0 for none
 * @param inList whether the keys are the list's
 */
export function screenLayout(
  {
    columns,
    rows,
    wide,
    isSpoken = false,
  }: { readonly columns: number; readonly rows: number; readonly wide: boolean; readonly isSpoken?: boolean },
  messageRows: number,
  inList: boolean,
): ScreenLayout {
  const bodyHeight = rows - 2 - messageRows;
  const beside = wide || isSpoken || columns < roomForList ? 0 : columns >= 120 ? 35 : columns >= 76 ? 27 : 21;
  return {
    columns,
    rows,
    sidebarWidth: beside,
    listIsAlone: beside === 0 && inList,
    isSpoken,
    paneWidth: columns - beside,
    bodyHeight,
    paneHeight: bodyHeight,
  };
}

/** Cells that a line of a transcript has: the pane without its edges and the column of signs. */
export function transcriptWidth(paneWidth: number): number {
  return paneWidth - 3;
}
