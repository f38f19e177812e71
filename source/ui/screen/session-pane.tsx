import { Box } from 'ink';
import { memo } from 'react';
import { useStore } from 'zustand';
import type { SessionView } from '../../app/screen/state.ts';
import { widthOf } from '../../text/width.ts';
import { promptLabel } from '../panes/pane-parts.ts';
import { sessionPaneRows, transcriptRows } from '../panes/session-pane.ts';
import { completionLines } from '../prompt/completion-view.ts';
import { hasCandidates } from '../prompt/prompt-controller.ts';
import { type Join, joinLeft } from '../widgets/frame.ts';
import { lineWidth, paintLine } from '../widgets/line.ts';
import { Row, Rows } from '../widgets/row.tsx';
import type { Style } from '../widgets/theme.ts';
import { useTheme } from '../widgets/theme-context.ts';
import { useApp, useModel, useNow } from './context.ts';
import { PaneRows, type PaneSize, useJoin } from './pane-rows.tsx';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The shown connection, its rows as `sessionPaneRows` gives them.
 *
 * @param shown rows that it has of the body's: a question stands in the others
 */
export const SessionPane = memo(function SessionPane({
  shown: height,
  ...size
}: PaneSize & { readonly shown: number }) {
  const { width } = size;
  const join = useJoin(size);
  const connections = useApp((state) => state.connections);
  const active = useApp((state) => state.active);
  const sessions = useApp((state) => state.sessions);
  const groups = useApp((state) => state.groups);
  const now = useNow();
  const focus = useApp((state) => state.focus);
  const history = useApp((state) => state.history);
  const dialogs = useApp((state) => state.dialogs);
  const hasList = useStore(useModel().prompt.completion, hasCandidates);
  const pane = sessionPaneRows(
    { now, connections, sessions, groups, active, focus, history, dialogs },
    width,
    height,
    hasList,
  );
  const [blockY, transcriptY] = pane.blockIsFirst ? [1, 1 + pane.block.length] : [1 + pane.transcriptHeight, 1];
  const ruleY = 1 + pane.block.length + pane.transcriptHeight;
  const block = <PaneRows rows={pane.block} width={width} y={blockY} join={join} />;
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <PaneRows rows={[pane.top]} width={width} y={0} join={join} />
      {pane.blockIsFirst ? block : null}
      <TranscriptRows
        session={pane.session}
        width={width}
        height={pane.transcriptHeight}
        edge={pane.edge}
        y={transcriptY}
        join={join}
      />
      {pane.blockIsFirst ? null : block}
      <PaneRows rows={[pane.rule]} width={width} y={ruleY} join={join} />
      <PaneRows rows={pane.bottom} width={width} y={ruleY + 1} join={join} />
      <CompletionList width={width} bottom={height - pane.bottom.length - 1} />
    </Box>
  );
});

/** Only what is visible is mounted, a memoised string a row. */
const TranscriptRows = memo(function TranscriptRows(
  props: Size & {
    readonly session: SessionView | undefined;
    readonly edge: Style;
    readonly y: number;
    readonly join: Join | undefined;
  },
) {
  const { session, width, height, edge, y, join } = props;
  const theme = useTheme();
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {transcriptRows(session, width, height, edge).map(({ name, row }, index) => (
        <Row key={name} text={paintLine(joinLeft(row, y + index, join), width, theme)} />
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
