import { Box } from 'ink';
import { memo } from 'react';
import { useStore } from 'zustand';
import type { SessionView } from '../../app/screen/state.ts';
import { widthOf } from '../../text/width.ts';
import { promptLabel } from '../panes/pane-parts.ts';
import { sessionPaneRows, transcriptRows } from '../panes/session-pane.ts';
import { completionLines } from '../prompt/completion-view.ts';
import { lineWidth, paintLine } from '../widgets/line.ts';
import { Row, Rows } from '../widgets/row.tsx';
import type { Style } from '../widgets/theme.ts';
import { useTheme } from '../widgets/theme-context.ts';
import { useApp, useModel } from './context.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The shown connection, its rows as `sessionPaneRows` gives them. */
export const SessionPane = memo(function SessionPane({ width, height }: Size) {
  const connections = useApp((state) => state.connections);
  const active = useApp((state) => state.active);
  const sessions = useApp((state) => state.sessions);
  const now = useApp((state) => state.now);
  const focus = useApp((state) => state.focus);
  const pane = sessionPaneRows({ now, connections, sessions, active, focus }, width, height);
  const block = <Rows rows={pane.block} width={width} />;
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Rows rows={[pane.top]} width={width} />
      {pane.blockIsFirst ? block : null}
      <TranscriptRows session={pane.session} width={width} height={pane.transcriptHeight} edge={pane.edge} />
      {pane.blockIsFirst ? null : block}
      <Rows rows={[pane.rule]} width={width} />
      <Rows rows={pane.bottom} width={width} />
      <CompletionList width={width} bottom={height - pane.bottom.length - 1} />
    </Box>
  );
});

/** Only what is visible is mounted, a memoised string a row. */
const TranscriptRows = memo(function TranscriptRows(
  props: Size & { readonly session: SessionView | undefined; readonly edge: Style },
) {
  const { session, width, height, edge } = props;
  const theme = useTheme();
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {transcriptRows(session, width, height, edge).map(({ name, row }) => (
        <Row key={name} text={paintLine(row, width, theme)} />
      ))}
    </Box>
  );
});

/** Candidates above the prompt, over the end of the transcript. */
function CompletionList({ width, bottom }: { readonly width: number; readonly bottom: number }) {
  const model = useModel();
  const list = useStore(model.prompt.completion);
  if (!list) return null;
  const left = 1 + widthOf(promptLabel(list.connection, width - 2));
  const rows = completionLines(list, width - left - 2, Math.max(1, Math.min(10, bottom - 3)));
  const cells = rows[0] ? lineWidth(rows[0]) : 0;
  return (
    <Box position="absolute" top={bottom - rows.length} left={left}>
      <Rows rows={rows} width={cells} />
    </Box>
  );
}
