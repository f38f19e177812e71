import { askingConnections } from '../../app/screen/questions.ts';
import type { AppState, SessionView } from '../../app/screen/state.ts';
import { type Connection, importFraction, importTimeLeft, leftText } from '../../domain/index.ts';
import { truncate, widthOf } from '../../text/width.ts';
import { bar } from '../widgets/bar.ts';
import { edgeRow, type Join, sideRow } from '../widgets/frame.ts';
import { emptyLine, fitLine, type Line, line, lineWidth, span, spread } from '../widgets/line.ts';
import { windowStart } from '../widgets/list-window.ts';
import { type SessionStatus, sessionStatus } from '../widgets/session-status.ts';
import type { Style } from '../widgets/theme.ts';

type Shown = Pick<AppState, 'connections' | 'sessions' | 'active' | 'focus' | 'dialogs' | 'now' | 'news'>;

/** Cells of the longest status with its word, and of one without. */
const fullStatus = 16;
const shortStatus = 10;

/** The connections with their states, and below them what is being imported. */
export function sidebarLines(state: Shown, width: number, height: number): readonly Line[] {
  const focused = state.focus === 'connections';
  const edge: Style = focused ? 'borderFocused' : 'border';
  const inner = width - 2;
  const imports = importRows(state, inner, mostImports(height));
  const room = listHeight(imports.length, height);
  const rows = connectionRows(state, inner, room, focused);
  const padding = Array.from({ length: Math.max(0, room - rows.length) }, () => emptyLine);
  return [
    edgeRow('top', [span('Connections', focused ? 'title' : 'plain')], [], width, edge),
    ...[...rows, ...padding].map((row) => sideRow(row, width, edge)),
    ...(imports.length > 0 ? [edgeRow('rule', [span('Import')], [], width, edge)] : []),
    ...imports.map((row) => sideRow(row, width, edge)),
    edgeRow('bottom', [], [], width, edge),
  ];
}

/** How the pane beside the list joins it. */
export function listJoin(state: Shown, width: number, height: number): Join {
  const imports = importRows(state, width - 2, mostImports(height)).length;
  return {
    rule: imports > 0 ? 1 + listHeight(imports, height) : undefined,
    edge: state.focus === 'connections' ? 'borderFocused' : undefined,
  };
}

const mostImports = (height: number) => Math.max(2, Math.floor((height - 3) / 2));
const listHeight = (imports: number, height: number) => height - 2 - (imports > 0 ? imports + 1 : 0);

function connectionRows(state: Shown, inner: number, height: number, focused: boolean): readonly Line[] {
  const { connections, sessions, active, now, news } = state;
  const asking = askingConnections(state);
  const longest = Math.max(0, ...connections.map((one) => widthOf(one.name) + lineWidth(markSpans(one))));
  const statusWidth = inner - 5 - longest >= fullStatus ? fullStatus : shortStatus;
  const selected = connections.findIndex(({ name }) => name === active);
  const start = windowStart(connections.length, height, Math.max(0, selected));
  return connections.slice(start, start + height).map((connection, index) => {
    const { name, production } = connection;
    const marks = markSpans(connection, inner - statusWidth - 4 - widthOf(name));
    const number = start + index + 1;
    const isActive = name === active;
    const session = sessions[name];
    const label = line(
      span(isActive ? '▸' : news[name] ? '•' : ' ', 'accent'),
      span(number <= 9 ? `${number} ` : '  ', 'quiet'),
      span(
        truncate(name, inner - statusWidth - 4 - lineWidth(marks)),
        production ? 'production' : isActive ? 'strong' : 'plain',
      ),
      ...marks,
    );
    const status = session
      ? fitLine(
          statusLine(
            session,
            sessionStatus(session, now, asking.has(name), news[name]?.ended),
            statusWidth === fullStatus,
          ),
          statusWidth,
        )
      : [];
    const row = fitLine(spread(label, status, inner), inner);
    return isActive && focused ? row.map((part) => span(part.text, 'selected')) : row;
  });
}

/** What the connection is marked as, in a cell or two a mark: as many as leave the name whole. The pane says all. */
function markSpans({ production, readOnly, asking }: Connection, room = Number.POSITIVE_INFINITY): Line {
  const changes = readOnly ? [span(' ro', 'caution')] : asking ? [span(' a?', 'caution')] : [];
  const marks = [...(production ? [span(' P', 'bad')] : []), ...changes];
  while (marks.length > 0 && lineWidth(marks) > room) marks.pop();
  return marks;
}

function statusLine(session: SessionView, status: SessionStatus, full: boolean): Line {
  const { sign, word, detail, warning, style, warningStyle } = status;
  const hasDetail = detail !== '';
  return line(
    span(`${sign} `, style),
    ...(full && session.state !== 'importing' ? [`${word}${hasDetail ? ' ' : ''}`] : hasDetail ? [] : [word]),
    span(detail, warning ? warningStyle : 'plain'),
    span(warning ? ` ${warning}` : '', warningStyle),
  );
}

/** Two rows a server: bar and count, cmdlet and time left; where room is short, one. */
function importRows({ connections, sessions, now }: Shown, inner: number, most: number): readonly Line[] {
  const running = connections.flatMap(({ name }) => {
    const session = sessions[name];
    return session?.state === 'importing' && session.importing ? [{ name, progress: session.importing }] : [];
  });
  const names = Math.min(12, Math.max(0, ...running.map(({ name }) => widthOf(name))));
  const each = running.length * 2 <= most ? 2 : 1;
  return running.slice(0, most).flatMap(({ name, progress }) => {
    const count = progress.total === undefined ? `${progress.received}` : `${progress.received}/${progress.total}`;
    const room = inner - names - count.length - 4;
    const left = importTimeLeft(progress, now);
    const first = line(
      ' ',
      truncate(name, names).padEnd(names),
      ' ',
      span(bar(importFraction(progress), Math.min(24, room)), 'good'),
      ` ${count}`,
    );
    if (each === 1) return [first];
    const time = left === undefined ? '' : `${leftText(left)}${inner >= 32 ? ' left' : ''} `;
    const waiting = progress.received > 0 ? '' : 'asking for the list';
    const current = truncate(progress.current ?? waiting, inner - names - 3 - time.length);
    return [first, spread(line(span(`${' '.repeat(names + 2)}${current}`, 'quiet')), line(span(time, 'quiet')), inner)];
  });
}
