import { isConnectable } from '../../app/screen/commands/index.ts';
import type { AppState, SessionView } from '../../app/screen/state.ts';
import { leftText, passedText } from '../../domain/index.ts';
import { truncate, widthOf } from '../../text/width.ts';
import { shownGhost } from '../prompt/ghost.ts';
import { highlightSpans } from '../prompt/highlight.ts';
import { type EditedView, layOutEdited } from '../prompt/prompt-view.ts';
import { bar } from '../widgets/bar.ts';
import { type Line, line, span } from '../widgets/line.ts';
import { groupBlock, groupWelcome } from './group-block.ts';
import { queueLines } from './queue-lines.ts';
import { sessionBlock, welcome } from './session-block.ts';

/** What a session's pane shows around its transcript, and how many rows that leaves. */
export interface PaneParts {
  readonly transcriptHeight: number;
  /** Below the transcript: stages of connecting, what to press. */
  readonly block: readonly Line[];
  /** Nothing has happened here yet: the block stands at the top. */
  readonly isEmpty: boolean;
  readonly prompt: EditedView;
}

/**
 * @param width,height cells of the whole pane, edges included
 * @param hasList candidates stand above the prompt
 */
export function paneParts(
  state: Pick<AppState, 'now' | 'connections' | 'sessions' | 'groups' | 'active' | 'history' | 'dialogs'>,
  session: SessionView | undefined,
  width: number,
  height: number,
  hasList = false,
): PaneParts {
  const inner = width - 2;
  const rows = height - 3;
  const prompt = promptView(shownGhost(state, session, hasList), session, inner, Math.max(1, Math.floor(rows / 3)));
  const room = rows - prompt.rows.length;
  const group = session && state.groups[session.connection];
  const hasNoLines = session?.transcript.end === session?.transcript.start;
  const isEmpty = !session || (hasNoLines && (group !== undefined || isConnectable(session)));
  const wanted = group
    ? isEmpty
      ? groupWelcome(state, group.connection, group, inner)
      : groupBlock(state, group, inner)
    : isEmpty
      ? welcome(state, inner)
      : sessionBlock(session, state.now, inner);
  const block = [...wanted, ...queueLines(session?.queue ?? [], inner)].slice(0, room);
  return { transcriptHeight: room - block.length, block, isEmpty, prompt };
}

/** In front of the prompt: the connection's name, shortened where it would take the row. */
export function promptLabel(connection: string | undefined, inner: number): string {
  return ` ${truncate(connection ?? 'exterm', Math.max(8, Math.floor(inner / 3)))}> `;
}

function promptView(
  ghost: string | undefined,
  session: SessionView | undefined,
  inner: number,
  height: number,
): EditedView {
  const label = promptLabel(session?.connection, inner);
  const text = session?.pane.text ?? '';
  return layOutEdited(
    {
      text,
      cursor: session?.pane.cursor ?? 0,
      label: [span(label, 'accent')],
      labelWidth: widthOf(label),
      styles: highlightSpans(text, session?.commands, session?.pane.cursor ?? 0),
      ghost,
    },
    inner,
    height,
  );
}

/** What the last line gave, and how to go through it; nothing while something runs. */
function resultLine({ result }: SessionView): Line {
  if (!result) return [];
  const count = result.count === 1 ? '1 object' : `${result.count.toLocaleString('en-US')} objects`;
  return line(span(`${count} · `, 'quiet'), span('^T', 'keyCap'), span(' opens the grid', 'quiet'));
}

/** What runs, for the edge above the prompt: the innermost operation's own words and share, and how to stop it. */
export function progressLine(session: SessionView, now: number): Line {
  if (session.state !== 'busy') return resultLine(session);
  const passed = session.runningSince === undefined ? '' : passedText(now - session.runningSince);
  if (session.stoppingSince !== undefined) {
    const since = passedText(now - session.stoppingSince);
    const waits = since === '' ? '' : ` ${since} · ${session.connection} has not let go of it yet`;
    return line(span('◌ stopping', 'caution'), span(waits, 'quiet'));
  }
  const last = session.progress.at(-1);
  if (!last)
    return line(
      span('▶ running', 'good'),
      span(passed === '' ? '' : ` ${passed}`, 'quiet'),
      span(' · ^C stops it', 'quiet'),
    );
  const percent = last.percent >= 0 ? `${bar(last.percent / 100, 10)} ${Math.round(last.percent)}% ` : '';
  const left = last.secondsRemaining >= 0 ? ` · ${leftText(last.secondsRemaining * 1000)} left` : '';
  const what = [last.activity, last.status, last.currentOperation].filter((text) => text !== '').join(' · ');
  return line(span('▶ ', 'good'), span(percent, 'good'), what, span(left, 'quiet'));
}
