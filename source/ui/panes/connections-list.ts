import { activeRow } from '../../app/screen/commands/index.ts';
import { askingConnections } from '../../app/screen/questions.ts';
import type { AppState, SessionView } from '../../app/screen/state.ts';
import {
  type Connection,
  importFraction,
  importTimeLeft,
  type ListRow,
  leftText,
  listRows,
  openPlace,
  placeOf,
} from '../../domain/index.ts';
import { truncate, widthOf } from '../../text/width.ts';
import { fieldView } from '../fields/field-view.ts';
import type { ListSearch } from '../list/list-controller.ts';
import { bar } from '../widgets/bar.ts';
import { edgeRow, type Join, sideRow } from '../widgets/frame.ts';
import { emptyLine, fitLine, type Line, line, lineWidth, span, spread } from '../widgets/line.ts';
import { windowStart } from '../widgets/list-window.ts';
import { type SessionStatus, sessionStatus } from '../widgets/session-status.ts';
import type { Style } from '../widgets/theme.ts';
import { groupCounts, headingRow } from './group-heading.ts';

type Shown = Pick<AppState, 'connections' | 'sessions' | 'list' | 'active' | 'focus' | 'dialogs' | 'now' | 'news'>;

/** Cells of the longest status with its word, and of one without. */
const fullStatus = 16;
const shortStatus = 10;

/** The connections with their states, and below them what is being imported. */
export function sidebarLines(
  state: Shown,
  search: ListSearch | undefined,
  width: number,
  height: number,
): readonly Line[] {
  const focused = state.focus === 'connections';
  const edge: Style = focused ? 'borderFocused' : 'border';
  const inner = width - 2;
  const coming = importsOf(state, height);
  const imports = importRows(coming, state.now, inner);
  const field = searchRow(state, search, inner);
  const room = coming.listHeight - field.length;
  const rows = connectionRows(state, inner, room, focused);
  const padding = Array.from({ length: Math.max(0, room - rows.length) }, () => emptyLine);
  return [
    edgeRow('top', [span('Connections', focused ? 'title' : 'plain')], [], width, edge),
    ...[...rows, ...padding, ...field].map((row) => sideRow(row, width, edge)),
    ...(imports.length > 0 ? [edgeRow('rule', [span('Import')], [], width, edge)] : []),
    ...imports.map((row) => sideRow(row, width, edge)),
    edgeRow('bottom', [], [], width, edge),
  ];
}

/** What is shown by a click on a row of the list, counted from its top edge: a connection or a group. */
export function placeAt(
  state: Shown,
  search: ListSearch | undefined,
  { width, height }: { readonly width: number; readonly height: number },
  row: number,
): string | undefined {
  const room = importsOf(state, height).listHeight - searchRow(state, search, width - 2).length;
  return row >= 1 && row <= room ? listedRows(state, room).rows[row - 1]?.place : undefined;
}

/** How the pane beside the list joins it. */
export function listJoin(state: Shown, height: number): Join {
  const { count, listHeight } = importsOf(state, height);
  return {
    rule: count > 0 ? 1 + listHeight : undefined,
    edge: state.focus === 'connections' ? 'borderFocused' : undefined,
  };
}

/** Where the cursor of the list's search stands in a sidebar of that size. */
export function searchCursor(
  state: Shown,
  search: ListSearch,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } {
  return {
    x: 4 + fieldView(search.text, search.cursor, width - 6).x,
    y: importsOf(state, height).listHeight,
  };
}

function searchRow({ connections, list }: Shown, search: ListSearch | undefined, inner: number): readonly Line[] {
  if (!search && list.query === '') return [];
  const { text, cursor } = search ?? { text: list.query, cursor: 0 };
  const found = listRows(connections, list).filter(({ kind }) => kind === 'connection').length;
  const count = span(`${found}/${connections.length} `, 'quiet');
  const shown = text === '' ? span('part of a name', 'quiet') : span(fieldView(text, cursor, inner - 4).text);
  const field = line(span(' / ', 'accent'), shown);
  const isRoomy = lineWidth(field) + lineWidth([count]) < inner;
  return [isRoomy ? spread(field, [count], inner) : fitLine(field, inner)];
}

