import { dialogWithKeys, paneOf } from '../app/screen/questions.ts';
import type { MouseEvent } from './input/index.ts';
import { isTooSmall } from './layout.ts';
import { placeAt } from './panes/connections-list.ts';
import { lineAt } from './reading/reading-picture.ts';
import type { ScreenModel } from './screen-model.ts';

/** Rows that a notch of the wheel moves. */
const notch = 3;

/**
 * What the mouse does: the wheel scrolls what has the keys, a click chooses what lies under it. It never answers a question
 * and never runs a line.
 */
export function point(model: ScreenModel, event: MouseEvent): void {
  const state = model.app.store.getState();
  const { columns, rows } = model.state.getState();
  if (state.quitting || isTooSmall(columns, rows)) return;
  if (event.act === 'press') click(model, event);
  else for (let row = 0; row < notch; row += 1) scroll(model, event.act === 'wheelUp' ? 'up' : 'down');
}

function scroll(model: ScreenModel, name: 'up' | 'down'): void {
  const { dialog } = model;
  if (dialog) {
    if (dialog.scopes.includes('list')) model.act({ scope: 'list', name });
    return;
  }
  const { open: grid } = model.grid;
  if (grid) model.act({ scope: grid.tree ? 'tree' : 'grid', name });
  else if (model.reading.open) model.act({ scope: 'reading', name });
  else model.act({ scope: 'anywhere', name: name === 'up' ? 'lineUp' : 'lineDown' });
}

function click(model: ScreenModel, { x, y }: MouseEvent): void {
  const state = model.app.store.getState();
  const { dialog, layout } = model;
  if (dialog) {
    const placed = model.place(dialog, paneOf(dialogWithKeys(state)) !== undefined);
    const row = y - placed.y - 1;
    const isInside = x > placed.x && x < placed.x + placed.width - 1 && row >= 0 && row < placed.rows.length - 2;
    if (isInside) dialog.click?.(row);
    return;
  }
  const { sidebarWidth, listIsAlone, columns, bodyHeight } = layout;
  const row = y - 1;
  if (row < 0 || row >= bodyHeight) return;
  if (listIsAlone || x < sidebarWidth) {
    const size = { width: listIsAlone ? columns : sidebarWidth + 1, height: bodyHeight };
    const place = placeAt(state, model.list.search.getState(), size, row);
    if (place === undefined) model.app.setFocus('connections');
    else {
      model.app.select(place);
      model.app.setFocus('prompt');
    }
    return;
  }
  model.app.setFocus('prompt');
  const { open: grid } = model.grid;
  const { open: reading } = model.reading;
  if (grid) model.grid.click(grid, row - 1);
  else if (reading) {
    const line = lineAt(reading, { width: layout.paneWidth, height: bodyHeight }, row - 1);
    if (line !== undefined) model.reading.moveTo(reading, line);
  }
}
