import { useCursor } from 'ink';
import { useStore } from 'zustand';
import { activeSession } from '../../app/screen/commands/index.ts';
import { dialogWithKeys, paneOf } from '../../app/screen/questions.ts';
import { gridCursor, gridPicture } from '../grid/grid-picture.ts';
import { isTooSmall } from '../layout.ts';
import { searchCursor, sidebarLines } from '../panes/connections-list.ts';
import { paneParts } from '../panes/pane-parts.ts';
import { readingCursor } from '../reading/reading-picture.ts';
import type { ScreenModel } from '../screen-model.ts';
import type { Line } from '../widgets/line.ts';
import { useApp, useModel, useScreen } from './context.ts';

/**
 * Puts the terminal's own cursor where typing goes: input methods and screen readers follow it. One component for the
 * whole screen, because the last one to draw would take it from the others.
 */
export function Cursor() {
  const model = useModel();
  useApp((state) => state);
  useScreen((state) => state);
  useStore(model.prompt.completion);
  useStore(model.list.search);
  const dialog = model.dialog;
  useStore(dialog?.version ?? model.prompt.completion);
  const { setCursorPosition } = useCursor();
  setCursorPosition(cursorPlace(model));
  return null;
}

/**
 * Where a screen reader should read on: at the row that is selected, in the field where that is in the same row.
 *
 * @param at where the rows stand on the screen
 */
function spoken(rows: readonly Line[], at: Place, cursor: Place | undefined): Place | undefined {
  const marked = rows.findIndex((row) => row.some(({ text }) => text.includes('▸')));
  const row = marked >= 0 ? marked : rows.findIndex((one) => one.some(({ style }) => style === 'selected'));
  return row < 0 || cursor?.y === at.y + row ? cursor : { x: at.x + 1, y: at.y + row };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function cursorPlace(model: ScreenModel): Place | undefined {
  const state = model.app.store.getState();
  const { columns, rows } = model.state.getState();
  if (isTooSmall(columns, rows) || state.quitting) return undefined;
  const { reader } = state.preferences;
  if (model.dialog) {
    const { x, y, rows: shown, cursor } = model.place(model.dialog, paneOf(dialogWithKeys(state)) !== undefined);
    return reader ? spoken(shown, { x, y }, cursor) : cursor;
  }
  const { sidebarWidth, listIsAlone, paneWidth, bodyHeight } = model.layout;
  if (state.focus !== 'prompt') {
    const search = model.list.search.getState();
    const width = listIsAlone ? columns : sidebarWidth + 1;
    if (reader && !search) return spoken(sidebarLines(state, search, width, bodyHeight), { x: 0, y: 1 }, undefined);
    if (!search || width <= 1) return undefined;
    const { x, y } = searchCursor(state, search, { width, height: bodyHeight });
    return { x, y: 1 + y };
  }
  const { open } = model.grid;
  if (open) {
    const cursor = gridCursor(open, model.grid.view(open), { width: paneWidth, height: bodyHeight });
    const place = cursor && { x: sidebarWidth + cursor.x, y: 1 + cursor.y };
    if (!reader) return place;
    const shown = gridPicture(open, model.grid.view(open), { width: paneWidth, height: bodyHeight }, true, state.now);
    return spoken(shown, { x: sidebarWidth, y: 1 }, place);
  }
  const { open: reading } = model.reading;
  if (reading) {
    const cursor = readingCursor(model.reading.view(reading), { width: paneWidth, height: bodyHeight });
    return cursor && { x: sidebarWidth + cursor.x, y: 1 + cursor.y };
  }
  const { prompt } = paneParts(state, activeSession(state), paneWidth, bodyHeight);
  const { x, y } = prompt.cursor;
  return { x: sidebarWidth + 1 + x, y: 1 + bodyHeight - 1 - prompt.rows.length + y };
}
