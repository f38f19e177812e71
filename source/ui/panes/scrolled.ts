import type { ActionName } from '../../app/screen/commands/index.ts';
import type { AppState, PaneView, SessionView } from '../../app/screen/state.ts';
import { type ScreenLayout, transcriptWidth } from '../layout.ts';
import { paneParts } from './pane-parts.ts';
import { scrollBy } from './transcript-window.ts';

/** Where a pane's transcript stands after one of the `scroll.` commands; undefined follows the end. */
export function scrolled(
  state: AppState,
  session: SessionView,
  { paneWidth, paneHeight }: ScreenLayout,
  action: ActionName<'anywhere'>,
): PaneView['scroll'] {
  const { transcript, pane } = session;
  const { transcriptHeight } = paneParts(state, session, paneWidth, paneHeight);
  const page = Math.max(1, transcriptHeight - 1);
  const by: Partial<Record<typeof action, number>> = { pageUp: -page, pageDown: page, lineUp: -1, lineDown: 1 };
  const rows = by[action];
  const width = transcriptWidth(paneWidth);
  if (rows !== undefined) return scrollBy(transcript, pane.scroll, width, transcriptHeight, rows);
  return action === 'top'
    ? scrollBy(transcript, { line: transcript.start, row: 0 }, width, transcriptHeight, 0)
    : undefined;
}
