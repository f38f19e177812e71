import { Box } from 'ink';
import { memo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { wrap } from '../../text/width.ts';
import { isTooSmall } from '../layout.ts';
import { counts, headerLine } from '../panes/header.ts';
import { hintLine } from '../panes/hints.ts';
import { messageRows } from '../panes/message.ts';
import { tooSmallRows } from '../panes/too-small.ts';
import { bar } from '../widgets/bar.ts';
import { frame } from '../widgets/frame.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';
import { Rows } from '../widgets/row.tsx';
import { useApp, useLayout, useModel, useScreen } from './context.ts';
import { Cursor } from './cursor.tsx';
import { DialogLayer } from './dialog-box.tsx';
import { GridPane } from './grid-pane.tsx';
import type { PaneSize } from './pane-rows.tsx';
import { ReadingPane } from './reading-pane.tsx';
import { SessionPane } from './session-pane.tsx';
import { Sidebar } from './sidebar.tsx';

/** The whole screen, exactly as large as the terminal. */
export function Screen() {
  const { columns, rows, sidebarWidth, listIsAlone, paneWidth, bodyHeight, paneHeight } = useLayout();
  if (isTooSmall(columns, rows)) return <TooSmall columns={columns} rows={rows} />;
  return (
    <Box flexDirection="column" width="100%" height={rows} overflow="hidden">
      <Header columns={columns} />
      <Box height={bodyHeight} flexShrink={0}>
        {listIsAlone ? <Sidebar width={columns} height={bodyHeight} isJoined={false} /> : null}
        {sidebarWidth > 0 ? <Sidebar width={sidebarWidth + 1} height={bodyHeight} isJoined /> : null}
        {listIsAlone ? null : (
          <Pane width={paneWidth} height={bodyHeight} listWidth={sidebarWidth} sessionHeight={paneHeight} />
        )}
      </Box>
      <Message columns={columns} />
      <Hints columns={columns} />
      <DialogLayer />
      <Quitting columns={columns} rows={rows} />
      <Cursor />
    </Box>
  );
}

/** What stands in the pane: the session, or what lies over it. */
function Pane({ sessionHeight, ...size }: PaneSize & { readonly sessionHeight: number }) {
  const shown = useApp(({ active, panes }) => (active === undefined ? undefined : panes[active]?.kind));
  if (shown === 'grid') return <GridPane {...size} />;
  return shown === 'reading' ? <ReadingPane {...size} /> : <SessionPane {...size} shown={sessionHeight} />;
}

const Header = memo(function Header({ columns }: { readonly columns: number }) {
  const counted = useApp(useShallow(counts));
  return <Rows rows={[headerLine(counted, columns)]} width={columns} />;
});

function Message({ columns }: { readonly columns: number }) {
  const notice = useScreen((state) => state.notice);
  const told = useApp(useShallow(({ flash, active, panes }) => ({ flash, active, panes })));
  const rows = messageRows(notice, told, columns);
  return rows.length > 0 ? <Rows rows={rows} width={columns} /> : null;
}

function Hints({ columns }: { readonly columns: number }) {
  const model = useModel();
  const state = useApp((whole) => whole);
  useStore(model.prompt.completion);
  useStore(model.list.search);
  useStore(model.dialog?.version ?? model.prompt.completion);
  const row = state.quitting
    ? line(' ', span('^Q', 'keyCap'), ' stops waiting')
    : hintLine(model.scopes, state, columns);
  return <Rows rows={[row]} width={columns} />;
}

/** Sessions closing on the way out. */
function Quitting({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  const quitting = useApp((state) => state.quitting);
  const now = useApp((state) => state.now);
  if (!quitting || quitting.total === 0) return null;
  const width = Math.min(56, columns);
  const seconds = Math.max(0, Math.ceil((quitting.deadline - now) / 1000));
  const words = `Waits for ${seconds} s at most; ^Q leaves at once: what is not closed then is offered for cleaning next time.`;
  const lines: readonly Line[] = frame({
    title: [span('Closing sessions', 'title')],
    width,
    edge: 'borderFocused',
    rows: [
      emptyLine,
      line(
        '  ',
        span(bar(quitting.closed / quitting.total, Math.min(30, width - 20)), 'good'),
        ` ${quitting.closed} of ${quitting.total}`,
      ),
      ...wrap(words, width - 6, 'words').map((row) => line('  ', span(row, 'quiet'))),
      emptyLine,
    ],
  });
  return (
    <Box position="absolute" top={Math.floor((rows - lines.length) / 2)} left={Math.floor((columns - width) / 2)}>
      <Rows rows={lines} width={width} />
    </Box>
  );
}

function TooSmall({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  return (
    <Box flexDirection="column" width="100%" height={rows} overflow="hidden">
      <Rows rows={tooSmallRows(columns, rows)} width={columns} />
      <Cursor />
    </Box>
  );
}
