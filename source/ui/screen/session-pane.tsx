import { Box } from 'ink';
import { memo } from 'react';
import { useStore } from 'zustand';
import type { SessionView } from '../../app/screen/state.ts';
import { findConnection, type LineKind } from '../../domain/index.ts';
import { widthOf } from '../../text/width.ts';
import { transcriptWidth } from '../layout.ts';
import { type PaneParts, paneParts, progressLine, promptLabel } from '../panes/pane-parts.ts';
import { sessionTitle } from '../panes/session-title.ts';
import { prose, transcriptWindow } from '../panes/transcript-window.ts';
import { completionLines } from '../prompt/completion-view.ts';
import { edgeRow, sideRow } from '../widgets/frame.ts';
import { emptyLine, type Line, line, lineWidth, paintLine, span } from '../widgets/line.ts';
import { Row, Rows } from '../widgets/row.tsx';
import { countdownSpans } from '../widgets/session-status.ts';
import { type Style, useTheme } from '../widgets/theme.ts';
import { useApp, useModel } from './context.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The shown connection: its transcript, its prompt, and whatever stands between the two. */
export const SessionPane = memo(function SessionPane({ width, height }: Size) {
  const connections = useApp((state) => state.connections);
  const active = useApp((state) => state.active);
  const sessions = useApp((state) => state.sessions);
  const now = useApp((state) => state.now);
  const focused = useApp((state) => state.focus === 'prompt');
  const session = active === undefined ? undefined : sessions[active];
  const connection = active === undefined ? undefined : findConnection(connections, active);
  const edge: Style = focused ? 'borderFocused' : 'border';
  const parts = paneParts({ now, connections, sessions, active }, session, width, height);
  const note = session ? countdownSpans(session, now) : [];
  const title = connection ? sessionTitle(connection, session, focused, width - 8 - lineWidth(note)) : [];
  const below = session ? belowCount(session, parts, width) : 0;
  const scrolled = session?.pane.scroll !== undefined;
  const ruleNote = scrolled ? [span(`${below} below · PgDn`, 'caution')] : [];
  const bottom = [...parts.prompt.rows.map((row) => sideRow(row, width, edge)), edgeRow('bottom', [], [], width, edge)];
  const block = <Rows rows={parts.block.map((row) => sideRow(row, width, edge))} width={width} />;
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Rows rows={[edgeRow('top', title, note, width, edge)]} width={width} />
      {parts.isEmpty ? block : null}
      <TranscriptRows session={session} width={width} height={parts.transcriptHeight} edge={edge} />
      {parts.isEmpty ? null : block}
      <Rows rows={[edgeRow('rule', session ? progressLine(session, now) : [], ruleNote, width, edge)]} width={width} />
      <Rows rows={bottom} width={width} />
      <CompletionList width={width} bottom={height - bottom.length - 1} />
    </Box>
  );
});

function belowCount(session: SessionView, parts: PaneParts, width: number): number {
  if (session.pane.scroll === undefined) return 0;
  return transcriptWindow(session.transcript, session.pane.scroll, transcriptWidth(width), parts.transcriptHeight)
    .below;
}

const looks: Readonly<Record<LineKind, { readonly sign: string; readonly style: Style }>> = {
  input: { sign: ' ', style: 'strong' },
  output: { sign: ' ', style: 'plain' },
  heading: { sign: ' ', style: 'heading' },
  error: { sign: '✗', style: 'bad' },
  warning: { sign: '!', style: 'caution' },
  verbose: { sign: '·', style: 'quiet' },
  information: { sign: 'i', style: 'plain' },
  note: { sign: '·', style: 'quiet' },
};

/** Only what is visible is mounted, a memoised string a row. */
const TranscriptRows = memo(function TranscriptRows(
  props: Size & { readonly session: SessionView | undefined; readonly edge: Style },
) {
  const { session, width, height, edge } = props;
  const theme = useTheme();
  const rows = session
    ? transcriptWindow(session.transcript, session.pane.scroll, transcriptWidth(width), height).rows
    : [];
  const empty = paintLine(sideRow(emptyLine, width, edge), width, theme);
  const padding = Array.from({ length: Math.max(0, height - rows.length) }, (_, index) => `empty ${index}`);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {rows.map(({ line: number, row, kind, text }) => {
        const { sign, style } = looks[kind];
        const shown: Line = line(span(row === 0 ? sign : ' ', style), span(prose.has(kind) ? ` ${text}` : text, style));
        return <Row key={`${number} ${row}`} text={paintLine(sideRow(shown, width, edge), width, theme)} />;
      })}
      {padding.map((name) => (
        <Row key={name} text={empty} />
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
