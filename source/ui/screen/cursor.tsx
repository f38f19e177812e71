import { useCursor } from 'ink';
import { useStore } from 'zustand';
import { activeSession } from '../../app/screen/commands/index.ts';
import { dialogWithKeys, paneOf } from '../../app/screen/questions.ts';
import { placeDialog } from '../dialogs/place.ts';
import { gridCursor } from '../grid/grid-picture.ts';
import { isTooSmall } from '../layout.ts';
import { searchCursor } from '../panes/connections-list.ts';
import { paneParts } from '../panes/pane-parts.ts';
import { readingCursor } from '../reading/reading-picture.ts';
import type { ScreenModel } from '../screen-model.ts';
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

function cursorPlace(model: ScreenModel): { readonly x: number; readonly y: number } | undefined {
  const state = model.app.store.getState();
  const { columns, rows } = model.state.getState();
  if (isTooSmall(columns, rows) || state.quitting) return undefined;
  if (model.dialog) return placeDialog(model.dialog, model.layout, paneOf(dialogWithKeys(state)) !== undefined).cursor;
  const { sidebarWidth, listIsAlone, paneWidth, bodyHeight } = model.layout;
  if (state.focus !== 'prompt') {
    const search = model.list.search.getState();
    const width = listIsAlone ? columns : sidebarWidth + 1;
    if (!search || width <= 1) return undefined;
    const { x, y } = searchCursor(state, search, { width, height: bodyHeight });
    return { x, y: 1 + y };
  }
  const { open } = model.grid;
  if (open) {
    const cursor = gridCursor(open, model.grid.view(open), { width: paneWidth, height: bodyHeight });
    return cursor && { x: sidebarWidth + cursor.x, y: 1 + cursor.y };
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