/** Of a list of hundreds it is measured once. */
const longestNames = new WeakMap<readonly Connection[], number>();

function longestName(connections: readonly Connection[]): number {
  let longest = longestNames.get(connections);
  if (longest === undefined) {
    longest = Math.max(0, ...connections.map((one) => widthOf(one.name) + lineWidth(markSpans(one))));
    longestNames.set(connections, longest);
  }
  return longest;
}

/** The rows that are seen, and which of them is shown in the pane. */
function listedRows(state: Shown, height: number): { rows: readonly ListRow[]; selected: number } {
  const { connections, list, active } = state;
  const listed = listRows(connections, list);
  const isListed = activeRow(state, listed) >= 0;
  // All that are open are a group that is listed only while it is shown.
  const own: ListRow = { kind: 'group', place: openPlace, count: 0, isCollapsed: false };
  const all = active === openPlace && !isListed ? [own, ...listed] : listed;
  const selected = activeRow(state, all);
  const start = windowStart(all.length, height, Math.max(0, selected));
  return { rows: all.slice(start, start + height), selected: selected - start };
}

function connectionRows(state: Shown, inner: number, height: number, focused: boolean): readonly Line[] {
  const { connections, list, active } = state;
  const asking = askingConnections(state);
  const { rows: listed, selected } = listedRows(state, height);
  const statusWidth = inner - 5 - longestName(connections) >= fullStatus ? fullStatus : shortStatus;
  const rows = listed.map((row, index) => {
    const isActive = index === selected;
    const shown =
      row.kind === 'group'
        ? headingRow(row, groupCounts(state, row.place, asking), isActive, inner)
        : connectionRow(state, row, asking, isActive, { inner, statusWidth });
    return isActive && focused ? shown.map((part) => span(part.text, 'selected')) : shown;
  });
  if (rows.length > 0 || list.query === '') return rows;
  return [line('  ', span(active === undefined ? '' : 'Nothing fits.', 'quiet'))];
}

function connectionRow(
  { sessions, now, news }: Shown,
  { connection, number }: Extract<ListRow, { kind: 'connection' }>,
  asking: ReadonlySet<string>,
  isActive: boolean,
  { inner, statusWidth }: { readonly inner: number; readonly statusWidth: number },
): Line {
  const { name, production } = connection;
  const room = inner - statusWidth - 4;
  const marks = markSpans(connection, room - widthOf(name));
  const session = sessions[name];
  const label = line(
    span(isActive ? '▸' : news[name] ? '•' : ' ', 'accent'),
    span(number <= 9 ? `${number} ` : '  ', 'quiet'),
    span(truncate(name, room - lineWidth(marks)), production ? 'production' : isActive ? 'strong' : 'plain'),
    ...marks,
    ...tagSpans(connection, room - widthOf(name) - lineWidth(marks)),
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
  return fitLine(spread(label, status, inner), inner);
}

/** The groups that it is in besides that of its heading, as many as there is room for. */
function tagSpans({ groups = [] }: Connection, room: number): Line {
  const tags = groups.slice(1).map((group) => span(` ${placeOf(group)}`, 'quiet'));
  while (tags.length > 0 && lineWidth(tags) > room) tags.pop();
  return tags;
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

/** What is being imported, in how many rows each and together, and the rows that leaves to the list above. */
function importsOf({ connections, sessions }: Shown, height: number) {
  const running = connections.flatMap(({ name }) => {
    const session = sessions[name];
    return session?.state === 'importing' && session.importing ? [{ name, progress: session.importing }] : [];
  });
  const most = Math.max(2, Math.floor((height - 3) / 2));
  const each = running.length * 2 <= most ? 2 : 1;
  const count = Math.min(running.length * each, most);
  return { running, each, count, listHeight: height - 2 - (count > 0 ? count + 1 : 0) };
}

/** Two rows a server: bar and count, cmdlet and time left; where room is short, one. */
function importRows(
  { running, each, count: most }: ReturnType<typeof importsOf>,
  now: number,
  inner: number,
): readonly Line[] {
  const names = Math.min(12, Math.max(0, ...running.map(({ name }) => widthOf(name))));
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
