import { isConnectable } from '../../app/screen/commands/index.ts';
import type { AppState, SessionView } from '../../app/screen/state.ts';
import type { StageTime } from '../../app/session/facts.ts';
import { durationText, homeOf, importFraction, isConnecting, leftText, passedText } from '../../domain/index.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, type Line, line, span, spread } from '../widgets/line.ts';
import { retryLeft } from '../widgets/session-status.ts';

/** What a pane shows below its transcript while there is no session to talk to. */
export function sessionBlock(session: SessionView, now: number, width: number): readonly Line[] {
  if (isConnecting(session.state)) return stages(session, now, width);
  return isConnectable(session) ? [ways(session)] : [];
}

const stageWords: Readonly<Record<StageTime['stage'], string>> = {
  resolve: 'find the server',
  tcp: 'reach it',
  authenticate: 'sign in',
  open: 'open a session',
  negotiate: 'agree on the protocol',
  import: 'import the cmdlets',
};

const stageOrder = Object.keys(stageWords) as readonly StageTime['stage'][];

function stages(session: SessionView, now: number, width: number): readonly Line[] {
  const times = new Map(session.stages.map((time) => [time.stage, time]));
  const rows = stageOrder.map((stage) => {
    const time = times.get(stage);
    const ended = time?.endedAt;
    if (!time) return line(span(` · ${stageWords[stage]}`, 'quiet'));
    if (ended === undefined) {
      const note = stage === 'import' ? importNote(session) : '';
      const passed = passedText(now - time.startedAt);
      return spread(line(span(' ◐ ', 'caution'), stageWords[stage], span(note, 'quiet')), line(passed, ' '), width);
    }
    const took = span(`${durationText(ended - time.startedAt)} `, 'quiet');
    return spread(line(span(' ✓ ', 'good'), span(stageWords[stage])), line(took), width);
  });
  return [line(` Connecting to ${session.connection}`), ...rows, ...retryRows(session, now, width)];
}

/** Why a stage takes longer: the server is asked again, and when. */
function retryRows({ retry }: SessionView, now: number, width: number): readonly Line[] {
  if (!retry) return [];
  const left = retryLeft(retry, now);
  const when = left > 0 ? `trying again in ${leftText(left)}` : 'trying again';
  const text = `${when} (${retry.attempt} of ${retry.most}): ${retry.failure.what}`;
  return wrap(text, width - 4, 'words').map((row) => line('   ', span(row, 'caution')));
}

function importNote(session: SessionView): string {
  if (!session.importing) return '';
  const fraction = importFraction(session.importing);
  return fraction === undefined ? ` · ${session.importing.received}` : ` · ${Math.floor(fraction * 100)}%`;
}

/** The transcript says what happened; this says which keys go on from there. */
function ways({ state, failure }: SessionView): Line {
  const enter = state === 'failed' ? ' tries again' : ' connects again';
  const details = failure ? [span('   '), span('F8', 'keyCap'), span(' shows the details', 'quiet')] : [];
  return line(' ', span('Enter', 'keyCap'), span(enter, 'quiet'), ...details);
}

/** What an empty pane says: on the first start what this is, later only what to press. */
export function welcome(state: Pick<AppState, 'connections' | 'sessions' | 'active'>, width: number): readonly Line[] {
  const name = state.active;
  const connection = state.connections.find((candidate) => candidate.name === name);
  if (!connection) {
    return [
      emptyLine,
      ...prose('No connections are saved yet.', width),
      emptyLine,
      keyLine('^N', 'adds one: a name and a server will do'),
      keyLine('F1', 'shows all keys'),
    ];
  }
  const place = homeOf(state.connections, connection);
  const ofGroup = place === undefined ? [] : [keyLine('Alt+C', `connects all of ${place}`)];
  const isFirstStart =
    state.connections.every((candidate) => candidate.sandboxServer !== undefined) &&
    Object.values(state.sessions).every((session) => session.transcript.version === 0);
  if (isFirstStart) {
    return [
      emptyLine,
      line(' ', span('Welcome.', 'strong')),
      ...prose(
        'These connections lead to a practice organisation on this computer: real protocol, invented mailboxes, nothing to break.',
        width,
      ),
      emptyLine,
      keyLine('Enter', `connects ${connection.name}; then try Get-Mailbox`),
      keyLine('Alt+2', 'shows the next; several can be open'),
      ...ofGroup,
      keyLine('^N', 'adds a server of your own'),
      keyLine('F1', 'shows all keys'),
    ];
  }
  return [
    emptyLine,
    keyLine('Enter', `connects ${connection.name}`),
    ...ofGroup,
    keyLine('F4', 'edits the connection'),
  ];

  function keyLine(pressed: string, does: string): Line {
    return line(' ', span(pressed.padEnd(6), 'keyCap'), ' ', does);
  }
}

function prose(text: string, width: number): readonly Line[] {
  return wrap(text, width - 2, 'words').map((row) => line(' ', row));
}
