import type { AppState, SessionView } from '../../app/screen/state.ts';
import { findConnection, type LineKind } from '../../domain/index.ts';
import { transcriptWidth } from '../layout.ts';
import { edgeRow, sideRow } from '../widgets/frame.ts';
import { emptyLine, type Line, line, lineWidth, span } from '../widgets/line.ts';
import { countdownSpans } from '../widgets/session-status.ts';
import type { Style } from '../widgets/theme.ts';
import { type PaneParts, paneParts, progressLine } from './pane-parts.ts';
import { groupTitle, hasProduction, sessionTitle } from './session-title.ts';
import { prose, transcriptWindow, type WindowRow } from './transcript-window.ts';

type Shown = Pick<AppState, 'now' | 'connections' | 'sessions' | 'groups' | 'active' | 'focus' | 'history' | 'dialogs'>;

/** The rows of a pane, edges included, as they stand below each other; the transcript's are between or below the block. */
export interface SessionPaneRows {
  readonly session: SessionView | undefined;
  readonly edge: Style;
  readonly top: Line;
  /** What stands above the transcript while that is empty, and below it otherwise. */
  readonly block: readonly Line[];
  readonly blockIsFirst: boolean;
  readonly transcriptHeight: number;
  readonly rule: Line;
  readonly bottom: readonly Line[];
}

/**
 * The shown connection: its transcript, its prompt, and whatever stands between the two.
 *
 * @param hasList candidates stand above the prompt
 */
export function sessionPaneRows(state: Shown, width: number, height: number, hasList: boolean): SessionPaneRows {
  const { now, connections, sessions, groups, active, focus, history, dialogs } = state;
  const focused = focus === 'prompt';
  const group = active === undefined ? undefined : groups[active];
  const session = group ?? (active === undefined ? undefined : sessions[active]);
  const connection = active === undefined ? undefined : findConnection(connections, active);
  const isProduction = group ? hasProduction(state, group.connection) : connection?.production === true;
  const edge = edgeOf(isProduction, focused);
  const parts = paneParts(
    { now, connections, sessions, groups, active, history, dialogs },
    session,
    width,
    height,
    hasList,
  );
  const note = session && !group ? countdownSpans(session, now) : [];
  const title = group
    ? groupTitle(state, group.connection, isProduction, focused)
    : connection
      ? sessionTitle(connection, session, focused, width - 8 - lineWidth(note))
      : [];
  const below = session ? belowCount(session, parts, width) : 0;
  const scrolled = session?.pane.scroll !== undefined;
  const ruleNote = scrolled ? [span(`${below} below · PgDn`, 'caution')] : [];
  return {
    session,
    edge,
    top: edgeRow('top', title, note, width, edge),
    block: parts.block.map((row) => sideRow(row, width, edge)),
    blockIsFirst: parts.isEmpty,
    transcriptHeight: parts.transcriptHeight,
    rule: edgeRow('rule', session ? progressLine(session, now) : [], ruleNote, width, edge),
    bottom: [...parts.prompt.rows.map((row) => sideRow(row, width, edge)), edgeRow('bottom', [], [], width, edge)],
  };
}

function edgeOf(isProduction: boolean, focused: boolean): Style {
  if (isProduction) return focused ? 'borderProductionFocused' : 'borderProduction';
  return focused ? 'borderFocused' : 'border';
}

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
  end: { sign: '·', style: 'quiet' },
};

/** A row of a transcript: the sign of its kind, then its text. */
export function transcriptRow({ row, kind, text }: WindowRow): Line {
  const { sign, style } = looks[kind];
  return line(span(row === 0 ? sign : ' ', style), span(prose.has(kind) ? ` ${text}` : text, style));
}

/** The visible rows of a transcript and empty ones below them, each with a name that it keeps while it is scrolled. */
export function transcriptRows(
  session: SessionView | undefined,
  width: number,
  height: number,
  edge: Style,
): readonly { readonly name: string; readonly row: Line }[] {
  const visible = session
    ? transcriptWindow(session.transcript, session.pane.scroll, transcriptWidth(width), height).rows
    : [];
  const empty = sideRow(emptyLine, width, edge);
  const rows = visible.map((one) => ({
    name: `${one.line} ${one.row}`,
    row: sideRow(transcriptRow(one), width, edge),
  }));
  const padding = Array.from({ length: Math.max(0, height - rows.length) }, (_, index) => ({
    name: `empty ${index}`,
    row: empty,
  }));
  return [...rows, ...padding];
}
