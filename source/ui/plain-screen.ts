import { isTooSmall } from './layout.ts';
import { listJoin, sidebarLines } from './panes/connections-list.ts';
import { counts, headerLine } from './panes/header.ts';
import { hintLine } from './panes/hints.ts';
import { messageRows } from './panes/message.ts';
import { sessionPaneRows, transcriptRows } from './panes/session-pane.ts';
import { tooSmallRows } from './panes/too-small.ts';
import type { ScreenModel } from './screen-model.ts';
import { joinLeft } from './widgets/frame.ts';
import { emptyLine, type Line, paintLine } from './widgets/line.ts';
import type { Theme } from './widgets/theme.ts';

/**
 * The screen as rows of exactly its width, as `Screen` draws it: what can be shown before the drawing is loaded.
 * Undefined where something lies over the panes.
 */
export function plainScreen(model: ScreenModel, theme: Theme): readonly string[] | undefined {
  const state = model.app.store.getState();
  const { columns, rows, notice } = model.state.getState();
  const whole = (line: Line) => paintLine(line, columns, theme);
  if (isTooSmall(columns, rows)) {
    const said = tooSmallRows(columns, rows);
    return Array.from({ length: rows }, (_, index) => whole(said[index] ?? emptyLine));
  }
  if (
    state.dialogs.length > 0 ||
    Object.keys(state.panes).length > 0 ||
    state.quitting ||
    model.prompt.completion.getState()
  )
    return undefined;
  const { sidebarWidth, listIsAlone, paneWidth, bodyHeight } = model.layout;
  const framed = (body: readonly string[]) => [
    whole(headerLine(counts(state), columns)),
    ...body,
    ...messageRows(notice, state, columns).map(whole),
    whole(hintLine(model.scopes, state, columns)),
  ];
  if (listIsAlone) return framed(sidebarLines(state, model.list.search.getState(), columns, bodyHeight).map(whole));
  const { session, edge, top, block, blockIsFirst, transcriptHeight, rule, bottom } = sessionPaneRows(
    state,
    paneWidth,
    bodyHeight,
    false,
  );
  const transcript = transcriptRows(session, paneWidth, transcriptHeight, edge).map(({ row }) => row);
  const pane = [top, ...(blockIsFirst ? [...block, ...transcript] : [...transcript, ...block]), rule, ...bottom];
  if (sidebarWidth === 0) return framed(pane.map((row) => paintLine(row, paneWidth, theme)));
  const sidebar = sidebarLines(state, model.list.search.getState(), sidebarWidth + 1, bodyHeight);
  const join = listJoin(state, bodyHeight);
  return framed(
    pane.map((row, index) => {
      const beside = paintLine(sidebar[index] ?? emptyLine, sidebarWidth, theme);
      return beside + paintLine(joinLeft(row, index, join), paneWidth, theme);
    }),
  );
}
